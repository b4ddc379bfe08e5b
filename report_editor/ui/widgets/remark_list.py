"""List of remarks on last year's report, each with the sign of how grave it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from report_editor.checks import Severity
from report_editor.common.hidden_characters import name_hidden
from report_editor.document.last_year import RemarkKind
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import SMALL, icon
from report_editor.ui.widgets.severity import calm_color, color, icon_name

if TYPE_CHECKING:
    from report_editor.document.last_year import Remark

_SEVERITIES = {
    RemarkKind.LOOK: Severity.WARNING,
    RemarkKind.ERROR: Severity.ERROR,
    RemarkKind.WARNING: Severity.WARNING,
    RemarkKind.INFO: Severity.INFO,
}


def wrap_rows(items: QListWidget) -> None:
    """Let a list show its texts in full, over several lines."""
    items.setWordWrap(True)
    items.setAlternatingRowColors(True)
    items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    items.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class RemarkList(QListWidget):
    """List whose entries may lead somewhere; those to be looked at are steps to walk through."""

    def __init__(self, name: str) -> None:
        """Make an empty list; ``name`` is read out to who cannot see it."""
        super().__init__()
        self.setAccessibleName(name)
        self._unseen: list[int] = []
        """Rows of the steps that nobody has looked at."""
        wrap_rows(self)
        self.setIconSize(SMALL)

    def add(self, remark: Remark, target: object = None, tip: str = "") -> None:
        """Add a remark, with what it leads to and what the mouse says of that."""
        item = QListWidgetItem(name_hidden(remark.text))
        if severity := _SEVERITIES.get(remark.kind):
            item.setIcon(icon(icon_name(severity), color(severity)))
        if target is not None:
            item.setData(Qt.ItemDataRole.UserRole, target)
            set_tool_tip(item, tip)
        self.addItem(item)
        if remark.is_news:
            self._unseen.append(self.row(item))

    @property
    def unseen_count(self) -> int:
        """Return the number of steps that nobody has looked at."""
        return len(self._unseen)

    def step(self) -> bool:
        """Go to the next step that nobody has looked at; return whether there was one."""
        if not self._unseen:
            return False
        item = self.item(self._unseen[0])
        self.setCurrentItem(item)
        self.itemActivated.emit(item)
        return True

    def mark_seen(self, item: QListWidgetItem) -> None:
        """Show that somebody has looked at the place of a remark."""
        if (row := self.row(item)) not in self._unseen:
            return
        self._unseen.remove(row)
        item.setIcon(icon("balanced", calm_color()))
        item.setForeground(calm_color())

    def measure_rows(self) -> int:
        """Return the height that all rows take."""
        self.doItemsLayout()  # their heights follow from the width
        shown = (self.item(row) for row in range(self.count()) if not self.isRowHidden(row))
        last = max(shown, key=self.row, default=None)
        below = self.visualItemRect(last).bottom() + 1 if last else 0
        return below + self.verticalOffset() + 2 * self.frameWidth()

    def clear(self) -> None:
        """Take out all remarks."""
        super().clear()
        self._unseen.clear()

    def get_target(self) -> object:
        """Return what the current entry leads to; None for none."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None
