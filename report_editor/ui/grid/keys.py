"""The keys of a spreadsheet, as moves over the form and as commands of the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from report_editor.ui.grid import walk
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from report_editor.forms import GridCell, Table

_ARROWS = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Home: Direction.LEFT,
    Qt.Key.Key_End: Direction.RIGHT,
    Qt.Key.Key_PageUp: Direction.UP,
    Qt.Key.Key_PageDown: Direction.DOWN,
    Qt.Key.Key_Return: Direction.DOWN,
    Qt.Key.Key_Enter: Direction.DOWN,
}
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_COMMANDS = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Cut, "cut"),
    (QKeySequence.StandardKey.Paste, "paste"),
    (QKeySequence.StandardKey.SelectAll, "selectAll"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A way to go from a place of the grid."""

    direction: Direction
    far: bool = False
    """To the edge."""
    page: bool = False
    whole: bool = False
    """To the first or last value of the table."""
    extend: bool = False
    """Select what is on the way."""

    @property
    def is_vertical(self) -> bool:
        """Whether the grid column one came from is kept."""
        return self.direction in (Direction.UP, Direction.DOWN) and not self.whole

    def goal(self, table: Table, line: int, place: int, lines: int) -> GridCell | None:
        """Where the move leads; ``lines`` is the height of a page."""
        if self.whole:
            values = [cell for cell in table.grid if cell.role in VALUES]
            first = self.direction in (Direction.UP, Direction.LEFT)
            order = sorted(values, key=lambda cell: (cell.row, cell.column))
            return order[0] if first else order[-1]
        if self.page:
            return walk.page(table, line, place, self.direction, lines)
        walker = walk.edge if self.far else walk.step
        return walker(table, line, place, self.direction)


def move_for(event: QKeyEvent) -> Move | None:
    """The move that a key asks for."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    known = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    if key not in _ARROWS or modifiers & ~known:
        return None
    if key in _PAGES and control:
        return None  # changes the tab
    if key in _RETURNS:
        return None if control else Move(Direction.UP if shift else Direction.DOWN)
    return Move(
        _ARROWS[key],
        far=key in _ENDS or control,
        page=key in _PAGES,
        whole=key in _ENDS and control,
        extend=shift,
    )


def tab_direction(event: QKeyEvent) -> bool | None:
    """Whether Tab goes forward (True) or back; None for every other key, Ctrl+Tab among them."""
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~shift or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return None
    return event.key() == Qt.Key.Key_Tab and not event.modifiers() & shift


def command_for(event: QKeyEvent) -> str | None:
    """The name of the view's method that a key asks for."""
    for sequence, name in _COMMANDS:
        if event.matches(sequence):
            return name
    modifiers = event.modifiers()
    if modifiers == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_D:
        return "fill_down"
    if modifiers & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    return {Qt.Key.Key_Delete: "clear_selection", Qt.Key.Key_Backspace: "clear_and_edit"}.get(
        Qt.Key(event.key())
    )
