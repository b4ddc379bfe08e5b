"""Set a table of the form on paper, with the merged cells of the official form.

Rows are never cut. After a page break the header is repeated, and a label beside several rows is
printed again for the rows that follow; both are artifacts then, so that they are heard once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.report_parts import VALUES
from report_editor.exporters.table_headers import find_headers, find_scopes
from report_editor.exporters.typeset.page import (
    HEIGHT,
    MM,
    Box,
    Item,
    Phrase,
    Run,
    Tagged,
    list_runs,
)
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    find_baseline,
    join_chars,
    measure_width,
    set_line,
)
from report_editor.exporters.typeset.structure import Artifact, Element
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.exporters.report_parts import PrintedTable
    from report_editor.forms import Address, GridCell, Table

_WIDE, _NARROW = 12.0, 10.5
"""小四 where every column has room, 五号 elsewhere."""
_SMALLEST, _SMALLEST_NUMBER = 6.0, 3.0
"""A number is set smaller than anything else before it is cut: its pieces look like numbers."""
_LEGIBLE = 6.0
"""A number that is set smaller is named."""
_LEAST_LABEL, _LEAST_TEXT = 0.82, 0.7
"""Least part of its size to which a label (自然人), or a text in the place of a number, is made
smaller to stay in one line."""
_MOST_LINES = 3
"""Lines that a text in the place of a number may take before it is set smaller."""
_FEW_LINES = 2
"""Lines that it may take before it is set smaller to stay in one."""
_VALUE_PADDING, _HEADER_PADDING, _LABEL_PADDING = 1.5, 2.5, 3.0
"""Left and right of a value, of a header above values, and of a label beside them."""
_PADDINGS = (3.0, 2.4, 1.8)
"""Above and below the text of a cell; less where that keeps the table on one page."""
_LEADING = 1.22
"""Height of a line of text in a cell, in em."""
_TALLEST = HEIGHT / 3
"""No row is higher: a page must hold the header and some rows."""
_NUMBER = re.compile(r"[-+]?[0-9.,]+")
_REMARKED = re.compile(r"[-+]?[0-9.,]+(?=（)")
_NUMBERED = re.compile("（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class _CellText:
    """Text of a cell, set in lines."""

    text: str
    lines: tuple[tuple[Letter, ...], ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


class TableLayout:
    """A table with its texts in their lines and the height of every row of its grid."""

    def __init__(self, printed: PrintedTable, typesetter: Typesetter) -> None:
        """Set every text of the table and measure its rows."""
        self._table = table = printed.table
        self._typesetter = typesetter
        self.element, self._elements = _describe(table)
        self.shortened: list[Address] = []
        """Values that are too long for any page and are printed in part."""
        self.page_ends: list[int] = []
        """Rows of the grid below which a page ends, the last one too, once they are divided."""
        self.reduced: list[Address] = []
        """Numbers that are too long for their column and are hard to read."""
        self._size = _WIDE if min(table.paper) > 20 else _NARROW
        self._edges = list(accumulate((width * MM for width in table.paper), initial=0.0))
        self._cells = [(cell, self._set_cell(cell, text)) for cell, text in printed.cells]
        self._padding = _PADDINGS[0]
        self._heights = self._measure_rows()

    @property
    def row_count(self) -> int:
        """Return how many rows the grid has, with its header."""
        return self._table.grid_row_count

    @property
    def heights(self) -> tuple[float, ...]:
        """Return the height of each row of the grid."""
        return tuple(self._heights)

    @property
    def padding(self) -> float:
        """Return the space above and below the text of a cell."""
        return self._padding

    @property
    def is_tight(self) -> bool:
        """Check whether the rows were set closer to bring the table into some room."""
        return self._padding < _PADDINGS[0]

    def list_lines(self) -> dict[GridCell, tuple[float, list[str]]]:
        """Return the size of the text of each cell, and its lines."""
        return {cell: (text.size, [*map(join_chars, text.lines)]) for cell, text in self._cells}

    def fit(self, room: float) -> bool:
        """Set the rows closer if that brings the whole table into some room.

        Returns:
            Whether it fits; where it does not, its rows are as far apart as they began.
        """
        for self._padding in (*_PADDINGS, _PADDINGS[0]):
            self._heights = self._measure_rows()
            if sum(self._heights) <= room:
                return True
        return False

    def can_break_after(self, row: int) -> bool:
        """Check whether a page may end below a row of the grid."""
        if row < self._table.header_rows or row + 1 >= self.row_count:
            return row + 1 >= self.row_count
        for cell, _ in self._cells:
            last = cell.row + cell.row_span - 1
            if cell.row <= row < last:
                if cell.role is not CellRole.GROUP:
                    return False
                if row == cell.row or row + 1 == last:
                    return False  # one row alone gives its label no room
            if cell.row == row and cell.role in (CellRole.HEADER, CellRole.HEADING):
                return False
        return True

    def measure(self, first: int, last: int) -> float:
        """Return the height of some rows, with the header where it is repeated."""
        return sum(self._measure_part(first, last).values())

    def draw(self, first: int, last: int) -> tuple[Item, ...]:
        """Draw some rows, with the header where it is repeated."""
        heights = self._measure_part(first, last)
        tops = dict(zip(heights, accumulate(heights.values(), initial=0.0), strict=False))
        items: list[Item] = []
        for cell, text in self._cells:
            rows = [row for row in _list_rows(cell) if row in heights]
            if rows:
                height = sum(heights[row] for row in rows)
                is_new = first <= cell.row <= last
                owner = self._elements[cell.row, cell.column] if is_new else Artifact.REPEATED
                items += self._draw_cell(cell, text, owner, tops[rows[0]], height)
        return tuple(items)

    def _measure_part(self, first: int, last: int) -> dict[int, float]:
        """Return the heights of the rows of a part, the last one higher if a cut label needs it."""
        header = range(min(self._table.header_rows, first))
        heights = {row: self._heights[row] for row in (*header, *range(first, last + 1))}
        for cell, text in self._cells:
            inside = [row for row in _list_rows(cell) if first <= row <= last]
            if inside and cell.row_span > 1:
                lack = text.height + 2 * self._padding - sum(heights[row] for row in inside)
                heights[inside[-1]] += max(0.0, lack)
        return heights

    def _measure_rows(self) -> list[float]:
        least = self._size * _LEADING + 2 * self._padding
        if self._size == _WIDE:
            least += 2 * self._padding
        heights = [least] * self.row_count
        for cell, text in sorted(self._cells, key=lambda each: each[0].row_span):
            rows = _list_rows(cell)
            lack = text.height + 2 * self._padding - sum(heights[row] for row in rows)
            if lack > 0:
                for row in rows:
                    heights[row] += lack / cell.row_span
        return heights

    # ------------------------------------------------------------------ texts

    def _set_cell(self, cell: GridCell, text: str) -> _CellText:
        left, right = self._find_sides(cell)
        room = right - left - 2 * self._find_padding(cell)
        if cell.role in VALUES:
            return self._set_value(cell.key, text, room)
        role = FontRole.TABLE if self._is_beside_values(cell) else FontRole.HEADING
        size = self._choose_size(text, role, room, _LEAST_LABEL)
        letters, lines = self._wrap(text, Style(role, size), room)
        if cell.role is CellRole.GROUP and len(lines) > 1:
            smaller = 0.9 * self._size
            closer = self._wrap(text, Style(role, smaller), room)
            if len(closer[1]) < len(lines):
                size, (letters, lines) = smaller, closer
        if len(lines) > 1 and not self._is_left_aligned(cell):
            lines = self._balance(letters, lines, room)
        return _CellText(text, tuple(map(tuple, lines)), size)

    def _wrap(
        self, text: str, style: Style, room: float
    ) -> tuple[list[Letter], list[list[Letter]]]:
        """Return the letters of a text, and its lines, a number （三） on its own."""
        letters = self._typesetter.shape(text, style)
        lines = self._typesetter.wrap(letters, room)
        if number := _NUMBERED.match(text):
            lines = self._split_off(letters, lines, number.end(), room)
        return letters, lines

    def _find_sides(self, cell: GridCell) -> tuple[float, float]:
        return self._edges[cell.column], self._edges[cell.column + cell.column_span]

    def _find_padding(self, cell: GridCell) -> float:
        if cell.role in VALUES:
            return _VALUE_PADDING
        return _LABEL_PADDING if self._is_beside_values(cell) else _HEADER_PADDING

    def _choose_size(self, text: str, role: FontRole, room: float, least: float) -> float:
        """Return the size that brings a text into one line, or the usual one.

        The size must be at least a part of the usual one.
        """
        letters = self._typesetter.shape(text, Style(role, self._size))
        fitting = 0.999 * self._size * room / max(measure_width(letters), 1.0)
        return fitting if least * self._size <= fitting < self._size else self._size

    def _is_beside_values(self, cell: GridCell) -> bool:
        """Check whether a cell names rows of the table, and not columns."""
        is_label = cell.role is CellRole.LABEL and cell.row >= self._table.header_rows
        return is_label or cell.role is CellRole.GROUP

    def _is_left_aligned(self, cell: GridCell) -> bool:
        return cell.role is CellRole.LABEL and self._is_beside_values(cell)

    def _set_value(self, address: Address, text: str, room: float) -> _CellText:
        """Set a number in one line, smaller where it must be; other text in as many as it needs."""
        is_number = bool(_NUMBER.fullmatch(text))
        lines = self._wrap_value(text, self._size, room)
        if len(lines) == _FEW_LINES and not is_number:
            return _CellText(text, tuple(map(tuple, lines)), self._size)
        least = _SMALLEST_NUMBER / self._size if is_number else _LEAST_TEXT
        size = self._choose_size(text, FontRole.TABLE, room, least)
        if is_number and size < _LEGIBLE:
            self.reduced.append(address)
        lines = self._wrap_value(text, size, room)
        while len(lines) > _MOST_LINES and size > _SMALLEST:
            size = max(_SMALLEST, size - 1.5)
            lines = self._wrap_value(text, size, room)
        most = int(_TALLEST / (size * _LEADING))
        if len(lines) > most:
            self.shortened.append(address)
            ellipsis = self._typesetter.shape("……", Style(FontRole.TABLE, size))
            lines = [*lines[: most - 1], ellipsis]
            text = "".join(map(join_chars, lines))
        return _CellText(text, tuple(map(tuple, lines)), size)

    def _wrap_value(self, text: str, size: float, room: float) -> list[list[Letter]]:
        """Return the lines of a value, a remark on its number （其中修订16件） on its own."""
        letters = self._typesetter.shape(text, Style(FontRole.TABLE, size))
        lines = self._typesetter.wrap(letters, room)
        number = _REMARKED.match(text)
        return self._split_off(letters, lines, number.end(), room) if number else lines

    def _split_off(
        self, letters: list[Letter], lines: list[list[Letter]], start: int, room: float
    ) -> list[list[Letter]]:
        """Return the lines with the first letters on their own if that makes them no more."""
        rest = self._typesetter.wrap(letters[start:], room)
        return [letters[:start], *rest] if len(rest) + 1 == len(lines) else lines

    def _balance(
        self, letters: list[Letter], lines: list[list[Letter]], room: float
    ) -> list[list[Letter]]:
        """Return as many lines of about the same length, but for a number on its own."""
        if _NUMBERED.fullmatch(join_chars(lines[0])):
            return lines
        narrowest, widest = sum(letter.width for letter in letters) / len(lines), room
        while widest - narrowest > 1:
            middle = (narrowest + widest) / 2
            narrower = self._typesetter.wrap(letters, middle)
            if len(narrower) > len(lines):
                narrowest = middle
            else:
                widest, lines = middle, narrower
        return lines

    # ------------------------------------------------------------------ drawing

    def _draw_cell(
        self,
        cell: GridCell,
        text: _CellText,
        owner: Element | Artifact,
        top: float,
        height: float,
    ) -> list[Item]:
        left, right = self._find_sides(cell)
        box = Box(left, top, right - left, height, is_tinted=cell.role is CellRole.HEADING)
        line_height = text.size * _LEADING
        y = top + (height - len(text.lines) * line_height) / 2
        is_left_aligned = self._is_left_aligned(cell)
        texts: list[Run | Phrase] = []
        padding = self._find_padding(cell)
        for line in text.lines:
            spare = right - left - 2 * padding - measure_width(line)
            x = left + padding + (0.0 if is_left_aligned else max(0.0, spare) / 2)
            room = right - padding - x
            texts += set_line(line, x, y + find_baseline(line_height, text.size), room)
            y += line_height
        if len(text.lines) > 1 and texts:
            runs = tuple(run for each in texts for run in list_runs(each))
            texts = [Phrase("".join(map(join_chars, text.lines)), runs)]
        return [box, Tagged(owner, tuple(texts))] if texts else [box]


def _describe(table: Table) -> tuple[Element, dict[tuple[int, int], Element]]:
    """Return the table as rows and cells, and its cells by the position of each in the grid."""
    root = Element("Table")
    rows = [root.add(Element("TR")) for _ in range(table.grid_row_count)]
    elements: dict[tuple[int, int], Element] = {}
    scopes = find_scopes(table)
    for cell in table.grid:
        element = Element("TD", row_span=cell.row_span, column_span=cell.column_span)
        if cell.role not in VALUES:
            element.role = "TH"
            is_row = scopes[cell].startswith("row") and cell.role is not CellRole.HEADING
            element.scope = "Row" if is_row else "Column"
        elements[cell.row, cell.column] = rows[cell.row].add(element)
    for value, words in find_headers(table).items():
        headers = (elements[word.row, word.column] for word in words)
        elements[value.row, value.column].headers = tuple(headers)
    return root, elements


def _list_rows(cell: GridCell) -> range:
    return range(cell.row, cell.row + cell.row_span)
