"""Check for numbers taken over from last year's text that nobody has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.codes import UNCONFIRMED_CODE
from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.rule import rule
from report_editor.document.unconfirmed import list_unconfirmed_texts

if TYPE_CHECKING:
    from report_editor.checks.report import CheckedReport


@rule(UNCONFIRMED_CODE, Severity.WARNING)
def check_last_year_numbers(report: CheckedReport) -> Issues:
    """Find the paragraphs with numbers still to be looked at."""
    for section in report.form.text_sections:
        for paragraph in range(len(report.document.paragraphs(section.key))):
            texts = list_unconfirmed_texts(report.document, section.key, paragraph)
            if not texts:
                yield None
                continue
            yield Issue(
                f"这一段有 {len(texts)} 个数字是从上年报告带来的，待核实：{'、'.join(texts)}。"
                "请改成本年的数字；仍然正确的，请确认。",
                section=section.key,
                paragraph=paragraph,
            )
