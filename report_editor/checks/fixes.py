"""Changes that settle a finding with one click: only where there is one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.years.last_year_numbers import UNCONFIRMED_CODE
from report_editor.checks.years.uncertain_values import UNCERTAIN_CODE
from report_editor.document import Change, Document, Part, format_number
from report_editor.document.commands import accept_totals, fill_zero, set_cells
from report_editor.document.editions import plan_conversion
from report_editor.document.uncertain import confirm_values
from report_editor.document.unconfirmed import confirm, list_unconfirmed
from report_editor.forms import form_for_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.checks.finding import Finding


def find_fix(document: Document, finding: Finding) -> Change | None:
    """Return the change that settles a finding, one undo step; None where a person must decide."""
    fix = _FIXES.get(finding.code)
    if finding.code in document.form.total_codes and finding.expected is not None:
        fix = _accept_computed
    change = fix(document, finding) if fix else None
    return change if change and change.edits else None


def _accept_computed(document: Document, finding: Finding) -> Change:
    return accept_totals(document, finding.cells)


def _write_plainly(document: Document, finding: Finding) -> Change:
    """Write the same numbers without what was written around them; a remark stays."""
    raws: dict[str, str] = {}
    for address in finding.cells:
        parsed = document.parse(address)
        # Where the form names no unit, the unit written in the cell is part of the value.
        if parsed.number is not None and document.form.cells[address].unit:
            raws[address] = format_number(parsed.number) + parsed.remark
    return set_cells(document, raws, "改为规范写法")


def _use_right_edition(document: Document, _finding: Finding) -> Change | None:
    year = document.year
    return None if year is None else plan_conversion(document, form_for_year(year))[0]


def _use_official_wording(document: Document, finding: Finding) -> Change:
    """Drop the note on the source's wording: the form prints the official one anyway."""
    rows = dict.fromkeys(address.rpartition(".")[0] for address in finding.cells)
    keys = (f"section:{finding.section}", *(f"label:{row}" for row in rows))
    return Change("采用官方名称", document.plan_dropping(Part.SOURCE, keys))


def _confirm_numbers(document: Document, finding: Finding) -> Change | None:
    if finding.paragraph is None:
        return None
    figures = list_unconfirmed(document, finding.section, finding.paragraph)
    return confirm(document, finding.section, (each.text for each in figures))


_FIXES: dict[str, Callable[[Document, Finding], Change | None]] = {
    "cell.blank_total": _accept_computed,
    "cell.blank": lambda document, finding: fill_zero(document, finding.cells),
    "cell.normalised": _write_plainly,
    "form.edition": _use_right_edition,
    "form.label": _use_official_wording,
    "form.section_title": _use_official_wording,
    UNCERTAIN_CODE: lambda document, finding: confirm_values(document, finding.cells),
    UNCONFIRMED_CODE: _confirm_numbers,
}
