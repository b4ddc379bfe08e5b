"""Read workbooks of Excel 97 and before, and those of WPS (.xls .xlt .et .ett), with xlrd."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import xlrd

from report_editor.importers import left_out
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits, office, progress
from report_editor.importers.readers.collect import Collector
from report_editor.importers.readers.excel.grid import GridCell, SheetGrid
from report_editor.importers.readers.excel.old_records import (
    find_records,
    open_records,
    prepare_records,
)
from report_editor.ooxml.number_formats import find_code, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_editor.importers.readers.excel.old_records import OldRecords
    from report_editor.importers.source import Source

Raw = Any  # xlrd ships no types


def read(data: bytes, name: str) -> Source:
    """Read a workbook, with the LibreOffice of this computer at hand, see :func:`read_with`."""
    return read_with(office.find_libreoffice(), data, name)


def read_with(libreoffice: Path | None, data: bytes, name: str) -> Source:
    """Read a workbook: visible sheets in order, formulas with the values they last had.

    LibreOffice reads what xlrd cannot: workbooks that are encrypted only against changes, whose
    password it knows, and formulas that were never computed.

    Raises:
        ImportProblem: it is damaged, encrypted, hostile, too large, or no workbook.
    """
    limits.check_size(data)
    try:
        records = prepare_records(find_records(data))
        if records.is_encrypted:
            if libreoffice is None:
                raise ImportProblem(
                    "这个工作簿加了密码，无法读取。"
                    "请用 WPS 或 Excel 打开它，去掉密码，另存后再打开。"
                )
            return office.read_with(libreoffice, data, name)
        if libreoffice is not None and records.has_uncomputed:
            with suppress(ImportProblem):  # without these formulas it can be read all the same
                return office.read_with(libreoffice, data, name)
        return _read(records)
    except (ImportProblem, MemoryError):
        raise
    except Exception as error:  # xlrd raises whatever damage leads to: IndexError, struct.error…
        raise ImportProblem(
            "这个工作簿已损坏或不完整，无法读取。请用 WPS 或 Excel 打开它，修复并另存后再打开。"
        ) from error


def is_old_workbook(data: bytes) -> bool:
    """Check whether a file is a workbook of this kind."""
    try:
        return bool(find_records(data))
    except Exception:
        return False


def _read(records: OldRecords) -> Source:
    collector = Collector()
    with open_records(records) as book:
        for number in range(book.nsheets):
            progress.report(number, book.nsheets)
            sheet = book.sheet_by_index(number)
            if sheet.visibility:
                collector.drop(left_out.HIDDEN_SHEET)
            else:
                _read_sheet(book, sheet, collector)
            book.unload_sheet(number)
    if not collector.source.blocks:
        raise ImportProblem("这个工作簿里没有内容。请确认选对了文件。")
    return collector.source


def _read_sheet(book: Raw, sheet: Raw, collector: Collector) -> None:
    hidden = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    grid = SheetGrid(sheet.name, hidden, collector)
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        grid.merge((first_row, first_column), (end_row - 1, end_column - 1))
    for row in range(sheet.nrows):
        info = sheet.rowinfo_map.get(row)
        is_hidden = info is not None and bool(info.hidden)
        grid.add_row(row, _read_row(book, sheet, row), is_hidden=is_hidden)
    grid.write()


def _read_row(book: Raw, sheet: Raw, row: int) -> Iterator[tuple[int, GridCell]]:
    for column in range(sheet.row_len(row)):
        cell = sheet.cell(row, column)
        if cell.ctype != xlrd.XL_CELL_EMPTY:
            has_formula = cell.ctype == xlrd.XL_CELL_TEXT and not cell.value
            is_ruled = _is_ruled(book, cell.xf_index)
            yield column, GridCell(_read_text(book, cell), is_ruled, has_formula)


def _read_text(book: Raw, cell: Raw) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            key = book.xf_list[cell.xf_index].format_key
            known = book.format_map.get(key)
            code = find_code(str(key), known.format_str if known else None)
            return format_number(repr(cell.value), code, from_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value)


def _is_ruled(book: Raw, style: int) -> bool:
    border = book.xf_list[style].border
    return bool(
        any((border.left_line_style, border.right_line_style))
        or any((border.top_line_style, border.bottom_line_style))
        or (border.diag_line_style and (border.diag_up or border.diag_down))
    )
