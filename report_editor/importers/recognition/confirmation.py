"""Check whether the totals and balances of a table confirm some of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.document import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_editor.document import Number
    from report_editor.forms import Address, Table

Sum: TypeAlias = "tuple[tuple[Address, ...], tuple[Address, ...]]"
"""Two lists of cells that have to add up to the same."""


def is_confirmed(table: Table, cells: Mapping[Address, str], added: Mapping[Address, str]) -> bool:
    """Check whether every total and balance that some rows are part of is as it should be.

    Each row with a number has to be part of one, so that something confirms it.

    Args:
        table: The table of the form.
        cells: The text of each of its cells, totals included, as far as they are known.
        added: Those of them that are in doubt.
    """
    numbers = {
        cell.address: read_number(cells.get(cell.address, ""), cell.kind, cell.unit).number
        for cell in table.cells
    }
    in_doubt = {_get_row(address) for address, text in added.items() if text}
    unconfirmed = set(in_doubt)
    for one, other in _list_sums(table, numbers):
        rows = {_get_row(address) for address in (*one, *other)} & in_doubt
        if rows:
            left, right = (sum(numbers[each] or 0 for each in side) for side in (one, other))
            if left != right:
                return False
            unconfirmed -= rows
    return not unconfirmed


def _list_sums(table: Table, numbers: Mapping[Address, Number | None]) -> Iterator[Sum]:
    """Yield the parts of each printed total and the total, and the two sides of each balance."""
    for cell in table.cells:
        if cell.parts and numbers[cell.address] is not None:
            yield cell.parts, (cell.address,)
    for balance in table.balances:
        yield (
            tuple(cell.address for cell in balance.left),
            tuple(cell.address for cell in balance.right),
        )


def _get_row(address: Address) -> str:
    return address.split(".")[1]
