"""Write tables as a workbook, CSV, JSON or Parquet; a text stays a text however it begins."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from report_editor.collection.own_tables import MARK
from report_editor.common.formula_guard import guard
from report_editor.common.hidden_characters import replace_hidden
from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from report_editor.collection.sheets import Sheet, Value

_MOST_ROWS = 1_000_000
"""Rows of a sheet, a little less than Excel and WPS open; the others go to further sheets."""
_LONGEST_TEXT = 32_000
"""Characters of a cell, a little less than Excel takes."""
_WIDTHS = {
    "单位": 28,
    "文件": 50,
    "位置": 36,
    "说明": 80,
    "说明和要做的事": 60,
    "勾稽关系": 16,
    "表": 36,
    "行": 46,
    "列": 24,
    "合计": 12,
    "地址": 44,
    "没有认出的内容": 16,
}
"""Widths of columns in characters; others have that of their heading."""
_NARROWEST, _WIDEST = 8, 24
_DAMAGE = "\ufffd"


class TableProblem(Problem):
    """A table that cannot be written; the text is a Chinese sentence for the user."""


def make_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with a sheet for each table, its headings fixed and with filters."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.category = MARK
    for sheet in sheets:
        rows = iter(sheet.rows)
        part = 1
        while _write_sheet(book, sheet, rows, part):
            part += 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV, with the mark without which Excel takes it for GBK."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(map(guard, sheet.headings))
    for row in sheet.rows:
        writer.writerow(guard(_clean(each)) if isinstance(each, str) else each for each in row)
    return stream.getvalue().encode("utf-8-sig")


def make_json(lists: Mapping[str, Iterable[object]]) -> bytes:
    """Return lists of plain data as one JSON object in UTF-8, an entry a line.

    The entries are taken one by one: of thousands of reports they would fill the memory.
    """
    stream = io.BytesIO()
    begin = b"{\n"
    for name, entries in lists.items():
        stream.write(begin + json.dumps(name).encode() + b": [")
        between = b"\n"
        for each in entries:
            entry = json.dumps(each, ensure_ascii=False, default=float)
            stream.write(between + entry.encode(errors="replace"))
            between = b",\n"
        stream.write(b"\n]")
        begin = b",\n"
    stream.write(b"\n}\n")
    return stream.getvalue()


def check_parquet() -> None:
    """Refuse Parquet where the library that writes it is not installed.

    Raises:
        TableProblem: It is not there; the sentence says what to install.
    """
    _load_parquet()


def _load_parquet() -> tuple[Any, Any]:
    """Return pyarrow, an extra of the program, and its part for Parquet.

    By name: what packs the program for people without Python must not take it along by chance.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise TableProblem(
            "写 .parquet 要用 pyarrow，这台电脑上没有。"
            "请运行 pip install pyarrow 安装它，或者改用 .xlsx、.csv、.json。"
        ) from error


def make_parquet(columns: dict[str, list[Value]], labels: dict[str, str]) -> bytes:
    """Return columns as a Parquet file; ``labels`` go to the metadata of the columns.

    A column with any text is one of texts, else one of numbers: whole where all are.

    Raises:
        TableProblem: The library that writes it is not installed.
    """
    pa, parquet = _load_parquet()
    fields, arrays = [], []
    for name, values in columns.items():
        kind, converted = pa.int64(), list[object](values)
        if any(isinstance(each, str) for each in values):
            kind = pa.string()
            converted = [None if each is None else _clean(str(each)) for each in values]
        elif any(isinstance(each, Decimal) for each in values):
            kind = pa.float64()
            converted = [None if each is None else float(each) for each in values]
        metadata = {"label": labels[name]} if name in labels else None
        fields.append(pa.field(name, kind, metadata=metadata))
        arrays.append(pa.array(converted, type=kind))
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), stream)
    return stream.getvalue()


def _write_sheet(
    book: Workbook, sheet: Sheet, rows: Iterator[tuple[Value, ...]], part: int
) -> bool:
    """Write headings and as many rows as a sheet holds; return whether rows are left."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet = book.create_sheet(sheet.title if part == 1 else f"{sheet.title} {part}")
    for column, heading in enumerate(sheet.headings, start=1):
        width = _WIDTHS.get(heading, min(max(2 * len(heading) + 2, _NARROWEST), _WIDEST))
        worksheet.column_dimensions[get_column_letter(column)].width = width
    worksheet.freeze_panes = "B2"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"
    worksheet.append([_make_heading(worksheet, each) for each in sheet.headings])
    count = 0
    for row in rows:
        worksheet.append([_make_cell(worksheet, each) for each in row])
        count += 1
        if count == _MOST_ROWS:
            break
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{count + 1}"
    return count == _MOST_ROWS


def _make_heading(worksheet: WriteOnlyWorksheet, text: str) -> Cell:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _make_text(worksheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE8EEF5")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _make_cell(worksheet: WriteOnlyWorksheet, value: Value) -> object:
    """Return what openpyxl writes: numbers as they are, a text as a cell that is no formula."""
    if isinstance(value, Decimal):
        return float(value)
    return _make_text(worksheet, value) if isinstance(value, str) else value


def _make_text(worksheet: WriteOnlyWorksheet, text: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(worksheet, value=_clean(text))
    cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
    return cell


def _clean(text: str) -> str:
    return replace_hidden(text[:_LONGEST_TEXT], _DAMAGE)[0]
