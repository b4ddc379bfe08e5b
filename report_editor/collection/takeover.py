"""Take sums over into a report, as its tables or to compare them with what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.document import Change, EntryEdit, Part, format_number
from report_editor.document.commands import set_cells

if TYPE_CHECKING:
    from report_editor.collection.sums import Sums
    from report_editor.document import Document, Number
    from report_editor.forms import Cell


class TakeoverProblem(Problem):
    """Sums that do not fit a report; the text is a Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which a report has another number than the sum."""

    cell: Cell
    own: Number
    sum: Number


def plan_takeover(document: Document, sums: Sums) -> Change:
    """Return the change, one step, by which the sums become the tables of a report.

    A cell that no report fills in becomes blank. What the source of the report printed as totals
    goes: it was printed of other numbers.

    Raises:
        TakeoverProblem: The sums are of another edition of the form.
    """
    _check_form(document, sums)
    raws = {
        cell.address: format_number(sums.sum(cell.address)) if sums.count(cell.address) else ""
        for cell in document.form.inputs
    }
    label = f"填入 {len(sums.rows)} 份报告的合计"
    cells = tuple(
        edit
        for edit in set_cells(document, raws).edits
        if isinstance(edit, EntryEdit) and edit.part is Part.CELLS
    )
    stated = document.plan_dropping(Part.STATED, document.form.cells)
    return Change(label, (*cells, *stated))


def list_differences(document: Document, sums: Sums) -> list[Difference]:
    """Return the cells, totals too, in which a report has another number than the sums.

    Raises:
        TakeoverProblem: The sums are of another edition of the form.
    """
    _check_form(document, sums)
    return [
        Difference(cell, document.value(cell.address), sums.sum(cell.address))
        for cell in document.form.cells.values()
        if document.value(cell.address) != sums.sum(cell.address)
    ]


def _check_form(document: Document, sums: Sums) -> None:
    if document.form.id != sums.form.id:
        raise TakeoverProblem(
            f"合计是按{sums.form.name}加的，这份报告用的是{document.form.name}，两者的行列不同。"
            "请先把报告换成同一版格式，再填入合计。"
        )
