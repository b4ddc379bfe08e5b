"""Measure how much of a text stood in last year's: its sentences the same or nearly so.

Numbers do not count. Not every sentence is compared with every other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

MOST_REPEATED = 0.5
"""Above it superior offices take points off (宿迁's 考核: 与上年度重复率大于50%的)."""

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


_SHORTEST_SENTENCE = 10
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Count of the sentences of a text, and of those that stood in another text."""

    sentences: int
    repeated: int

    @property
    def share(self) -> float:
        """Return the share of the repeated ones, from 0 to 1."""
        return self.repeated / self.sentences if self.sentences else 0.0

    def describe(self) -> str:
        """Return the words on it, without a full stop."""
        return (
            f"{self.sentences} 句里有 {self.repeated} 句和上年相同或几乎相同（数字除外），"
            f"占 {round(100 * self.share)}%"
        )


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a normalised text that are long enough to say something.

    Numbers are told apart by nothing but their place.
    """
    sentences = _SENTENCE_END.split(_DIGITS.sub("#", text))
    return [each for each in sentences if len(each) >= _SHORTEST_SENTENCE]


def measure_likeness(new: Iterable[str], old: Iterable[str]) -> Generator[None, None, Likeness]:
    """Measure how much of some normalised texts stood in others, with pauses."""
    index = Sentences()
    for text in old:
        for sentence in split_sentences(text):
            index.add(sentence)
            yield
    sentences = [sentence for text in new for sentence in split_sentences(text)]
    repeated = 0
    for sentence in sentences if index else ():
        repeated += index.has_similar(sentence)
        yield
    return Likeness(len(sentences), repeated)


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
