"""Recognise page numbers by their form and by how they go on from page to page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import plain_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 40
_SPELLED = re.compile(r"第\s*[0-9]{1,3}\s*页(?:\s*[,/]?\s*共\s*[0-9]{1,3}\s*页)?|P\.\s*[0-9]{1,3}")
_DASHED = re.compile(r"[-—–―·]{1,3}\s*([0-9]{1,3})\s*[-—–―·]{1,3}")
"""As page numbers are printed, and as a row of a table may be whose zeros are dashes."""
_OF_ALL = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})\s*页?")
_BARE = re.compile(r"[0-9]{1,3}")


def is_page_number(text: str) -> bool:
    """Check whether a line has the form of a page number: — 3 —, 第 3 页."""
    plain = _make_plain(text)
    return bool(_SPELLED.fullmatch(plain) or _DASHED.fullmatch(plain))


def is_bare_number(text: str) -> bool:
    """Check whether a line can be a page number, or any other number: 3, 3/9."""
    plain = _make_plain(text)
    return bool(_BARE.fullmatch(plain) or _OF_ALL.fullmatch(plain))


def find_certain_pages(texts: Iterable[str]) -> set[int]:
    """Return which lines are page numbers wherever they stand.

    Those that say so (第 3 页), and those that count: — 1 —, — 2 —… or 1/5, 2/5….
    """
    certain: set[int] = set()
    series: dict[int, list[tuple[int, int]]] = {}
    """By the number of pages, 0 where it is not told: index of the line, number of the page."""
    for index, text in enumerate(texts):
        plain = _make_plain(text)
        if _SPELLED.fullmatch(plain):
            certain.add(index)
        elif match := _DASHED.fullmatch(plain):
            series.setdefault(0, []).append((index, int(match[1])))
        elif (match := _OF_ALL.fullmatch(plain)) and 0 < int(match[1]) <= int(match[2]):
            series.setdefault(int(match[2]), []).append((index, int(match[1])))
    for lines in series.values():
        for (before, one), (after, other) in pairwise(lines):
            certain |= {before, after} if other == one + 1 else set()
    return certain


def _make_plain(text: str) -> str:
    return plain_chinese(text).strip() if len(text) <= _LONGEST else ""
