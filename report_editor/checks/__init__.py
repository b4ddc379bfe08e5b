"""Findings about a document: pure functions, one family of rules a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks.applicants import check_applicants
from report_editor.checks.cases import check_cases_text
from report_editor.checks.cells import check_cells
from report_editor.checks.claims import check_claims
from report_editor.checks.cross_year import check_cross_year
from report_editor.checks.diagnosis import check_diagnosis
from report_editor.checks.fees import check_fees
from report_editor.checks.finding import Finding, Severity
from report_editor.checks.last_year_numbers import check_last_year_numbers
from report_editor.checks.names import check_names
from report_editor.checks.narrative import check_requests_text
from report_editor.checks.number_style import check_number_style
from report_editor.checks.outline import check_outline
from report_editor.checks.plausibility import check_plausibility
from report_editor.checks.review import Review
from report_editor.checks.sections import check_sections
from report_editor.checks.source import check_source
from report_editor.checks.totals import check_totals
from report_editor.checks.wording import check_wording
from report_editor.checks.years import check_years
from report_editor.document import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from report_editor.document import Document

__all__ = ["Finding", "Severity", "check", "is_set_aside", "summary"]

Family: TypeAlias = "Callable[[Review], Iterable[Finding]]"

FAMILIES: tuple[Family, ...] = (
    check_totals,
    check_diagnosis,
    check_cells,
    check_source,
    check_plausibility,
    check_cross_year,
    check_last_year_numbers,
    check_sections,
    check_outline,
    check_years,
    check_requests_text,
    check_applicants,
    check_cases_text,
    check_claims,
    check_fees,
    check_names,
    check_wording,
    check_number_style,
)
"""Every family of rules, in the order in which its findings are told."""


def check(document: Document, last_year: Document | None = None) -> list[Finding]:
    """Everything to look at in a report, errors first.

    Args:
        document: the report.
        last_year: last year's report; without it the values the report itself keeps of last
            year are compared, if there are any.

    Returns:
        The findings, also those a person set aside (see :func:`is_set_aside`).
    """
    review = Review(document, last_year)
    findings = [finding for family in FAMILIES for finding in family(review)]
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def is_set_aside(document: Document, finding: Finding) -> bool:
    """Whether a person has looked at the finding and given a reason to leave it."""
    return finding.identity in document.entries(Part.SET_ASIDE)


def summary(findings: Iterable[Finding]) -> str:
    """The state of a report in one sentence, for the status bar; hints do not count."""
    severities = [finding.severity for finding in findings]
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    parts = [f"{count} 个{name}" for count, name in ((errors, "错误"), (warnings, "提醒")) if count]
    return "，".join(parts) if parts else "全部平衡，没有发现问题"
