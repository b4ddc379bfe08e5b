"""Find the words and numbers in which two paragraphs differ, each marked whole.

difflib compares tokens: a number with its separators and percent sign is one, so that 49 and 53
differ as a whole. Chinese writes no spaces and no library of ours divides it into words; a single
character in the place of another is marked with the neighbour beside which it stands most often in
both years' texts. What was only added or taken out is marked alone.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from report_editor.document.shared_ends import count_shared_ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Spans: TypeAlias = "tuple[tuple[int, int], ...]"
"""Starts and ends of characters, in order, without overlap."""

MOST_COMPARED = 2_000
"""Characters of a paragraph that is compared word by word: some hundredths of a second."""

_MOST_COUNTED = 60_000
"""Characters whose pairs are counted, in some hundredths of a second."""

_TOKEN = re.compile(r"[0-9０-９]+(?:[.,，．:：][0-9０-９]+)*[%％]?|[A-Za-z]+|.", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")


def count_pairs(text: str) -> Counter[str]:
    """Count how often two characters stand together in a text; of a long one in its beginning."""
    text = text[:_MOST_COUNTED]
    return Counter(map("".join, pairwise(text)))


def find_differences(
    one: str, other: str, pairs: Mapping[str, int] | None = None
) -> tuple[Spans, Spans]:
    """Return what of two paragraphs the other one has not.

    ``pairs`` shows which characters make a word together, see :func:`count_pairs`.
    """
    if max(len(one), len(other)) > MOST_COMPARED:
        return (((0, len(one)),) if one else ()), (((0, len(other)),) if other else ())
    sides = _Side(_TOKEN.findall(one)), _Side(_TOKEN.findall(other))
    start, end = count_shared_ends(*(tuple(side.tokens) for side in sides))
    middles = [side.tokens[start : len(side.tokens) - end] for side in sides]
    matcher = SequenceMatcher(None, middles[0], middles[1], autojunk=False)
    for kind, *bounds in matcher.get_opcodes():
        if kind != "equal":
            for side, first, last in zip(sides, bounds[::2], bounds[1::2], strict=True):
                side.runs.append((start + first, start + last, kind == "replace"))
    gone, added = (side.find_spans(pairs or {}) for side in sides)
    return gone, added


class _Side:
    """Tokens of one paragraph with the runs of them that differ."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.runs: list[tuple[int, int, bool]] = []
        """Start and end, and whether others stand in their place in the other paragraph."""

    def find_spans(self, pairs: Mapping[str, int]) -> Spans:
        """Return the characters of the runs, completed to words; neighbours are joined."""
        starts = [0, *accumulate(map(len, self.tokens))]
        joined: list[tuple[int, int]] = []
        for first, last, is_replaced in self.runs:
            if first == last:
                continue
            start, end = self._complete(first, last, pairs) if is_replaced else (first, last)
            if joined and self._is_near(joined[-1][1], start):
                start = joined.pop()[0]
            joined.append((start, end))
        return tuple((starts[start], starts[end]) for start, end in joined)

    def _complete(self, start: int, end: int, pairs: Mapping[str, int]) -> tuple[int, int]:
        """Add to a single character the neighbour with which it makes a word."""
        if end - start > 1 or not self._is_han(start):
            return start, end
        before = self._count(pairs, start - 1)
        behind = self._count(pairs, start)
        if max(before, behind) <= 1 or before == behind:
            return start, end
        return (start - 1, end) if before > behind else (start, end + 1)

    def _count(self, pairs: Mapping[str, int], at: int) -> int:
        """Count how often two neighbours stand together."""
        if not (self._is_han(at) and self._is_han(at + 1)):
            return 0
        return pairs.get(self.tokens[at] + self.tokens[at + 1], 0)

    def _is_near(self, end: int, start: int) -> bool:
        """Check whether nothing, or one character that is no word, stands between two runs."""
        return start <= end or (start == end + 1 and self._is_han(end))

    def _is_han(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and _HAN.fullmatch(self.tokens[at]) is not None
