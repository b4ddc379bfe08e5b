"""Make texts comparable: labels in simplified or traditional characters, full or half width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from report_editor.common.plain_chinese import LONGEST_LABEL, fold, make_plain, simplify

__all__ = ["Numbered", "fold", "make_plain", "measure_likeness", "simplify", "split_number"]

_BULLETS = "#*•●▪◆■·▲★○◇□"
_NUMBER = r"[一二三四五六七八九十]{1,3}|[0-9]{1,2}"
_ENUMERATORS = (
    ("round", re.compile(rf"\(({_NUMBER})\)[、.,:]?")),
    ("table", re.compile(rf"表({_NUMBER})[、.:]?")),
    ("part", re.compile(rf"第({_NUMBER})部分[、.:]?")),
    ("comma", re.compile(r"([一二三四五六七八九十]{1,3})[、.,:]")),
    ("digit", re.compile(r"([0-9]{1,2})(?:[、.,:)]|(?=[一-鿿]))")),
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text apart from the number before it: （三）不予公开 → round, 三, 不予公开."""

    style: str
    """round （三） · comma 三、 · digit 3. · part 第三部分 · table 表三 · empty for none."""
    number: str
    core: str
    """Folded text behind the number."""


@lru_cache(maxsize=65536)
def split_number(text: str) -> Numbered:
    """Split the number off a label."""
    bare = simplify(text[: 2 * LONGEST_LABEL]).lstrip(_BULLETS)
    for style, pattern in _ENUMERATORS:
        if match := pattern.match(bare):
            return Numbered(style, match[1], fold(bare[match.end() :]))
    return Numbered("", "", fold(bare))


@lru_cache(maxsize=65536)
def measure_likeness(one: str, other: str) -> float:
    """Measure how alike two folded texts are, from 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other or not set(one) & set(other):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
