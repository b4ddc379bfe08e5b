"""Table of rows that are read, chosen and opened, and not edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from report_editor.ui.widgets.spacing import Space
from report_editor.ui.widgets.table_headings import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QKeyEvent

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_HEIGHT = 1.9
"""Height of a row in widths of a Chinese character."""


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows that are replaced together; a subclass names the headings and returns the data."""

    headings: ClassVar[tuple[str, ...]]

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - any object of Qt
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: Iterable[Row]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.headings[section] if is_wanted else None


class RowTable(QTableView):
    """View of rows; Enter or a double click opens the current one."""

    opened = Signal(QModelIndex)

    def __init__(self, model: QAbstractItemModel) -> None:
        """Show the rows of a model, one of which can be selected."""
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(_HEIGHT * self._em))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(LEFT)
        self.doubleClicked.connect(self.opened)

    def set_widths(self, widths: Mapping[int, float]) -> None:
        """Give columns room for so many Chinese characters; the last column takes the rest."""
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        for column, width in widths.items():
            self.setColumnWidth(column, round(width * self._em) + Space.LARGE.pixels)

    def sort_on_click(self) -> None:
        """Sort by a column whose heading is clicked, and by none at first."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter, or move as any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @property
    def _em(self) -> int:
        return self.fontMetrics().horizontalAdvance("国")
