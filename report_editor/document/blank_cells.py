"""Blank cells of all tables, counted by table and filled with 0 in one step (没有的都填 0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.commands import fill_zero
from report_editor.document.completeness import list_blanks
from report_editor.document.uncertain import list_missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_editor.document.changes import Change
    from report_editor.document.document import Document
    from report_editor.forms import Address


def list_fillable(document: Document) -> dict[str, list[Address]]:
    """Return the blank inputs that may be 0, by the key of their table; no table without any.

    Those that nothing could be carried into are left: each is to be looked up by a person.
    """
    missing = list_missing(document)
    found = {
        key: [each for each in list_blanks(document, table) if each not in missing]
        for key, table in document.form.tables.items()
    }
    return {key: blanks for key, blanks in found.items() if blanks}


def fill_blanks(document: Document, blanks: Mapping[str, Sequence[Address]]) -> Change:
    """Return the change that writes 0 into the cells of :func:`list_fillable`."""
    return fill_zero(document, (each for addresses in blanks.values() for each in addresses))


def count_by_table(document: Document, blanks: Mapping[str, Sequence[Address]]) -> str:
    """Return in Chinese how many cells each table has: 表二 3 格、表三 120 格."""
    return "、".join(
        f"表{document.form.section(key).numeral} {len(addresses)} 格"
        for key, addresses in blanks.items()
    )
