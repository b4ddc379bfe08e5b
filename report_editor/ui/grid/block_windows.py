"""Windows of a pasted block: where the values of rows without headers stand.

Such rows have to be exactly as wide as the form's, with or without the total, and nothing in them
may say otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_editor.document import read_number
from report_editor.ui.grid.block_lines import is_value
from report_editor.ui.grid.block_sums import find_sums, is_last_great, list_numbers
from report_editor.ui.grid.block_words import is_label

if TYPE_CHECKING:
    from report_editor.forms import Row, Table
    from report_editor.ui.grid.block import Texts


class Window(NamedTuple):
    """Cells of a block in which the values of a row stand side by side."""

    first: int
    """Cell of the first value."""
    columns: tuple[str, ...]
    """Columns of the form that the values belong to, one a cell."""


def list_shapes(table: Table, row: Row) -> list[tuple[str, ...]]:
    """Return the columns of a row with its totals and, where it has inputs, without them."""
    totals = {
        rule.target
        for rule in table.totals
        if rule.axis == "column" and set(rule.parts) <= set(row.columns)
    }
    inputs = tuple(key for key in row.columns if key not in totals)
    return [row.columns, inputs] if 0 < len(inputs) < len(row.columns) else [row.columns]


def find_window(table: Table, row: Row, texts: Texts, start: int) -> Window | None:
    """Find the window of some rows of a block; None where it is not certain.

    Args:
        table: The table of the form.
        row: The row of the form that the first of them is for; all have the same columns.
        texts: The rows of the block.
        start: The first cell behind the labels.
    """
    return _WindowFinder(table, row, texts).find(start)


class _WindowFinder:
    """Finds the window of rows whose rows of the form have the same columns."""

    def __init__(self, table: Table, row: Row, texts: Texts) -> None:
        self._table = table
        self._row = row
        self._texts = texts
        self._shapes = list_shapes(table, row)

    def find(self, start: int) -> Window | None:
        """Return the window, which begins at a cell or behind it."""
        width = max(map(len, self._texts))
        while start < width and all(map(is_label, self._list_column(start))):
            start += 1  # a column of units
        filled = [
            at
            for at in range(start, width)
            if any((text or "").strip() for text in self._list_column(at))
        ]
        filled = self._drop_remarks(filled)
        if not filled:
            return None
        possible = [
            Window(first, columns)
            for columns in self._shapes
            for first in range(start, filled[0] + 1)
            if filled[-1] < first + len(columns)
        ]  # blanks may have been lost at the end
        fitting = [each for each in possible if each.first + len(each.columns) <= width]
        if len(fitting) == 1 and len({each.first for each in possible}) == 1:
            is_doubtful = (
                self._has_other_order(fitting[0], filled)
                or self._has_covered_columns(width - start)
                or self._has_remarks(fitting[0])
            )
            return None if is_doubtful else fitting[0]
        proven = [
            each
            for each in fitting
            if each.columns == self._row.columns and self._is_proven(self._texts, each.first)
        ]
        return proven[0] if len(proven) == 1 else None

    def _list_column(self, at: int) -> list[str | None]:
        """Return a column of the block; None where a row is not as long."""
        return [row[at] if at < len(row) else None for row in self._texts]

    def _drop_remarks(self, filled: list[int]) -> list[int]:
        """Drop the last filled columns that hold words alone, until there are as few as a row's."""
        most = len(self._row.columns) if len(self._shapes) == 1 else 0  # a total is no word
        while len(filled) > most and not any(map(is_value, self._list_column(filled[-1]))):
            filled = filled[:-1]
        return filled

    def _has_remarks(self, window: Window) -> bool:
        """Check whether words alone stand in one of the columns: a row has fewer values then."""
        columns = (self._list_column(window.first + at) for at in range(len(window.columns)))
        return any(any(map(is_label, each)) and not any(map(is_value, each)) for each in columns)

    def _has_covered_columns(self, width: int) -> bool:
        """Check whether a block is as wide as the form, whose wide cells it may have parted.

        A blank behind a number is then perhaps not the next value, but covered by that number.
        """
        addresses = self._table.addresses_of(row=self._row.key)
        spans = [self._table.value_cells[each].column_span for each in addresses]
        return max(spans) > 1 and width >= sum(spans)

    def _has_other_order(self, window: Window, filled: list[int]) -> bool:
        """Check whether sums say that the columns of some rows are not those of the form.

        A total before its parts, and a total behind less columns than the form has, are as wide as
        a row of the form.
        """
        if len(self._shapes) == 1:
            return False
        first, columns = window.first, self._row.columns
        texts = [row[first : filled[-1] + 1] for row in self._texts]
        sums = find_sums(texts)
        if window.columns != columns:
            return sums is not None or is_last_great(texts)
        if sums not in (None, len(columns) - 1):
            return True
        full = [row for row in self._texts if len(row) >= first + len(columns)]
        # A row of one number and its total is right in either order: it proves little.
        proven = sum(self._is_proven([row], first) for row in full)
        if 2 * proven >= len(list(list_numbers(texts))) and proven:
            return False
        is_gapped = set(range(first, filled[-1])) > set(filled)
        return sums is None and (is_gapped or len(full) > 1)

    def _is_proven(self, texts: Texts, first: int) -> bool:
        """Check whether the totals of some rows are the sums of what stands before them."""
        is_proven = False
        for row in texts:
            numbers = {
                key: read_number(text or "").number or 0
                for key, text in zip(self._row.columns, row[first:], strict=False)
            }
            for rule in self._table.totals:
                if rule.axis == "column" and rule.target in self._row.columns:
                    total = numbers.get(rule.target, 0)
                    if sum(numbers.get(part, 0) for part in rule.parts) != total:
                        return False
                    is_proven |= bool(total)
        return is_proven
