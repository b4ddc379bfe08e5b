"""Compare the names of offices: the same, nearly the same, another."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LIKE = 0.85
"""Share of characters in common, in order, of two names that are written nearly alike."""
_SHORTEST = 3
"""Characters of a name that may be short for another."""
_COMMON = 50
"""Names with the same pair of characters: beyond it the pair is of the region, not the office."""
_TRIED = 5
"""Names that are compared with one, those with most pairs in common."""


def fold_unit(name: str) -> str:
    """Return a name of an office as it is compared.

    Traditional characters, full width, white space, brackets and other punctuation make no
    difference.
    """
    return fold(name)


def are_near(one: str, other: str) -> bool:
    """Check whether two folded names may mean the same office: one short for the other, a slip."""
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return False
    if is_short_form(one, other):
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


def find_near(names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of folded names, one of each side, that may mean the same office.

    The time grows with the number of names, not with its square. Each name of the first side is in
    at most one pair.
    """
    by_pair: dict[str, list[str]] = {}
    for other in others:
        for pair in _list_pairs(other):
            by_pair.setdefault(pair, []).append(other)
    for name in names:
        shared = Counter(
            other
            for pair in _list_pairs(name)
            if len(found := by_pair.get(pair, ())) <= _COMMON
            for other in found
        )
        near = (each for each, _ in shared.most_common(_TRIED) if are_near(name, each))
        yield from ((name, each) for each in islice(near, 1))


def _list_pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def is_short_form(one: str, other: str) -> bool:
    """Check whether one of two folded names is a short form of the other.

    青山县教育局 is one of 青山县教育体育局, and 教育局 of 青山县教育局: all characters of the short
    name stand in the full one, in order, and it begins with the first or is the end.
    """
    short, full = sorted((one, other), key=len)
    if len(short) < _SHORTEST or len(short) == len(full):
        return False
    if full.endswith(short):
        return True
    rest = iter(full)
    return short[0] == full[0] and all(each in rest for each in short)
