"""Find where words and numbers begin and end in Chinese text with numbers and Latin letters.

Qt follows Unicode's rules, by which a run of Han characters together with its numbers is one word.
No library of ours divides Chinese into words; without a dictionary a run of Han characters is as
much as is certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = "0-9０-９"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏＡ-Ｚａ-ｚ"
_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = rf"""
    (?P<whole>
        (?: [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])   # as the number of a cell may be grouped
        | [０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])
        | [{_DIGITS}]+
        )
        (?:[.．][{_DIGITS}]+)? [%％‰]?
    | [{_LATIN}]+ (?:['’][{_LATIN}]+)*
    )
    | (?P<space> \s+ )
    | [{_HAN}]+
    | (?:(?![{_LATIN}{_HAN}])[^\W\d_])+         # letters of another script
    | (?:(?![{_DIGITS}])[\W\d_](?<!\s))+        # punctuation and signs
    """


class Run(NamedTuple):
    """Characters that belong together: from ``start`` up to, not including, ``end``."""

    start: int
    end: int
    is_whole: bool
    """Set for a number or a Latin word, which is deleted as one."""
    is_space: bool


def find_run(text: str, at: int) -> tuple[int, int]:
    """Return start and end of the run that a character of a text stands in.

    At the end of the text it is the last run, in an empty one nothing.
    """
    runs = list(_list_runs(text))
    found = next((each for each in runs if at < each.end), runs[-1] if runs else None)
    return (found.start, found.end) if found else (0, 0)


def find_stop(text: str, at: int, *, backward: bool) -> int:
    """Return where a step by words ends: at the start of a run, spaces belong to the one before.

    The result is ``at`` itself only at the end of the text.
    """
    starts = [each.start for each in _list_runs(text) if not each.is_space]
    if backward:
        return max((each for each in starts if each < at), default=0)
    return min((each for each in starts if each > at), default=len(text))


def find_deleted(text: str, at: int, *, backward: bool) -> int:
    """Return up to where a number or Latin word is deleted; ``at`` where it is one character."""
    for each in _list_runs(text):
        if each.is_whole and backward and each.start < at <= each.end:
            return each.start
        if each.is_whole and not backward and each.start <= at < each.end:
            return each.end
    return at


def _list_runs(text: str) -> Iterator[Run]:
    for each in re.finditer(_RUN, text, re.VERBOSE):  # compiled at the first text, for 2 ms
        yield Run(*each.span(), each["whole"] is not None, each["space"] is not None)
