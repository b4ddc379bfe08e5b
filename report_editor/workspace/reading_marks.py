"""Marks on cells that were read doubtfully, as sentences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_editor.forms import Address, Form


def describe_marks(form: Form, marks: Mapping[Address, str]) -> Iterator[tuple[str, Address]]:
    """Describe remarks on cells, with the way there; those on a whole row as one."""
    cells = [form.cells[address] for address in marks if address in form.cells]
    same = groupby(cells, lambda each: (each.table, each.row.key, marks[each.address]))
    for (_table, _row, reason), group in same:
        first, *others = group
        yield f"{first.row.short if others else first.name}：{reason}", first.address
