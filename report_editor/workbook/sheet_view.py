"""Look at a sheet of a workbook as a person does: what stands where, merged, hidden."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.ooxml.references import Position
    from report_editor.ooxml.sheet import SheetCell
    from report_editor.ooxml.spreadsheet import SheetEntry, Spreadsheet

_MAX_MERGES = 400
"""Merged ranges that are looked at; a sheet of a report has about seventy."""


class SheetView:
    """Content of one sheet of a workbook."""

    def __init__(self, book: Spreadsheet, entry: SheetEntry) -> None:
        """Read the sheet."""
        sheet = book.read_sheet(entry)
        self.name = entry.name
        self.is_hidden = bool(entry.state)
        self.cells: dict[Position, SheetCell] = {}
        """Cells that hold a text, a number or a formula."""
        self._hidden_rows: set[int] = set()
        self._hidden_columns = sheet.hidden_columns()
        self.merges = set(islice(sheet.merges(), _MAX_MERGES))
        """First and last cell of each merged range."""
        self._ends = dict(self.merges)
        for row in sheet.rows():
            if row.is_hidden:
                self._hidden_rows.add(row.number)
            for cell in row.cells:
                if cell.text or cell.formula is not None:
                    self.cells[cell.position] = cell

    def read(self, position: Position) -> str:
        """Return the text or number that a cell shows; empty where there is none."""
        cell = self.cells.get(position)
        return "" if cell is None else cell.text

    def is_filled(self, position: Position) -> bool:
        """Check whether a cell shows a text or a number."""
        cell = self.cells.get(position)
        return cell is not None and bool(cell.text.strip() or cell.formula)

    def find_last(self, position: Position) -> Position:
        """Return the last cell of the merged range that begins at a cell, or the cell itself."""
        return self._ends.get(position, position)

    def is_covered(self, position: Position) -> bool:
        """Check whether a merged range that begins elsewhere covers a cell."""
        return any(
            first.row <= position.row <= last.row
            and first.column <= position.column <= last.column
            and position != first
            for first, last in self.merges
        )

    def is_out_of_sight(self, position: Position) -> bool:
        """Check whether a cell stands in a hidden row or column, or on a hidden sheet."""
        return (
            self.is_hidden
            or position.row in self._hidden_rows
            or position.column in self._hidden_columns
        )
