"""Compare the totals and balances of a source with what its numbers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.document import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_editor.document import Document, Number
    from report_editor.forms import Address, Table
    from report_editor.importers.recognition.source_rows import SourceRow

Sum: TypeAlias = "tuple[tuple[Address, ...], tuple[Address, ...]]"
"""Two lists of cells that have to add up to the same."""
Loose: TypeAlias = "tuple[str, SourceRow, str]"
"""Single number among the rows of a table: key of the table, row, text."""


def find_stated_totals(
    document: Document, cells: Mapping[Address, str], loose: list[Loose]
) -> dict[Address, str]:
    """Return the printed totals, of the cells of a source, that differ from the computed ones.

    A loose number that is found to be a table's only total read blank is taken out.
    """
    stated: dict[Address, str] = {}
    for key, table in document.form.tables.items():
        texts = [cells[c.address] for c in table.cells if c.address in cells]
        if not any(text and not is_unit(text) for text in texts):
            continue
        totals = [each for each in table.cells if each.is_total and each.address in cells]
        read = {c.address: read_number(cells[c.address], c.kind, c.unit).number for c in totals}
        differing = {at: cells[at] for at in read if read[at] != document.number(at)}
        _settle_blank_total(key, differing, document, loose)
        stated |= differing
    return stated


def is_unit(text: str) -> bool:
    """Check whether a cell holds but the unit that the blank form prints there."""
    return text in ("件", "万元", "萬元", "项", "元")


def _settle_blank_total(
    table: str, differing: dict[Address, str], document: Document, loose: list[Loose]
) -> None:
    """Take a loose number for the table's only total read blank, if it is what that comes to.

    A zero is what too many totals come to.
    """
    blank = [address for address, text in differing.items() if not text]
    numbers = [each for each in loose if each[0] == table]
    if len(blank) == len(numbers) == 1:
        number = read_number(numbers[0][2]).number
        if number and number == document.number(blank[0]):
            del differing[blank[0]]
            loose.remove(numbers[0])


def is_confirmed(table: Table, cells: Mapping[Address, str], added: Mapping[Address, str]) -> bool:
    """Check whether every total and balance that some rows are part of is as it should be.

    Each row with a number has to be part of one, so that something confirms it. Of the cells whose
    texts are known, totals included, those added are in doubt.
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
        left, right = ([cell.address for cell in side] for side in (balance.left, balance.right))
        yield tuple(left), tuple(right)


def _get_row(address: Address) -> str:
    return address.split(".")[1]
