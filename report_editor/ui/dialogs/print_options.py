"""Dialog before the print preview: errors of the report, and the place to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.severity import SIGN

if TYPE_CHECKING:
    from report_editor.workspace.session import Session

MOST_ERRORS = 5
"""Errors that are shown."""


class PrintOptions(QDialog):
    """Dialog that lists the errors of a report and asks whether to leave a place to sign.

    The user can go on in spite of the errors.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, "打印年度报告")
        self.signature = QCheckBox("在末尾留出签发人、日期和公章的位置(&S)")
        self.signature.setChecked(True)
        layout = QVBoxLayout(self)
        if words := describe_errors(session):
            layout.addWidget(sentence(words))
        layout.addWidget(self.signature)
        buttons = QDialogButtonBox()
        go_on = buttons.addButton("打印", QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("国") * 40
        self.resize(width, layout.totalHeightForWidth(width))


def describe_errors(session: Session) -> str:
    """Return a text that lists the errors of a report; empty where there is none."""
    errors = session.active_errors
    if not errors:
        return ""
    first = "\n".join(f"{SIGN[each.severity]} {each.message}" for each in errors[:MOST_ERRORS])
    more = f"\n……共 {len(errors)} 个" if len(errors) > MOST_ERRORS else ""
    return f"报告里还有 {len(errors)} 个错误，也可以继续：\n\n{first}{more}"
