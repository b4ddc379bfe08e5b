"""Find where a line may end by Unicode's line breaking algorithm (UAX #14, Unicode 15).

By hand, because what PyPI has takes a tenth of a millisecond for each character (uniseg), is a
binding to all of ICU (PyICU), or has been left. The classes of the characters are data: see
``installer/line_break_table.py``. Not implemented is the part of rule LB30b on pictographs that
Unicode has not assigned yet.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from report_editor.common.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

_MANDATORY = frozenset({"BK", "CR", "LF", "NL"})
_BASELESS = _MANDATORY | {"SP", "ZW"}
"""Classes that a combining mark does not join (LB9)."""
_LETTERS = frozenset({"AL", "HL"})
_WORDS = _LETTERS | {"NU"}
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})
_AFFIXES = frozenset({"PR", "PO"})
_OPENING, _CLOSING = frozenset({"OP", "OW"}), frozenset({"CL", "CP", "CW"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_HANGUL_PAIRS = {
    "JL": frozenset({"JL", "JV", "H2", "H3"}),
    "JV": frozenset({"JV", "JT"}),
    "H2": frozenset({"JV", "JT"}),
    "JT": frozenset({"JT"}),
    "H3": frozenset({"JT"}),
}
"""Parts of a syllable and what goes on with it (LB26)."""


@cache
def _read_table() -> tuple[list[int], list[str]]:
    text = resource("unicode", "line_break.txt").read_text(encoding="utf-8")
    entries = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [int(first, 16) for first, _ in entries], [name for _, name in entries]


@lru_cache(maxsize=8192)
def find_class(char: str) -> str:
    """Return the Line_Break class of a character; OW and CW are wide OP and CP."""
    starts, names = _read_table()
    return names[bisect_right(starts, ord(char)) - 1]


def find_opportunities(classes: Sequence[str]) -> list[bool]:
    """Return for each character of a text whether a line may end before it."""
    found = [False] * len(classes)
    earlier = before = last = number = ""
    is_joined = False
    """True behind a zero width joiner (LB8a)."""
    indicators = 0
    """Regional indicators in a row: each two are a flag (LB30a)."""
    for at, name in enumerate(classes):
        if name in {"CM", "ZWJ"} and at and before not in _BASELESS:  # LB9
            is_joined = name == "ZWJ"
            continue
        after = "AL" if name in {"CM", "ZWJ"} else name  # LB10
        following = classes[at + 1] if at + 1 < len(classes) else ""
        if not (
            at == 0
            or (is_joined and before not in _MANDATORY)
            or _is_in_number(number, before, after, following)
            or (after == "RI" and indicators % 2)
            or (earlier == "HL" and before in {"HY", "BA"})  # LB21a
        ):
            found[at] = _can_break(before, last, after)
        is_joined = name == "ZWJ"
        indicators = indicators + 1 if after == "RI" else 0
        number = _advance(number, after)
        earlier, before = before, after
        if after != "SP":
            last = after
        elif last in _MANDATORY:
            last = ""
    return found


def _advance(number: str, after: str) -> str:
    """Return how far a number has come: in its digits, after its closing bracket, or nowhere."""
    if after == "NU" or (number == "digits" and after in {"SY", "IS"}):
        return "digits"
    return "closed" if number == "digits" and after in _CLOSING else ""


def _is_in_number(number: str, before: str, after: str, following: str) -> bool:
    """Check whether two characters stand within a number with its signs (LB25, example 7)."""
    if after == "NU":
        return number == "digits" or before in _AFFIXES | _OPENING | {"HY"}
    if number == "digits" and after in _CLOSING | {"SY", "IS"}:
        return True
    if number and after in _AFFIXES:
        return True
    return before in _AFFIXES and after in _OPENING | {"HY"} and following == "NU"


@lru_cache(maxsize=8192)
def _can_break(before: str, last: str, after: str) -> bool:  # noqa: PLR0911 - one a rule
    """Check whether a line may end between two classes.

    Args:
        before: The class just before, which is SP where there are blanks.
        last: The last class before the blanks; nothing where there is none.
        after: The class that follows.
    """
    if before in _MANDATORY:  # LB4, LB5
        return not (before == "CR" and after == "LF")
    if after in _MANDATORY or after in {"SP", "ZW"}:  # LB6, LB7
        return False
    if last == "ZW":  # LB8
        return True
    if "WJ" in {before, after} or before == "GL":  # LB11, LB12
        return False
    if after == "GL" and before not in {"SP", "BA", "HY"}:  # LB12a
        return False
    if after in _CLOSING | {"EX", "IS", "SY"} or last in _OPENING:  # LB13, LB14
        return False
    if (last == "QU" and after in _OPENING) or (last in _CLOSING and after == "NS"):  # LB15, 16
        return False
    if last == after == "B2":  # LB17
        return False
    return before == "SP" or not _joins(before, after)  # LB18


def _joins(before: str, after: str) -> bool:
    """Check whether two classes next to each other stay in one line (LB19 to LB30b)."""
    if "QU" in {before, after}:  # LB19
        return True
    if "CB" in {before, after}:  # LB20
        return False
    return (
        after in {"BA", "HY", "NS", "IN"}  # LB21, LB22
        or before == "BB"
        or (before == "SY" and after == "HL")  # LB21b
        or (before in _WORDS and after in _WORDS)  # LB23, LB25, LB28
        or (before == "PR" and after in _IDEOGRAPHS)  # LB23a
        or (before in _IDEOGRAPHS and after == "PO")
        or (before in _AFFIXES and after in _LETTERS)  # LB24
        or (before in _LETTERS and after in _AFFIXES)
        or after in _HANGUL_PAIRS.get(before, ())  # LB26
        or (before in _HANGUL and after == "PO")  # LB27
        or (before == "PR" and after in _HANGUL)
        or (before == "IS" and after in _LETTERS)  # LB29
        or (before in _WORDS and after == "OP")  # LB30
        or (before == "CP" and after in _WORDS)
        or (before == "EB" and after == "EM")  # LB30b
    )
