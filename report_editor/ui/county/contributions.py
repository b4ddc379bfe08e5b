"""List of the reports that are in a sum, the greatest number first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from report_editor.collection.report_row import ReportRow
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.document import format_number
from report_editor.ui.county.row_table import Index, RowModel, RowTable
from report_editor.ui.widgets.foreign_text import make_tool_tip
from report_editor.ui.widgets.table_headings import RIGHT
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from report_editor.collection.sums import Sums
    from report_editor.forms import Address

_LONGEST = 200


class _Contributions(RowModel[tuple[ReportRow, str]]):
    """Reports and their numbers."""

    headings = ("单位", "数")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column; the one of the numbers stands above their ends."""
        if section and role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return office or number."""
        if not index.isValid():
            return None
        row, number = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return number if index.column() else name_hidden_in_line(row.name, _LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return make_tool_tip(f"{row.name}\n{row.file}")
            case Qt.ItemDataRole.TextAlignmentRole if index.column():
                return RIGHT
        return None


class ContributionsView(RowTable):
    """Table of the reports in one sum; one of them can be opened at that cell."""

    openRequested = Signal(object, object)
    """Emitted with a file and the address of the cell."""

    def __init__(self) -> None:
        self._model = _Contributions()
        super().__init__(self._model)
        use_text_size(self)
        self._address: Address = ""
        self.setAccessibleName("这个合计由哪些报告加成")
        self.setAccessibleDescription("回车打开报告，到这一格")
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, 6 * self.fontMetrics().horizontalAdvance("国"))
        self.opened.connect(self._open)

    def show_sum(self, sums: Sums, address: Address) -> None:
        """Show the reports in the sum of a cell, and those whose text there is no number."""
        self._address = address
        found = sorted(sums.list_contributions(address), key=lambda each: -each[1])
        entries = [(row, format_number(number)) for row, number in found]
        self._model.show(entries + [(row, "不是数字") for row in sums.list_no_numbers(address)])
        self.scrollToTop()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.openRequested.emit(self._model.rows[index.row()][0].file, self._address)
