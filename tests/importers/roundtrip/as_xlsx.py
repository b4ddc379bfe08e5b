"""Writes a printed report as a workbook: on one sheet, or a sheet a section."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import xlsxwriter

from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from tests.importers.roundtrip.printed import Printed

STYLES = ("one sheet", "sheets", "formulas")
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


def xlsx_of(report: Printed, style: str) -> bytes:
    """Return the workbook; plain numbers are numbers in it, or formulas with the value they had."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    frame = book.add_format({"border": 1, "text_wrap": True})
    sheet = book.add_worksheet("报告")
    line = 0
    for block in [report.title, *report.blocks, *report.closing]:
        if isinstance(block, PrintedTable):
            _write(sheet, block, line, frame, formulas=style == "formulas")
            line += block.height + 1
            if style == "sheets":
                sheet, line = book.add_worksheet(), 0
        else:
            sheet.write_string(line, 0, block)
            line += 1
    book.close()
    return stream.getvalue()


def _write(sheet: Any, table: PrintedTable, top: int, frame: Any, *, formulas: bool) -> None:
    for cell in table.cells:
        line, place = top + cell.row, cell.column
        if cell.row_span > 1 or cell.column_span > 1:
            end = line + cell.row_span - 1, place + cell.column_span - 1
            sheet.merge_range(line, place, *end, "", frame)
        number = float(cell.text) if _PLAIN.fullmatch(cell.text) else None
        if number is None:
            sheet.write_string(line, place, cell.text, frame)
        elif formulas:
            sheet.write_formula(line, place, f"=0+{cell.text}", frame, number)
        else:
            sheet.write_number(line, place, number, frame)
