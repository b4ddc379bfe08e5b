"""Break Chinese text into lines: Unicode's algorithm with the rules of GB/T 15834 on top.

Unicode's classes (UAX #14) keep words, numbers and brackets together. GB/T 15834-2011, 5.1, asks
for more: closing marks, connecting marks and a slash never begin a line, opening marks and a slash
never end one, double dashes and ellipses are not torn. A web or mail address may be cut after its
marks; a word only where it is longer than the line. The last line has more than one character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.exporters.typeset.break_opportunities import find_class, find_opportunities

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗］｝”’·…％‰℃／°′″—–－～~,.;:?!)]}%/")
"""Characters that must not begin a line."""
_NOT_LAST = frozenset("（《〈「『【〔〖［｛“‘([{￥¥＄$￡£€#＃")
"""Characters that must not end a line."""
_SLASHES = frozenset("/／")
"""Dividing marks; they end no line but in an address."""
_CLOSING = frozenset("，。、；：）》〉」』】〕〗］｝”’")
_OPENING = frozenset("（《〈「『【〔〖［｛“‘")
"""Marks half of whose full width is blank: the right half of closing ones, the left of opening."""
_CLASSES = {"“": "OW", "‘": "OW", "”": "CW", "’": "CW", "～": "HY", "~": "HY", "－": "HY"}
"""In Chinese text quotation marks are brackets, and these marks stand before a number."""
_NUMBER_MARKS = {"，": "IS", "．": "IS", "：": "IS", "／": "SY"}
"""Full-width marks that stand within a number of full-width digits, as 1,234.5 has others."""
_DASHES = frozenset("—…")
_WORD_MARKS = frozenset("@.,_-/:%&+#=?~'\\")
_ADDRESS = re.compile(r"[A-Za-z0-9@._/:%&+#=?~-]{8,}")
_IN_ADDRESS = re.compile(r"@|://|www\.|[A-Za-z]\.[A-Za-z]{2}|[A-Za-z]/[A-Za-z]")
_ADDRESS_BREAK = re.compile(r"(?<=[A-Za-z0-9][@._/:&#=?-])(?=[A-Za-z0-9])|(?<=://)(?=\w)")
_FULL = 0.85
"""Least part of a line that is filled; otherwise a long address is cut to fill it."""
_FULL_WIDTH_FORMS = range(0xFF01, 0xFF5F)
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    widths: Sequence[float]
    breaks: Sequence[bool]
    """For each character whether a line may end before it."""
    address_breaks: frozenset[int]
    """Indices at which a line may end only if little would stand on it otherwise."""

    def can_break(self, at: int) -> bool:
        return at >= len(self.text) or self.breaks[at]

    def measure(self, start: int, end: int) -> float:
        return sum(self.widths[start:end])

    def measure_slack(self, start: int, end: int) -> float:
        pairs = zip(self.text[start:end], self.widths[start:end], strict=True)
        return sum(measure_slack(char, width) for char, width in pairs)


def break_lines(
    text: str, widths: Sequence[float], limit: float, indent: float = 0.0
) -> list[tuple[int, int]]:
    """Cut a paragraph into lines and return the start and end of each.

    A character that must not begin the next line is taken into this one where the line's
    punctuation gives enough room (see :func:`measure_slack`); otherwise the one before it goes too.

    Widths are those of the characters, the limit that of a line; the first one is narrower by the
    indent.
    """
    breaks, address_breaks = _find_breaks(text)
    paragraph = _Paragraph(text, widths, breaks, address_breaks)
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = _find_line_end(paragraph, start, limit - (0.0 if lines else indent))
        lines.append((start, end))
        start = end
    if len(lines) > 1:
        room = limit - (indent if len(lines) == 2 else 0.0)
        lines[-2:] = _fill_last_line(paragraph, lines[-2], lines[-1], room)
    return lines


def measure_slack(char: str, width: float) -> float:
    """Return by how much a character may be set narrower: the blank half of a full-width mark."""
    return width / 2 if char in _CLOSING or char in _OPENING else 0.0


def is_opening(char: str) -> bool:
    """Check whether the blank half of a full-width mark is its left one."""
    return char in _OPENING


def can_break(text: str, at: int) -> bool:
    """Check whether a line may end before the character at an index."""
    return not 0 < at < len(text) or find_breaks(text)[at]


def find_breaks(text: str) -> list[bool]:
    """Return for each character whether a line may end before it."""
    return _find_breaks(text)[0]


def is_inseparable(before: str, after: str) -> bool:
    """Check whether two characters stand within a word, a double dash or an ellipsis."""
    if before in _DASHES:
        return before == after
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    """Check whether a character is part of a word or number, which is never spread."""
    if char in _WORD_MARKS:
        return True
    return char.isalnum() and find_class(char) in {"AL", "AI", "NU", "HL"}


# ---------------------------------------------------------------------- where lines may end


def _find_breaks(text: str) -> tuple[list[bool], frozenset[int]]:
    """Return where a line may end, and where it may if an address would leave much blank."""
    breaks = find_opportunities(_classify(text))
    addresses = _find_address_breaks(text)
    for at, (before, after) in enumerate(pairwise(text), start=1):
        if breaks[at] and (
            after in _NOT_FIRST
            or before in _NOT_LAST
            or (before in _SLASHES and (at not in addresses or text[at - 2] == before))
            or (before == "." and after.isdigit())  # No.5
        ):
            breaks[at] = False
    return breaks, addresses


def _find_address_breaks(text: str) -> frozenset[int]:
    """Return where web and mail addresses may be cut: after a mark between letters or digits."""
    return frozenset(
        found.start() + cut.start()
        for found in _ADDRESS.finditer(text)
        if _IN_ADDRESS.search(found[0])
        for cut in _ADDRESS_BREAK.finditer(found[0])
    )


def _classify(text: str) -> list[str]:
    """Return the Line_Break classes of a Chinese text."""
    classes = [_find_chinese_class(char) for char in text]
    for at in range(1, len(text) - 1):
        char = text[at]
        if char == "’" and text[at - 1].isalpha() and text[at + 1].isalpha():
            if classes[at - 1] == classes[at + 1] == "AL":
                classes[at] = "QU"  # an apostrophe
        elif char in _NUMBER_MARKS and classes[at - 1] == "NU" == classes[at + 1]:
            classes[at] = _NUMBER_MARKS[char]
    return classes


def _find_chinese_class(char: str) -> str:
    if char in _CLASSES:
        return _CLASSES[char]
    name = find_class(char)
    if name == "AI":  # ambiguous: a letter among letters, an ideograph among ideographs
        return "AL" if char.isalnum() else "ID"
    if name == "ID" and ord(char) in _FULL_WIDTH_FORMS and char.isalnum():
        return "NU" if char.isdigit() else "AL"
    return name


# ---------------------------------------------------------------------- where a line ends


def _find_line_end(paragraph: _Paragraph, start: int, room: float) -> int:
    text, widths = paragraph.text, paragraph.widths
    end, used = start, 0.0
    while end < len(text) and used + widths[end] <= room + _EPSILON:
        used += widths[end]
        end += 1
    while end < len(text) and text[end] == " " and end > start:
        end += 1  # a blank at the end of a line needs no room
    if paragraph.can_break(end) and end > start:
        return end
    if squeezed := _find_squeezed_end(paragraph, start, end, room):
        return squeezed
    back = _find_last_break(paragraph, start, end)
    if back and paragraph.measure(start, back) >= room * _FULL:
        return back
    cuts = (at for at in range(end, start, -1) if at in paragraph.address_breaks)
    return max(back, next(cuts, 0)) or _cut_word(paragraph, start, end)


def _find_last_break(paragraph: _Paragraph, start: int, end: int) -> int:
    return next((at for at in range(end - 1, start, -1) if paragraph.breaks[at]), 0)


def _cut_word(paragraph: _Paragraph, start: int, end: int) -> int:
    """Return where to cut a word that is longer than the line, if it can be beside no mark."""
    text = paragraph.text
    cuts = [at for at in range(end, start, -1) if find_class(text[at]) not in {"CM", "ZWJ"}]
    good = (at for at in cuts if text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST)
    return next(good, 0) or next(iter(cuts), 0) or max(end, start + 1)


def _find_squeezed_end(paragraph: _Paragraph, start: int, end: int, room: float) -> int:
    """Return the next index to break at if the line can be squeezed so far, otherwise 0."""
    used = paragraph.measure(start, end)
    spare = paragraph.measure_slack(start, end)
    for at in range(end, len(paragraph.text)):
        width = paragraph.widths[at]
        used += width
        spare += measure_slack(paragraph.text[at], width)
        if used - spare > room:
            return 0
        if paragraph.can_break(at + 1):
            return at + 1
    return 0


def _fill_last_line(
    paragraph: _Paragraph, previous: tuple[int, int], last: tuple[int, int], room: float
) -> list[tuple[int, int]]:
    """Return the last two lines so that no single character stands alone on the last one.

    It is squeezed into the line before it where that has the room, or another one joins it.
    """
    start, end = previous
    alone = [char for char in paragraph.text[end : last[1]] if char not in _NOT_FIRST | {" "}]
    if len(alone) > 1 or room < 4 * max(paragraph.widths[end : last[1]]):
        return [previous, last]
    used = paragraph.measure(start, last[1]) - paragraph.measure_slack(start, last[1])
    if used <= room + _EPSILON:
        return [(start, last[1])]
    back = _find_last_break(paragraph, start, end)
    if back and paragraph.measure(start, back) >= room * _FULL:
        return [(start, back), (back, last[1])]
    return [previous, last]
