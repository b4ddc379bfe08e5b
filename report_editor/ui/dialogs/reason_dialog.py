"""Dialog that asks for the reason of a step that is kept with the report."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.hindrance import Hindrance
from report_editor.ui.widgets.labels import Label, sentence
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.text_input import LONGEST


class ReasonDialog(QDialog):
    """Dialog with a sentence and room for a reason; without one it cannot be accepted."""

    def __init__(
        self,
        about: str,
        parent: QWidget | None = None,
        *,
        title: str = "已核实，忽略这一条",
        button: str = "忽略",
        example: str = "例如：已与承办科室核对，数字无误",
    ) -> None:
        """Ask why a finding is set aside, or another step is done.

        Args:
            about: The sentence that is set aside, or that says what is done.
            parent: Window that the dialog belongs to.
            title: Title of the dialog.
            button: Text of the button that does it.
            example: Reason shown in the empty room.
        """
        super().__init__(parent)
        set_title(self, title)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText(example)
        label = Label("理由，随文件保存(&R)：")
        label.setBuddy(self.reason)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.hindrance = Hindrance(self.accept_button)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence(about))
        layout.addWidget(label)
        layout.addWidget(self.reason, 1)
        layout.addWidget(self.hindrance)
        layout.addWidget(buttons)
        em = self.fontMetrics().horizontalAdvance("国")
        height = max(18 * em, layout.totalHeightForWidth(36 * em))
        self.resize(fit_to_screen(self, QSize(36 * em, height)))
        self.reason.textChanged.connect(self._allow)
        self.reason.setFocus()
        self._allow()

    def text(self) -> str:
        """Return the reason given."""
        return self.reason.toPlainText().strip()

    def _allow(self) -> None:
        if not (text := self.text()):
            words = "请先写明理由。"
        else:
            words = f"理由最多写 {LONGEST} 个字，请缩短。" if len(text) > LONGEST else ""
        self.hindrance.show_hindrance(words)
