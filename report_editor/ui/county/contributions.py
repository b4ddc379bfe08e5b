"""List of the reports that are in a sum, the greatest number first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.document import format_number
from report_editor.ui.widgets.foreign_text import make_tool_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.sums import Sums
    from report_editor.forms import Address

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("单位", "数")
_LONGEST = 200


class _Contributions(QAbstractTableModel):
    """Reports and their numbers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[tuple[ReportRow, str]] = []

    def show(self, entries: list[tuple[ReportRow, str]]) -> None:
        """Show others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of reports."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADINGS[section] if is_wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return office or number."""
        if not index.isValid():
            return None
        row, number = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return number if index.column() else name_hidden_in_line(row.name, _LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return make_tool_tip(f"{row.name}\n{row.file}")
            case Qt.ItemDataRole.TextAlignmentRole if index.column():
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class ContributionsView(QTableView):
    """Table of the reports in one sum; one of them can be opened at that cell."""

    openRequested = Signal(object, object)
    """Emitted with a file and the address of the cell."""

    def __init__(self) -> None:
        super().__init__()
        self._address: Address = ""
        self._model = _Contributions(self)
        self.setModel(self._model)
        self.setAccessibleName("这个合计由哪些报告加成")
        self.setAccessibleDescription("回车打开报告，到这一格")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        em = self.fontMetrics().horizontalAdvance("国")
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(1.9 * em))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setColumnWidth(1, 6 * em)
        self.doubleClicked.connect(self._open)

    def show_sum(self, sums: Sums, address: Address) -> None:
        """Show the reports in the sum of a cell, and those whose text there is no number."""
        self._address = address
        found = sorted(sums.list_contributions(address), key=lambda each: -each[1])
        entries = [(row, format_number(number)) for row, number in found]
        self._model.show(entries + [(row, "不是数字") for row in sums.list_no_numbers(address)])
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current report with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.openRequested.emit(self._model.entries[index.row()][0].file, self._address)
