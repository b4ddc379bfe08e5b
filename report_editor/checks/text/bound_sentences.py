"""Check for sentences made from a template that nobody has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.finding import Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_paragraph
from report_editor.checks.rule import rule
from report_editor.document.template_sentences import list_bound

if TYPE_CHECKING:
    from report_editor.checks.finding import Issues

TEMPLATE_CODE = "narrative.template"


@rule(TEMPLATE_CODE, Severity.INFO, each=each_paragraph)
def check_bound_sentences(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the sentences whose numbers still follow the tables by themselves."""
    for _, _, sentence in list_bound(report.document, paragraph.section, paragraph.original):
        yield paragraph.issue(
            f"“{sentence}”是常用句，数字取自表格，表格改了它会跟着改。请看一遍，对的请确认。",
            span=paragraph.point_at(sentence),
        )
