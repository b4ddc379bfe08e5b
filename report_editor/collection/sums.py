"""Add up the tables of many reports; editions of the form and years are never mixed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.collection.report_row import ReportRow
    from report_editor.document import Number
    from report_editor.forms import Address, Form


class Sums:
    """Sums of the cells of reports of one year on one edition of the form."""

    def __init__(self, form: Form, year: int | None, rows: Iterable[ReportRow]) -> None:
        """Take the reports that are added up.

        Raises:
            ValueError: One of them is on another edition.
        """
        self.form = form
        self.year = year
        self.rows = tuple(rows)
        if any(row.form is not form for row in self.rows):
            raise ValueError("editions are not mixed")

    def sum(self, address: Address) -> Number:
        """Return the sum of a cell; a blank, and a text that is no number, count as 0."""
        parts = self.form.cells[address].parts
        if parts:
            return sum(map(self.sum, parts), start=0)
        return self._sums[address]

    def count(self, address: Address) -> int:
        """Return the number of reports with a number in a cell."""
        counts = self._counts
        return counts[address] if address in counts else len(self.list_contributions(address))

    def list_contributions(self, address: Address) -> list[tuple[ReportRow, Number]]:
        """Return the reports with a number in a cell, each with it; together they are the sum."""
        found = ((row, row.number(address)) for row in self.rows)
        return [(row, number) for row, number in found if number is not None]

    def list_no_numbers(self, address: Address) -> list[ReportRow]:
        """Return the reports in which an input has a text that is no number."""
        return [row for row in self.rows if address in row.no_numbers]

    @property
    def title(self) -> str:
        """Return what is added up: 2023 年度，2021 年版格式."""
        year = f"{self.year} 年度" if self.year else "年度不明"
        return f"{year}，{self.form.name}"

    @cached_property
    def _counts(self) -> dict[Address, int]:
        """Count for each input the reports with a number in it."""
        counts = [0] * len(self.form.inputs)
        for row in self.rows:
            for position, number in enumerate(row.numbers):
                counts[position] += number is not None
        addresses = (cell.address for cell in self.form.inputs)
        return dict(zip(addresses, counts, strict=True))

    @cached_property
    def _sums(self) -> dict[Address, Number]:
        sums: list[Number] = [0] * len(self.form.inputs)
        for row in self.rows:
            for position, number in enumerate(row.numbers):
                if number is not None:
                    sums[position] += number
        addresses = (cell.address for cell in self.form.inputs)
        return dict(zip(addresses, sums, strict=True))


def sum_up(rows: Iterable[ReportRow]) -> list[Sums]:
    """Return the sums of reports, one for each year and edition, the latest first."""
    groups: dict[tuple[int, str], list[ReportRow]] = {}
    for row in rows:
        groups.setdefault((row.year or 0, row.form.id), []).append(row)
    return [
        Sums(group[0].form, group[0].year, group)
        for _, group in sorted(groups.items(), reverse=True)
    ]
