"""Find the place of each value of a form by the labels that a sheet shows now.

A value stands where the row of the label on its left and the column of the label above it meet,
with no other label between. Where rows, columns or whole tables were moved, this still holds.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from report_editor.common.plain_chinese import fold
from report_editor.ooxml.references import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_editor.ooxml.sheet import SheetCell
    from report_editor.workbook.printed_labels import OfficialLabel, ValueLabels
    from report_editor.workbook.sheet_view import SheetView

_MAX_LABELS = 400
"""Labels that are looked at; the sheet of a report has about seventy."""
_MAX_LOOKS = 20_000
"""Cells of a sheet that are looked at for all values together; a report has a few hundred."""
_MAX_SPAN = 60
"""Rows or columns of a label in which a value is looked for."""
_LONGEST_NUMBER = 20
"""Characters of a text that can be a number, with its unit."""


class Label(NamedTuple):
    """Label of the form on a sheet, folded, and the range that it covers."""

    text: str
    first: Position
    last: Position

    def covers_row(self, row: int) -> bool:
        """Check whether the label stands beside a row."""
        return self.first.row <= row <= self.last.row

    def covers_column(self, column: int) -> bool:
        """Check whether the label stands above or below a column."""
        return self.first.column <= column <= self.last.column


class SheetLabels:
    """Labels of a form on one sheet."""

    def __init__(
        self,
        view: SheetView,
        spellings: Mapping[str, str],
        official: Mapping[str, OfficialLabel],
    ) -> None:
        """Take a sheet, and the spellings and the wording of each label."""
        self.view = view
        self._spellings = spellings
        self._official = official
        self._looks = 0

    @cached_property
    def labels(self) -> list[Label]:
        """Return every label of the form that the sheet shows."""
        found: list[Label] = []
        for position, cell in sorted(self.view.cells.items()):
            text = self.read_label(cell)
            if text and not self.view.is_covered(position):
                found.append(Label(text, position, self._find_end(text, position)))
                if len(found) > _MAX_LABELS:
                    return []  # no report, and too long to look through
        return found

    def read_label(self, cell: SheetCell) -> str:
        """Return the label, folded, that a cell shows; empty where it shows none."""
        if cell.formula is not None or (cell.text.isascii() and cell.text not in self._spellings):
            return ""
        return self._spellings.get(fold(cell.text), "")

    def find(self, text: str) -> list[Label]:
        """Return the labels of a folded text."""
        return [label for label in self.labels if label.text == text]

    def find_positions(self, value: ValueLabels) -> list[list[Position]]:
        """Return the cells in which a value may stand: a list for each pair of its labels.

        Where a label is as wide as its value, the list has one cell. The nearest come first.
        """
        places: list[list[Position]] = []
        beside = self.find(value.row_label) if value.row_label else [None]
        above = self.find(value.column_label) if value.column_label else [None]
        for row_label in beside:
            for column_label in above:
                found = [
                    position
                    for position in self._list_cells(row_label, column_label)
                    if self._may_look()
                    and self._is_between(position, row_label, column_label)
                    and self._fits(position, value)
                    and not self.view.is_covered(position)
                ]
                if found:
                    places.append(found)
        return places

    def _may_look(self) -> bool:
        """Count a cell that is looked at; return False once there were too many."""
        self._looks += 1
        return self._looks < _MAX_LOOKS

    def _list_cells(self, beside: Label | None, above: Label | None) -> Iterator[Position]:
        """Yield the cells to the right of one label and below another."""
        if beside is not None and above is not None:
            for row in range(beside.first.row, beside.last.row + 1)[:_MAX_SPAN]:
                for column in range(above.first.column, above.last.column + 1)[:_MAX_SPAN]:
                    if row > above.last.row and column > beside.last.column:
                        yield Position(row, column)
        elif above is not None:
            for row in self._list_filled_rows(above.last.row + 1):
                for column in range(above.first.column, above.last.column + 1)[:_MAX_SPAN]:
                    yield Position(row, column)
        elif beside is not None:
            for column in self._list_filled_columns(beside):
                yield Position(beside.first.row, column)

    def _list_filled_rows(self, first: int) -> list[int]:
        """Return a row, and the next rows below that hold anything."""
        return [first, *(row for row in self._filled_rows if row > first)][:_MAX_SPAN]

    @cached_property
    def _filled_rows(self) -> list[int]:
        return sorted({position.row for position in self.view.cells})

    def _list_filled_columns(self, beside: Label) -> list[int]:
        """Return the column next to a label, and the columns of its row that hold anything."""
        first, row = beside.last.column + 1, beside.first.row
        here = {each.column for each in self.view.cells if each.row == row and each.column > first}
        return sorted({first, *here})[:_MAX_SPAN]

    def _is_between(self, at: Position, beside: Label | None, above: Label | None) -> bool:
        """Check whether no other label stands between a cell and its labels, nor in the cell."""
        for label in self.labels:
            same_row = label.covers_row(at.row) and label.first.column <= at.column
            same_column = label.covers_column(at.column) and label.first.row <= at.row
            if same_row and same_column:
                return False
            if beside is not None and same_row and label.first.column > beside.last.column:
                return False
            if above is not None and same_column and label.first.row > above.last.row:
                return False
        return True

    def _fits(self, at: Position, value: ValueLabels) -> bool:
        """Check whether the labels further away are those of the value, where that decides."""
        if not value.other_context:
            return True
        further = {
            label.text
            for label in self.labels
            if (label.covers_row(at.row) and label.last.column < at.column)
            or (label.covers_column(at.column) and label.last.row < at.row)
        }
        return bool(further & value.own_context) and not further & value.other_context

    def _find_end(self, text: str, first: Position) -> Position:
        """Return the last cell that a label covers; one no longer merged covers what is blank."""
        last = self.view.find_last(first)
        if last != first:
            return last
        _, row_span, column_span = self._official[text]
        row, column = first
        while column - first.column + 1 < column_span and self._is_free(first.row, column + 1):
            column += 1
        while row - first.row + 1 < row_span and self._is_free(row + 1, first.column):
            row += 1
        return Position(row, column)

    def _is_free(self, row: int, column: int) -> bool:
        position = Position(row, column)
        is_merged = self.view.find_last(position) != position or self.view.is_covered(position)
        return position not in self.view.cells and not is_merged


def choose_position(
    view: SheetView,
    groups: Sequence[Sequence[Position]],
    named: Position | None,
    value: ValueLabels,
) -> Position | None:
    """Return the cell in which a value stands, of those that its labels allow; None if unsure.

    Args:
        view: The sheet.
        groups: Cells that the labels allow, a list for each pair of labels.
        named: Cell that the value's own name stands for, if it is on this sheet.
        value: The value with its labels.
    """
    for group in groups:
        if named in group:
            return _choose(view, group, named, value)
    chosen = [_choose(view, group, None, value) for group in groups]
    texts = {view.read(position) for position in chosen}
    return chosen[0] if chosen and len(texts) == 1 else None


def _choose(
    view: SheetView, group: Sequence[Position], named: Position | None, value: ValueLabels
) -> Position:
    """Return the cell of a group that shows the value: the named one, unless it alone is blank."""
    if named is not None and view.is_filled(named):
        return named
    filled = [each for each in group if view.is_filled(each) and _may_be(view, each, value)]
    if filled and (named is None or not value.is_crossed or len(filled) == 1):
        return filled[0]
    return named or group[0]


def _may_be(view: SheetView, position: Position, value: ValueLabels) -> bool:
    """Check whether a cell can be the value; below a column without row labels a note may stand."""
    text = view.read(position).strip()
    return bool(value.row_label) or (len(text) <= _LONGEST_NUMBER and any(map(str.isdigit, text)))
