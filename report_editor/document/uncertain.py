"""Values carried over from last year's report that a person has to look at.

An entry ``ADDRESS:TEXT`` of :attr:`Part.UNCONFIRMED` gives the reason. ``TEXT`` is what was carried
into the cell, empty where nothing could be. As with the numbers of a text, writing another text
into the cell settles it, and so does confirming it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.changes import Change, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.document.document import Document
    from report_editor.forms import Address


def make_uncertain_key(address: Address, text: str) -> str:
    """Return the key of the entry for a text carried into a cell."""
    return f"{address}:{text}"


def list_uncertain(document: Document) -> dict[str, list[Address]]:
    """Return the cells that still hold what was carried into them, by the reason to look.

    They are in the order of the form: that of the entries changes with a save.
    """
    entries = document.entries(Part.UNCONFIRMED)
    found: dict[str, list[Address]] = {}
    for cell in document.form.inputs if entries else ():
        reason = entries.get(make_uncertain_key(cell.address, document.raw(cell.address)))
        if reason is not None:
            found.setdefault(reason, []).append(cell.address)
    return found


def list_missing(document: Document) -> set[Address]:
    """Return the blank cells that nothing could be carried into."""
    found = (each for addresses in list_uncertain(document).values() for each in addresses)
    return {each for each in found if not document.raw(each)}


def confirm_values(document: Document, addresses: Iterable[Address]) -> Change:
    """Return the change by which the values of these cells are confirmed; a blank cannot be."""
    texts = {each: document.raw(each) for each in addresses}
    keys = [make_uncertain_key(each, text) for each, text in texts.items() if text]
    return Change("确认数字", document.plan_dropping(Part.UNCONFIRMED, keys))
