"""Lay a report out in its workbook: sheets, cells, defined names.

Every cell that is read again has a defined name, so that a sheet renamed or a row inserted in
WPS or Excel moves nothing out of reach.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_editor.document import Field
from report_editor.forms import SectionKind
from report_editor.ooxml.references import Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Balance, Form, Section, Table

SCHEMA = 1
"""Version of the layout."""
FINAL_SCHEMA = 1000 + SCHEMA
"""Version written while a report is final; its layout is the same.

A program that knows no final reports opens it for reading only, as it should be: else it would
let it be changed, and a save would drop who signed it. A file with any other version above
:data:`SCHEMA` is opened read-only here.
"""
SCHEMA_PROPERTY = "ReportEditorSchema"
FORM_PROPERTY = "ReportEditorForm"

METADATA_SHEET = "基本信息"
DATA_SHEET = "编辑器数据"
DATA_NAME = "report_editor.data"
"""Defined name of the hidden sheet."""
TITLE_NAME = "basics.heading"

FIELD_LABELS = {
    Field.ORGANIZATION: "机关全称",
    Field.YEAR: "报告年度",
    Field.TITLE: "标题（空着用统一格式）",
    Field.PUBLICATION_DATE: "公布日期",
    Field.CONTACT: "联系方式",
    Field.SIGNATORY: "签发人",
}
TEXT_WIDTH = 140.0
"""Millimetres of a column of text: a little narrower than the type area of 156, because
LibreOffice does not scale a single column that is too wide."""
LABEL_WIDTH = 42.0
FIELDS_TOP = 1
PREAMBLE_TOP = FIELDS_TOP + len(FIELD_LABELS) + 1
PREAMBLE_HINT = "（每段一行）"
CHECK_LABEL = "左边减右边(应为 0)"
TABLE_TOP = 1
"""Row in which the official grid begins, below the heading."""


def sheet_name(section: Section) -> str:
    """Return the sheet of a section; the preamble stands with the metadata."""
    if not section.numeral:
        return METADATA_SHEET
    return re.sub(r"[\[\]:*?/\\]", " ", section.heading)[:31]


def field_name(field: Field) -> str:
    """Return the defined name of a field of the metadata."""
    return f"basics.{field.value}"


def heading_name(section: Section) -> str:
    """Return the defined name of a section's heading, below which its paragraphs stand."""
    return f"{section.key}.heading"


def field_position(field: Field) -> Position:
    """Return the cell of a field on the sheet of metadata."""
    return Position(FIELDS_TOP + list(FIELD_LABELS).index(field), 1)


def heading_position(section: Section) -> Position:
    """Return the cell of a section's heading on its sheet."""
    return Position(PREAMBLE_TOP, 1) if not section.numeral else Position(0, 0)


def measure_text_width(section: Section) -> float:
    """Return the width in millimetres of the column of a section's paragraphs."""
    return TEXT_WIDTH - heading_position(section).column * LABEL_WIDTH


def find_value_positions(table: Table) -> dict[str, Position]:
    """Return the cell of each value of a table on the table's sheet, by address."""
    return {
        address: Position(TABLE_TOP + cell.row, cell.column)
        for address, cell in table.value_cells.items()
    }


class BalanceRows(NamedTuple):
    """Two rows below a table for one of its balances: the sentence, then the differences."""

    row: int
    words: str
    cells: dict[str, tuple[Balance, Position]]
    """Balance of each column and the cell of its difference, by defined name."""


def balance_rows(table: Table) -> list[BalanceRows]:
    """Return the rows below the grid of a table, two for each of its balances."""
    positions = find_value_positions(table)
    found: list[BalanceRows] = []
    for code in dict.fromkeys(balance.code for balance in table.balances):
        balances = [balance for balance in table.balances if balance.code == code]
        row = TABLE_TOP + table.grid_row_count + 1 + 2 * len(found)
        sides = (balances[0].left, balances[0].right)
        words = " ＝ ".join(" ＋ ".join(cell.row.label for cell in side) for side in sides)
        columns = [positions[balance.left[0].address].column for balance in balances]
        cells = {
            f"check.{code}.{balance.column.key}": (balance, Position(row + 1, column))
            for balance, column in zip(balances, columns, strict=True)
        }
        found.append(BalanceRows(row, f"勾稽关系:{words}", cells))
    return found


def defined_names(form: Form) -> dict[str, tuple[str, Position]]:
    """Return every defined name of the visible sheets: the sheet and the cell it stands for."""
    names = {TITLE_NAME: (METADATA_SHEET, Position(0, 0))}
    names |= {field_name(field): (METADATA_SHEET, field_position(field)) for field in FIELD_LABELS}
    for section in form.sections:
        positions = {heading_name(section): heading_position(section)}
        if section.kind is SectionKind.TABLE:
            table = form.tables[section.key]
            positions |= find_value_positions(table)
            for rows in balance_rows(table):
                positions |= {name: position for name, (_, position) in rows.cells.items()}
        sheet = sheet_name(section)
        names |= {name: (sheet, position) for name, position in positions.items()}
    return names


def printed_texts(form: Form) -> frozenset[str]:
    """Return every text that the sheets themselves print: nobody's content."""
    texts = {*FIELD_LABELS.values(), PREAMBLE_HINT, CHECK_LABEL}
    texts |= {text for section in form.sections for text in (section.heading, section.title)}
    for table in form.tables.values():
        texts |= {cell.text for cell in table.grid}
        texts |= {rows.words for rows in balance_rows(table)}
    return frozenset(texts)


def sum_formula(positions: Iterable[Position]) -> str:
    """Return the formula for the sum of some cells, neighbours written as one range."""
    return f"SUM({','.join(_join_ranges(sorted(positions)))})"


def _join_ranges(positions: list[Position]) -> list[str]:
    runs: list[tuple[Position, Position]] = []
    for position in positions:
        first, last = runs[-1] if runs else (position, position)
        along = position == (last.row, last.column + 1) and first.row == position.row
        down = position == (last.row + 1, last.column) and first.column == position.column
        if along or down:
            runs[-1] = (first, position)
        else:
            runs.append((position, position))
    return [first.a1 if first == last else f"{first.a1}:{last.a1}" for first, last in runs]
