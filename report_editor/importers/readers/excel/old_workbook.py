"""Read workbooks of Excel 97 and before, and those of WPS (.xls .xlt .et .ett), with xlrd."""

from __future__ import annotations

import os
from pathlib import Path
from struct import pack_into, unpack_from
from typing import TYPE_CHECKING, Any

import xlrd
from xlrd import biffh, compdoc

from report_editor.importers import left_out
from report_editor.importers.readers import limits, office, progress
from report_editor.importers.readers.collect import Collector, clean, join_lines
from report_editor.importers.readers.excel.cell_formats import find_kind, shown
from report_editor.importers.readers.excel.grid import GridCell, SheetGrid
from report_editor.importers.source import ImportProblem

if TYPE_CHECKING:
    from report_editor.importers.source import Source

Raw = Any  # xlrd ships no types

MAX_SHEETS = 60
_STREAMS = ("Workbook", "Book")
_UNICODE_VERSION = 0x600
_CELL_SIZES = {
    **dict.fromkeys((biffh.XL_MULRK, biffh.XL_MERGEDCELLS), 6),
    biffh.XL_MULBLANK: 2,
}
"""Bytes that one of the cells or ranges of a record with many takes, at least."""
_CELLS = frozenset({
    *_CELL_SIZES, *biffh.XL_FORMULA_OPCODES, biffh.XL_BLANK, biffh.XL_BLANK_B2, biffh.XL_BOOLERR,
    biffh.XL_BOOLERR_B2, biffh.XL_INTEGER, biffh.XL_LABEL, biffh.XL_LABEL_B2, biffh.XL_LABELSST,
    biffh.XL_NUMBER, biffh.XL_NUMBER_B2, biffh.XL_RK, biffh.XL_RSTRING,
})  # fmt: skip
_NEEDED = _CELLS | {
    biffh.XL_ARRAY, biffh.XL_ARRAY2, biffh.XL_BOUNDSHEET, biffh.XL_BUILTINFMTCOUNT,
    biffh.XL_CODEPAGE, biffh.XL_COLINFO, biffh.XL_CONTINUE, biffh.XL_DATEMODE,
    biffh.XL_DIMENSION, biffh.XL_DIMENSION2, biffh.XL_FORMAT, biffh.XL_FORMAT2, biffh.XL_IXFE,
    biffh.XL_ROW, biffh.XL_ROW_B2, biffh.XL_SHEETHDR, biffh.XL_SHEETSOFFSET, biffh.XL_SHRFMLA,
    biffh.XL_SST, biffh.XL_STRING, biffh.XL_STRING_B2, biffh.XL_TABLEOP, biffh.XL_TABLEOP2,
    biffh.XL_TABLEOP_B2, biffh.XL_XF, biffh.XL_XF2, biffh.XL_XF3, biffh.XL_XF4,
}  # fmt: skip


def read(data: bytes, name: str) -> Source:
    """Read a workbook: visible sheets in order, formulas with the values they last had.

    Args:
        data: The bytes of the file.
        name: Its name, with the ending.

    Raises:
        ImportProblem: it is damaged, encrypted, hostile, too large, or no workbook.
    """
    limits.check_size(data)
    try:
        return _read(data)
    except _Encrypted as error:
        # LibreOffice knows the password of workbooks that are only protected against changes.
        if office.find_libreoffice() is None:
            raise ImportProblem(
                "这个工作簿加了密码，无法读取。请用 WPS 或 Excel 打开它，去掉密码，另存后再打开。"
            ) from error
        return office.read(data, name)
    except (ImportProblem, MemoryError):
        raise
    except Exception as error:  # xlrd raises whatever damage leads to: IndexError, struct.error…
        raise ImportProblem(
            "这个工作簿已损坏或不完整，无法读取。请用 WPS 或 Excel 打开它，修复并另存后再打开。"
        ) from error


def is_old_workbook(data: bytes) -> bool:
    """Check whether a file is a workbook of this kind, in a compound file or bare."""
    if not data.startswith(compdoc.SIGNATURE):
        code, length = unpack_from("<HH", data) if len(data) > 4 else (0, 0)
        return code in biffh.bofcodes and 4 <= length <= 20
    try:
        return bool(_find_stream(data))
    except Exception:
        return False


class _Encrypted(Exception):  # noqa: N818 - no error where LibreOffice opens it
    """Records of the workbook are encrypted."""


def _find_stream(data: bytes) -> bytes:
    """Return the records of a workbook; none where a compound file holds no workbook."""
    if not data.startswith(compdoc.SIGNATURE):
        return data
    with Path(os.devnull).open("w") as log:
        document = compdoc.CompDoc(data, logfile=log)
        streams = (document.get_named_stream(name) for name in _STREAMS)
        return next((stream for stream in streams if stream), b"")


