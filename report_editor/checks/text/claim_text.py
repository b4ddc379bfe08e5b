"""Prepare a paragraph for the grammar of claims: counts that are told together, names, years.

甲、乙分别为3件、2件 becomes 甲3件、乙2件, and 甲、乙各1件 becomes 甲1件、乙1件. No library does it.
"""

from __future__ import annotations

import re

from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.checks.text.claim_words import LAST_YEAR, NEXT_YEAR, OTHER_YEAR, THIS_YEAR

BLANK = "\0"
"""Stands for each character that says nothing of a claim."""

_QUOTED = re.compile(r"《[^《》]{0,120}》")
_BRACKETS = re.compile(r"\([^()\d]{0,60}\)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")

_COUNT = r"\d{1,9}(?:件次?|宗|份|条|起|项|例)"
_AND = r"(?:、|和|及|以及|与)"
_WORDS = r"[^,;:。!?()\d\n]{2,120}?"
_RESPECTIVELY = re.compile(
    rf"(?P<words>{_WORDS})(?:,)?(?:分别(?:为|是|有|达|共)?|各(?:为|是|有))(?P<counts>{_COUNT}(?:[、,]?(?:{_AND})?{_COUNT})+)"
)
_EACH = re.compile(rf"(?P<words>{_WORDS})(?:,)?(?:各|均)(?:为|有|是)?(?P<counts>{_COUNT})")
_PLAIN_COUNT = re.compile(_COUNT)
_BETWEEN = re.compile(rf"{_AND}|”“")
_PAUSE = re.compile("、|”“")
_ONE_WORD = re.compile(r"法人(?:或者?|和|及|与|以及|、)其[他它]组织")
"""A name that has one of the words in it by which others are joined."""


def prepare_counts(paragraph: str) -> str:
    """Return a normalised paragraph with all counts in digits, each beside what it counts."""
    text = replace_han_counts(paragraph)
    if "分别" in text or "各" in text or "均" in text:
        text = _EACH.sub(_spread, _RESPECTIVELY.sub(_spread, text))
    return text


def find_shared_counts(paragraph: str) -> set[int]:
    """Return the numbers that the text has once for several things: 甲、乙各3件."""
    if "各" not in paragraph and "均" not in paragraph:
        return set()
    text = replace_han_counts(paragraph)
    counts = (match["counts"] for match in _EACH.finditer(text))
    return {int(re.sub(r"\D", "", each)) for each in counts}


def _spread(match: re.Match[str]) -> str:
    """Put each count behind its words, where there are as many of both."""
    counts: list[str] = _PLAIN_COUNT.findall(match["counts"])
    held = _ONE_WORD.sub(lambda name: "\0" * len(name[0]), match["words"])
    is_shared = len(counts) == 1
    for separator in (_PAUSE, _BETWEEN):
        parts = _split_at(separator, held, match["words"])
        if is_shared and separator is _BETWEEN and len(parts) > 1:
            counts *= len(parts)
        if len(parts) == len(counts) > 1:
            return "、".join(f"{part}{count}" for part, count in zip(parts, counts, strict=True))
    return match[0]


def _split_at(separator: re.Pattern[str], held: str, words: str) -> list[str]:
    """Split words where a separator stands in the text in which names are held together."""
    parts, start = [], 0
    for match in separator.finditer(held):
        parts.append(words[start : match.start()])
        start = match.end()
    return [*parts, words[start:]]


def hide_names(text: str, year: int | None) -> str:
    """Blank titles and brackets without numbers, and say of each year which one it is."""

    def blank(match: re.Match[str]) -> str:
        return BLANK * len(match[0])

    def name_year(match: re.Match[str]) -> str:
        if year is None:
            return THIS_YEAR
        names = {year: THIS_YEAR, year - 1: LAST_YEAR, year + 1: NEXT_YEAR}
        return names.get(int(match[1]), OTHER_YEAR)

    return _YEAR.sub(name_year, _BRACKETS.sub(blank, _QUOTED.sub(blank, text)))
