"""Numbers of a text that found no place, put into cells by hand: taken apart as in a paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.ui.grid.block_placement import Target
from report_editor.ui.grid.paste_plan import PastePlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Document
    from report_editor.forms import Address, Table
    from report_editor.ui.grid.block import Texts


def plan_numbers(document: Document, text: str, address: Address | None) -> PastePlan | None:
    """Find the cells for a row of a table, or for numbers alone, from a cell on.

    Words of the row find it in whatever table it is; numbers alone go to the table of ``address``.
    None where there is neither.
    """
    block: Texts = [[line.strip()] for line in text.splitlines() if line.strip()]
    plans = list(_plan_in_tables(document, block, address)) if block else []
    named = [plan for plan in plans if plan.is_named and not plan.refusal]
    here = plans[0] if address is not None and plans else None
    if here is not None and (here in named or not named):
        return here
    if here is None and not named:  # why the row that the words name takes them not
        return next((plan for plan in plans if plan.is_named and plan.omitted), None)
    return named[0] if len(named) == 1 else here


def _plan_in_tables(
    document: Document, block: Texts, address: Address | None
) -> Iterator[PastePlan]:
    """Yield the plan for each table, that of the chosen cell first."""
    # Loaded by the first text that is placed: the window starts without the importers.
    from report_editor.ui.grid.placing import place_block

    form = document.form
    chosen = "" if address is None else form.cells[address].table
    for table in sorted(form.tables.values(), key=lambda each: each.key != chosen):
        target = _aim(table, address if table.key == chosen else None)
        yield PastePlan(
            place_block(block, form, table, target), document, table, target, is_by_hand=True
        )


def _aim(table: Table, address: Address | None) -> Target:
    if address is None:
        return Target(table.grid_row_count, 0)  # only words can find a place
    cell = table.value_cells[address]
    return Target(cell.row, cell.column, addresses=(address,))
