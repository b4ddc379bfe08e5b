"""Carry out random edits with openpyxl: cells move, and names and merged ranges stay."""

from __future__ import annotations

import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.workbook.random_edits import Edit


def edit_with_openpyxl(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the workbook after some edits."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheets: list[Worksheet | None] = list(book.worksheets[:-1])
    for kind, at, *arguments in edits:
        sheet = sheets[at] if at < len(sheets) else None
        if sheet is None:
            continue
        if kind in ("cut", "copy"):
            target = sheets[arguments[4]]
            if target is not None:
                _transfer(sheet, arguments[:4], target, arguments[5:], keep=kind == "copy")
        elif kind == "delete_sheet":
            if sum(each is not None for each in sheets) > 1:
                book.remove(sheet)
                sheets[at] = None
        else:
            _edit(book, sheet, sheets, kind, arguments)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _edit(  # noqa: C901, PLR0912, PLR0915 - one case a kind of edit
    book: Workbook, sheet: Worksheet, sheets: list[Worksheet | None], kind: str, args: list[Any]
) -> None:
    match kind, *args:
        case "set", row, column, value:
            _write(sheet, row, column, value)
        case "format", row, column, code:
            sheet.cell(row + 1, column + 1).number_format = code
        case "clear", *block:
            for row, column in _cells(block):
                _write(sheet, row, column, None)
        case "swap_texts", row, column, other_row, other_column:
            one, other = _read(sheet, row, column), _read(sheet, other_row, other_column)
            _write(sheet, row, column, other)
            _write(sheet, other_row, other_column, one)
        case "swap_rows", one, other, _, columns:
            for column in range(columns):
                _edit(book, sheet, sheets, "swap_texts", [one, column, other, column])
        case "swap_columns", one, other, rows, _:
            for row in range(rows):
                _edit(book, sheet, sheets, "swap_texts", [row, one, row, other])
        case "reorder_rows", first, columns, order:
            values = {row: [_read(sheet, row, at) for at in range(columns)] for row in order}
            for row, source in enumerate(order, first):
                for column, value in enumerate(values[source]):
                    _write(sheet, row, column, value)
        case (("insert_rows" | "delete_rows"), first, count):
            _clear_merged(sheet)
            getattr(sheet, kind)(first + 1, count)
        case (("insert_columns" | "delete_columns"), first, count):
            _clear_merged(sheet)
            getattr(sheet, kind.removesuffix("umns") + "s")(first + 1, count)
        case (("insert_cells_down" | "delete_cells_up"), first, column, last, _):
            step = last - first + 1 if "insert" in kind else first - last - 1
            _transfer(sheet, [first if step > 0 else last + 1, column, 60, column],
                      sheet, [first + max(step, 0), column], keep=False)  # fmt: skip
        case (("insert_cells_right" | "delete_cells_left"), first, column, last, _):
            for row in range(first, last + 1):
                source = column if "insert" in kind else column + 1
                target = column + 1 if "insert" in kind else column
                _transfer(sheet, [row, source, row, 20], sheet, [row, target], keep=False)
        case "merge", row, column, last_row, last_column:
            sheet.merge_cells(None, row + 1, column + 1, last_row + 1, last_column + 1)
        case "unmerge", *_:
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(merged))
        case "rename_sheet", title:
            sheet.title = title
        case "copy_sheet", title:
            sheets.append(book.copy_worksheet(sheet))
            book.worksheets[-1].title = title
        case "add_sheet", title:
            sheets.append(book.create_sheet(title))
        case "move_sheet", place:
            book.move_sheet(sheet, place - book.index(sheet))
        case "delete_names", names:
            for name in names:
                book.defined_names.pop(name, None)
        case "rename_name", name, new:
            if (found := book.defined_names.pop(name, None)) is not None:
                book.defined_names[new] = DefinedName(new, attr_text=found.attr_text)
        case "double_name", name, other:
            if name in book.defined_names and other in book.defined_names:
                book.defined_names[name].attr_text = book.defined_names[other].attr_text
        case "point_name", name, row, column:
            cell = f"{quote_sheetname(sheet.title)}!${get_column_letter(column + 1)}${row + 1}"
            book.defined_names[name] = DefinedName(name, attr_text=cell)
        case "hide_row", row:
            sheet.row_dimensions[row + 1].hidden = True
        case "hide_column", column:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        case _:
            raise ValueError(kind)


def _cells(block: Sequence[int]) -> list[tuple[int, int]]:
    row, column, last_row, last_column = block
    return [(r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)]


def _read(sheet: Worksheet, row: int, column: int) -> Any:
    cell = sheet.cell(row + 1, column + 1)
    return None if isinstance(cell, MergedCell) else (cell.value, cell.data_type)


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row + 1, column + 1)
    if isinstance(cell, MergedCell):
        return
    if isinstance(value, tuple):
        cell.value, kind = value
        if value[0] is not None:
            cell.data_type = kind
    elif isinstance(value, dict) and "formula" in value:
        cell.value = f"={value['formula']}"
    elif isinstance(value, dict):
        cell.value, cell.number_format = value["date"], "yyyy-mm-dd"
    else:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _transfer(
    sheet: Worksheet, source: Sequence[int], target: Worksheet, to: Sequence[int], *, keep: bool
) -> None:
    values = {at: copy.copy(_read(sheet, *at)) for at in _cells(source)}
    if not keep:
        for at in values:
            _write(sheet, *at, None)
    for (row, column), value in values.items():
        _write(target, row - source[0] + to[0], column - source[1] + to[1], value)


def _clear_merged(sheet: Worksheet) -> None:
    """Let merged ranges go: openpyxl leaves them where they are, over other cells."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
