"""Turn the cells of a sheet into paragraphs and tables.

A row with several cells, or with ruled ones, belongs to a table; a text alone in its row is a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers import limits
from report_editor.importers.readers.collect import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.importers.readers.collect import Collector

_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")


@dataclass(slots=True)
class GridCell:
    """A cell that is read."""

    text: str
    is_ruled: bool


@dataclass(slots=True)
class SheetGrid:
    """Rows of a sheet that hold anything, and the cells that merges cover; counted from 0."""

    name: str
    rows: dict[int, dict[int, GridCell]] = field(default_factory=dict)
    merged: set[tuple[int, int]] = field(default_factory=set)
    """Row and column where a merged cell begins."""
    covered: set[tuple[int, int]] = field(default_factory=set)
    """Rows and columns that a merged cell covers besides."""
    merged_cells: int = 0
    """Cells of all merged ranges, also where these overlap."""

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Merge a range of cells into its first.

        Raises:
            ImportProblem: More cells are merged than in any report.
        """
        rows = range(first[0], min(last[0], limits.MAX_ROWS) + 1)
        columns = range(first[1], last[1] + 1)
        self.merged_cells += len(rows) * len(columns)
        if self.merged_cells > limits.MAX_CELLS:
            raise limits.TooLarge(f"合并单元格超过 {limits.MAX_CELLS} 格")
        self.merged.add(first)
        self.covered.update((row, column) for row in rows for column in columns)
        self.covered.discard(first)

    def add_row(self, number: int, cells: dict[int, GridCell]) -> None:
        """Add a row, unless it neither says nor shows anything.

        Raises:
            ImportProblem: There are more rows than in any report.
        """
        if any(cell.text or cell.is_ruled for cell in cells.values()):
            self.rows[number] = cells
            if len(self.rows) > limits.MAX_ROWS:
                raise limits.TooLarge(f"表格超过 {limits.MAX_ROWS} 行")

    def write(self, collector: Collector) -> None:
        """Add the paragraphs and tables of the sheet to a source."""
        before = len(collector.source.blocks)
        for rows in self._runs():
            where = f"工作表“{self.name}”第 {rows[0] + 1} 行"
            cells = self.rows[rows[0]]
            if len(rows) == 1 and not _is_table_row(cells):
                for cell in cells.values():
                    collector.add_paragraph(cell.text, where)
            else:
                collector.add_table(self._table(rows), where)
        if len(collector.source.blocks) == before:
            collector.drop(left_out.EMPTY_SHEET)

    def _runs(self) -> Iterator[list[int]]:
        """Yield row numbers: those of one table together, each other row alone."""
        run: list[int] = []
        for number in sorted(self.rows):
            in_table = _is_table_row(self.rows[number])
            if run and (not in_table or number != run[-1] + 1):
                yield run
                run = []
            if in_table:
                run.append(number)
            else:
                yield [number]
        if run:
            yield run

    def _table(self, rows: list[int]) -> list[tuple[str, ...]]:
        """Return the rows of a table, each with its own cells over all columns used."""
        used = sorted({column for row in rows for column in self.rows[row]})
        blank = GridCell("", is_ruled=False)
        return [
            tuple(
                self.rows[row].get(column, blank).text
                for column in used
                if (row, column) not in self.covered
            )
            for row in rows
        ]


def _is_table_row(cells: dict[int, GridCell]) -> bool:
    texts = [cell.text for cell in cells.values() if cell.text]
    if len(texts) > 1:
        return True
    alone = texts[0] if texts else ""
    if len(alone) >= LONG or (len(cells) == 1 and _HEADING.match(alone)):
        return False
    return any(cell.is_ruled for cell in cells.values())
