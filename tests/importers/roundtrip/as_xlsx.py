"""Writes a printed report as a workbook: on one sheet, or a sheet a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from report_editor.workbook.archive import make_workbook_bytes
from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.importers.roundtrip.printed import Printed

STYLES = ("one sheet", "sheets", "formulas")
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_THIN = Side("thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def xlsx_of(report: Printed, style: str) -> bytes:
    """The workbook; plain numbers are numbers in it, or formulas with the value they had."""
    book = Workbook()
    values: dict[str, dict[str, float | str]] = {}
    sheet = book.worksheets[0]
    row = 1
    for block in [report.title, *report.blocks, *report.closing]:
        if isinstance(block, PrintedTable):
            written = _write(sheet, block, row, formulas=style == "formulas")
            values.setdefault(sheet.title, {}).update(written)
            row += block.height + 1
            if style == "sheets":
                sheet, row = book.create_sheet(), 1
        else:
            _put(sheet, row, 1, block)
            row += 1
    return make_workbook_bytes(book, values)


def _write(
    sheet: Worksheet, table: PrintedTable, top: int, *, formulas: bool
) -> dict[str, float | str]:
    """Writes the cells of a table; gives the values of its formulas."""
    values: dict[str, float | str] = {}
    for cell in table.cells:
        row, column = top + cell.row, cell.column + 1
        for down in range(cell.row_span):
            for right in range(cell.column_span):
                covered = sheet.cell(row + down, column + right)
                covered.border, covered.alignment = _FRAME, Alignment(wrap_text=True)
        number = float(cell.text) if _PLAIN.fullmatch(cell.text) else None
        if number is None:
            _put(sheet, row, column, cell.text)
        elif formulas:
            values[_put(sheet, row, column, f"=0+{cell.text}", kind="f")] = number
        else:
            sheet.cell(row, column, number)
        if cell.row_span > 1 or cell.column_span > 1:
            end_row, end_column = row + cell.row_span - 1, column + cell.column_span - 1
            sheet.merge_cells(None, row, column, end_row, end_column)
    return values


def _put(sheet: Worksheet, row: int, column: int, text: str, kind: str = "s") -> str:
    cell = sheet.cell(row, column, text)
    cell.data_type = kind
    return cell.coordinate
