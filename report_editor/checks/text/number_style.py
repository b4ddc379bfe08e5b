"""Check how numbers are written in the text: full-width, with spaces, with commas here only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.rule import rule

if TYPE_CHECKING:
    from report_editor.checks.report import CheckedReport, Paragraph

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


@rule("text.number_style", Severity.INFO)
def check_number_style(report: CheckedReport) -> Issues:
    """Find ways of writing numbers that should not be, each once with how often it is found."""
    for pattern, what, remedy in _STYLES:
        found = _find(report, pattern)
        if found:
            paragraph, example = found[0]
            count = f"等 {len(found)} 段" if len(found) > 1 else ""
            yield paragraph.issue(f"“{example}”{count}{what}。{remedy}")
    grouped, ungrouped = _find(report, _GROUPED), _find(report, _UNGROUPED)
    if grouped and ungrouped:
        paragraph, example = grouped[0]
        yield paragraph.issue(f"“{example}”用了千分位逗号，“{ungrouped[0][1]}”没有用。请统一写法。")


def _find(report: CheckedReport, pattern: re.Pattern[str]) -> list[tuple[Paragraph, str]]:
    """Return the paragraphs with a way of writing, each with its first example."""
    return [
        (paragraph, match[0][:20])
        for paragraph in report.paragraphs
        if paragraph.text and (match := pattern.search(paragraph.original))
    ]
