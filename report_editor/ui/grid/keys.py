"""Keys of a spreadsheet that move over the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from report_editor.ui.grid import walk
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from report_editor.forms import GridCell, Table

ARROWS = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
}
RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    **ARROWS,
    Qt.Key.Key_Home: Direction.LEFT,
    Qt.Key.Key_End: Direction.RIGHT,
    Qt.Key.Key_PageUp: Direction.UP,
    Qt.Key.Key_PageDown: Direction.DOWN,
    Qt.Key.Key_Return: Direction.DOWN,
    Qt.Key.Key_Enter: Direction.DOWN,
}
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


@dataclass(frozen=True, slots=True)
class Move:
    """Way to go from a cell of the grid."""

    direction: Direction
    to_edge: bool = False
    by_group: bool = False
    """To the next group of rows: the whole of a form is in sight, and has no pages."""
    to_corner: bool = False
    """To the first or last value of the table."""
    extend: bool = False
    """Select the cells on the way."""
    ends_run: bool = False
    """After some Tabs, keep to the column in which the first was pressed; in a table of one row,
    which has none below, go on to the right."""

    @property
    def is_vertical(self) -> bool:
        """Return whether the move keeps to the grid column it began in."""
        return self.direction in (Direction.UP, Direction.DOWN)

    def find_goal(self, table: Table, row: int, column: int) -> GridCell | None:
        """Find the value to which the move leads, None where there is none."""
        if self.to_corner:
            values = [cell for cell in table.grid if cell.role in VALUES]
            corner = min if self.direction is Direction.LEFT else max
            return corner(values, key=lambda cell: (cell.row, cell.column))
        if self.by_group:
            return walk.find_group(table, row, column, self.direction)
        if self.ends_run and walk.has_one_row(table):
            here = table.anchors[row, column]
            ahead = walk.find_next_input(table, here.key, forward=True)
            if ahead is not None:
                return table.value_cells[ahead]
            return walk.find_next(table, row, column, Direction.RIGHT)
        find = walk.find_last if self.to_edge else walk.find_next
        return find(table, row, column, self.direction)


def read_move(event: QKeyEvent) -> Move | None:
    """Return the move that a key asks for, None for any other key."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    known = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    if key not in _MOVES or modifiers & ~known or (control and key in (*_PAGES, *RETURNS)):
        return None  # Ctrl with a page key changes the tab
    if key in RETURNS:
        return read_return(event)
    return Move(
        _MOVES[key],
        to_edge=key in ENDS or control,
        by_group=key in _PAGES,
        to_corner=key in ENDS and control,
        extend=shift,
    )


def read_return(event: QKeyEvent) -> Move:
    """Return the move of Enter: a row down, with Shift up."""
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Move(Direction.UP)
    return Move(Direction.DOWN, ends_run=True)


def read_tab(event: QKeyEvent) -> bool | None:
    """Return whether Tab goes forward; None for every other key, Ctrl+Tab among them."""
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~shift or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return None
    return event.key() == Qt.Key.Key_Tab and not event.modifiers() & shift
