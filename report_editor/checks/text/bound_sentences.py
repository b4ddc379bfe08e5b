"""Check for sentences made from a template that nobody has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.codes import TEMPLATE_CODE
from report_editor.checks.finding import Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_paragraph
from report_editor.checks.rule import rule
from report_editor.document import Part
from report_editor.document.template_sentences import list_bound

if TYPE_CHECKING:
    from report_editor.checks.finding import Issues


@rule(TEMPLATE_CODE, Severity.INFO, each=each_paragraph)
def check_bound_sentences(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the sentences that follow the tables by themselves, or were written by a fix."""
    templates = report.document.entries(Part.TEMPLATES)
    for key, _, sentence in list_bound(report.document, paragraph.section, paragraph.original):
        reason = "数字取自表格，表格改了它会跟着改。请看一遍，对的请确认。"
        if templates[key] == sentence:
            reason = "是按一下键写上的，还没有人核实。情况属实的请确认，不属实的请改。"
        yield paragraph.issue(f"“{sentence}”是常用句，{reason}", span=paragraph.point_at(sentence))
