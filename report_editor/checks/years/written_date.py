"""Read a date as offices write it: 2024-01-20, 2024年1月20日, 二〇二四年一月二十日, 20240120.

No library reads dates in Chinese characters without guessing at everything else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from report_editor.checks.text.chinese_numbers import format_han_number
from report_editor.common.hidden_characters import replace_hidden

_LONGEST = 100
"""Characters that are read."""
_DIGITS = str.maketrans("〇○◯零Oo一二三四五六七八九", "000000123456789")
_HAN = "〇○◯零Oo一二三四五六七八九十"
_BETWEEN = r"\s*[-‐−–—./、,·\s]\s*"
_NUMBER = rf"([0-9]+|[0{_HAN}]+)"
_DATE = re.compile(
    rf"(?<![0-9{_HAN}])(?:([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?![0-9])"
    rf"|([0-9]{{4}}|[0{_HAN}]{{4}})(?:\s*年\s*|{_BETWEEN}){_NUMBER}"
    rf"(?:(?:\s*月\s*|{_BETWEEN}){_NUMBER})?)"
)
_OTHER_WORDS = (("元月", "1月"), ("廿", "二十"), ("卅", "三十"))
_SPELLED = {format_han_number(number): number for number in range(1, 32)}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, or the first and the last day of a month."""

    first: date
    last: date

    def __str__(self) -> str:
        """Return the day as 2024-01-20, a month as 2024-01."""
        day = self.first.isoformat()
        return day if self.first == self.last else day[:-3]


def read_date(text: str) -> WrittenDate | None:
    """Return the first date that a text names; None where it names none that the calendar has."""
    plain, _ = replace_hidden(normalize("NFKC", text[:_LONGEST]))
    for other, usual in _OTHER_WORDS:
        plain = plain.replace(other, usual)
    match = _DATE.search(plain)
    if match is None:
        return None
    year, month, *day = (_read_number(each) for each in match.groups() if each is not None)
    try:
        if day:
            return WrittenDate(date(year, month, *day), date(year, month, *day))
        return WrittenDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def _read_number(text: str) -> int:
    """Return the number that a part of a date is; 0, which no part can be, where it is none."""
    if text in _SPELLED:
        return _SPELLED[text]
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isdecimal() else 0
