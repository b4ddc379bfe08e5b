"""List of remarks on last year's report, each with the sign of how grave it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from report_editor.checks import Severity
from report_editor.common.hidden_characters import name_hidden
from report_editor.document.last_year import RemarkKind
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.severity import color, icon_name

if TYPE_CHECKING:
    from report_editor.document.last_year import Remark

_SEVERITIES = {
    RemarkKind.LOOK: Severity.WARNING,
    RemarkKind.ERROR: Severity.ERROR,
    RemarkKind.WARNING: Severity.WARNING,
    RemarkKind.INFO: Severity.INFO,
}


class RemarkList(QListWidget):
    """List whose entries may lead somewhere."""

    def __init__(self, name: str) -> None:
        """Make an empty list; ``name`` is read out to who cannot see it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def add(self, remark: Remark, target: object = None, tip: str = "") -> None:
        """Add a remark, with what it leads to and what the mouse says of that."""
        item = QListWidgetItem(name_hidden(remark.text))
        if severity := _SEVERITIES.get(remark.kind):
            item.setIcon(icon(icon_name(severity), color(severity)))
        if target is not None:
            item.setData(Qt.ItemDataRole.UserRole, target)
            set_tool_tip(item, tip)
        self.addItem(item)

    def get_target(self) -> object:
        """Return what the current entry leads to; None for none."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None
