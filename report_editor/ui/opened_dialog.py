"""After opening a file that this program did not make: what was recognised and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from report_editor.document import UNPLACED
from report_editor.ui.pages import heading, hint

if TYPE_CHECKING:
    from report_editor.opening import Opened


class OpenedDialog(QDialog):
    """Lists what was read, and what found no place, in full."""

    def __init__(self, opened: Opened, name: str, parent: QWidget | None = None) -> None:
        """Shows the notes of one reading."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("读取结果"))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(self.tr("读取了“{name}”").format(name=name)))
        for note in opened.notes:
            layout.addWidget(hint(note))
        unplaced = opened.document.paragraphs(UNPLACED)
        if unplaced:
            layout.addWidget(
                hint(self.tr("下面 {count} 处没有找到位置,请核对:").format(count=len(unplaced)))
            )
            self.unplaced = QPlainTextEdit("\n".join(unplaced))
            self.unplaced.setReadOnly(True)
            layout.addWidget(self.unplaced, 1)
        elif not opened.own:
            layout.addWidget(hint(self.tr("原文的每一段文字、每一行表格都找到了位置。")))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("开始编辑"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        layout.addWidget(buttons)
        self.resize(720, 480)
