"""What one click can put right: only where there is one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.years.last_year_numbers import UNCONFIRMED_CODE
from report_editor.document import Change, Document, EntryEdit, Part, plain
from report_editor.document.commands import accept_totals, fill_zero, set_cells
from report_editor.document.editions import conversion
from report_editor.document.unconfirmed import confirm, unconfirmed_in
from report_editor.forms import form_for_year

if TYPE_CHECKING:
    from report_editor.checks.finding import Finding

_TOTALS = ("requests.row_total", "requests.results", "proceedings.total", "cell.blank_total")


def fix_for(document: Document, finding: Finding) -> Change | None:
    """The change that settles a finding, one undo step; None where a person has to decide."""
    change: Change | None = None
    if finding.code in _TOTALS:
        change = accept_totals(document, finding.cells)
    elif finding.code == "cell.blank":
        change = fill_zero(document, finding.cells)
    elif finding.code == "cell.normalised":
        change = _written_plainly(document, finding)
    elif finding.code == "form.edition" and document.year is not None:
        change, _ = conversion(document, form_for_year(document.year))
    elif finding.code in ("form.label", "form.section_title"):
        change = _official_wording(document, finding)
    elif finding.code == UNCONFIRMED_CODE and finding.paragraph is not None:
        left = unconfirmed_in(document, finding.section).get(finding.paragraph, [])
        change = confirm(document, finding.section, (each.text for each in left))
    return change if change and change.edits else None


def _written_plainly(document: Document, finding: Finding) -> Change:
    """The same numbers without what was written around them; a remark stays."""
    raws: dict[str, str] = {}
    for address in finding.cells:
        reading = document.reading(address)
        # Where the form names no unit, the unit written in the cell is part of the value.
        if reading.number is not None and document.form.cells[address].unit:
            raws[address] = plain(reading.number) + reading.remark
    return set_cells(document, raws, "改为规范写法")


def _official_wording(document: Document, finding: Finding) -> Change:
    """The form prints the official wording anyway: the note on the source's is let go."""
    facts = document.entries(Part.SOURCE)
    rows = {address.rpartition(".")[0] for address in finding.cells}
    keys = [
        key
        for key in facts
        if key == f"section:{finding.section}"
        or (key.startswith("label:") and key.removeprefix("label:") in rows)
    ]
    return Change(
        "采用官方名称", tuple(EntryEdit(Part.SOURCE, key, facts[key], None) for key in keys)
    )
