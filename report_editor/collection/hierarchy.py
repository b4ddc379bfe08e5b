"""Compare the report of a higher office with those of the offices below it.

Rule L-01: a higher office reports for all below it, so each of its numbers is the sum of theirs
and its own. What is its own is not printed: a number below the sum is surely wrong, one above it
is told as a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.collection.sums import Sums
from report_editor.collection.units import fold_unit
from report_editor.document import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow
    from report_editor.forms import Cell

CODE = "hierarchy.sum"
_MOST_NAMED = 4
"""Cells that a message names."""
_FEWEST_MEMBERS, _FEWEST_CELLS, _REACHED = 2, 3, 0.8
"""Members, cells with a sum above 0, and the share of these that the head must reach, before its
numbers alone show that it is a sum."""
_GOVERNMENT = re.compile("(?:人民)?政府$")


@dataclass(frozen=True, slots=True)
class Family:
    """A report of a higher office and those of the offices directly below it."""

    head: ReportRow
    members: tuple[ReportRow, ...]

    @property
    def comparable(self) -> tuple[ReportRow, ...]:
        """Return the members of the year and on the edition of the head."""
        head = self.head
        return tuple(
            each for each in self.members if each.form is head.form and each.year == head.year
        )

    @property
    def is_head_a_sum(self) -> bool:
        """Check whether the numbers show that the head reports for its members too.

        Then it does not count in a sum beside them. The report of the higher office for itself
        alone would not reach the sums of several others in nearly every cell.
        """
        members = self.comparable
        sums = Sums(self.head.form, self.head.year, members)
        totals = {cell.address: sums.sum(cell.address) for cell in self.head.form.inputs}
        filled = [address for address, total in totals.items() if total]
        reached = sum((self.head.number(each) or 0) >= totals[each] for each in filled)
        is_certain = len(members) >= _FEWEST_MEMBERS and len(filled) >= _FEWEST_CELLS
        return is_certain and reached >= _REACHED * len(filled)


def find_families(rows: Iterable[ReportRow]) -> list[Family]:
    """Find which reports are those of higher offices, by their folders, names and numbers.

    In a folder it is the one whose region the folder is called after, or a government by whose
    region the names of all others there and below begin, or the only one beside sub-folders if its
    numbers show it. The reports of a sub-folder belong to it, of a sub-folder with such a report of
    its own this one alone. Where it is not certain, there is no family.
    """
    by_folder: dict[Path, list[ReportRow]] = {}
    for row in rows:
        by_folder.setdefault(row.file.absolute().parent, []).append(row)
    units: dict[Path, list[str]] = {folder: [] for folder in by_folder}
    for folder, found in by_folder.items():
        for above in {folder, *folder.parents} & by_folder.keys():
            units[above] += (fold_unit(row.organization) for row in found)
    heads = {
        folder: head
        for folder, found in by_folder.items()
        if (head := _find_named_head(folder, found, units[folder])) is not None
    }
    for folder in sorted(by_folder, key=lambda each: -len(each.parts)):
        found = by_folder[folder]
        if folder not in heads and len(found) == 1 < len(units[folder]):
            families = _gather(by_folder, {**heads, folder: found[0]})
            if any(each.head is found[0] and each.is_head_a_sum for each in families):
                heads[folder] = found[0]
    return _gather(by_folder, heads)


def _gather(
    by_folder: Mapping[Path, list[ReportRow]], heads: Mapping[Path, ReportRow]
) -> list[Family]:
    """Return the families of the heads of some folders."""
    members: dict[Path, list[ReportRow]] = {folder: [] for folder in heads}
    for folder, found in by_folder.items():
        head = heads.get(folder)
        if head is not None:
            members[folder] += (row for row in found if row is not head)
        above = next((each for each in folder.parents if each in heads), None)
        if above is not None:
            members[above] += found if head is None else [head]
    return [Family(heads[each], tuple(found)) for each, found in members.items() if found]


def _find_named_head(
    folder: Path, rows: Sequence[ReportRow], units: Sequence[str]
) -> ReportRow | None:
    """Return the report that names show to be the head of a folder.

    Args:
        folder: Folder.
        rows: Reports in it.
        units: Folded names of the offices in it and in the folders below.
    """
    own = [(row, fold_unit(row.organization)) for row in rows]
    regions = [(row, unit, _GOVERNMENT.sub("", unit)) for row, unit in own]
    name = fold_unit(folder.name)
    found = [row for row, _, region in regions if region and region == name]
    if not found and len(units) > 1:
        found = [
            row
            for row, unit, region in regions
            if "" != region != unit and all(each.startswith(region) for each in units)
        ]
    return found[0] if len(found) == 1 else None


def check_family(family: Family) -> Iterator[Finding]:
    """Yield a finding for each table in which the numbers of a family do not agree.

    Only inputs are compared: totals follow from them. Members of another year or on another
    edition are left out, and the message says so.
    """
    head = family.head
    members = family.comparable
    others = len(family.members) - len(members)
    if not members:
        return
    sums = Sums(head.form, head.year, members)
    for table in head.form.tables.values():
        less: list[tuple[Cell, Number, Number]] = []
        more: list[tuple[Cell, Number, Number]] = []
        for cell in table.cells:
            number = head.number(cell.address)
            if cell.is_total or number is None:
                continue
            total = sums.sum(cell.address)
            if number != total:
                (less if number < total else more).append((cell, number, total))
        numeral = f"表{head.form.section(table.key).numeral}"
        start = f"{numeral}与下级 {len(members)} 份报告的合计不一致"
        left_out = f"（另有 {others} 份年度或格式不同，没有加）" if others else ""
        if less:
            yield _make_finding(
                less,
                Severity.WARNING,
                f"{start}{left_out}：{_name_cells(less)}。本级的数应当是下级之和再加上本级自己的，"
                "不会比下级之和少。请核对本级和下级的数。",
            )
        if more:
            yield _make_finding(
                more,
                Severity.INFO,
                f"{start}{left_out}：{_name_cells(more)}。多出的应当是本级自己的数，"
                "或者还有下级没有交。请确认。",
            )


def _make_finding(
    cells: list[tuple[Cell, Number, Number]], severity: Severity, message: str
) -> Finding:
    cell, number, total = cells[0]
    alone = len(cells) == 1
    return Finding(
        CODE,
        severity,
        cell.table,
        message,
        tuple(each.address for each, _, _ in cells),
        expected=total if alone else None,
        actual=number if alone else None,
    )


def _name_cells(cells: list[tuple[Cell, Number, Number]]) -> str:
    named = "，".join(
        f"“{cell.name}”本级 {format_number(number)}、下级合计 {format_number(total)}"
        for cell, number, total in cells[:_MOST_NAMED]
    )
    return named + (f"等 {len(cells)} 格" if len(cells) > _MOST_NAMED else "")
