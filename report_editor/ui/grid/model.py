"""Bridge between the positions of the grid and the cells of the document.

The model holds no value of its own and is never reset: it listens to the session and announces
cell by cell what changed, so that an open editor, the selection and the scroll position stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QRegion

from report_editor.document import Change, Part, commands, format_number, read_number
from report_editor.document.balances import BalanceState, describe_side, evaluate_balance
from report_editor.document.completeness import count_blanks, is_filled_in
from report_editor.forms import Address, Balance, Cell, CellRole, GridCell, Table
from report_editor.ui.grid.band import Band
from report_editor.ui.grid.marks import Mark, Marks, Sign
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.foreign_text import make_tool_tip
from report_editor.ui.widgets.read_only import explain_read_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Effect
    from report_editor.workspace.session import Session

Index = QModelIndex | QPersistentModelIndex

_CHANGING_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
_KINDS = {CellRole.TOTAL: "由程序计算", CellRole.LABEL: "行标签", CellRole.GROUP: "行标签"}
_LOCKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _LOCKED | Qt.ItemFlag.ItemIsEditable


class GridModel(QAbstractTableModel):
    """One table of a report as the rows and columns of its printed grid."""

    valuesChanged = Signal()
    """Emitted once a change of values, after dataChanged for its cells."""

    def __init__(self, session: Session, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.shows_last_year = False
        self._session = session
        self._document = session.document
        self._step: Change | None = None
        """Step that holds the text of the open editor."""
        self._marks = Marks(self._document, table)
        self._texts: dict[int, Callable[[GridCell], str]] = {
            Qt.ItemDataRole.DisplayRole: self.text,
            Qt.ItemDataRole.EditRole: self._edit_text,
            Qt.ItemDataRole.ToolTipRole: self.tool_tip,
            Qt.ItemDataRole.AccessibleTextRole: self._accessible_text,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._accessible_kind,
        }
        session.changed.connect(self._on_change)
        session.findingsChanged.connect(self._on_findings_changed)
        self._on_findings_changed()

    # ------------------------------------------------------------------ positions

    def cell_at(self, index: Index) -> GridCell:
        """Return the cell of the form that covers an index."""
        return self.table.anchors[index.row(), index.column()]

    def address_at(self, index: Index) -> Address | None:
        """Return the address of the value at an index, None for a label and for no index."""
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        return cell.key if cell.role in VALUES else None

    def index_of(self, cell: GridCell) -> QModelIndex:
        """Return the index at which a cell of the form begins."""
        return self.index(cell.row, cell.column)

    def index_of_value(self, address: Address) -> QModelIndex:
        """Return the index of a value of this table."""
        return self.index_of(self.table.value_cells[address])

    def find_band(self, index: Index) -> Band | None:
        """Return the band along the row and column of the value at an index, None for a label."""
        return None if self.address_at(index) is None else Band(self.cell_at(index))

    # ------------------------------------------------------------------ values

    @property
    def read_only(self) -> bool:
        """Return whether the report must not be changed."""
        return self._session.read_only

    @property
    def why_read_only(self) -> str:
        """Return a sentence on why the report must not be changed; empty where it may."""
        return explain_read_only(self._session)

    def text(self, cell: GridCell) -> str:
        """Return the text that a cell shows."""
        if cell.role is CellRole.TOTAL:
            return format_number(self._document.value(cell.key))
        if cell.role is not CellRole.INPUT:
            return cell.text
        return self._document.format_input(cell.key)

    def stated_text(self, cell: GridCell) -> str | None:
        """Return the printed total that differs from the computed one, in words, else None."""
        stated = self._document.differing(cell.key) if cell.role is CellRole.TOTAL else None
        return None if stated is None else f"原 {stated.raw or '空白'}"

    def last_year(self, cell: GridCell) -> str | None:
        """Return last year's number where it is known and wanted, else None."""
        return self._document.entries(Part.PREVIOUS).get(cell.key) if self.shows_last_year else None

    def balance_state(self, balance: Balance) -> tuple[BalanceState, int]:
        """Return a balance of the table with its numbers, and how many blanks it has."""
        blanks = count_blanks(self._document, balance.addresses)
        return evaluate_balance(self._document, balance), blanks

    def last_year_of(self, balance: Balance) -> str:
        """Return both sides of a balance last year, in words; empty where one is not known."""
        kept, sides = self._document.entries(Part.PREVIOUS), []
        for cells in (balance.left, balance.right):
            read = [read_number(kept.get(each.address, ""), each.kind, each.unit) for each in cells]
            numbers = [each.number for each in read if each.number is not None]
            if len(numbers) < len(cells):
                return ""
            sides.append(f"{describe_side(cells)} = {format_number(sum(numbers))}")
        return f"上年：{'，'.join(sides)}。"

    def is_filled_in(self, cell: GridCell) -> bool:
        """Check whether a value is an input, or a total of inputs that are all filled in."""
        return cell.role is not CellRole.TOTAL or is_filled_in(self._document, cell.key)

    def marks(self, cell: GridCell) -> tuple[Mark, ...]:
        """Return the marks of a cell, the gravest first."""
        return self._marks.at(cell.key) if cell.role in VALUES else ()

    def is_editable(self, cell: GridCell) -> bool:
        """Check whether a person can write into a cell."""
        return cell.role is CellRole.INPUT and not self.read_only

    def type_text(self, cell: GridCell, text: str) -> None:
        """Count the text of an open editor in the totals at once; the step stays open."""

        def make() -> Change:
            return commands.set_cells(self._document, {cell.key: text})

        if self._step is None or text.strip() != self._document.raw(cell.key):
            if not self._session.has_room_for(make()):
                return
            self._step = self._session.history.amend(self._step, make)

    def revert_typing(self) -> None:
        """Take back what was only typed, because the editor was left with Esc."""
        self._step = self._session.history.amend(self._step, lambda: Change("", ()))

    # ------------------------------------------------------------------ the session

    def _on_change(self, _change: Change, effect: Effect) -> None:
        changed = effect.cells & self.table.value_cells.keys()
        if changed:
            self._announce(changed | self._marks.rebalance(changed))
            self.valuesChanged.emit()

    def _on_findings_changed(self) -> None:
        active, set_aside = self._session.active_findings, self._session.set_aside_findings
        self._announce(self._marks.set_findings(active, set_aside))

    def _announce(self, addresses: set[Address]) -> None:
        region = QRegion()
        for cell in map(self.table.value_cells.__getitem__, addresses):
            region += QRect(cell.column, cell.row, 1, 1)
        # Few rectangles, and nothing besides these cells.
        for rect in region:  # type: ignore[attr-defined]  # the stubs do not know its items
            first = self.index(rect.top(), rect.left())
            last = self.index(rect.bottom(), rect.right())
            self.dataChanged.emit(first, last, _CHANGING_ROLES)

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows of the grid."""
        return 0 if parent.isValid() else self.table.grid_row_count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns of the grid."""
        return 0 if parent.isValid() else self.table.grid_column_count

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be selected and copied, and inputs be edited."""
        is_editable = index.isValid() and self.is_editable(self.cell_at(index))
        return _EDITABLE if is_editable else _LOCKED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell for the screen, the editor, the mouse or a screen reader."""
        read = self._texts.get(role)
        return read(self.cell_at(index)) if read is not None and index.isValid() else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed into the document, as one step."""
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(cell):
            return False
        self.type_text(cell, str(value))
        self._step = None
        return True

    # ------------------------------------------------------------------ words

    def heading(self, cell: GridCell) -> str:
        """Name a value in the words of the form: its row, then its column."""
        row, column = self._form_cell(cell).row, self._form_cell(cell).column
        label = f"{row.group} {row.label}" if row.group else row.label
        return f"{label}，{column.short}"

    def _form_cell(self, cell: GridCell) -> Cell:
        return self._document.form.cells[cell.key]

    def _edit_text(self, cell: GridCell) -> str:
        return self._document.raw(cell.key) if cell.role is CellRole.INPUT else self.text(cell)

    def tool_tip(self, cell: GridCell) -> str:
        """Return what the mouse shows over a cell: its name, its remarks, its help."""
        lines = [mark.words for mark in self.marks(cell)]
        if cell.role is CellRole.INPUT and len(text := self.text(cell)) > 6:
            lines.insert(0, text)
        if (last_year := self._document.entries(Part.PREVIOUS).get(cell.key)) is not None:
            lines.append(f"上年报告是 {last_year}。")
        if cell.role in VALUES:
            lines.append(self._form_cell(cell).row.help)
        elif cell.role is CellRole.LABEL:
            lines.append(self.table.row(cell.key).help)
        if cell.role is CellRole.TOTAL:
            lines.append("总计由程序计算，不能直接填写。")
        title = self.heading(cell) if cell.role in VALUES else ""
        return make_tool_tip("\n".join(filter(None, lines)), title)

    def _accessible_text(self, cell: GridCell) -> str:
        if cell.role not in VALUES:
            return cell.text
        value = f"{self.heading(cell)}：{self.text(cell) or '空白'}"
        remarks = (mark.words for mark in self.marks(cell) if mark.sign is not Sign.BLANK)
        return "；".join((value, *remarks))

    def _accessible_kind(self, cell: GridCell) -> str:
        kind = _KINDS.get(cell.role, "表头")
        if cell.role is CellRole.INPUT:
            kind = "" if self.is_editable(cell) else "只读"
        last_year = self._document.entries(Part.PREVIOUS).get(cell.key)
        is_told = self.shows_last_year and last_year is not None
        return "，".join(filter(None, (kind, f"上年 {last_year}" if is_told else "")))
