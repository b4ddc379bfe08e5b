"""Convert between a text of the report and what its visible cell shows.

The text itself stands unabridged in the hidden sheet; a visible cell that still shows what the
text made it show was not touched by anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.common.utf16 import take_utf16_units
from report_editor.ooxml.number_formats import format_float

if TYPE_CHECKING:
    from report_editor.document import Number, ParsedNumber

_LONGEST = 32_000
"""UTF-16 units of the longest text shown; a cell holds 32,767, the rest is for the notice."""
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, or another program may drop."""
_NOTICE = "……（单元格放不下，后面还有 {count} 字，请在报告编辑器里看全文）"


def to_cell_number(number: Number) -> float:
    """Return a number as a cell holds it: exact up to 15 digits."""
    return int(number) if number == int(number) else float(number)


def show_number(reading: ParsedNumber) -> float | None:
    """Return the number that an input's cell holds; None where it holds a text or nothing."""
    return None if reading.number is None else to_cell_number(reading.number)


def show_text(text: str) -> str:
    """Return a text as its cell shows it."""
    shown = _clean(text)
    return shown[: _count_fitting(shown)] + find_rest(text)[0]


def show_raw(reading: ParsedNumber) -> str:
    """Return what an input's cell shows, as text."""
    number = show_number(reading)
    return show_text(reading.raw) if number is None else format_float(number)


def find_rest(text: str) -> tuple[str, str]:
    """Return the notice at the end of a text's cell and the text it stands for, if there is one."""
    rest = text[_count_fitting(_clean(text)) :]
    return (_NOTICE.format(count=len(rest)), rest) if rest else ("", "")


def _clean(text: str) -> str:
    """Replace what cannot be shown, character by character."""
    return _UNSHOWN.sub("�", text.replace("\r", " "))


def _count_fitting(text: str) -> int:
    """Count the characters of a text that its cell shows."""
    if len(text) <= _LONGEST // 2:
        return len(text)
    return len(take_utf16_units(text, _LONGEST))
