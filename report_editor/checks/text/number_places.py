"""Find where the numbers that a claim was read from stand in the paragraph as it was written.

Claims are read from a prepared text: half width, without spaces and separators, counts in digits
and beside what they count. Preparing keeps the order of the numbers, so they are found by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks.memory import TextMemory
from report_editor.checks.text.chinese_numbers import HAN_COUNT, format_han_number, parse_han_number
from report_editor.checks.text.claim_text import find_shared_counts, prepare_counts
from report_editor.checks.text.word_places import normalise_with_places
from report_editor.document import Number, format_number
from report_editor.document.limits import MAX_TEXT
from report_editor.document.shared_ends import count_shared_ends
from report_editor.document.text_replacement import TextReplacement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.report import Paragraph

Span: TypeAlias = tuple[int, int]

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(rf"{HAN_COUNT}|\d+")
_HAN = re.compile("[零一二三四五六七八九十百千两]+")
_TO_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LARGEST_HAN = 99
_remembered: TextMemory[dict[int, Span]] = TextMemory(2 * MAX_TEXT)


def find_number_places(original: str) -> dict[int, Span]:
    """Map the position of each number of the prepared text to its characters in the original.

    A number that is not found for certain is left out, and so is one that is told once of several
    things (各3件): it cannot be changed for one of them.
    """
    known = _remembered.find(original)
    return _remembered.keep(original, _read_places(original)) if known is None else known


def _read_places(original: str) -> dict[int, Span]:
    kept, at = normalise_with_places(original)
    written = list(_find_written(kept))
    prepared = prepare_counts(kept)
    read = [(match.start(), match[0]) for match in _DIGITS.finditer(prepared)]
    shared = find_shared_counts(kept)
    start, end = count_shared_ends(
        tuple(text for _, text in written), tuple(text for _, text in read)
    )
    pairs = [*zip(written[:start], read[:start], strict=True)]
    if end:
        pairs += zip(written[-end:], read[-end:], strict=True)
    return {
        position: (at[first], at[last - 1] + 1)
        for ((first, last), _), (position, text) in pairs
        if int(text) not in shared
    }


def find_place(
    paragraph: Paragraph, at: int, better: Number | None = None
) -> TextReplacement | None:
    """Return where the number at a position of the prepared text is written, None where unknown.

    ``better`` is the number that should stand there, if one is known.
    """
    span = find_number_places(paragraph.original).get(at)
    if span is None:
        return None
    text = paragraph.original
    words = "" if better is None else format_like(text[slice(*span)], better)
    return TextReplacement(paragraph.section, paragraph.index, text, *span, words)


def format_like(written: str, number: Number) -> str:
    """Return a number in the way of writing of another: 十二, ２５, 1,200, 25."""
    text = format_number(number)
    if _HAN.fullmatch(written) and text.isdigit() and 0 < int(text) <= _LARGEST_HAN:
        return format_han_number(int(text))
    if "," in written and text.isdigit():
        return f"{int(text):,}"
    return text.translate(_TO_FULL_WIDTH) if re.search("[０-９]", written) else text


def _find_written(text: str) -> Iterator[tuple[Span, str]]:
    for match in _NUMBER.finditer(text):
        if match[0][0].isdigit():
            yield match.span(), match[0]
        elif (number := parse_han_number(match[0])) is not None:
            yield match.span(), str(number)
