"""Placing of a block by its words: the row that a label names, the column that a header names.

As in a file that is read, a number goes only where its own label and header say so. Without
headers a row has to be exactly as wide as the form's, with or without its total.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.ui.grid.block_placement import BlockPlacement
from report_editor.ui.grid.block_words import BlockWords, NamedRow, ends_in_sums, is_label, is_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address, Row
    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.block_placement import Target

NO_ROW = "这张表里没有这一行"
NO_COLUMN = "上面的列名这张表里没有"
NO_LABEL = "这一行没有行名"
TWICE = "同一格有两个不同的数"
_LONGEST_SHOWN = 20
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(slots=True)
class _Line:
    """Row of the block with values."""

    index: int
    label: str
    named: NamedRow | None
    start: int
    """First cell behind the label."""

    @property
    def key(self) -> str:
        """Return the key of its row of the form; empty where that is not known."""
        return self.named.key if self.named else ""


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
        self._found: dict[Address, str | None] = {}
        """Text of each cell; None where the block has two."""
        self._lines = self._read_lines()
        self._headers = set(range(len(rows))) - {line.index for line in self._lines}
        self._over = self._find_headers()

    def place(self) -> BlockPlacement | None:
        """Place everything; to be called once."""
        has_labels = any(line.named for line in self._lines)
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
        windows = self._find_windows()
        for line in self._lines:
            self._place_line(line, windows)
        self._write()
        return self._placement

    # ------------------------------------------------------------------ rows

    def _read_lines(self) -> list[_Line]:
        """Return the rows that have values, or a label of the form and blanks."""
        lines = []
        group, number = "", 0
        has_headers = False
        for index, row in enumerate(self._rows):
            numbers = [at for at, text in enumerate(row) if _is_value(text)]
            texts = [at for at, text in enumerate(row) if is_label(text)]
            leading = [at for at in texts if not numbers or at < numbers[0]]
            if self._is_header(row, texts, len(numbers)):
                self._placement.omit([row[at] for at in numbers], NO_LABEL)
                has_headers = True
                continue
            # Rows are numbered in many ledgers, before the label.
            if not leading and texts and numbers[0] == 0 and row[0] == str(number + 1):
                number += 1
                del numbers[0]
                leading = [at for at in texts if not numbers or at < numbers[0]]
            named, at = self._find_label(row, leading, group)
            group = self._words.find_group((row[each] or "" for each in leading), group)
            if named is not None:
                if not self._words.get_group(named.key):
                    group = ""
                lines.append(_Line(index, row[at] or "", named, at + 1))
            elif numbers and not lines and not has_headers and _are_years(row, numbers):
                self._placement.omit([row[at] for at in numbers], NO_LABEL)
            elif numbers:
                label = row[leading[-1]] or "" if leading else ""
                lines.append(_Line(index, label, None, leading[-1] + 1 if leading else 0))
        return lines

    def _is_header(self, row: Sequence[str | None], texts: list[int], numbers: int) -> bool:
        """Check whether a row names columns; it may hold a stray number."""
        columns = [at for at in texts if self._words.find_columns(row[at] or "")]
        if numbers:
            return len(columns) > 1 and len(columns) > numbers
        above = [at for at in texts if self._names_above(row[at] or "")]
        return bool(columns and (len(columns) > 1 or columns[0] > 0)) or bool(above)

    def _names_above(self, text: str) -> str:
        """Return the row that a text over values names; empty where it names none."""
        named = self._words.find_row(text, "") if self._words.rows_above else None
        is_above = named is not None and named.is_certain and named.key in self._words.rows_above
        return named.key if named and is_above else ""

    def _find_label(
        self, row: Sequence[str | None], leading: list[int], group: str
    ) -> tuple[NamedRow | None, int]:
        """Return the row that the last of some texts names, and that text's index."""
        for position in range(len(leading) - 1, -1, -1):
            at = leading[position]
            text = row[at] or ""
            here = self._words.find_group((row[each] or "" for each in leading[:position]), group)
            named = self._words.find_row(text, here)
            if named is not None:
                return named, at
            if not is_unit(text):
                break  # it says more than the label before it: 其中：网上申请
        return None, -1

    def _name_by_position(self) -> None:
        """Take rows without labels for those of the form from the current cell on."""
        if self._words.rows_above:
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
            if key and not line.label:
                line.named = NamedRow(key, is_certain=True)

    # ------------------------------------------------------------------ columns

    def _find_windows(self) -> dict[tuple[str, ...], tuple[int, bool] | None]:
        """Find, for rows of each kind without headers, the first value's column.

        The second part says whether the total is there too. None where that is not certain.
        """
        kinds: dict[tuple[str, ...], list[_Line]] = {}
        start = max((line.start for line in self._lines if line.named), default=0)
        for line in self._lines:
            if line.named and not self._has_headers(line):
                kinds.setdefault(self._table.row(line.key).columns, []).append(line)
        return {columns: self._find_window(lines, start) for columns, lines in kinds.items()}

    def _find_window(self, lines: list[_Line], start: int) -> tuple[int, bool] | None:
        row = self._table.row(lines[0].key)
        width = max(len(self._rows[line.index]) for line in lines)
        while start < width and all(is_label(self._cell(line, start)) for line in lines):
            start += 1  # a column of units
        filled = [
            at
            for at in range(start, width)
            if any((self._cell(line, at) or "").strip() for line in lines)
        ]
        if not filled:
            return None
        shapes = self._list_shapes(row)
        possible = [
            (first, has_total)
            for has_total, columns in shapes
            for first in range(start, filled[0] + 1)
            if filled[-1] < first + len(columns)
        ]  # blanks may have been lost at the end
        fitting = [each for each in possible if each[0] + len(dict(shapes)[each[1]]) <= width]
        if len(fitting) == 1 and (len({first for first, _ in possible}) == 1):
            first, has_total = fitting[0]
            texts = [self._rows[line.index][first : filled[-1] + 1] for line in lines]
            # A total at the end, and one column missing, look like a row without its total.
            is_doubtful = not has_total and len(row.columns) > len(self._list_shapes(row)[-1][1])
            return None if is_doubtful and ends_in_sums(texts) else fitting[0]
        proven = [each for each in fitting if each[1] and self._is_proven(lines, each[0])]
        return proven[0] if len(proven) == 1 else None

    def _list_shapes(self, row: Row) -> list[tuple[bool, tuple[str, ...]]]:
        """Return the columns of a row with its totals and without, where it has inputs."""
        inputs = tuple(key for key in row.columns if not self._is_total_column(row, key))
        shapes = [(True, row.columns)]
        if 0 < len(inputs) < len(row.columns):
            shapes.append((False, inputs))
        return shapes

    def _is_total_column(self, row: Row, column: str) -> bool:
        rules = [rule for rule in self._table.totals if rule.axis == "column"]
        return any(rule.target == column and set(rule.parts) <= set(row.columns) for rule in rules)

    def _is_proven(self, lines: list[_Line], first: int) -> bool:
        """Check whether the totals of some rows are the sums of what stands before them."""
        is_proven = False
        for line in lines:
            row = self._table.row(line.key)
            numbers = {
                key: read_number(self._cell(line, first + at) or "").number or 0
                for at, key in enumerate(row.columns)
            }
            for rule in self._table.totals:
                if rule.axis == "column" and rule.target in numbers:
                    if sum(numbers.get(part, 0) for part in rule.parts) != numbers[rule.target]:
                        return False
                    is_proven |= bool(numbers[rule.target])
        return is_proven

    def _has_headers(self, line: _Line) -> bool:
        return any(self._over[line.index][line.start :])

    def _find_headers(self) -> list[list[str]]:
        """Find for each cell the nearest text above it that may name its column; empty for none."""
        nothing = [""] * max(map(len, self._rows))
        over, found = nothing, []
        is_below = False
        start = min((line.start for line in self._lines if line.named), default=0)
        for index, row in enumerate(self._rows):
            found.append(over)
            if index not in self._headers:
                is_below = True
                continue
            is_new = is_below and any(self._words.find_columns(text) for text in row if text)
            over = list(nothing if is_new else over)
            is_below = is_below and not is_new
            end = 0
            header = ""
            for at, text in enumerate(row):
                if text and text.strip():
                    # What begins over the labels is a heading, however wide.
                    header = text if at >= start and self._may_name_column(text) else ""
                    end = at + self._words.get_span(header)
                # What covers a cell is the header at its left, or one above that is taller.
                if header and (at < end if text is not None else not over[at]):
                    over[at] = header
        return found

    def _may_name_column(self, text: str) -> bool:
        """Check whether a text over values names a column, if only one of another table."""
        if self._words.find_columns(text):
            return True
        return not (self._words.is_known(text) or self._names_above(text))

    def _find_row_above(self, index: int, at: int) -> str:
        """Return the row named by the nearest label over a value, in a table that has such."""
        for above in range(index - 1, -1, -1):
            if above not in self._headers:
                continue
            texts = [text for text in self._rows[above][: at + 1] if text and text.strip()]
            if texts and (key := self._names_above(texts[-1])):
                return key
        return ""

    # ------------------------------------------------------------------ cells

    def _place_line(
        self, line: _Line, windows: dict[tuple[str, ...], tuple[int, bool] | None]
    ) -> None:
        texts = self._rows[line.index][line.start :]
        shown = line.label if len(line.label) <= _LONGEST_SHOWN else line.label[:20] + "…"
        if self._has_headers(line):
            self._place_by_headers(line, shown)
            return
        if line.named is None:
            reason = f"“{shown}”：{NO_ROW}" if shown else NO_LABEL
            self._placement.omit(texts, reason)
            return
        row = self._table.row(line.key)
        window = windows.get(row.columns)
        columns = dict(self._list_shapes(row)).get(window[1], ()) if window else ()
        cells = self._rows[line.index][window[0] :][: len(columns)] if window else []
        if window is None or len(cells) < len(columns) or None in cells:
            count = sum(_is_value(text) for text in texts)
            form = len(self._list_shapes(row)[-1][1])
            wide = f"，连总计 {len(row.columns)} 格" if form < len(row.columns) else ""
            reason = f"“{shown}”：有 {count} 个数，这一行有 {form} 格{wide}，不知道是哪几列"
            self._placement.omit(texts, reason)
            return
        before = self._rows[line.index][line.start : window[0]]
        self._placement.omit([text for text in before if not is_unit(text or "")], NO_COLUMN)
        for column, text in zip(columns, cells, strict=True):
            self._note(line, column, text)
        behind = self._rows[line.index][window[0] + len(columns) :]
        self._placement.omit(behind, NO_COLUMN)

    def _place_by_headers(self, line: _Line, shown: str) -> None:
        self._placement.by_headers = True
        texts: dict[tuple[str, str], list[str]] = {}
        for at, text in enumerate(self._rows[line.index]):
            header = self._over[line.index][at]
            is_words = is_unit(text or "") and not self._words.find_columns(header)
            if at < line.start or text is None or is_words:
                continue
            key = line.key or ("" if line.label else self._find_row_above(line.index, at))
            columns = self._table.row(key).columns if key else ()
            named = [each for each in self._words.find_columns(header) if each in columns]
            if not key:
                self._placement.omit([text], f"“{shown}”：{NO_ROW}" if shown else NO_LABEL)
            elif len(named) != 1:
                self._placement.omit([text], f"“{header[:_LONGEST_SHOWN] or '空白'}”：{NO_COLUMN}")
            else:
                texts.setdefault((key, named[0]), []).append(text)
        for (key, column), found in texts.items():
            # Below a header over several columns the form has one value and blanks beside it.
            for text in list(filter(str.strip, found)) or found[:1]:
                self._note(line, column, text, key)

    def _note(self, line: _Line, column: str, text: str | None, key: str = "") -> None:
        """Note the text of a cell; two different ones exclude each other."""
        if text is None:
            return
        address = f"{self._table.key}.{key or line.key}.{column}"
        if self._found.setdefault(address, text) != text:
            self._placement.omit([self._found[address], text], TWICE)
            self._found[address] = None
        elif line.named and not line.named.is_certain:
            short = self._table.row(line.named.key).short
            self._placement.guess(f"“{line.label[:_LONGEST_SHOWN]}”按意思放在“{short}”")

    def _write(self) -> None:
        totals = {cell.address for cell in self._table.cells if cell.is_total}
        for address, text in self._found.items():
            if text is None:
                continue
            if address not in totals:
                self._placement.raws[address] = text
            elif text.strip():
                self._placement.totals[address] = text

    def _cell(self, line: _Line, at: int) -> str | None:
        row = self._rows[line.index]
        return row[at] if at < len(row) else None


def _are_years(row: Sequence[str | None], numbers: list[int]) -> bool:
    """Check whether the numbers of a row are years, which may stand over other numbers."""
    return len(numbers) > 1 and all(_YEAR.fullmatch(row[at] or "") for at in numbers)


def _is_value(text: str | None) -> bool:
    """Check whether a cell holds something that is no word."""
    return bool(text and text.strip()) and not is_label(text)
