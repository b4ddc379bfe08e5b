"""Dialogs around an export or a print: errors and choices before it, the file after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from report_editor.checks import Severity
from report_editor.ui.dialogs.messages import Icon, Role, make_box
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.severity import SIGN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.checks import Finding
    from report_editor.workspace.session import Session

MOST_ERRORS = 5
"""Errors that are shown."""


class ExportDialog(QDialog):
    """Dialog that lists the errors of a report and asks whether to leave a place to sign.

    The user can go on in spite of the errors.
    """

    def __init__(self, session: Session, action: str, parent: QWidget | None = None) -> None:
        """Prepare the dialog; ``action``, 导出 or 打印, stands in its title and on its button."""
        super().__init__(parent)
        set_title(self, f"{action}年度报告")
        self.signature = QCheckBox("在末尾留出签发人、日期和公章的位置(&S)")
        self.signature.setChecked(True)
        self.check_code = QCheckBox("在最后一页下方印核对码和二维码(&C)")
        self.check_code.setChecked(True)
        layout = QVBoxLayout(self)
        if words := describe_errors(session):
            layout.addWidget(sentence(words))
        layout.addWidget(self.signature)
        layout.addWidget(self.check_code)
        buttons = QDialogButtonBox()
        go_on = buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("国") * 40
        self.resize(width, layout.totalHeightForWidth(width))


def list_errors(session: Session) -> list[Finding]:
    """Return the errors of a report that nobody set aside."""
    return [each for each in session.active_findings if each.severity is Severity.ERROR]


def describe_errors(session: Session) -> str:
    """Return a text that lists the errors of a report; empty where there is none."""
    errors = list_errors(session)
    if not errors:
        return ""
    first = "\n".join(f"{SIGN[each.severity]} {each.message}" for each in errors[:MOST_ERRORS])
    more = f"\n……共 {len(errors)} 个" if len(errors) > MOST_ERRORS else ""
    return f"报告里还有 {len(errors)} 个错误，也可以继续：\n\n{first}{more}"


def show_exported(parent: QWidget, path: Path, notes: Sequence[str]) -> None:
    """Show the path of an exported file and the notes about it; open file or folder on request."""
    box = make_box(parent, Icon.Information, "导出完成", f"已导出 {path}", "\n".join(notes))
    targets = {
        box.addButton("打开文件", Role.ActionRole): path,
        box.addButton("打开文件夹", Role.ActionRole): path.parent,
    }
    box.setDefaultButton(box.addButton("完成", Role.AcceptRole))
    box.exec()
    for button, target in targets.items():
        if button is box.clickedButton():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
