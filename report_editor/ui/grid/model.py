"""The bridge between places of the grid and cells of the document.

It holds no value of its own and is never reset: what changed is told cell by cell, so that an
open editor, the selection and the place scrolled to stay as they are.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from report_editor.document import Change, Part, commands, format_number
from report_editor.forms import Address, Cell, CellRole, GridCell, NumberKind, Table
from report_editor.ui.grid.marks import Mark, Marks
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from report_editor.checks import Finding
    from report_editor.document import Effect, History

Index = QModelIndex | QPersistentModelIndex

_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
"""What a change of a cell changes."""


_LOCKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _LOCKED | Qt.ItemFlag.ItemIsEditable


class GridModel(QAbstractTableModel):
    """One table of a report as rows and columns of its printed grid."""

    def __init__(self, history: History, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.read_only = False
        self.shows_last_year = False
        self._history = history
        self._document = history.document
        self._step: Change | None = None
        """What stands in an open editor, in the document already."""
        self._marks = Marks(self._document, table)
        self._tellers: dict[int, Callable[[GridCell], str]] = {
            Qt.ItemDataRole.DisplayRole: self.text,
            Qt.ItemDataRole.EditRole: self._typed,
            Qt.ItemDataRole.ToolTipRole: self._tool_tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._spoken_kind,
        }

    # ------------------------------------------------------------------ places

    def cell_at(self, index: Index) -> GridCell:
        """What the form has at an index; a covered place has what covers it."""
        return self.table.anchors[index.row(), index.column()]

    def address_at(self, index: Index) -> Address | None:
        """The value at an index, or None at a label or nowhere."""
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        return cell.key if cell.role in VALUES else None

    def index_of(self, cell: GridCell) -> QModelIndex:
        """The index at which a grid cell begins."""
        return self.index(cell.row, cell.column)

    def index_of_value(self, address: Address) -> QModelIndex:
        """The index of a value of this table."""
        return self.index_of(self.table.value_cells[address])

    # ------------------------------------------------------------------ values

    def text(self, cell: GridCell) -> str:
        """What a grid cell shows."""
        if cell.role is CellRole.TOTAL:
            return format_number(self._document.value(cell.key))
        if cell.role is not CellRole.INPUT:
            return cell.text
        reading = self._document.parse(cell.key)
        form_cell = self._form_cell(cell)
        unit_is_in_text = form_cell.kind is NumberKind.MONEY and not form_cell.unit
        if reading.number is None or reading.problem or reading.remark or unit_is_in_text:
            return " ".join(reading.raw.split())
        return format_number(reading.number)

    def stated(self, cell: GridCell) -> str | None:
        """The printed total that differs from the computed one, in words; else None."""
        if cell.role is not CellRole.TOTAL:
            return None
        stated = self._document.stated(cell.key)
        if stated is None:
            return None
        return "原 {stated}".format(stated=stated.raw or "空白")

    def last_year(self, cell: GridCell) -> str | None:
        """Last year's number, where the report knows it and it is to be shown; else None."""
        if not self.shows_last_year or cell.role not in VALUES:
            return None
        return self._document.entries(Part.PREVIOUS).get(cell.key)

    def marks(self, cell: GridCell) -> tuple[Mark, ...]:
        """What is to be said about a grid cell, the gravest first."""
        return self._marks.of(cell.key) if cell.role in VALUES else ()

    def is_editable(self, cell: GridCell) -> bool:
        """Whether a person can write there."""
        return cell.role is CellRole.INPUT and not self.read_only

    def show(self, effect: Effect) -> None:
        """Tells the views what a change of the document made different, and nothing else."""
        mine = {address for address in effect.cells if address in self.table.value_cells}
        if mine:
            self._tell(mine | self._marks.rebalance(mine))

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Marks the cells that findings concern, in place of those marked before."""
        self._tell(self._marks.find(findings))

    def _form_cell(self, cell: GridCell) -> Cell:
        return self._document.form.cells[cell.key]

    def _tell(self, addresses: set[Address]) -> None:
        for top, left, bottom, right in rectangles(
            {(cell.row, cell.column) for cell in map(self.table.value_cells.__getitem__, addresses)}
        ):
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right), _ROLES)

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines the grid has."""
        return 0 if parent.isValid() else self.table.grid_row_count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns the grid has."""
        return 0 if parent.isValid() else self.table.grid_column_count

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected and copied; only inputs can be edited."""
        if index.isValid() and self.is_editable(self.cell_at(index)):
            return _EDITABLE
        return _LOCKED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """What a place shows, is edited as, and says to a screen reader."""
        tell = self._tellers.get(role)
        return tell(self.cell_at(index)) if tell is not None and index.isValid() else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Writes what was typed into the document, as one step."""
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(cell):
            return False
        self.type(cell, str(value))
        self._step = None
        return True

    def type(self, cell: GridCell, text: str) -> None:
        """Counts what stands in an open editor in the totals at once; the step stays open."""
        if self._step is None or text.strip() != self._document.raw(cell.key):
            self._step = self._history.amend(
                self._step, lambda: commands.set_cells(self._document, {cell.key: text})
            )

    def untype(self) -> None:
        """Takes back what was only typed: the editor was left with Esc."""
        self._step = self._history.amend(self._step, lambda: Change("", ()))

    # ------------------------------------------------------------------ words

    def help(self, cell: GridCell) -> str:
        """What the row of a value or label counts; empty where that is not said."""
        if cell.role in VALUES:
            return self._form_cell(cell).row.help
        return self.table.row(cell.key).help if cell.role is CellRole.LABEL else ""

    def heading(self, cell: GridCell) -> str:
        """A value in the words of the form: its row, then its column."""
        row, column = self._form_cell(cell).row, self._form_cell(cell).column
        label = f"{row.group} {row.label}" if row.group else row.label
        return f"{label}，{column.short}"

    def _typed(self, cell: GridCell) -> str:
        return self._document.raw(cell.key) if cell.role is CellRole.INPUT else self.text(cell)

    def _tool_tip(self, cell: GridCell) -> str:
        """Rich text of our own making, so that a text from a file is never taken for markup."""
        lines = [html.escape(mark.words) for mark in self.marks(cell)]
        if cell.role in VALUES:
            lines.insert(0, f"<b>{html.escape(self.heading(cell))}</b>")
            text = self.text(cell)
            if cell.role is CellRole.INPUT and len(text) > 6:
                lines.insert(1, html.escape(text))
        if (last_year := self._document.entries(Part.PREVIOUS).get(cell.key)) is not None:
            words = "上年报告是 {number}。"
            lines.append(html.escape(words.format(number=last_year)))
        if help_text := self.help(cell):
            lines.append(html.escape(help_text))
        if cell.role is CellRole.TOTAL:
            lines.append(html.escape("总计由程序计算，不能直接填写。"))
        return "<br>".join(lines)

    def _spoken(self, cell: GridCell) -> str:
        if cell.role not in VALUES:
            return cell.text
        said = f"{self.heading(cell)}：{self.text(cell) or '空白'}"
        return "；".join((said, *(mark.words for mark in self.marks(cell))))

    def _spoken_kind(self, cell: GridCell) -> str:
        match cell.role:
            case CellRole.INPUT:
                return "" if self.is_editable(cell) else "只读"
            case CellRole.TOTAL:
                return "由程序计算"
            case CellRole.LABEL | CellRole.GROUP:
                return "行标签"
        return "表头"


def rectangles(places: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Few rectangles (top, left, bottom, right) that cover just these (line, place)."""
    runs: list[tuple[int, int, int]] = []
    for line, place in sorted(places):
        if runs and runs[-1][0] == line and runs[-1][2] == place - 1:
            runs[-1] = (line, runs[-1][1], place)
        else:
            runs.append((line, place, place))
    open_runs: dict[tuple[int, int], tuple[int, int]] = {}
    done: list[tuple[int, int, int, int]] = []
    for line, left, right in runs:
        top, bottom = open_runs.get((left, right), (line, line - 1))
        if bottom != line - 1:
            done.append((top, left, bottom, right))
            top = line
        open_runs[left, right] = (top, line)
    done += [(top, left, bottom, right) for (left, right), (top, bottom) in open_runs.items()]
    return done
