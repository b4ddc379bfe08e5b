"""Dialog that asks why a finding is to be set aside."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.labels import Label, sentence


class ReasonDialog(QDialog):
    """Dialog with a finding and room for a reason; without one it cannot be accepted."""

    def __init__(self, finding: str, parent: QWidget | None = None) -> None:
        """Ask; ``finding`` is the sentence that is to be set aside."""
        super().__init__(parent)
        set_title(self, "已核实，忽略这一条")
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("例如：已与承办科室核对，数字无误")
        label = Label("理由，随文件保存(&R)：")
        label.setBuddy(self.reason)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton("忽略", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence(finding))
        layout.addWidget(label)
        layout.addWidget(self.reason, 1)
        layout.addWidget(buttons)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(36 * em, 18 * em)
        self.reason.textChanged.connect(self._allow)
        self.reason.setFocus()
        self._allow()

    def text(self) -> str:
        """Return the reason given."""
        return self.reason.toPlainText().strip()

    def _allow(self) -> None:
        self.accept_button.setEnabled(bool(self.text()))
        set_tool_tip(self.accept_button, "" if self.text() else "请先写明理由")
