"""Placing of a block by its words: the row that a label names, the column that a header names.

As in a file that is read, a number goes only where its own label and header say so; without
headers, into the window of its row (``block_windows.py``).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.importers.recognition.money_units import add_units
from report_editor.ui.grid.block_headers import find_headers
from report_editor.ui.grid.block_lines import NO_LABEL, is_value, read_lines
from report_editor.ui.grid.block_placement import LONGEST_SHOWN, BlockPlacement
from report_editor.ui.grid.block_windows import find_window, list_shapes
from report_editor.ui.grid.block_words import BlockWords, NamedRow, is_label, is_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address
    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.block_headers import Header
    from report_editor.ui.grid.block_lines import Line
    from report_editor.ui.grid.block_placement import Target
    from report_editor.ui.grid.block_windows import Window

NO_ROW = "这张表里没有这一行"
NO_COLUMN = "上面的列名这张表里没有"
_SHARES = ("%", "％", "‰")


def place_by_labels(rows: Texts, words: BlockWords, target: Target) -> BlockPlacement | None:
    """Place a block by its labels and headers; None where it has none that the table knows."""
    return _Placer(rows, words, target).place()


class _Placer:
    """Finds the cell of each number of a block."""

    def __init__(self, rows: Texts, words: BlockWords, target: Target) -> None:
        self._rows = rows
        self._words = words
        self._table = words.table
        self._target = target
        self._placement = BlockPlacement(by_labels=True)
        self._found: dict[Address, list[tuple[Line, str]]] = {}
        """Texts for each cell, with the rows of the block that they are from."""
        self._block = read_lines(rows, words, self._placement)
        self._lines = self._block.lines
        self._headers = set(range(len(rows))) - {line.index for line in self._lines}
        self._over = find_headers(rows, self._block, words, self._placement)

    def place(self) -> BlockPlacement | None:
        """Place everything; to be called once."""
        has_labels = bool(self._block.named)
        has_headers = any(
            self._words.find_columns(text)
            for index in self._headers
            for text in self._rows[index]
            if text
        )
        if not has_labels and not (has_headers and self._lines):
            return None
        if not has_labels:
            self._name_by_position()
        else:
            self._placement.has_certain_labels = any(
                line.named is not None
                and line.named.is_certain
                and any(map(is_value, self._rows[line.index]))
                for line in self._lines
            )
        windows = self._find_windows()
        for line in self._lines:
            self._place_line(line, windows)
        self._write()
        headers = (text for index in self._headers for text in self._rows[index] if text)
        add_units(self._placement.raws, headers, self._table)
        return self._placement

    # ------------------------------------------------------------------ rows

    def _name_by_position(self) -> None:
        """Take rows without any labels for those of the form from the current cell on."""
        texts = [text for row in self._rows for text in row if text]
        if self._words.has_rows_above or any(map(self._words.is_row_alone, texts)):
            return
        if any(line.label for line in self._lines) or any(
            map(self._is_named_by_number, self._lines)
        ):
            return
        self._placement.by_labels = False
        rows = {cell.row: key.split(".")[1] for key, cell in self._table.value_cells.items()}
        first = self._lines[0].index
        above = [
            index
            for index in range(first)
            if any(self._words.find_columns(text) for text in self._rows[index] if text)
        ]
        if not above or not all(any(row) for row in self._rows[above[0] : first]):
            return  # a blank row below the headers may be one of the form
        for line in self._lines:
            if any(index in self._headers for index in range(first, line.index)):
                return
            key = rows.get(self._target.row + line.index - first)
            if key and not any(map(is_label, self._rows[line.index])):
                line.named = NamedRow(key, is_certain=True)

    def _is_named_by_number(self, line: Line) -> bool:
        """Check whether a number stands before the first named column: a year, an office's code."""
        over = self._over[line.index]
        columns = [
            at for at, each in enumerate(over) if each and self._words.find_columns(each.text)
        ]
        before = self._rows[line.index][: min(columns, default=0)]
        return any(map(is_value, before))

    # ------------------------------------------------------------------ columns

    def _find_windows(self) -> dict[tuple[str, ...], Window | None]:
        """Find, for rows of each kind without headers, where their values stand.

        None where that is not certain. Rows of the form are of one kind if they have the same
        columns, by which the answer is kept.
        """
        kinds: dict[tuple[str, ...], list[Line]] = {}
        start = max((line.start for line in self._block.named), default=0)
        for line in self._block.named:
            if not self._has_headers(line) and not line.is_label_last:
                kinds.setdefault(self._table.row(line.key).columns, []).append(line)
        return {
            columns: find_window(
                self._table,
                self._table.row(lines[0].key),
                [self._rows[line.index] for line in lines],
                start,
            )
            for columns, lines in kinds.items()
        }

    def _has_headers(self, line: Line) -> bool:
        count = len(self._rows[line.index])
        return any(self._over[line.index][at] for at in line.list_cells(count))

    def _find_row_above(self, index: int, at: int) -> str:
        """Return the row named by the nearest label over a value, in a table that has such."""
        for above in range(index - 1, -1, -1):
            if above not in self._headers:
                continue
            texts = [text for text in self._rows[above][: at + 1] if text and text.strip()]
            if texts and (key := self._words.find_row_above(texts[-1])):
                return key
        return ""

    # ------------------------------------------------------------------ cells

    def _place_line(self, line: Line, windows: dict[tuple[str, ...], Window | None]) -> None:
        row = self._rows[line.index]
        texts = [row[at] for at in line.list_cells(len(row)) if at not in self._block.serials]
        shown = line.label if len(line.label) <= LONGEST_SHOWN else line.label[:LONGEST_SHOWN] + "…"
        if self._has_headers(line):
            self._place_by_headers(line, shown)
        elif line.named is None:
            self._placement.omit(texts, f"“{shown}”：{NO_ROW}" if shown else NO_LABEL)
        elif line.is_label_last:
            self._placement.omit(texts, f"“{shown}”在数字后面，又没有列名，不知道是哪几列")
        elif any(text and text.strip().endswith(_SHARES) for text in texts):
            self._placement.omit(texts, f"“{shown}”：里面有百分数，又没有列名，不知道是哪几列")
        else:
            self._place_in_window(
                line, windows.get(self._table.row(line.key).columns), texts, shown
            )

    def _place_in_window(
        self,
        line: Line,
        window: Window | None,
        texts: Sequence[str | None],
        shown: str,
    ) -> None:
        """Place the values of a row without headers, which is as wide as the form's."""
        row, given = self._table.row(line.key), self._rows[line.index]
        columns = window.columns if window else ()
        cells = given[window.first :][: len(columns)] if window else []
        if window is None or self._block.has_front or len(cells) < len(columns) or None in cells:
            count = sum(map(is_value, texts))
            form = len(list_shapes(self._table, row)[-1])
            wide = f"，连总计 {len(row.columns)} 格" if form < len(row.columns) else ""
            reason = f"“{shown}”：有 {count} 个数，这一行有 {form} 格{wide}，不知道是哪几列"
            if count in (form, len(row.columns)):
                reason = f"“{shown}”：有 {count} 个数，好像不是照这张表的列排的，不知道是哪几列"
            self._placement.omit(texts, reason)
            return
        before = given[line.start : window.first]
        self._placement.omit([text for text in before if not is_unit(text or "")], NO_COLUMN)
        for column, text in zip(columns, cells, strict=True):
            self._note(line, line.key, column, text)
        self._placement.omit(given[window.first + len(columns) :], NO_COLUMN)

    def _place_by_headers(self, line: Line, shown: str) -> None:
        self._placement.by_headers = True
        row, over = self._rows[line.index], self._over[line.index]
        behind = sum(
            bool(each and self._words.find_columns(each.text)) for each in over[len(row) :]
        )
        if behind:
            self._placement.guess(f"“{shown}”这一行比列名少 {behind} 格，按左边对齐")
        texts: dict[tuple[str, str], list[tuple[int, Header]]] = {}
        for at in line.list_cells(len(row)):
            header, text = self._over[line.index][at], row[at]
            name = header.text if header else ""
            named = self._words.find_columns(name)
            if text is None or (not named and (is_unit(text) or at in self._block.serials)):
                continue
            key = line.key or ("" if line.label else self._find_row_above(line.index, at))
            columns = self._table.row(key).columns if key else ()
            named = [each for each in named if each in columns]
            if not key:
                self._placement.omit([text], f"“{shown}”：{NO_ROW}" if shown else NO_LABEL)
            elif header is None or len(named) != 1:
                self._placement.omit([text], f"“{name[:LONGEST_SHOWN] or '空白'}”：{NO_COLUMN}")
            elif header.problem:
                self._placement.omit([text], header.problem)
            else:
                texts.setdefault((key, named[0]), []).append((at, header))
        twice = any(
            one.text == two.text and one != two
            for found in texts.values()
            for (_, one), (_, two) in pairwise(found)
        )
        for (key, column), found in texts.items():
            if twice:  # two years, or two offices: no column is certain then
                self._placement.omit(
                    [row[at] for at, _ in found], "同一个列名在剪贴板里有几列，不知道是哪一列"
                )
            else:
                self._note_column(line, key, column, found)

    def _note_column(
        self, line: Line, key: str, column: str, found: list[tuple[int, Header]]
    ) -> None:
        """Note the one value below a header; several, of two years perhaps, exclude each other."""
        row = self._rows[line.index]
        (first, header), *others = found
        name = header.text[:LONGEST_SHOWN]
        filled = [row[at] for at, _ in found if (row[at] or "").strip()]
        # Below a header over several columns the form has one value, and blanks beside it.
        is_wide = len(found) > 1 and self._words.get_span(header.text) == 1
        # Where a second row of headers names the first of them, they are several after all.
        covered = row[header.column] is None or header.column in {at for at, _ in found}
        if any(each != header for _, each in others):
            self._placement.omit(filled, f"“{name}”在剪贴板里有几列，不知道是哪一列")
        elif len(filled) > 1 or (filled and (is_wide or not covered)):
            self._placement.omit(filled, f"“{name}”下面不止一列，不知道是哪一列")
        else:
            self._note(line, key, column, filled[0] if filled else row[first])
            if not self._words.find_full_columns(header.text):
                short = self._table.column(column).short
                self._placement.guess(f"“{name}”一列按意思放在“{short}”")

    def _note(self, line: Line, key: str, column: str, text: str | None) -> None:
        if text is None:
            return
        self._found.setdefault(f"{self._table.key}.{key}.{column}", []).append((line, text))
        if line.named and not line.named.is_certain:
            short = self._table.row(line.named.key).short
            self._placement.guess(f"“{line.label[:LONGEST_SHOWN]}”按意思放在“{short}”")

    def _write(self) -> None:
        """Take over what was noted; rows of the block for one row of the form have to agree."""
        totals = {cell.address for cell in self._table.cells if cell.is_total}
        twice = {
            (line.index, address.split(".")[1])
            for address, found in self._found.items()
            if any(one[1] != two[1] for one, two in pairwise(found))
            for line, _ in found
        }
        noted = {line.index for found in self._found.values() for line, _ in found}
        omitted = {line.key for line in self._block.named if line.index not in noted}
        for address, found in self._found.items():
            _table, key, _column = address.split(".")
            if key in omitted or any((line.index, key) in twice for line, _ in found):
                short = self._table.row(key).short
                reason = f"“{short}”在剪贴板里有几行，数不一样，不知道是哪一行"
                self._placement.omit([text for _, text in found], reason)
            elif address not in totals:
                self._placement.raws[address] = found[0][1]
            elif found[0][1].strip():
                self._placement.totals[address] = found[0][1]
