"""Numbers of the table in hand in both years, with what they grew by."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Part, format_number, read_number
from report_editor.document.last_year import get_previous_year
from report_editor.ui.widgets.comfortable_scroll import find_scroll
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import OneLineLabel, hint
from report_editor.ui.widgets.spacing import Space
from report_editor.ui.widgets.table_headings import RIGHT, show_headings
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

    from report_editor.document import Change, Document, Effect, Number
    from report_editor.forms import Address, Cell, Form
    from report_editor.ui.grid import TableView
    from report_editor.workspace.session import Session

_LONGEST_WORDS = 4
"""Characters of a line of words beside or below a number; longer ones take more lines."""
_SHORT_NAME = 6
"""Characters of a name that are not broken into two lines."""
_NUMBER = re.compile(r"[-+]?[0-9.]+%?")
_LAST_NUMBER = 2
"""Last column that is always shown: this year's number."""
_NUMBERING = re.compile(r"^(?:（.{1,3}）|[0-9]+\.)")


class LastYearNumbers(QWidget):
    """List of the values of one table; the one of the cell in hand is shown."""

    cellChosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._grid: TableView | None = None
        self._rows: dict[Address, int] = {}
        self.name = OneLineLabel()
        self.table = _Table()
        self.table.cellClicked.connect(lambda row, _column: self._choose(row))
        self.table.cellActivated.connect(lambda row, _column: self._choose(row))
        layout = QVBoxLayout(self)
        self.none = hint("这张表两年都没有大于 0 的数字，没有要对照的。")
        layout.addWidget(self.name)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        layout.addStretch()
        session.changed.connect(self._on_change)

    def follow(self, grid: TableView) -> None:
        """Show the numbers of the table in a grid, and the one of its current cell."""
        self.leave()
        self._grid = grid
        grid.selectionModel().currentChanged.connect(self._follow_cell)
        self._list()

    def leave(self) -> None:
        """Forget the grid that was followed."""
        if self._grid is not None:
            self._grid.selectionModel().currentChanged.disconnect(self._follow_cell)
        self._grid = None

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if self._grid is not None and (effect.cells or effect.fields):
            self._list()

    def _list(self) -> None:
        """List the cells that are more than blank in one of the years."""
        assert self._grid is not None
        document = self._session.document
        last_year = get_previous_year(document)
        heading = document.form.section(self._grid.table.key).heading
        self.name.setText(f"{f'{last_year} 年' if last_year else '上年'}　{heading}")
        years = str(last_year or "上年"), str(document.year or "本年")
        names = ("项目", *years, "增减", "增减 %")
        show_headings(self.table, names, range(1, len(names)))
        rows = list(_list_rows(document, self._grid.table.key))
        blocker = QSignalBlocker(self.table)
        self.table.setRowCount(len(rows))
        self._rows = {address: row for row, (address, _) in enumerate(rows)}
        for row, (address, texts) in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(name_hidden(text))
                set_tool_tip(item, text)
                if column:
                    item.setTextAlignment(RIGHT)
                else:
                    item.setData(Qt.ItemDataRole.UserRole, address)
                self.table.setItem(row, column, item)
        blocker.unblock()
        self.table.measure([names, *(texts for _, texts in rows)])
        self.table.setVisible(bool(rows))
        self.none.setHidden(bool(rows))
        self._follow_cell()

    def _follow_cell(self) -> None:
        address = self._grid.current_address() if self._grid else None
        row = self._rows.get(address or "")
        if row is None:
            self.table.clearSelection()
        elif row != self.table.currentRow() or not self.table.selectedItems():
            self.table.setCurrentCell(row, 0)
            rect = self.table.visualItemRect(self.table.currentItem())
            if find_scroll(rect.top(), rect.bottom(), self.table.viewport().height()):
                middle = QAbstractItemView.ScrollHint.PositionAtCenter
                self.table.scrollToItem(self.table.currentItem(), middle)

    def _choose(self, row: int) -> None:
        item = self.table.item(row, 0)
        if item is not None:
            self.cellChosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))


