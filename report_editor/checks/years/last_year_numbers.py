"""Numbers taken over from last year's text that nobody has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document.unconfirmed import unconfirmed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review

UNCONFIRMED_CODE = "narrative.unconfirmed"


def check_last_year_numbers(review: Review) -> Iterator[Finding]:
    """One finding a paragraph, naming the numbers still to be looked at."""
    document = review.document
    for section in document.form.text_sections:
        for paragraph, figures in unconfirmed_in(document, section.key).items():
            texts = "、".join(dict.fromkeys(each.text for each in figures))
            yield Finding(
                UNCONFIRMED_CODE,
                Severity.WARNING,
                section.key,
                f"这一段有 {len(figures)} 个数字是从上年报告带来的，待核实：{texts}。"
                "请改成本年的数字；仍然正确的，请确认。",
                paragraph=paragraph,
            )