def _read(data: bytes) -> Source:
    records = bytearray(_find_stream(data))
    encoding = _mask_records(records)
    collector = Collector()
    with Path(os.devnull).open("w") as log:
        book = xlrd.open_workbook(
            logfile=log,
            file_contents=bytes(records),
            encoding_override=encoding,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        for number in range(book.nsheets):
            progress.report(number, book.nsheets)
            sheet = book.sheet_by_index(number)
            if sheet.visibility:
                collector.drop(left_out.HIDDEN_SHEET)
            else:
                _read_grid(book, sheet, collector).write(collector)
            book.unload_sheet(number)
    if not collector.source.blocks:
        raise ImportProblem("这个工作簿里没有内容。请确认选对了文件。")
    return collector.source


# ---------------------------------------------------------------- what xlrd is given


def _mask_records(records: bytearray) -> str | None:
    """Rename all records but those of cells and their formats, which alone are needed.

    xlrd computes defined names, where a short chain of names grows to gigabytes, and stops at
    drawings and comments that it does not understand.

    Args:
        records: All records of the workbook; changed.

    Returns:
        The encoding of texts where the workbook states none and they are no Unicode.
    """
    starts = [0]
    has_encoding = False
    for start in starts:  # grows as sheets are found
        if len(starts) > MAX_SHEETS + 1:
            raise limits.TooLarge(f"工作表超过 {MAX_SHEETS} 张")
        depth = cells = 0
        at = start
        while 0 <= at <= len(records) - 4:
            code, length = unpack_from("<HH", records, at)
            if code == biffh.XL_FILEPASS:
                raise _Encrypted
            if code == biffh.XL_BOUNDSHEET:
                starts.append(unpack_from("<i", records, at + 4)[0])
            elif code in biffh.bofcodes:
                depth += 1
                version = unpack_from("<H", records, at + 4)[0]
                has_encoding |= code == biffh.XL_BOF and version >= _UNICODE_VERSION
            elif code == biffh.XL_EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif code not in _NEEDED:
                pack_into("<H", records, at, biffh.XL_UNKNOWN)
            elif code in _CELLS:
                cells += length // _CELL_SIZES.get(code, length or 1)
                if cells > limits.MAX_CELLS:
                    raise limits.TooLarge(f"单元格超过 {limits.MAX_CELLS} 个")
            has_encoding |= code == biffh.XL_CODEPAGE
            at += 4 + length
    return None if has_encoding else "gb18030"


# ---------------------------------------------------------------- one sheet


def _read_grid(book: Raw, sheet: Raw, collector: Collector) -> SheetGrid:
    grid = SheetGrid(sheet.name)
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        grid.merge((first_row, first_column), (end_row - 1, end_column - 1))
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    used_columns: set[int] = set()
    for row in range(sheet.nrows):
        cells = _read_row(book, sheet, row, grid, collector)
        used_columns.update(at for at in hidden_columns & cells.keys() if cells[at].text)
        visible = {column: cell for column, cell in cells.items() if column not in hidden_columns}
        info = sheet.rowinfo_map.get(row)
        if info is not None and info.hidden:
            collector.drop(left_out.HIDDEN_ROWS, int(any(cell.text for cell in visible.values())))
        else:
            grid.add_row(row, visible)
    collector.drop(left_out.HIDDEN_ROWS, len(used_columns))
    return grid


def _read_row(
    book: Raw, sheet: Raw, row: int, grid: SheetGrid, collector: Collector
) -> dict[int, GridCell]:
    """Return the cells of a row that stand for something, by column."""
    cells: dict[int, GridCell] = {}
    for column in range(sheet.row_len(row)):
        cell = sheet.cell(row, column)
        if cell.ctype == xlrd.XL_CELL_EMPTY or (row, column) in grid.covered:
            continue
        text = join_lines(clean(line) for line in _read_text(book, cell).splitlines())
        is_uncomputed = cell.ctype == xlrd.XL_CELL_TEXT and not cell.value
        collector.drop(left_out.UNCOMPUTED, int(is_uncomputed))
        is_ruled = _is_ruled(book, cell.xf_index)
        if text or is_ruled or is_uncomputed or (row, column) in grid.merged:
            cells[column] = GridCell(text, is_ruled)
    return cells


def _read_text(book: Raw, cell: Raw) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            key = book.xf_list[cell.xf_index].format_key
            known = book.format_map.get(key)
            kind = find_kind(str(key), known.format_str if known else None)
            return shown(repr(cell.value), kind, from_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value)


def _is_ruled(book: Raw, style: int) -> bool:
    border = book.xf_list[style].border
    return bool(
        border.left_line_style
        or border.right_line_style
        or border.top_line_style
        or border.bottom_line_style
        or (border.diag_line_style and (border.diag_up or border.diag_down))
    )
