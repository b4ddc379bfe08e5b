"""What has to be known before the paper is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from report_editor.checks import Severity, is_set_aside
from report_editor.exporters.pdf.paper import PdfOptions
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.severity import SIGN

if TYPE_CHECKING:
    from report_editor.workspace.session import Session


class ExportDialog(QDialog):
    """Signature place on or off; says what is still wrong and lets the user go on."""

    def __init__(self, session: Session, action: str, parent: QWidget | None = None) -> None:
        """``action`` is what goes on: 导出 or 打印."""
        super().__init__(parent)
        self.setWindowTitle(f"{action}年度报告")
        self.signature = QCheckBox("在末尾留出签发人、日期和公章的位置(&S)")
        self.signature.setChecked(True)
        layout = QVBoxLayout(self)
        if words := self._state(session):
            layout.addWidget(sentence(words))
        layout.addWidget(self.signature)
        buttons = QDialogButtonBox()
        go_on = buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("国") * 40
        self.resize(width, layout.totalHeightForWidth(width))

    def options(self) -> PdfOptions:
        """What was chosen."""
        return PdfOptions(signature=self.signature.isChecked())

    def _state(self, session: Session) -> str:
        """What is still wrong; nothing where nothing is."""
        active = [each for each in session.findings if not is_set_aside(session.document, each)]
        errors = [each for each in active if each.severity is Severity.ERROR]
        if not errors:
            return ""
        first = "\n".join(f"{SIGN[each.severity]} {each.message}" for each in errors[:5])
        more = f"\n……共 {len(errors)} 个" if len(errors) > 5 else ""
        return f"报告里还有 {len(errors)} 个错误，也可以继续：\n\n" + first + more
