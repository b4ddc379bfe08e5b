"""A table of the form on paper: merged cells as the official form has them.

Lines of the grid are never cut. After a page break the header is repeated, and a label beside
several rows is printed again for the rows that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import format_number
from report_editor.exporters.fonts.roles import FontRole
from report_editor.exporters.typeset.page import HEIGHT, MM, Box, Item, Phrase, Run
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    baseline,
    set_line,
    width_of,
)
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.forms import Address, GridCell, Table

_WIDE, _NARROW = 12.0, 10.5
"""小四 where every column has room, 五号 elsewhere."""
_SMALLEST, _SMALLEST_NUMBER = 6.0, 4.5
"""A number is set smaller than anything else before it is cut: its pieces look like numbers."""
_SLIGHTLY, _SMALLER = 0.85, 0.7
"""How much of its size a label (自然人), or a text in the place of a number, gives up to stay in
one line."""
_FEW = 3
"""Lines that a text in the place of a number may take before it is set smaller."""
_PADDING_X = 1.5
_PADDINGS = (3.0, 2.4, 1.8)
"""Above and below the text of a cell; less where that keeps the table on one page."""
_LEADING = 1.22
_TALLEST = HEIGHT / 3
"""No line of the grid is higher: a page must hold the header and some lines."""
_VALUES = frozenset({CellRole.INPUT, CellRole.TOTAL})
_NUMBER = re.compile(r"[-+]?[0-9.,]+")
_NUMBERED = re.compile("（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class _CellText:
    """The text of a cell, set in lines."""

    text: str
    lines: tuple[tuple[Letter, ...], ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


class TableLayout:
    """A table with its texts in their lines and the height of every line of its grid."""

    def __init__(self, table: Table, document: Document, typesetter: Typesetter) -> None:
        """Sets every text of the table and measures its lines."""
        self._table = table
        self._typesetter = typesetter
        self.shortened: list[Address] = []
        """Values that are too long for any page and were printed in part."""
        self._size = _WIDE if min(table.paper) > 20 else _NARROW
        edges = [0.0]
        for width in table.paper:
            edges.append(edges[-1] + width * MM)
        self._edges = edges
        self._cells = [(cell, self._set(cell, document)) for cell in table.grid]
        self._padding = _PADDINGS[0]
        self._heights = self._measured()

    @property
    def header_lines(self) -> int:
        """How many lines are repeated after a page break."""
        return self._table.header_rows

    @property
    def line_count(self) -> int:
        """How many lines the grid has."""
        return self._table.grid_row_count

    def fit(self, room: float) -> bool:
        """Sets the lines closer if that brings the whole table into some room.

        Returns:
            Whether it fits; where it does not, its lines are as far apart as they began.
        """
        for self._padding in (*_PADDINGS, _PADDINGS[0]):
            self._heights = self._measured()
            if sum(self._heights) <= room:
                return True
        return False

    def may_break_after(self, line: int) -> bool:
        """Whether a page may end below a line of the grid."""
        if line < self.header_lines or line + 1 >= self.line_count:
            return line + 1 >= self.line_count
        for cell, _ in self._cells:
            last = cell.row + cell.row_span - 1
            if cell.row <= line < last:
                if cell.role is not CellRole.GROUP:
                    return False
                if line == cell.row or line + 1 == last:
                    return False  # one row alone gives its label no room
            if cell.row == line and cell.role in (CellRole.HEADER, CellRole.HEADING):
                return False
        return True

    def height(self, first: int, last: int) -> float:
        """The height of some lines of the grid, with the header where it is repeated."""
        return sum(self._part(first, last).values())

    def items(self, first: int, last: int) -> tuple[Item, ...]:
        """Some lines of the grid, drawn, with the header where it is repeated."""
        heights = self._part(first, last)
        tops: dict[int, float] = {}
        top = 0.0
        for line, height in heights.items():
            tops[line] = top
            top += height
        items: list[Item] = []
        for cell, text in self._cells:
            lines = [line for line in heights if cell.row <= line < cell.row + cell.row_span]
            if lines:
                height = sum(heights[line] for line in lines)
                items += self._drawn(cell, text, tops[lines[0]], height)
        return tuple(items)

    def _part(self, first: int, last: int) -> dict[int, float]:
        """The heights of the lines of a part, the last one higher if a cut label needs it."""
        lines = range(first, last + 1)
        if first > 0:
            lines_of_header = range(min(self.header_lines, first))
            heights = {line: self._heights[line] for line in (*lines_of_header, *lines)}
        else:
            heights = {line: self._heights[line] for line in lines}
        for cell, text in self._cells:
            inside = [line for line in lines if cell.row <= line < cell.row + cell.row_span]
            if inside and cell.row_span > 1:
                lack = text.height + 2 * self._padding - sum(heights[line] for line in inside)
                heights[inside[-1]] += max(0.0, lack)
        return heights

    def _measured(self) -> list[float]:
        least = self._size * _LEADING + 2 * self._padding
        if self._size == _WIDE:
            least += 2 * self._padding
        heights = [least] * self.line_count
        for cell, text in sorted(self._cells, key=lambda each: each[0].row_span):
            span = range(cell.row, cell.row + cell.row_span)
            lack = text.height + 2 * self._padding - sum(heights[line] for line in span)
            if lack > 0:
                for line in span:
                    heights[line] += lack / cell.row_span
        return heights

    # ------------------------------------------------------------------ texts

    def _set(self, cell: GridCell, document: Document) -> _CellText:
        room = (
            self._edges[cell.column + cell.column_span] - self._edges[cell.column] - 2 * _PADDING_X
        )
        if cell.role in _VALUES:
            return self._set_value(cell.key, printed_value(document, cell.key), room)
        is_plain = cell.role is CellRole.GROUP or self._is_beside_values(cell)
        role = FontRole.TABLE if is_plain else FontRole.HEADING
        size = self._fitting_size(cell.text, role, room, _SLIGHTLY)
        letters = self._typesetter.letters(cell.text, Style(role, size))
        lines = self._wrapped(letters, room, balanced=not self._is_beside_values(cell))
        return _CellText(cell.text, lines, size)

    def _fitting_size(self, text: str, role: FontRole, room: float, least: float) -> float:
        """The size that brings a text into one line, where that is not too small; else the usual.

        Args:
            text: What to set.
            role: In which type.
            room: How wide the line is.
            least: How much of the usual size it must be.
        """
        letters = self._typesetter.letters(text, Style(role, self._size))
        fitting = 0.999 * self._size * room / max(width_of(letters), 1.0)
        return fitting if least * self._size <= fitting < self._size else self._size

    def _is_beside_values(self, cell: GridCell) -> bool:
        return cell.role is CellRole.LABEL and cell.row >= self.header_lines

    def _set_value(self, address: Address, text: str, room: float) -> _CellText:
        """A number in one line, smaller where it must be; other text in as many as it needs."""
        least = _SMALLEST_NUMBER / self._size if _NUMBER.fullmatch(text) else _SMALLER
        size = self._fitting_size(text, FontRole.TABLE, room, least)
        lines = self._wrapped(self._letters(text, size), room, balanced=False)
        while len(lines) > _FEW and size > _SMALLEST:
            size = max(_SMALLEST, size - 1.5)
            lines = self._wrapped(self._letters(text, size), room, balanced=False)
        most = int(_TALLEST / (size * _LEADING))
        if len(lines) > most:
            self.shortened.append(address)
            ellipsis = tuple(self._letters("……", size))
            lines = (*lines[: most - 1], ellipsis)
            text = "".join(letter.char for line in lines for letter in line)
        return _CellText(text, lines, size)

    def _letters(self, text: str, size: float) -> list[Letter]:
        return self._typesetter.letters(text, Style(FontRole.TABLE, size))

    def _wrapped(
        self, letters: list[Letter], room: float, *, balanced: bool
    ) -> tuple[tuple[Letter, ...], ...]:
        lines = self._typesetter.wrap(letters, room)
        if balanced and len(lines) > 1:
            lines = self._balanced(letters, lines, room)
        return tuple(tuple(line) for line in lines)

    def _balanced(
        self, letters: list[Letter], lines: list[list[Letter]], room: float
    ) -> list[list[Letter]]:
        """As many lines, but of about the same length, a number like （三） on its own."""
        number = _NUMBERED.match("".join(letter.char for letter in letters))
        if number:
            rest = self._typesetter.wrap(letters[number.end() :], room)
            if len(rest) + 1 == len(lines):
                return [letters[: number.end()], *rest]
        narrowest, widest = sum(letter.width for letter in letters) / len(lines), room
        while widest - narrowest > 1:
            middle = (narrowest + widest) / 2
            tried = self._typesetter.wrap(letters, middle)
            if len(tried) > len(lines):
                narrowest = middle
            else:
                widest, lines = middle, tried
        return lines

    # ------------------------------------------------------------------ drawing

    def _drawn(self, cell: GridCell, text: _CellText, top: float, height: float) -> list[Item]:
        left, right = self._edges[cell.column], self._edges[cell.column + cell.column_span]
        items: list[Item] = [
            Box(left, top, right - left, height, tinted=cell.role is CellRole.HEADING)
        ]
        line_height = text.size * _LEADING
        y = top + (height - len(text.lines) * line_height) / 2
        aligned_left = self._is_beside_values(cell)
        runs: list[Run] = []
        for line in text.lines:
            spare = right - left - 2 * _PADDING_X - width_of(line)
            x = left + _PADDING_X + (_PADDING_X if aligned_left else max(0.0, spare) / 2)
            room = right - _PADDING_X - x
            runs += set_line(line, x, y + baseline(line_height, text.size), room)
            y += line_height
        if runs:
            wrapped = len(text.lines) > 1
            items += [Phrase(_plain_text(text), tuple(runs))] if wrapped else runs
        return items


def printed_value(document: Document, address: Address) -> str:
    """What stands in a cell on paper: the number, with its remark; else what was typed.

    Where the form names no unit, the text is printed as it is, since the unit stands in it.
    """
    cell = document.form.cells[address]
    if cell.is_total:
        return format_number(document.number(address) or 0)
    reading = document.parse(address)
    if reading.number is None or not cell.unit:
        return document.raw(address).strip()
    return format_number(reading.number) + reading.remark


def _plain_text(text: _CellText) -> str:
    return "".join(letter.char for line in text.lines for letter in line)