class _Table(QTableWidget):
    """Table in which names and numbers are whole; what they grew by gives way."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        self._widths = [0] * 5
        """Width of each column of numbers, and that of the names in two lines at most."""
        self.setAccessibleName("两年的数字")
        use_text_size(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        height = self.fontMetrics().height() + Space.SMALL.pixels
        self.verticalHeader().setMinimumSectionSize(height)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(1)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def measure(self, rows: Sequence[Sequence[str]]) -> None:
        """Note the widths that some rows need, and share the width of the table."""
        metrics = self.fontMetrics()
        em = metrics.horizontalAdvance("国")
        widths: list[int] = []
        for column, texts in enumerate(zip(*rows, strict=True)):
            needed = {text: metrics.horizontalAdvance(text) for text in set(texts)}
            if column:
                numbers = [width for text, width in needed.items() if _NUMBER.fullmatch(text)]
                words = [min(_LONGEST_WORDS * em, width) for width in needed.values()]
                widths.append(max(*numbers, *words, 0) + Space.LARGE.pixels)
            else:
                longest = max(needed.values())
                two_lines = (longest + em) // 2
                names = max(two_lines, min(longest, _SHORT_NAME * em))
                widths.append(names + Space.LARGE.pixels)
        self._widths = widths
        self._share()

    def _share(self) -> None:
        """Give the names room for two lines, where that takes it from what the numbers grew by."""
        bar = self.verticalScrollBar().sizeHint().width()  # it may come with lines of names
        room = self.width() - 2 * self.frameWidth() - bar
        last = len(self._widths) - 1
        while last > _LAST_NUMBER and sum(self._widths[: last + 1]) > room:
            last -= 1
        names = room - sum(self._widths[1 : last + 1])
        for column, width in enumerate(self._widths):
            self.setColumnHidden(column, column > last)
            self.setColumnWidth(column, width if column else max(names, 1))
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()


def _list_rows(document: Document, table: str) -> Iterator[tuple[Address, tuple[str, ...]]]:
    previous = document.entries(Part.PREVIOUS)
    for cell in document.form.tables[table].cells:
        last = read_number(previous.get(cell.address, ""), cell.kind, cell.unit).number
        if not last and not _is_filled(document, cell):
            continue
        words, now = _describe_this_year(document, cell)
        old = "—" if last is None else format_number(last)
        name = _NUMBERING.sub("", cell.name)
        yield cell.address, (name, old, words, *describe_growth(last, now))


def describe_growth(last: Number | None, now: Number | None) -> tuple[str, str]:
    """Return by how much a number grew, absolutely and in percent; empty where it is not known."""
    if last is None or now is None:
        return "", ""
    change = now - last
    sign = "+" if change > 0 else ""
    if not last:
        return f"{sign}{format_number(change)}", "—" if change else "0%"
    share = Decimal(change) * 100 / Decimal(last)
    rounded = share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{sign}{format_number(change)}", f"{sign}{format_number(rounded)}%"


def _is_filled(document: Document, cell: Cell) -> bool:
    """Check whether more than a blank or 0 stands in a cell this year."""
    if cell.is_total:
        return bool(document.value(cell.address))
    reading = document.parse(cell.address)
    return bool(reading.number or reading.problem)


def _describe_this_year(document: Document, cell: Cell) -> tuple[str, Number | None]:
    """Return the text of a cell, and its number if all that it adds up is filled in."""
    numbers = [document.number(each.address) for each in _find_inputs(document.form, cell)]
    if not cell.is_total and document.parse(cell.address).problem:
        return document.raw(cell.address), None
    if all(each is None for each in numbers):
        return "未填", None
    value = document.value(cell.address)
    if any(each is None for each in numbers):
        return f"{format_number(value)}（未填全）", None
    return format_number(value), value


def _find_inputs(form: Form, cell: Cell) -> Iterator[Cell]:
    """Find the inputs that a cell adds up; an input adds up itself."""
    if not cell.is_total:
        yield cell
    for part in cell.parts:
        yield from _find_inputs(form, form.cells[part])
