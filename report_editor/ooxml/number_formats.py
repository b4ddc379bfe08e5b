"""Show numbers as a workbook shows them: plain, as a share, as a date of either date system."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.ooxml.number_looks import render_number
from report_editor.ooxml.parse import SHEET, parse_number

if TYPE_CHECKING:
    from report_editor.ooxml.parse import Element

# ECMA-376, part 1, 18.8.30: formats known by number alone, those of East Asia included.
_KNOWN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"'),
    **dict.fromkeys((9, 10), "%"),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), "d"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56), "h"),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
"""Text, colour or spacing in a format; ``[h]`` counts hours."""
_PLAIN_WORDS = re.compile("general|e[+-]")
_BEGINNING = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zones
_DAYS_TO_1904 = 1462
_MAX = 1e20


class CellFormats:
    """Number formats and borders of the cells of one workbook, by their style."""

    def __init__(self, styles: Element | None, *, from_1904: bool) -> None:
        """Take the root of the style sheet, where there is one, and the date system."""
        self._from_1904 = from_1904
        self._styles: list[tuple[str, bool]] = []
        if styles is None:
            return
        listed = styles.iterfind(f"{SHEET}numFmts/{SHEET}numFmt")
        own = {number.get("numFmtId"): number.get("formatCode") for number in listed}
        borders = [
            any(side.get("style", "none") != "none" for side in border)
            for border in styles.iterfind(f"{SHEET}borders/{SHEET}border")
        ]
        for cell in styles.iterfind(f"{SHEET}cellXfs/{SHEET}xf"):
            key, border = cell.get("numFmtId"), parse_number(cell.get("borderId"))
            is_ruled = border < len(borders) and borders[border]
            self._styles.append((find_code(key, own.get(key)), is_ruled))

    def format(self, raw: str, style: str | None) -> str:
        """Return a stored number as a cell of a style (its ``s``) shows it."""
        return format_number(raw, self._find(style)[0], from_1904=self._from_1904)

    def render(self, text: str, style: str | None) -> str:
        """Return a number, as :meth:`format` wrote it, with the digits that its cell shows."""
        return render_number(text, self._find(style)[0])

    def is_ruled(self, style: str | None) -> bool:
        """Check whether a cell of a style has a border on any side."""
        return self._find(style)[1]

    def _find(self, style: str | None) -> tuple[str, bool]:
        index = parse_number(style)
        return self._styles[index] if index < len(self._styles) else ("", False)


def find_code(key: str | None, code: str | None) -> str:
    """Return a number format: its own code, or one by its number in the standard."""
    return _KNOWN.get(parse_number(key), "") if code is None else code


def format_number(raw: str, code: str = "", *, from_1904: bool = False) -> str:
    """Return a stored number as text: 5.0 → 5, 7730.2799999999997 → 7730.28, 44956 → 2023-01-30.

    What is no number is returned as it stands. ``code`` is a format such as ``0.0%``; with
    ``from_1904`` dates count from 1904 on, as in workbooks of old Macintoshes.
    """
    raw = raw.strip()
    try:
        number = float(raw)
    except ValueError:
        return raw
    if not -_MAX < number < _MAX:  # nan is neither
        return raw
    code = _PLAIN_WORDS.sub("", _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower())
    is_date = any(sign in code for sign in ("y", "d", "e", "aaa"))
    if is_date or any(sign in code for sign in "hsm"):
        is_time = not is_date and ("h" in code or "s" in code) and number < 1
        return _format_days(number, is_time=is_time, from_1904=from_1904) or format_float(number)
    return f"{format_float(number * 100)}%" if "%" in code else format_float(number)


def format_float(number: float) -> str:
    """Return a number with the 15 digits that a workbook keeps, without an exponent."""
    return f"{Decimal(f'{number:.15g}') + 0:f}"  # adding 0 leaves no -0


def format_iso_moment(text: str) -> str:
    """Return a moment such as 2023-01-30T00:00:00 as dates are shown."""
    try:
        return _format_moment(datetime.fromisoformat(text.strip()))
    except ValueError:
        return text


def _format_days(days: float, *, is_time: bool, from_1904: bool) -> str:
    """Return the moment that a number of days stands for, or an empty text if there is none."""
    if days < 0:
        return ""
    if from_1904:
        days += _DAYS_TO_1904
    elif days < 60:
        days += 1  # Excel counts a 29 February 1900 that never was
    try:
        moment = _BEGINNING + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return ""
    return _format_time(moment) if is_time else _format_moment(moment)


def _format_moment(moment: datetime) -> str:
    date, time = f"{moment:%Y-%m-%d}", _format_time(moment)
    return date if time == "00:00" else f"{date} {time}"


def _format_time(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}".removesuffix(":00")
