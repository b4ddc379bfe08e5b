"""Find the totals that a source prints, where they are not what its numbers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.document import Document
    from report_editor.forms import Address
    from report_editor.importers.recognition.source_rows import SourceRow


def find_stated_totals(
    document: Document, cells: Mapping[Address, str], loose: list[tuple[str, SourceRow, str]]
) -> dict[Address, str]:
    """Return the printed totals that differ from the computed ones.

    Args:
        document: The report with its inputs.
        cells: The text of each cell that the source has, totals included.
        loose: Single numbers among a table's rows: table, row, text. One that is found to be
            the only total read blank is taken out.
    """
    stated: dict[Address, str] = {}
    for key, table in document.form.tables.items():
        texts = [cells[c.address] for c in table.cells if c.address in cells]
        if not any(text and not is_unit(text) for text in texts):
            continue
        differing = {}
        for cell in table.cells:
            if not cell.is_total or cell.address not in cells:
                continue
            text = cells[cell.address]
            reading = read_number(text, cell.kind, cell.unit)
            if reading.number != document.number(cell.address):
                differing[cell.address] = text
        _settle_blank_total(key, differing, document, loose)
        stated |= differing
    return stated


def is_unit(text: str) -> bool:
    """Check whether a cell holds but the unit that the blank form prints there."""
    return text in ("件", "万元", "萬元", "项", "元")


def _settle_blank_total(
    table: str,
    differing: dict[Address, str],
    document: Document,
    loose: list[tuple[str, SourceRow, str]],
) -> None:
    """Take a loose number for the table's only total read blank, if it is what that comes to."""
    blank = [address for address, text in differing.items() if not text]
    numbers = [each for each in loose if each[0] == table]
    if len(blank) == len(numbers) == 1:
        number = read_number(numbers[0][2]).number
        if number is not None and number == document.number(blank[0]):
            del differing[blank[0]]
            loose.remove(numbers[0])
