"""What a visible cell shows for a text of the report, and what a cell's content means as text.

The text itself stands unabridged in the hidden sheet; a visible cell that still shows what the
text made it show was not touched by anybody.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from report_editor.document import Number, ParsedNumber, format_number

_LONGEST = 32_000
"""UTF-16 units of the longest text shown; a cell holds 32,767, the rest is for the notice."""
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, or another program may drop."""
_NOTICE = "……（单元格放不下，后面还有 {count} 字，请在报告编辑器里看全文）"


def number_of(number: Number) -> float:
    """A number as a cell holds it: exact up to 15 digits."""
    return int(number) if number == int(number) else float(number)


def shown_number(reading: ParsedNumber) -> float | None:
    """The number that an input's cell holds; None where it holds a text or nothing."""
    return None if reading.number is None else number_of(reading.number)


def number_text(number: float) -> str:
    """A cell's number as plainly written."""
    return format_number(Decimal(f"{number:.15g}"))


def text_of_number(content: str) -> str:
    """A number in the words of XML (``1.1E+1``) as plainly written, or as it is if it is none."""
    try:
        number = Decimal(content.strip())
    except InvalidOperation:
        return content
    if not number.is_finite() or not -20 < number.adjusted() < 20:
        return content
    return number_text(float(number))


def shown_text(text: str) -> str:
    """A text as its cell shows it."""
    shown = _clean(text)
    kept = _fitting(shown)
    if kept == len(shown):
        return shown
    return shown[:kept] + _NOTICE.format(count=len(shown) - kept)


def shown_raw(reading: ParsedNumber) -> str:
    """What an input's cell shows, as text."""
    number = shown_number(reading)
    return shown_text(reading.raw) if number is None else number_text(number)


def unshown_rest(text: str) -> tuple[str, str]:
    """The notice that a text's cell ends with and what it stands for; both empty mostly."""
    rest = text[_fitting(_clean(text)) :]
    return (_NOTICE.format(count=len(rest)), rest) if rest else ("", "")


def _clean(text: str) -> str:
    """The text with what cannot be shown replaced, character by character."""
    return _UNSHOWN.sub("�", text.replace("\r", " "))


def _fitting(text: str) -> int:
    """How many characters of a text its cell shows."""
    if len(text) <= _LONGEST // 2:
        return len(text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return len(text)
    return len(units[: 2 * _LONGEST].decode("utf-16-le", "ignore"))
