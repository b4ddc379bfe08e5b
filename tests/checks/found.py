"""Cells and sentences that several tests of the checks use, and the findings of one code."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks import Finding, check
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

Texts: TypeAlias = dict[str, list[str]]
"""Paragraphs by section."""

RECEIVED = {
    "requests.new.natural_person": "20",
    "requests.new.business": "10",
    "requests.carried_in.natural_person": "5",
    "requests.granted.natural_person": "10",
    "requests.partial.natural_person": "3",
    "requests.denied_process.natural_person": "5",
    "requests.denied_query.business": "3",
    "requests.unable_not_held.business": "6",
    "requests.refused_repeat.natural_person": "2",
    "requests.other_rest.natural_person": "3",
    "requests.other_rest.business": "1",
    "requests.carried_out.natural_person": "2",
}
"""新收 30 (自然人 20), 结转 5; 办理 33: 公开 10, 部分 3, 不予 8, 无法 6, 不予处理 2, 其他 4."""

FILLED = {each.address: "0" for each in form("2021").inputs} | RECEIVED
"""``RECEIVED`` in a report whose other inputs are all 0."""

CASES = {
    "proceedings.reconsideration.upheld": "2",
    "proceedings.reconsideration.pending": "1",
    "proceedings.direct_suit.upheld": "1",
    "proceedings.suit_after_reconsideration.corrected": "1",
}

OLD = (
    "我县进一步健全政府信息公开工作机制，明确专人负责信息发布和审核",
    "全年组织业务培训两次，参训人员覆盖所有乡镇和县直部门",
)
"""Two sentences of last year's report."""


def findings(document: Document, code: str, last_year: Document | None = None) -> list[Finding]:
    """Return the findings of a code."""
    return [finding for finding in check(document, last_year) if finding.code == code]


def check_found_in_the_wrong_text_only(
    make: Callable[..., Document], code: str, wrong: Texts, right: Texts
) -> None:
    """Asks that a rule speaks of a section of the wrong text, and not of the right text at all."""
    (finding, *_) = findings(make(texts=wrong), code)
    assert finding.section in wrong
    assert findings(make(texts=right), code) == []
