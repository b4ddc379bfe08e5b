"""Break Chinese text into lines by the rules of GB/T 15834.

Closing punctuation never begins a line, an opening bracket or quotation mark never ends one, a word
of Latin letters or a number is not cut, a double dash or ellipsis is not torn apart. A web or mail
address that would leave much of a line blank is cut after a mark such as / or @; a word is only cut
where it is longer than the line.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗”’·…％‰℃／,.;:?!)]}%/")
"""Characters that must not begin a line."""
_NOT_LAST = frozenset("（《〈「『【〔〖“‘([{￥¥#＃")
"""Characters that must not end a line."""
_CLOSING = frozenset("，。、；：）》〉」』】〕〗”’")
_OPENING = frozenset("（《〈「『【〔〖“‘")
"""Marks half of whose full width is blank: the right half of closing ones, the left of opening."""
_DASHES = frozenset("—…")
_WORD_MARKS = frozenset("@.,_-/:%&+#=?~'\\")
_ADDRESS_MARKS = frozenset("@./&=?_")
_FULL = 0.85
"""Least part of a line that is filled; otherwise a long address is cut to fill it."""
_EPSILON = 0.01


def break_lines(
    text: str, widths: Sequence[float], limit: float, indent: float = 0.0
) -> list[tuple[int, int]]:
    """Cut a paragraph into lines and return the start and end of each.

    A character that must not begin the next line is taken into this one where the line's
    punctuation gives enough room (see :func:`measure_slack`); otherwise the one before it goes too.

    Widths are those of the characters, the limit that of a line; the first one is narrower by the
    indent.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = _find_line_end(text, widths, start, limit - (0.0 if lines else indent))
        lines.append((start, end))
        start = end
    return lines


def measure_slack(char: str, width: float) -> float:
    """Return by how much a character may be set narrower: the blank half of a full-width mark."""
    return width / 2 if char in _CLOSING or char in _OPENING else 0.0


def is_opening(char: str) -> bool:
    """Check whether the blank half of a full-width mark is its left one."""
    return char in _OPENING


def can_break(text: str, at: int) -> bool:
    """Check whether a line may end before the character at an index."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if unicodedata.combining(after) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
        return False
    return not is_inseparable(before, after)


def is_inseparable(before: str, after: str) -> bool:
    """Check whether two characters stand within a word, a double dash or an ellipsis."""
    if before in _DASHES:
        return before == after
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    """Check whether a character is part of a word or number that is not cut."""
    if char in _WORD_MARKS:
        return True
    return char.isalnum() and unicodedata.east_asian_width(char) not in {"W", "F"}


def _find_line_end(text: str, widths: Sequence[float], start: int, room: float) -> int:
    end, used = start, 0.0
    while end < len(text) and used + widths[end] <= room + _EPSILON:
        used += widths[end]
        end += 1
    while end < len(text) and text[end] == " " and end > start:
        end += 1  # a blank at the end of a line needs no room
    if can_break(text, end) and end > start:
        return end
    if squeezed := _find_squeezed_end(text, widths, start, end, room):
        return squeezed
    back = next((at for at in range(end - 1, start, -1) if can_break(text, at)), 0)
    if back and sum(widths[start:back]) >= room * _FULL:
        return back
    return _find_address_end(text, start, end) or back or max(end, start + 1)


def _find_address_end(text: str, start: int, end: int) -> int:
    """Return where a long address may be cut to fill the line, 0 where it may not."""
    for at in range(end, start + 1, -1):
        if not _is_latin(text[at - 1]):
            return 0
        if text[at - 1] in _ADDRESS_MARKS and text[at].isalnum() and text[at - 2].isalpha():
            return at
    return 0


def _find_squeezed_end(
    text: str, widths: Sequence[float], start: int, end: int, room: float
) -> int:
    """Return the next index to break at if the line can be squeezed so far, otherwise 0."""
    used = sum(widths[start:end])
    spare = sum(measure_slack(text[at], widths[at]) for at in range(start, end))
    for at in range(end, len(text)):
        used += widths[at]
        spare += measure_slack(text[at], widths[at])
        if used - spare > room:
            return 0
        if can_break(text, at + 1):
            return at + 1
    return 0
