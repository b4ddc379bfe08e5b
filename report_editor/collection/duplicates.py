"""Find reports of the same office and year, and say which of them counts in a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.collection.units import fold_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.collection.report_row import ReportRow


def find_duplicates(rows: Iterable[ReportRow]) -> list[list[ReportRow]]:
    """Return the groups of reports of the same office and year, each with at least two.

    The first of a group is the one that was written last: it counts. A report without a recognised
    office is like no other.
    """
    groups: dict[tuple[str, int | None], list[ReportRow]] = {}
    for row in rows:
        if unit := fold_unit(row.organization):
            groups.setdefault((unit, row.year), []).append(row)
    return [
        sorted(group, key=lambda row: -row.modified_ns)
        for group in groups.values()
        if len(group) > 1
    ]


def choose_counted(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """Return the reports that count in a sum: of an office and year one, the one written last."""
    rows = list(rows)
    late = {id(row) for group in find_duplicates(rows) for row in group[1:]}
    return [row for row in rows if id(row) not in late]
