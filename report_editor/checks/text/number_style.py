"""How numbers are written in the text: full-width, with spaces, grouped in one place only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Finding
    from report_editor.checks.review import Passage, Review

_UNIT = r"(?=\s?(?:件|条|篇|份|宗|起|次|期|场|人|个|万?元))"
_FULL_WIDTH = re.compile(r"[０-９]+(?:[．，][０-９]+)*")
_SPACED = re.compile(rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[ \u00a0\u3000]\d{{3}}){{1,4}}{_UNIT}")
_FEW_AND_MORE = re.compile(
    rf"(?<![\d.])[1-9]余{_UNIT}|(?<![十百千万亿])[一二三四五六七八九]余{_UNIT}"
)
_GROUPED = re.compile(rf"(?<![\d.,])[1-9]\d{{0,2}}(?:,\d{{3}}){{1,4}}{_UNIT}")
_UNGROUPED = re.compile(rf"(?<![\d.,第])[1-9]\d{{3,14}}{_UNIT}")

_STYLES = (
    (_FULL_WIDTH, "用了全角数字", "请改成半角数字。"),
    (_SPACED, "数字中间有空格", "请删去空格。"),
    (_FEW_AND_MORE, "不到十的数不能说“余”", "请写出准确的数。"),
)


def check_number_style(review: Review) -> Iterator[Finding]:
    """Each way of writing that should not be is told once, with how many paragraphs have it."""
    passages = [passage for passage in review.passages if passage.text]
    for pattern, what, remedy in _STYLES:
        found = _found(passages, pattern)
        if found:
            passage, example = found[0]
            count = f"等 {len(found)} 段" if len(found) > 1 else ""
            yield passage.finding(
                "text.number_style", Severity.INFO, f"“{example}”{count}{what}。{remedy}"
            )
    grouped, ungrouped = _found(passages, _GROUPED), _found(passages, _UNGROUPED)
    if grouped and ungrouped:
        passage, example = grouped[0]
        yield passage.finding(
            "text.number_style",
            Severity.INFO,
            f"“{example}”用了千分位逗号，“{ungrouped[0][1]}”没有用。请统一写法。",
        )


def _found(passages: list[Passage], pattern: re.Pattern[str]) -> list[tuple[Passage, str]]:
    """The paragraphs with a way of writing, each with its first example."""
    return [
        (passage, match[0][:20])
        for passage in passages
        if (match := pattern.search(passage.original))
    ]
