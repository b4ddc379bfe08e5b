"""Rule files, in the order of their findings; loaded with the first check, not the window."""

from __future__ import annotations

from report_editor.checks.rule import Rule
from report_editor.checks.tables import cells, diagnosis, plausibility, source, totals
from report_editor.checks.text import (
    applicants,
    cases,
    claims,
    fees,
    names,
    number_style,
    repetition,
    requests,
    sections,
    wording,
)
from report_editor.checks.years import cross_year, last_year_numbers, report_year

RULE_FILES = (
    totals,
    diagnosis,
    cells,
    source,
    plausibility,
    cross_year,
    last_year_numbers,
    sections,
    repetition,
    report_year,
    requests,
    applicants,
    cases,
    claims,
    fees,
    names,
    wording,
    number_style,
)

RULES = tuple(
    member for file in RULE_FILES for member in vars(file).values() if isinstance(member, Rule)
)
"""Every rule; those of a file in the order in which they stand there."""
