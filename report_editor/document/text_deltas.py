"""Express what differs between two texts, so that a key in a long text costs a few bytes.

difflib, which compares all of one text with all of the other, takes seconds for a long paragraph.
Here the beginning and the end that both share are cut off. Where much lies between, it is divided
at words that both have once, and each half is treated likewise.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from report_editor.document.shared_ends import count_shared_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS = 16
"""Characters by which a place is found in both texts."""
LEAST_SPARED = 64
"""Characters that a delta must spare: below that, both texts in full are no longer."""


def find_delta(before: Sequence[str], after: Sequence[str]) -> dict[str, Any] | None:
    """Return as plain data what leads from some paragraphs to others.

    ``was`` is length and checksum of the paragraphs before, joined by newlines; ``hunks`` are
    lists of where in that text something is replaced, how many characters, and by what.

    Returns:
        None where a delta would spare little, and where there are no paragraphs on a side:
        joined they are as one that is empty.
    """
    if not before or not after:
        return None
    old, new = "\n".join(before), "\n".join(after)
    pairs = list(zip(before, after, strict=True)) if len(before) == len(after) else [(old, new)]
    hunks: list[tuple[int, int, str]] = []
    at = 0
    for one, other in pairs:
        hunks += _find_hunks(one, other, at)
        at += len(one) + 1
    if len(old) + len(new) - sum(len(inserted) for _, _, inserted in hunks) < LEAST_SPARED:
        return None
    return {"was": _identify(old), "hunks": hunks}


def apply_delta(text: str, delta: dict[str, Any]) -> str:
    """Return what :func:`find_delta` found the text to become.

    Raises:
        ValueError: It was made for another text, or it is no delta.
        KeyError, TypeError: It is no delta.
    """
    if delta["was"] != _identify(text):
        raise ValueError("the text is another one")
    parts: list[str] = []
    done = 0
    for start, removed, inserted in delta["hunks"]:
        if not done <= start <= start + removed <= len(text):
            raise ValueError("a hunk lies outside the text")
        parts += (text[done:start], inserted)
        done = start + removed
    return "".join((*parts, text[done:]))


def _find_hunks(one: str, other: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield the hunks that turn a text, which stands at some place, into another."""
    if one == other:
        return
    start, end = count_shared_ends(one, other)
    one, other, at = one[start : len(one) - end], other[start : len(other) - end], at + start
    for middle in (len(one) // 2, len(one) // 4, len(one) * 3 // 4):
        words = one[middle : middle + WORDS]
        there = other.find(words)
        if len(words) == WORDS and one.count(words) == 1 == other.count(words):
            yield from _find_hunks(one[:middle], other[:there], at)
            yield from _find_hunks(one[middle:], other[there:], at + middle)
            return
    yield at, len(one), other


def _identify(text: str) -> list[int]:
    return [len(text), zlib.crc32(text.encode(errors="surrogatepass"))]
