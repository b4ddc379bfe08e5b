"""How the sheets of a report look: fonts, borders, widths, heights, the printed page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from report_editor.forms import CellRole

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from report_editor.forms import GridCell, Table

TEXT_WIDTH = 140.0
"""Millimetres of a column of text: a little narrower than the type area of 156, because
LibreOffice does not scale a single column that is too wide."""
_TALLEST_TEXT = 2000
"""Characters that fill the tallest row in any case."""
LABEL_WIDTH = 42.0
CHECK_HEIGHT = 20.0
FIELD_HEIGHT = 24.0

_GRID_POINTS = 10
_TEXT_POINTS = 12
_TALLEST_POINTS = 409.0
"""A row of a sheet can be no taller."""
_LINE_POINTS = 13.5
_LEAST_POINTS = 19.0
_PADDING_POINTS = 5.0
_POINTS_PER_MM = 72 / 25.4
_INCH = 25.4


def standard_font() -> dict[str, Any]:
    """The font whose digits column widths are counted in: one that Chinese office PCs have.

    With a font that is missing, columns come out wider or narrower than meant. XlsxWriter writes
    into what it is given, so every workbook gets its own.
    """
    return {
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
        "default_column_width": 72,
    }


def pixels(millimetres: float) -> int:
    """A width on paper as the pixels that a sheet's column counts in (96 to the inch)."""
    return round(millimetres / _INCH * 96)


def set_up_page(sheet: Worksheet) -> None:
    """A4 upright, margins of the national standard, as wide as the type area."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=28 / _INCH, right=26 / _INCH, top=37 / _INCH, bottom=35 / _INCH)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer('&C&"宋体"&14— &P —')


def line_heights(table: Table) -> list[float]:
    """The height of each line of a table's grid in points, so that no label is cut off.

    Needed because no program fits a row to merged cells by itself.
    """
    heights = [_LEAST_POINTS] * table.grid_row_count
    for cell in sorted(table.grid, key=lambda each: each.row_span):
        text = cell.text
        if not text:
            continue
        width = sum(table.paper[cell.column : cell.column + cell.column_span])
        needed = _wrapped(text, width, _GRID_POINTS) * _LINE_POINTS + _PADDING_POINTS
        covered = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(heights[line] for line in covered)
        if missing > 0:
            for line in covered:
                heights[line] += missing / cell.row_span
    return heights


def paragraph_height(text: str, millimetres: float) -> float:
    """The height in points of the row of a paragraph; LibreOffice does not fit rows on opening."""
    start = text[:_TALLEST_TEXT].split("\n")
    lines = sum(_wrapped(line, millimetres, _TEXT_POINTS) for line in start)
    return min(_TALLEST_POINTS, lines * 1.35 * _TEXT_POINTS + _PADDING_POINTS)


def _wrapped(text: str, millimetres: float, points: float) -> int:
    """How many lines a text takes in a cell of some width."""
    room = (millimetres * _POINTS_PER_MM - _PADDING_POINTS) / points
    lines, used = 1, 0.0
    for character in text:
        wide = 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
        if used + wide > room and used:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _style(self, **properties: Any) -> Format:  # noqa: ANN401 - XlsxWriter's own property values
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_COMMON, **properties})
        return self._made[key]

    def title(self) -> Format:
        """The report's title."""
        return self._style(
            font_name="宋体", font_size=18, bold=True, align="center", text_wrap=True
        )

    def heading(self) -> Format:
        """一、总体情况."""
        return self._style(font_name="黑体", font_size=16)

    def paragraph(self) -> Format:
        """A paragraph; text as it is typed, never taken for a number or a date."""
        return self._style(
            font_name="仿宋",
            font_size=_TEXT_POINTS,
            text_wrap=True,
            valign="top",
            locked=False,
            num_format="@",
        )

    def label(self) -> Format:
        """Beside a basic."""
        return self._style(font_name="宋体", font_size=10, border=1, bg_color="#F2F2F2", **_WRAP)

    def field(self) -> Format:
        """A basic."""
        return self._style(
            font_name="宋体", font_size=11, border=1, locked=False, num_format="@", text_wrap=True
        )

    def hint(self) -> Format:
        """A word of help."""
        return self._style(font_name="宋体", font_size=9, font_color="#666666")

    def printed(self, cell: GridCell, header_lines: int) -> Format:
        """What the form itself prints; the label of a row is set left, all else is centred."""
        beside = cell.role is CellRole.LABEL and cell.row >= header_lines
        align = "left" if beside else "center"
        bold = cell.role is CellRole.HEADING
        return self._style(
            font_name="宋体", font_size=_GRID_POINTS, border=1, align=align, bold=bold, **_WRAP
        )

    def input(self, *, whole: bool) -> Format:
        """A value that a person fills in; decimals are shown as they are."""
        return self._style(
            **_VALUE, num_format="0" if whole else "General", locked=False, shrink=True
        )

    def total(self) -> Format:
        """A value that is computed."""
        return self._style(**_VALUE, num_format="General", bg_color="#F2F2F2", shrink=True)

    def broken(self) -> Format:
        """A cell of a balance that does not hold; bold and underlined, not coloured alone."""
        return self._style(bold=True, underline=1, font_color="#9C0006", bg_color="#FFC7CE")

    def note(self) -> Format:
        """The line that names a balance."""
        return self._style(font_name="宋体", font_size=9, font_color="#666666", text_wrap=True)

    def check(self) -> Format:
        """By how much a balance does not hold."""
        return self._style(**_VALUE, num_format='"多 "0.####;[Red]"少 "0.####;"平"', shrink=True)


_COMMON = {"valign": "vcenter", "font_scheme": "none"}
"""No font follows the theme: a theme's 宋体 is Calibri for digits."""
_WRAP = {"text_wrap": True}
_VALUE: dict[str, Any] = {
    "font_name": "宋体",
    "font_size": _GRID_POINTS,
    "border": 1,
    "align": "center",
}
