"""Every family of rules, in one order; loaded with the first check, not with the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks.tables.cells import check_cells
from report_editor.checks.tables.diagnosis import check_diagnosis
from report_editor.checks.tables.plausibility import check_plausibility
from report_editor.checks.tables.source import check_source
from report_editor.checks.tables.totals import check_totals
from report_editor.checks.text.applicants import check_applicants
from report_editor.checks.text.cases import check_cases_text
from report_editor.checks.text.claims import check_claims
from report_editor.checks.text.fees import check_fees
from report_editor.checks.text.names import check_names
from report_editor.checks.text.number_style import check_number_style
from report_editor.checks.text.repetition import check_outline
from report_editor.checks.text.requests import check_requests_text
from report_editor.checks.text.sections import check_sections
from report_editor.checks.text.wording import check_wording
from report_editor.checks.years.cross_year import check_cross_year
from report_editor.checks.years.last_year_numbers import check_last_year_numbers
from report_editor.checks.years.report_year import check_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from report_editor.checks.finding import Finding
    from report_editor.checks.review import Review

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
