"""Define how the sheets of a report look: fonts, borders, column widths, the printed page."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from openpyxl.styles import (
    Alignment,
    Border,
    Color,
    Font,
    NamedStyle,
    PatternFill,
    Protection,
    Side,
)
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.properties import PageSetupProperties

from report_editor.workbook.row_heights import GRID_POINTS, TEXT_POINTS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CHECK_HEIGHT = 20.0
FIELD_HEIGHT = 24.0

_DIGIT_PIXELS = 8
"""Width of a digit of the standard font, in which a sheet counts the widths of its columns."""
_INCH = 25.4
_GREY, _TINT = "FF666666", "FFF2F2F2"
_THIN = Side("thin", color=Color(auto=True))
_DIFFERENCE = '"多 "0.####;[Red]"少 "0.####;"平"'
_TEXT = "@"
"""Format of text that stays as it is typed, never taken for a number or a date."""
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Look(StrEnum):
    """Looks of cells, by the names of their styles in the workbook."""

    TITLE = "报告标题"
    HEADING = "部分标题"
    PARAGRAPH = "正文段落"
    FIELD_LABEL = "项目名称"
    FIELD = "项目内容"
    HINT = "填写提示"
    TABLE_HEADING = "表格标题"
    COLUMN_LABEL = "栏名"
    ROW_LABEL = "行名"
    INPUT = "填写件数"
    DECIMAL_INPUT = "填写小数"
    TOTAL = "合计"
    BALANCE = "勾稽关系"
    DIFFERENCE = "勾稽差额"


_TO_BE_FILLED_IN = (Look.PARAGRAPH, Look.FIELD, Look.INPUT, Look.DECIMAL_INPUT)


def add_styles(book: Workbook) -> dict[Look, NamedStyle]:
    """Add the style of each look to a workbook and return them; set its standard font.

    The widths of columns are counted in digits of the standard font: with one that Chinese PCs lack
    they come out wider or narrower than meant. Cells without a style of their own have it too.
    """
    # A private name, because openpyxl offers no other way to change the font of a new workbook.
    book._fonts = IndexedList([Font("宋体", 11)])  # type: ignore[attr-defined]  # noqa: SLF001
    styles = (
        _style(Look.TITLE, size=18, bold=True, horizontal="center", wrap=True),
        _style(Look.HEADING, font="黑体", size=16),
        _style(
            Look.PARAGRAPH, font="仿宋", size=TEXT_POINTS, top=True, wrap=True, number_format=_TEXT
        ),
        _style(Look.FIELD_LABEL, boxed=True, tinted=True, wrap=True),
        _style(Look.FIELD, size=11, boxed=True, wrap=True, number_format=_TEXT),
        _style(Look.HINT, size=9, grey=True),
        _style(Look.TABLE_HEADING, boxed=True, bold=True, horizontal="center", wrap=True),
        _style(Look.COLUMN_LABEL, boxed=True, horizontal="center", wrap=True),
        _style(Look.ROW_LABEL, boxed=True, horizontal="left", wrap=True),
        _style(Look.INPUT, boxed=True, horizontal="center", number_format="0"),
        _style(Look.DECIMAL_INPUT, boxed=True, horizontal="center"),
        _style(Look.TOTAL, boxed=True, horizontal="center", tinted=True),
        _style(Look.BALANCE, size=9, grey=True, wrap=True),
        _style(Look.DIFFERENCE, boxed=True, horizontal="center", number_format=_DIFFERENCE),
    )
    for style in styles:
        book.add_named_style(style)
    return {Look(style.name): style for style in styles}


def broken_balance() -> DifferentialStyle:
    """Return the mark of cells whose balance does not hold; not a colour alone."""
    return DifferentialStyle(
        font=Font(bold=True, underline="single", color="FF9C0006"),
        fill=PatternFill(bgColor="FFFFC7CE"),
    )


def column_width(millimetres: float) -> float:
    """Return a width on paper as a sheet counts it."""
    pixels = round(millimetres / _INCH * 96)  # as many go to an inch
    return pixels * 256 // _DIGIT_PIXELS / 256


def set_up_page(sheet: Worksheet) -> None:
    """Make the page A4 upright, with the margins of GB/T 9704-2012, as wide as the type area."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right = 28 / _INCH, 26 / _INCH
    margins.top, margins.bottom = 37 / _INCH, 35 / _INCH
    margins.header = margins.footer = 0.3
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None  # a new sheet has one, and it is empty
    footer.center.text = '&"宋体"&14— &P —'


def _style(
    look: Look,
    *,
    font: str = "宋体",
    size: float = GRID_POINTS,
    bold: bool = False,
    grey: bool = False,
    boxed: bool = False,
    tinted: bool = False,
    horizontal: str | None = None,
    top: bool = False,
    wrap: bool = False,
    number_format: str = "General",
) -> NamedStyle:
    """Return a style; in a box, a text that does not wrap is made to fit."""
    shrink = (boxed and not wrap) or None
    return NamedStyle(
        look.value,
        font=Font(font, size, bold=bold, color=_GREY if grey else None),
        fill=PatternFill("solid", fgColor=_TINT) if tinted else None,
        border=_BOX if boxed else None,
        alignment=Alignment(
            horizontal, "top" if top else "center", wrap_text=wrap or None, shrink_to_fit=shrink
        ),
        number_format=number_format,
        protection=Protection(locked=look not in _TO_BE_FILLED_IN),
    )
