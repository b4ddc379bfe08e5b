"""Turn an old workbook (.xls) into an .xlsx: values, formats, merged cells, defined names.

A report's own workbook that another program saved as .xls is read so on every PC. LibreOffice
would not do: it changes ``basics.contact`` into ``basics_contact``. Of formulas the values stay.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import xlrd

from report_editor.importers.readers.excel.old_records import (
    find_records,
    open_records,
    prepare_records,
)
from report_editor.ooxml.references import Position

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Raw = Any  # xlrd ships no types

_STATES: tuple[Literal["visible", "hidden", "veryHidden"], ...]
_STATES = ("visible", "hidden", "veryHidden")


def rebuild_workbook(data: bytes) -> bytes:
    """Return an old workbook as .xlsx.

    Raises:
        ImportProblem: there are more sheets or cells than in any report.
        Exception: it is damaged, encrypted, or holds what an .xlsx cannot.
    """
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    records = prepare_records(find_records(data), with_names=True)
    with open_records(records) as old:
        new = openpyxl.Workbook()
        new.remove(new.worksheets[0])
        if old.datemode:
            new.epoch = CALENDAR_MAC_1904
        for sheet in old.sheets():
            _add_sheet(new.create_sheet(sheet.name), old, sheet)
        for name in old.name_obj_list:
            _add_name(new, old, name)
    stream = BytesIO()
    new.save(stream)
    return stream.getvalue()


def _add_sheet(target: Worksheet, old: Raw, sheet: Raw) -> None:
    target.sheet_state = _STATES[sheet.visibility]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.value == "":
                continue
            new = target.cell(row + 1, column + 1)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                new.value = xlrd.error_text_from_code.get(cell.value, "")
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                new.value = bool(cell.value)
            else:
                new.value = cell.value
            if cell.ctype == xlrd.XL_CELL_TEXT:
                new.data_type = "s"  # also where it begins as a formula does
            known = old.format_map.get(old.xf_list[cell.xf_index].format_key)
            if known is not None:
                new.number_format = known.format_str
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        target.merge_cells(None, first_row + 1, first_column + 1, end_row, end_column)


def _add_name(new: Workbook, old: Raw, name: Raw) -> None:
    """Add a defined name of the whole workbook, if it stands for one cell or range."""
    from openpyxl.workbook.defined_name import DefinedName

    if name.scope != -1 or name.builtin or name.result is None or not name.result.value:
        return
    first, end, row, end_row, column, end_column = name.result.value[0].coords
    if end != first + 1 or not 0 <= first < old.nsheets:
        return
    sheet = old.sheet_names()[first].replace("'", "''")
    cells = f"{Position(row, column).a1}:{Position(end_row - 1, end_column - 1).a1}"
    new.defined_names[name.name] = DefinedName(name.name, attr_text=f"'{sheet}'!{cells}")
