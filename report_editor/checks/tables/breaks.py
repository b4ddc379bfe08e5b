"""Find the sums of a table that do not hold, and leave out those that follow from another error.

One wrong number breaks its row, its column and the sums of these. Whatever would be right if
another error that is told were corrected says nothing more, and a total is to be replaced by the
computed one only where no other sum breaks by that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from report_editor.document import Document, Number, Part, format_number
from report_editor.document.balances import BalanceState, evaluate_balance
from report_editor.document.commands import accept_totals, set_cells

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from report_editor.forms import Address, Table, TotalRule

Key: TypeAlias = "tuple[str, Address]"
"""Code of a sum with the cell that it is printed in, or that its balance begins with."""


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A printed total that is not the sum of what is printed."""

    total: TotalRule
    address: Address
    parts: tuple[Address, ...]
    printed: Number
    computed: Number

    @property
    def key(self) -> Key:
        """Return what tells it from the other sums."""
        return self.total.code, self.address


@dataclass(frozen=True, slots=True)
class Breaks:
    """Sums of a table that do not hold."""

    balances: tuple[BalanceState, ...]
    totals: tuple[WrongTotal, ...]

    @property
    def keys(self) -> frozenset[Key]:
        """Return what tells each from the others."""
        return frozenset((*map(_key, self.balances), *(each.key for each in self.totals)))


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell whose correction puts a row and a column right."""

    address: Address
    now: Number
    right: Number


def _key(state: BalanceState) -> Key:
    return state.balance.code, state.balance.addresses[0]


def is_invalid(document: Document, address: Address) -> bool:
    """Check whether an input cannot be what its cell takes, which has a finding of its own."""
    parsed = document.parse(address)
    return not parsed.is_blank and parsed.problem is not None


def find_breaks(document: Document, table: Table) -> Breaks:
    """Return all sums that do not hold, whatever they follow from."""
    states = (evaluate_balance(document, balance) for balance in table.balances)
    broken = tuple(state for state in states if not state.is_balanced)
    # Computed totals are right by themselves.
    printed = _find_wrong_totals(document, table) if document.entries(Part.STATED) else ()
    return Breaks(broken, tuple(printed))


def _find_wrong_totals(document: Document, table: Table) -> Iterator[WrongTotal]:
    for total in table.totals:
        for address in table.addresses_of():
            parts = total.parts_of(address)
            if not parts:
                continue
            printed = document.printed_value(address)
            computed = sum(map(document.printed_value, parts))
            if printed != computed:
                yield WrongTotal(total, address, parts, printed, computed)


def find_causes(
    document: Document, table: Table, repairs: tuple[Repair, ...]
) -> Generator[None, None, tuple[Breaks, frozenset[Address]]]:
    """Return the sums that are errors of their own, and the totals to be replaced by computed ones.

    None is yielded between two short steps.

    Args:
        document: The report.
        table: The table whose sums are looked at.
        repairs: Cells of the table that are named as wrong already.
    """
    all_of_them = find_breaks(document, table)
    rest = set(all_of_them.keys) - _follow_from_inputs(document, all_of_them)
    for repair in repairs:
        yield
        changed = document.copy()
        changed.apply(set_cells(changed, {repair.address: format_number(repair.right)}))
        after = find_breaks(changed, table).keys
        if after <= all_of_them.keys:
            rest &= after
    rest -= _follow_from_results(all_of_them, rest)
    acceptable: set[Address] = set()
    for wrong in all_of_them.totals:
        if wrong.key not in rest:
            continue
        yield
        changed = document.copy()
        changed.apply(accept_totals(changed, (wrong.address,)))
        after = find_breaks(changed, table).keys
        is_contradicted = any(
            wrong.address in state.balance.addresses
            for state in all_of_them.balances
            if _holds_with(state, wrong)
        )
        if wrong.key not in after and after <= all_of_them.keys and not is_contradicted:
            acceptable.add(wrong.address)
            rest -= {each.key for each in all_of_them.totals if each.key not in after} - {wrong.key}
    rest -= _follow_from_columns(table, all_of_them, rest)
    causes = Breaks(
        tuple(each for each in all_of_them.balances if _key(each) in rest),
        tuple(each for each in all_of_them.totals if each.key in rest),
    )
    return causes, frozenset(acceptable)


def _follow_from_inputs(document: Document, breaks: Breaks) -> set[Key]:
    """Return the sums of which an input is no number that its cell can hold."""
    found = set()
    for state in breaks.balances:
        cells = (*state.balance.left, *state.balance.right)
        if any(_has_invalid(document, cell.address) for cell in cells):
            found.add(_key(state))
    for wrong in breaks.totals:
        if any(_has_invalid(document, each) for each in (wrong.address, *wrong.parts)):
            found.add(wrong.key)
    return found


def _has_invalid(document: Document, address: Address) -> bool:
    """Check whether a value is computed from an invalid input, or is one."""
    parts = document.form.cells[address].parts
    if not parts:
        return is_invalid(document, address)
    return any(_has_invalid(document, each) for each in parts)


def _holds_with(state: BalanceState, wrong: WrongTotal) -> bool:
    """Check whether a balance holds with a total as it is printed instead of computed."""
    off = Decimal(state.left) - Decimal(state.right)
    lack = Decimal(wrong.printed) - Decimal(wrong.computed)
    in_left = any(cell.address == wrong.address for cell in state.balance.left)
    in_right = any(cell.address == wrong.address for cell in state.balance.right)
    return (in_left and off + lack == 0) or (in_right and off - lack == 0)


def _follow_from_results(breaks: Breaks, rest: set[Key]) -> set[Key]:
    """Return the balances that hold with the total as it is printed: a part of it is wrong."""
    wrong = [each for each in breaks.totals if each.key in rest]
    return {
        _key(state) for state in breaks.balances if any(_holds_with(state, each) for each in wrong)
    }


def _follow_from_columns(table: Table, breaks: Breaks, rest: set[Key]) -> set[Key]:
    """Return the sums of total columns that are off by what other columns are off."""
    parts = {each.target: each.parts for each in table.totals if each.axis == "column"}
    off: dict[tuple[str, str], tuple[Key, Decimal]] = {}
    for state in breaks.balances:
        difference = Decimal(state.left) - Decimal(state.right)
        off[state.balance.code, state.balance.column.key] = _key(state), difference
    for wrong in breaks.totals:
        if wrong.total.axis == "row":
            difference = Decimal(wrong.printed) - Decimal(wrong.computed)
            off[wrong.total.code, wrong.address.rpartition(".")[2]] = wrong.key, difference
    found = set()
    for (code, column), (key, difference) in off.items():
        others = [off[code, each][1] for each in parts.get(column, ()) if (code, each) in off]
        if others and sum(others) == difference:
            found.add(key)
    return found & rest
