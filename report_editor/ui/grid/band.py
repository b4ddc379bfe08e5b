"""Band along the row and the column of the cursor, which shows what its number belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.forms import GridCell


class Band:
    """Cells in the row or in the column of one value."""

    def __init__(self, value: GridCell) -> None:
        self._value = value
        _table, row, column = value.key.split(".")
        # Another block of the table stands in the same grid columns and has columns of its own.
        self._names = ("", row, column)

    def crosses(self, cell: GridCell) -> bool:
        """Check whether a cell lies in the band."""
        here = self._value
        if _overlap(cell.row, cell.row_span, here.row, here.row_span):
            return True
        return (
            _overlap(cell.column, cell.column_span, here.column, here.column_span)
            and cell.role is not CellRole.HEADING
            and cell.key.rpartition(".")[2] in self._names
        )


def _overlap(one: int, length: int, other: int, other_length: int) -> bool:
    """Check whether two stretches of rows or columns have one in common."""
    return one < other + other_length and other < one + length
