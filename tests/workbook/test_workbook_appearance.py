"""A saved report looks and behaves as the reports of earlier versions did, down to the border.

The workbook of the museum was written with another library.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.workbook.layout import DATA_SHEET
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook
from tests.workbook.workbook_surgery import named_cell, small_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MUSEUM = Path(__file__).parents[1] / "museum" / "schema-1.xlsx"
FULL_WIDTH = str.maketrans(":,", "：，")
"""The warnings of earlier versions had half-width punctuation."""
BEFORE = openpyxl.load_workbook(MUSEUM)
NOW = openpyxl.load_workbook(BytesIO(to_workbook(from_workbook(MUSEUM.read_bytes()).document)))


def look(styled: StyleableObject) -> dict[str, Any]:
    """What a person sees of a cell's or a column's format."""
    font, fill, border = styled.font, styled.fill, styled.border
    alignment = styled.alignment
    return {
        "font": (font.name, font.sz, bool(font.b), bool(font.i), font.u),
        "colour": font.color.rgb if font.color and font.color.type == "rgb" else None,
        "fill": fill.fgColor.rgb if fill.patternType == "solid" else fill.patternType,
        "border": [
            side and side.style for side in (border.left, border.right, border.top, border.bottom)
        ],
        "aligned": (alignment.horizontal, alignment.vertical or "bottom"),
        "fitted": (bool(alignment.wrapText), bool(alignment.shrinkToFit)),
        "number format": styled.number_format,
        "locked": styled.protection.locked,
    }


def looks_of_cells(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    return {cell.coordinate: look(cell) for row in sheet.iter_rows() for cell in row}


def columns(sheet: Worksheet) -> dict[int, tuple[float, dict[str, Any]]]:
    return {
        number: (each.width, look(each))
        for each in sheet.column_dimensions.values()
        for number in range(each.min or 0, (each.max or 0) + 1)
    }


def row_heights(sheet: Worksheet) -> dict[int, float | None]:
    return {number: each.ht for number, each in sheet.row_dimensions.items()}


def validations(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [
        (
            *(each.type, each.operator, each.formula1, each.errorStyle, each.errorTitle),
            *(
                (each.error or "").translate(FULL_WIDTH),
                each.allow_blank,
                each.showErrorMessage,
                str(each.sqref),
            ),
        )
        for each in sheet.data_validations.dataValidation
    ]


def marks(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [
        (
            *(str(each.sqref), rule.type, rule.formula, rule.priority),
            *(rule.dxf.font.b, rule.dxf.font.u, rule.dxf.font.color.rgb),
            rule.dxf.fill.bgColor.rgb,
        )
        for each in sheet.conditional_formatting
        for rule in each.rules
    ]


def page(sheet: Worksheet) -> tuple[object, ...]:
    margins, setup = sheet.page_margins, sheet.page_setup
    sides = (margins.left, margins.right, margins.top, margins.bottom, margins.header)
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None
    return (
        [round(side or 0, 9) for side in (*sides, margins.footer)],
        (setup.paperSize, setup.orientation, setup.fitToHeight, sheet.sheet_properties.pageSetUpPr),
        (footer.center.text, footer.center.font, footer.center.size),
        (sheet.print_area, sheet.print_title_rows, sheet.freeze_panes),
    )


def protection(sheet: Worksheet) -> dict[str, str]:
    return dict(sheet.protection)


def merged(sheet: Worksheet) -> set[str]:
    return {str(each) for each in sheet.merged_cells.ranges}


def formulas(sheet: Worksheet) -> dict[str, object]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.data_type == "f"}


ASPECTS = [
    *(looks_of_cells, columns, row_heights, validations, marks),
    *(page, protection, merged, formulas),
]


@pytest.mark.parametrize(
    ("aspect", "name"),
    [
        (aspect, name)
        for aspect in ASPECTS
        for name in BEFORE.sheetnames
        if not (aspect is page and name == DATA_SHEET)  # it is never printed
    ],
)
def test_every_sheet_looks_as_before(aspect: Callable[[Worksheet], Any], name: str) -> None:
    assert aspect(NOW[name]) == aspect(BEFORE[name])


def test_the_workbook_around_the_sheets_is_as_before() -> None:
    def around(book: Workbook) -> dict[str, object]:
        return {
            "sheets": [(sheet.title, sheet.sheet_state) for sheet in book.worksheets],
            "first shown": [sheet.sheet_view.tabSelected for sheet in book.worksheets].index(True),
            "names": {name: each.attr_text for name, each in book.defined_names.items()},
            "properties": {
                each.name: each.value
                for each in book.custom_doc_props.props  # type: ignore[attr-defined]
            },
            "described": [
                getattr(book.properties, each)
                for each in ("title", "creator", "lastModifiedBy", "created", "modified")
            ],
            "recalculated when opened": book.calculation.fullCalcOnLoad,
        }

    assert around(NOW) == around(BEFORE)


def test_what_this_version_writes_has_no_password_and_hides_its_data() -> None:
    book = openpyxl.load_workbook(BytesIO(small_workbook()))
    for sheet in book.worksheets:
        assert sheet.protection.password is None
        assert sheet.protection.sheet == (sheet.title != DATA_SHEET)
    assert book[DATA_SHEET].sheet_state == "veryHidden"


@pytest.mark.parametrize(
    ("address", "raw", "shown"),
    [
        ("requests.new.business", "7", "0"),
        ("requests.new.business", "", "0"),
        ("requests.new.business", "2.5", "General"),
        ("disclosure.fees.amount", "0.75", "General"),
        ("disclosure.fees.amount", "12", "0"),
    ],
)
def test_decimals_are_shown_as_they_are(address: str, raw: str, shown: str) -> None:
    report = Document(form("2021"), parts={Part.CELLS: {address: raw} if raw else {}})
    book = openpyxl.load_workbook(BytesIO(to_workbook(report)))
    cell: Cell = named_cell(book, address)
    assert cell.number_format == shown
