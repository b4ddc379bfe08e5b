"""How a workbook shows a number: as it is, as a share or as a date; and which cells are ruled."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from report_editor.document import format_number
from report_editor.importers.readers.ooxml import Element, whole

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class FormatKind(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"


_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIMES = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_PERCENTS = frozenset({9, 10})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MOST_DIGITS = 40


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, styles: Element | None, *, from_1904: bool) -> None:
        """Takes the root of ``styles.xml``, where there is one."""
        self.from_1904 = from_1904
        self._kinds: list[FormatKind] = []
        self._ruled: list[bool] = []
        if styles is None:
            return
        codes = {
            number.get("numFmtId", ""): number.get("formatCode", "")
            for number in styles.iterfind(f"{S}numFmts/{S}numFmt")
        }
        borders = [
            any(side.get("style", "none") != "none" for side in border)
            for border in styles.iterfind(f"{S}borders/{S}border")
        ]
        for cell in styles.iterfind(f"{S}cellXfs/{S}xf"):
            key = cell.get("numFmtId", "0")
            self._kinds.append(_kind(key, codes.get(key)))
            border = whole(cell.get("borderId"))
            self._ruled.append(border < len(borders) and borders[border])

    def kind(self, style: str | None) -> FormatKind:
        """What the format of a cell (its ``s``) makes of a number."""
        index = whole(style)
        return self._kinds[index] if index < len(self._kinds) else FormatKind.NUMBER

    def is_ruled(self, style: str | None) -> bool:
        """Whether a cell has a border on any side."""
        index = whole(style)
        return self._ruled[index] if index < len(self._ruled) else False


def _kind(key: str, code: str | None) -> FormatKind:
    number = whole(key)
    if code is None:
        if number in _DATES:
            return FormatKind.DATE
        if number in _TIMES:
            return FormatKind.TIME
        return FormatKind.PERCENT if number in _PERCENTS else FormatKind.NUMBER
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    if "y" in plain or "d" in plain or "e" in plain.replace("e+", "").replace("e-", ""):
        return FormatKind.NUMBER if plain == "general" else FormatKind.DATE
    if "h" in plain or "s" in plain:
        return FormatKind.TIME
    return FormatKind.PERCENT if "%" in plain else FormatKind.NUMBER


def shown(raw: str, kind: FormatKind, *, from_1904: bool = False) -> str:
    """A stored number as plain text: 5.0 → 5, 7730.2799999999997 → 7730.28, dates as 2023-01-30.

    What is no number is returned as it stands.
    """
    raw = raw.strip()
    try:
        exact = float(raw)
        number = Decimal(repr(exact)) + 0  # no -0
    except (ValueError, InvalidOperation, OverflowError):
        return raw
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return raw
    if kind in (FormatKind.DATE, FormatKind.TIME):
        return _moment(exact, kind, from_1904=from_1904) or format_number(number)
    if kind is FormatKind.PERCENT:
        return format_number(number * 100) + "%"
    return format_number(number)


def _moment(days: float, kind: FormatKind, *, from_1904: bool) -> str:
    if not 0 <= days < 2_958_466:
        return ""
    # Excel counts a 29 February 1900 that never was.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    moment = start + timedelta(seconds=round(days * 86_400))
    time = f"{moment:%H:%M}" + (f":{moment:%S}" if moment.second else "")
    if kind is FormatKind.TIME and days < 1:
        return time
    date = f"{moment:%Y-%m-%d}"
    return date if time == "00:00" else f"{date} {time}"
