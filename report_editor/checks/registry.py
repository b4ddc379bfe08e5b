"""Registry of the rules, in the order of their findings.

It imports every rule file and is itself imported by the first check: the window opens before.
"""

from __future__ import annotations

from report_editor.checks.rule import Rule
from report_editor.checks.tables import cells, diagnosis, plausibility, source, totals
from report_editor.checks.text import (
    applicants,
    bound_sentences,
    claims,
    documents,
    fees,
    names,
    repetition,
    sections,
    table_claims,
    wording,
)
from report_editor.checks.years import (
    cross_year,
    last_year_numbers,
    report_year,
    uncertain_values,
)

_TABLES = (totals, diagnosis, cells, source, plausibility)
_FIRST = (uncertain_values,)
"""Rules on a report just begun, to be looked at before its blanks are filled."""
_YEARS = (cross_year, last_year_numbers)
_TEXT = (
    sections,
    repetition,
    report_year,
    table_claims,
    applicants,
    documents,
    claims,
    fees,
    names,
    wording,
    bound_sentences,
)

RULES = tuple(
    member
    for file in (*_FIRST, *_TABLES, *_YEARS, *_TEXT)
    for member in vars(file).values()
    if isinstance(member, Rule)
)
"""Every rule; those of a file in the order in which they stand there."""
