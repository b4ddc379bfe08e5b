"""Where lines of Chinese text may end (GB/T 15834), and where they do.

Closing punctuation never begins a line, an opening bracket or quotation mark never ends one,
a word of Latin letters or a number is not cut, a double dash or ellipsis is not torn apart.
A web or mail address that would leave much of a line blank is cut after a mark such as / or @;
a word is only cut where it is longer than the line.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗”’·…％‰℃／,.;:?!)]}%/")
"""What a line must not begin with."""

NOT_LAST = frozenset("（《〈「『【〔〖“‘([{￥¥#＃")
"""What a line must not end with."""

_CLOSING = frozenset("，。、；：）》〉」』】〕〗”’")
_OPENING = frozenset("（《〈「『【〔〖“‘")
_INSEPARABLE = frozenset("—…")
_WORD_MARKS = frozenset("@.,_-/:%&+#=?~'\\")
_ADDRESS_MARKS = frozenset("@./&=?_")
_FULL = 0.85
"""How much of a line is filled at least before a long address is cut to fill it."""
_EPSILON = 0.01


def break_lines(
    text: str, widths: Sequence[float], limit: float, indent: float = 0.0
) -> list[tuple[int, int]]:
    """Cuts a paragraph into lines and returns the start and end of each.

    A character that must not begin the next line is taken into this one where the line's
    punctuation gives enough room (see :func:`slack`); otherwise the one before it goes too.

    Args:
        text: One paragraph.
        widths: The width of each character, in the unit of the limit.
        limit: The width of a line.
        indent: What the first line is narrower.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        room = limit - (0.0 if lines else indent)
        end = _line_end(text, widths, start, room)
        lines.append((start, end))
        start = end
    return lines


def slack(char: str, width: float) -> float:
    """How much narrower a character may be set: half of a full-width mark is blank."""
    return width / 2 if char in _CLOSING or char in _OPENING else 0.0


def is_opening(char: str) -> bool:
    """Whether the blank half of a full-width mark is its left one."""
    return char in _OPENING


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at that index."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after == " " or after in NOT_FIRST or before in NOT_LAST:
        return False
    if unicodedata.combining(after) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
        return False
    return not belongs_together(before, after)


def belongs_together(before: str, after: str) -> bool:
    """Whether two characters are never parted: within a word, a double dash or an ellipsis."""
    if before in _INSEPARABLE:
        return before == after
    return is_latin(before) and is_latin(after)


def is_latin(char: str) -> bool:
    """Whether the character is part of a word or number that is not cut."""
    if char in _WORD_MARKS:
        return True
    return char.isalnum() and unicodedata.east_asian_width(char) not in {"W", "F"}


def _line_end(text: str, widths: Sequence[float], start: int, room: float) -> int:
    end, used = start, 0.0
    while end < len(text) and used + widths[end] <= room + _EPSILON:
        used += widths[end]
        end += 1
    while end < len(text) and text[end] == " " and end > start:
        end += 1  # a blank at the end of a line needs no room
    if may_break(text, end) and end > start:
        return end
    squeezed = _squeezed_end(text, widths, start, end, room)
    if squeezed:
        return squeezed
    back = next((at for at in range(end - 1, start, -1) if may_break(text, at)), 0)
    if back and sum(widths[start:back]) >= room * _FULL:
        return back
    return _address_end(text, start, end) or back or max(end, start + 1)


def _address_end(text: str, start: int, end: int) -> int:
    """Where a long address may be cut rather than leave much of the line blank; else 0."""
    for at in range(end, start + 1, -1):
        if not is_latin(text[at - 1]):
            return 0
        if text[at - 1] in _ADDRESS_MARKS and text[at].isalnum() and text[at - 2].isalpha():
            return at
    return 0


def _squeezed_end(text: str, widths: Sequence[float], start: int, end: int, room: float) -> int:
    """The next place to break, if the line can be squeezed so far; else 0."""
    used = sum(widths[start:end])
    spare = sum(slack(text[at], widths[at]) for at in range(start, end))
    for at in range(end, len(text)):
        used += widths[at]
        spare += slack(text[at], widths[at])
        if used - spare > room:
            return 0
        if may_break(text, at + 1):
            return at + 1
    return 0
