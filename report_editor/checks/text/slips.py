"""Find slips from a list: words that are wrong whatever stands beside them.

The list is that of the program and what the user added to it; it is read at the first check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from report_editor.checks.report import normalise_text
from report_editor.files.user_lists import UserList, list_entries, read_bundled, read_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.report import CheckedReport

_PARTS = re.compile(r"[=＝→]")
_MOST = 2_000
"""Slips of a list that are looked for."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong word with the right one, which is empty where the list does not say."""

    wrong: str
    right: str


def parse_slips(text: str) -> Iterator[Slip]:
    """Yield the slips of a list, 错词=正确写法 each; without a sign only the wrong one is named."""
    for line in list_entries(text)[:_MOST]:
        wrong, *right = (each.strip() for each in _PARTS.split(line, maxsplit=1))
        if len(wrong) > 1:  # a single character is no word
            yield Slip(wrong, right[0] if right else "")


def forget_slips() -> None:
    """Have the list read again: the user changed it."""
    _load.cache_clear()


def read_slips(_report: CheckedReport) -> re.Pattern[str]:
    """Return what stands for the list: the pattern of its wrong words."""
    return _load()[1]


def find_slips(text: str) -> Iterator[Slip]:
    """Yield the slips in a normalised text, each once, in the order of reading."""
    known, pattern = _load()
    for found in dict.fromkeys(match[0] for match in pattern.finditer(text)):
        yield known[found]


@cache
def _load() -> tuple[dict[str, Slip], re.Pattern[str]]:
    """Return the slips by their normalised wrong words, and the pattern that finds these."""
    texts = (read_bundled(UserList.SLIPS), read_own(UserList.SLIPS) or "")
    slips = {normalise_text(each.wrong): each for text in texts for each in parse_slips(text)}
    slips.pop("", None)
    longest_first = sorted(slips, key=len, reverse=True)
    return slips, re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
