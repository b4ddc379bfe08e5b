"""Where everything of a report stands in its workbook: sheets, lines, defined names.

Every place that is read again has a defined name, so that a sheet renamed or a row inserted in
WPS or Excel moves nothing out of reach.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_editor.document import Field
from report_editor.forms import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Balance, Form, Section, Table

SCHEMA = 1
"""The version of the layout; a file with a higher one is opened read-only."""
SCHEMA_PROPERTY = "ReportEditorSchema"
FORM_PROPERTY = "ReportEditorForm"

METADATA_SHEET = "基本信息"
DATA_SHEET = "编辑器数据"
DATA_NAME = "report_editor.data"
"""The defined name of the hidden sheet."""
TITLE_NAME = "basics.heading"

FIELD_LABELS = {
    Field.ORGANIZATION: "机关全称",
    Field.YEAR: "报告年度",
    Field.TITLE: "标题（空着用统一格式）",
    Field.PUBLICATION_DATE: "公布日期",
    Field.CONTACT: "联系方式",
    Field.SIGNATORY: "签发人",
}
FIELDS_TOP = 1
PREAMBLE_TOP = FIELDS_TOP + len(FIELD_LABELS) + 1
PREAMBLE_HINT = "（每段一行）"
CHECK_LABEL = "左边减右边(应为 0)"
TABLE_TOP = 1
"""The line where the official grid begins, below the heading."""


class Position(NamedTuple):
    """A cell of a sheet, counted from 0."""

    row: int
    column: int

    @property
    def a1(self) -> str:
        """The cell as a formula names it: ``$D$5``."""
        return f"${column_letters(self.column)}${self.row + 1}"

    @property
    def coordinate(self) -> str:
        """Return the cell's name without dollar signs: ``D5``."""
        return f"{column_letters(self.column)}{self.row + 1}"


def column_letters(column: int) -> str:
    """The letters of a sheet's column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_name(section: Section) -> str:
    """The sheet of a section; the preamble stands with the metadata."""
    if not section.numeral:
        return METADATA_SHEET
    return re.sub(r"[\[\]:*?/\\]", " ", section.heading)[:31]


def field_name(field: Field) -> str:
    """The defined name of a basic."""
    return f"basics.{field.value}"


def heading_name(section: Section) -> str:
    """The defined name of a section's heading, below which its paragraphs stand."""
    return f"{section.key}.heading"


def field_place(field: Field) -> Position:
    """Where a basic stands on the sheet of basics."""
    return Position(FIELDS_TOP + list(FIELD_LABELS).index(field), 1)


def heading_place(section: Section) -> Position:
    """Where a section's heading stands on its sheet."""
    return Position(PREAMBLE_TOP, 1) if not section.numeral else Position(0, 0)


def value_places(table: Table) -> dict[str, Position]:
    """Where each value of a table stands on the table's sheet, by address."""
    return {
        address: Position(TABLE_TOP + cell.row, cell.column)
        for address, cell in table.value_cells.items()
    }


class CheckLine(NamedTuple):
    """What stands below a table about one of its balances: the sentence, then the differences."""

    line: int
    words: str
    cells: dict[str, tuple[Balance, Position]]
    """The balance of each column and where its difference stands, by defined name."""


def check_lines(table: Table) -> list[CheckLine]:
    """The balances of a table as the lines below its grid; each takes two."""
    places = value_places(table)
    lines: list[CheckLine] = []
    for code in dict.fromkeys(balance.code for balance in table.balances):
        balances = [balance for balance in table.balances if balance.code == code]
        line = TABLE_TOP + table.grid_row_count + 1 + 2 * len(lines)
        left, right = (
            " ＋ ".join(cell.row.label for cell in side)
            for side in (balances[0].left, balances[0].right)
        )
        cells = {
            f"check.{code}.{balance.column.key}": (
                balance,
                Position(line + 1, places[balance.left[0].address].column),
            )
            for balance in balances
        }
        lines.append(CheckLine(line, f"勾稽关系:{left} ＝ {right}", cells))
    return lines


def defined_names(form: Form) -> dict[str, tuple[str, Position]]:
    """Every defined name of a report's visible sheets: the sheet and the cell it stands for."""
    names = {TITLE_NAME: (METADATA_SHEET, Position(0, 0))}
    names |= {field_name(field): (METADATA_SHEET, field_place(field)) for field in FIELD_LABELS}
    for section in form.sections:
        names[heading_name(section)] = (sheet_name(section), heading_place(section))
        if section.kind is SectionKind.TABLE:
            table = form.tables[section.key]
            for address, place in value_places(table).items():
                names[address] = (sheet_name(section), place)
            for line in check_lines(table):
                for name, (_, place) in line.cells.items():
                    names[name] = (sheet_name(section), place)
    return names


def printed_texts(form: Form) -> frozenset[str]:
    """Every text that the sheets themselves print: nobody's content."""
    texts = {*FIELD_LABELS.values(), PREAMBLE_HINT, CHECK_LABEL}
    texts |= {text for section in form.sections for text in (section.heading, section.title)}
    for table in form.tables.values():
        texts |= {cell.text for cell in table.grid}
        texts |= {line.words for line in check_lines(table)}
    return frozenset(texts)


def sum_formula(places: Iterable[Position]) -> str:
    """The sum of some cells, neighbours written as one range."""
    return f"SUM({','.join(_runs(sorted(places)))})"


def _runs(places: list[Position]) -> list[str]:
    runs: list[tuple[Position, Position]] = []
    for place in places:
        if runs:
            first, last = runs[-1]
            along = place == (last.row, last.column + 1) and first.row == place.row
            down = place == (last.row + 1, last.column) and first.column == place.column
            if along or down:
                runs[-1] = (first, place)
                continue
        runs.append((place, place))
    return [first.a1 if first == last else f"{first.a1}:{last.a1}" for first, last in runs]
