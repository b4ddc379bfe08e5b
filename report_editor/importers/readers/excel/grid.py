"""Turn the cells of a sheet into paragraphs and tables.

A row with several cells, or with ruled ones, belongs to a table; a text alone in its row is a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers import limits
from report_editor.importers.readers.collect import LONG, clean, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from report_editor.importers.readers.collect import Collector

_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")


@dataclass(slots=True)
class GridCell:
    """A cell as its format writes it."""

    text: str
    is_ruled: bool
    has_formula: bool = False
    """Without a text, it is one that was never computed."""


class SheetGrid:
    """Rows of a sheet that hold anything; rows and columns are counted from 0."""

    def __init__(self, name: str, hidden_columns: Set[int], collector: Collector) -> None:
        """Begin with no rows; the collector takes what is left out and, at the end, the sheet."""
        self._name = name
        self._hidden_columns = hidden_columns
        self._collector = collector
        self._rows: dict[int, dict[int, GridCell]] = {}
        self._merged: set[tuple[int, int]] = set()
        """Row and column where a merged cell begins."""
        self._covered: set[tuple[int, int]] = set()
        """Rows and columns that a merged cell covers besides."""
        self._merged_cells = 0
        """Cells of all merged ranges, also where these overlap."""
        self._used_hidden: dict[int, list[str]] = {}

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Merge a range of cells into its first, before any row is added.

        Raises:
            ImportProblem: More cells are merged than in any report.
        """
        rows = range(first[0], min(last[0], limits.MAX_ROWS) + 1)
        columns = range(first[1], last[1] + 1)
        self._merged_cells += len(rows) * len(columns)
        if self._merged_cells > limits.MAX_CELLS:
            raise limits.TooLarge(f"合并单元格超过 {limits.MAX_CELLS} 格")
        self._merged.add(first)
        self._covered.update((row, column) for row in rows for column in columns)
        self._covered.discard(first)

    def add_row(
        self, number: int, cells: Iterable[tuple[int, GridCell]], *, is_hidden: bool
    ) -> None:
        """Add a row of cells by column, unless it is hidden or neither says nor shows anything.

        Raises:
            ImportProblem: There are more rows than in any report.
        """
        visible: dict[int, GridCell] = {}
        for column, cell in cells:
            if (number, column) in self._covered:
                continue
            cell.text = join_lines(clean(line) for line in cell.text.splitlines())
            is_uncomputed = cell.has_formula and not cell.text
            self._collector.drop(left_out.UNCOMPUTED, int(is_uncomputed))
            if column in self._hidden_columns:
                if cell.text:
                    self._used_hidden.setdefault(column, []).append(cell.text)
            elif cell.text or cell.is_ruled or is_uncomputed or (number, column) in self._merged:
                visible[column] = cell
        if is_hidden:
            text = " ".join(cell.text for cell in visible.values() if cell.text)
            self._collector.drop(left_out.HIDDEN_ROWS, int(bool(text)), text)
        elif any(cell.text or cell.is_ruled for cell in visible.values()):
            self._rows[number] = visible
            if len(self._rows) > limits.MAX_ROWS:
                raise limits.TooLarge(f"表格超过 {limits.MAX_ROWS} 行")

    def write(self) -> None:
        """Add the paragraphs and tables of the sheet to the source."""
        collector = self._collector
        for texts in self._used_hidden.values():
            collector.drop(left_out.HIDDEN_ROWS, text=" ".join(texts))
        before = len(collector.source.blocks)
        for rows in self._list_runs():
            where = f"工作表“{self._name}”第 {rows[0] + 1} 行"
            cells = self._rows[rows[0]]
            if len(rows) == 1 and not _is_table_row(cells):
                for cell in cells.values():
                    collector.add_paragraph(cell.text, where)
            else:
                collector.add_table(self._build_table(rows), where)
        if len(collector.source.blocks) == before:
            collector.drop(left_out.EMPTY_SHEET)

    def _list_runs(self) -> list[list[int]]:
        """Return row numbers: those of one table together, each other row alone."""
        runs: list[list[int]] = []
        was_in_table = False
        for number in sorted(self._rows):
            is_in_table = _is_table_row(self._rows[number])
            if is_in_table and was_in_table and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
            was_in_table = is_in_table
        return runs

    def _build_table(self, rows: list[int]) -> list[tuple[str, ...]]:
        """Return the rows of a table, each with its own cells over all columns used."""
        used = sorted({column for row in rows for column in self._rows[row]})
        blank = GridCell("", is_ruled=False)
        own = ((row, [at for at in used if (row, at) not in self._covered]) for row in rows)
        return [
            tuple(self._rows[row].get(at, blank).text for at in columns) for row, columns in own
        ]


def _is_table_row(cells: dict[int, GridCell]) -> bool:
    texts = [cell.text for cell in cells.values() if cell.text]
    if len(texts) > 1:
        return True
    alone = texts[0] if texts else ""
    if len(alone) >= LONG or (len(cells) == 1 and _HEADING.match(alone)):
        return False
    return any(cell.is_ruled for cell in cells.values())
