"""Find the number that a person most likely meant, where a column of a table does not balance.

Nothing of it is certain: each says why it is likely, and is shown before it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_editor.document import format_number
from report_editor.document.balances import BalanceState, evaluate_balance

if TYPE_CHECKING:
    from report_editor.checks.finding import Finding
    from report_editor.document import Document, Number
    from report_editor.forms import Address

REPAIR_CODE = "requests.repair"
_OTHER_HINT = "颠倒"
"""Word of a hint that explains the difference otherwise."""


class LikelyFix(NamedTuple):
    """An input, the number that it may have meant, and why."""

    address: Address
    number: Number
    words: str
    """Words for a link: 少 1 件：未办完？填入四、结转下年."""
    advice: str
    """Sentence on why it is likely, and what speaks against it."""


def is_about_balance(document: Document, finding: Finding) -> bool:
    """Check whether a finding is one that may have a likely fix."""
    codes = {balance.code for balance in document.form.balances}
    return finding.code == REPAIR_CODE or finding.code in codes


def find_likely_fix(document: Document, finding: Finding) -> LikelyFix | None:
    """Return what most likely settles a finding, as long as the document is what it says.

    It is none where other numbers speak against it.
    """
    likely = _explain(document, finding)
    return None if likely is None or _is_contradicted(document, likely) else likely


def _explain(document: Document, finding: Finding) -> LikelyFix | None:
    if finding.code == REPAIR_CODE:
        return _repair(document, finding)
    state = _find_balance(document, finding)
    if state is None or state.sides not in finding.message:
        return None
    if finding.cells[0] not in state.balance.addresses:  # the one that explains other findings too
        return _correct(document, finding, state)
    return None if _OTHER_HINT in finding.message else _carry_over(document, state)


def _is_contradicted(document: Document, likely: LikelyFix) -> bool:
    """Check whether a printed total confirms the number as it is, or a balance would break."""
    totals = document.form.dependents[likely.address]
    for total in totals:
        stated = document.stated(total)
        if stated is not None and stated.number == document.value(total):
            return True
    moved = {likely.address, *totals}  # all by the same amount
    return any(
        len(moved.intersection(cell.address for cell in balance.left))
        != len(moved.intersection(cell.address for cell in balance.right))
        and evaluate_balance(document, balance).is_balanced
        for balance in document.form.balances
    )


def _repair(document: Document, finding: Finding) -> LikelyFix | None:
    """Return the cell with which both its row and its column come out right."""
    address, right = finding.cells[0], finding.expected
    if right is None or document.value(address) != finding.actual:
        return None
    return LikelyFix(
        address,
        right,
        f"改成 {format_number(right)}？行和列都对得上",
        "只改这一格，这一行和这一列就都对得上，多半是这一格写错了。请先对照台账。",
    )


def _find_balance(document: Document, finding: Finding) -> BalanceState | None:
    for balance in document.form.balances:
        if balance.code == finding.code and set(balance.addresses) <= set(finding.cells):
            return evaluate_balance(document, balance)
    return None


def _correct(document: Document, finding: Finding, state: BalanceState) -> LikelyFix | None:
    """Return the cell with which also the sentences agree that contradict the table."""
    # The rules are imported while the window waits, not before it is there.
    from report_editor.checks.tables.diagnosis import list_corrections

    address = finding.cells[0]
    number = dict(list_corrections(document, state)).get(address)
    if number is None:
        return None
    row = document.form.cells[address].row.short
    return LikelyFix(
        address,
        number,
        f"“{row}”是 {format_number(number)}？文字也对得上",
        "改了这一格，这一列平衡，文字里的数也对得上。请先对照台账。",
    )


def _carry_over(document: Document, state: BalanceState) -> LikelyFix | None:
    """Return the rest of the applications as those that go on next year.

    More came in than was done: what is not done on 31 December is carried over, which is the
    number that is forgotten most.
    """
    open_cells = [cell for cell in state.balance.right if not cell.is_total]
    rest = state.left - state.right
    if rest <= 0 or len(open_cells) != 1:
        return None
    cell = open_cells[0]
    others = {
        address
        for each in (*state.balance.left, *state.balance.right)
        for address in each.parts or (each.address,)
        if address != cell.address
    }
    if any(document.parse(address).is_blank for address in others):
        return None  # what is missing may be there
    numeral = cell.row.label.partition("、")[0]
    return LikelyFix(
        cell.address,
        document.value(cell.address) + rest,
        f"少 {format_number(rest)} 件：未办完？填入{numeral}、{cell.row.short}",
        f"新收和结转比办理和{cell.row.short}多 {format_number(rest)} 件，多半是到年底还没有办完，"
        f"漏填了“{cell.row.label}”。已经办完的，请取消，到办理结果里补上。",
    )
