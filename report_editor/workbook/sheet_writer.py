"""Write the cells of a sheet with openpyxl, addressed as the layout of a report addresses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from report_editor.ooxml.references import Position

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle

    from report_editor.workbook.style import Look

_POINTS_PER_PIXEL = 0.75
_STYLE_PARTS = ("font", "fill", "border", "alignment", "number_format", "protection")


class SheetWriter:
    """A sheet being written."""

    def __init__(self, book: Workbook, title: str) -> None:
        """Add an empty sheet to a workbook."""
        self.worksheet = book.create_sheet(title)
        self.values: dict[str, float | str] = {}
        """Value of each formula, by cell (``D5``)."""

    def write_text(self, position: Position, text: str, look: Look | None = None) -> None:
        """Write a text into a cell; an empty one leaves only the look."""
        cell = self._cell(position, look)
        if text:
            cell.value = text
            cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error

    def write_number(self, position: Position, number: float, look: Look) -> None:
        """Write a number into a cell."""
        self._cell(position, look).value = number

    def write_formula(self, position: Position, text: str, value: float | str, look: Look) -> None:
        """Write a formula, which begins with ``=``, and the value it has now."""
        self._cell(position, look).value = text
        self.values[position.coordinate] = value

    def merge(self, first: Position, row_span: int, column_span: int, look: Look) -> None:
        """Merge the cells of a block; each of them has the look, so that every border is drawn."""
        if row_span == column_span == 1:
            return
        last = Position(first.row + row_span - 1, first.column + column_span - 1)
        for row in range(first.row, last.row + 1):
            for column in range(first.column, last.column + 1):
                self._cell(Position(row, column), look)
        # merge_cells of the sheet would work out every border anew, which takes half of a save.
        self.worksheet.merged_cells.add(f"{first.coordinate}:{last.coordinate}")

    def set_column(self, column: int, width: float, style: NamedStyle | None = None) -> None:
        """Set the width of a column, counted from 0, and the style of its empty cells."""
        dimension = self.worksheet.column_dimensions[get_column_letter(column + 1)]
        dimension.width = width
        if style is not None:
            for part in _STYLE_PARTS:
                setattr(dimension, part, getattr(style, part))

    def set_row_height(self, row: int, points: float) -> None:
        """Set the height of a row, counted from 0, in whole pixels as office programs count it."""
        pixels = round(points / _POINTS_PER_PIXEL)
        self.worksheet.row_dimensions[row + 1].height = pixels * _POINTS_PER_PIXEL

    def protect(self, *, allows_new_rows: bool = False) -> None:
        """Lock without a password what is not to be filled in; its look may be changed."""
        protection = self.worksheet.protection
        protection.sheet = protection.objects = protection.scenarios = True
        protection.formatCells = protection.formatColumns = protection.formatRows = False
        protection.insertRows = not allows_new_rows

    def _cell(self, position: Position, look: Look | None) -> Cell:
        cell = self.worksheet.cell(position.row + 1, position.column + 1)
        assert isinstance(cell, Cell)
        if look is not None:
            cell.style = look.value
        return cell
