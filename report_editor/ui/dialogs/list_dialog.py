"""Dialog in which a user writes a list of his own, one entry a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from report_editor.common.problem import Problem
from report_editor.files.user_lists import LIMIT, write_own
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from report_editor.files.user_lists import UserList


class ListDialog(QDialog):
    """Dialog with the lines of a list and what they mean."""

    def __init__(
        self, title: str, explanation: str, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_title(self, title)
        self.lines = QPlainTextEdit(text)
        use_text_size(self.lines)
        self.lines.setAccessibleName(title)
        self.lines.setTabChangesFocus(True)
        buttons = QDialogButtonBox()
        buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence(explanation))
        layout.addWidget(self.lines, 1)
        layout.addWidget(buttons)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(fit_to_screen(self, QSize(48 * em, 30 * em)))
        self.lines.setFocus()


def edit_list(which: UserList, title: str, explanation: str, text: str, parent: QWidget) -> bool:
    """Have the user change a list; return whether it was kept."""
    dialog = ListDialog(title, f"{explanation}保存在 {which.path}。", text, parent)
    is_kept = False
    while not is_kept and dialog.exec():
        try:
            write_own(which, dialog.lines.toPlainText())
            is_kept = True
        except Problem as problem:
            messages.warn(parent, str(problem))
        except ValueError:
            messages.warn(parent, f"内容太长，最多 {LIMIT // 1000} KB，没有保存。请删去一些。")
    dialog.deleteLater()
    return is_kept
