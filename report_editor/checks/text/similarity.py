"""Find sentences nearly alike without comparing every one with every other."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ALIKE = 0.9
"""Two sentences with this share of their characters in common, in order, are nearly the same."""

_LONGEST = 300
"""Number of characters; of a longer sentence only the very same one is found."""

_PIECE = 5
"""Of two sentences nine tenths alike, at least so many characters stand together in both."""

_COMMON = 12
"""A piece that so many sentences have says nothing about one of them."""

_MOST_WORK = 2_000_000
"""Pairs of characters compared in all, ten times what a long report needs; beyond it only the
very same sentence is found."""


class Sentences:
    """Index of sentences that finds one nearly like another."""

    def __init__(self) -> None:
        self._work_left = _MOST_WORK
        self._known: set[str] = set()
        self._by_piece: dict[str, list[str]] = {}

    def add(self, sentence: str) -> None:
        """Put a sentence into the index; the same one twice counts once."""
        if sentence in self._known:
            return
        self._known.add(sentence)
        for piece in _pieces(sentence):
            found = self._by_piece.setdefault(piece, [])
            if len(found) < _COMMON:
                found.append(sentence)

    def __bool__(self) -> bool:
        return bool(self._known)

    def has_similar(self, sentence: str) -> bool:
        """Check whether the index has the sentence, or one that is nearly the same."""
        if sentence in self._known:
            return True
        shared = Counter(
            known for piece in _pieces(sentence) for known in self._by_piece.get(piece, ())
        )
        return any(self._is_alike(sentence, known) for known, _ in shared.most_common(2))

    def _is_alike(self, one: str, other: str) -> bool:
        if self._work_left <= 0:
            return False
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        self._work_left -= len(one) * len(other)
        return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _pieces(sentence: str) -> Iterator[str]:
    if len(sentence) <= _LONGEST:
        yield from dict.fromkeys(
            sentence[at : at + _PIECE] for at in range(len(sentence) - _PIECE + 1)
        )
