"""Read the cells of one sheet, row by row."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from report_editor.ooxml.number_formats import format_iso_moment
from report_editor.ooxml.parse import SHEET, parse_number, parse_switch
from report_editor.ooxml.problems import PackageProblem, refuse_damaged, refuse_too_large
from report_editor.ooxml.references import MAX_COLUMNS, MAX_ROWS, Position, parse_cell, parse_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.ooxml.number_formats import CellFormats
    from report_editor.ooxml.parse import Element

MAX_CELLS = 300_000
"""Cells of a sheet; a report has a few hundred."""
MAX_SHEET_TEXT = 2_000_000
"""Characters of all cells of a sheet, of which many may share one long text."""
_ESCAPE = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""Code of a character; half of a surrogate pair is none."""


class SheetCell(NamedTuple):
    """Content of a cell."""

    position: Position
    text: str
    """Text, or number as shown; of a formula the value stored with it."""
    formula: str | None
    is_ruled: bool
    look: str
    """Text as the number format shows it, rounded or hidden; a date is one in :attr:`text` too."""


class SheetRow(NamedTuple):
    """Row that holds cells, counted from 0."""

    number: int
    is_hidden: bool
    cells: list[SheetCell]


class Sheet:
    """Content of one sheet."""

    def __init__(
        self, root: Element, part: str, strings: Sequence[str], formats: CellFormats
    ) -> None:
        """Take the root of the sheet's part, and what the workbook shares among its sheets."""
        self._root, self._part, self._strings, self._formats = root, part, strings, formats

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that hold cells, in order; empty ones, be they a million, cost little."""
        number, count, length = -1, 0, 0
        for row in self._root.iterfind(f"{SHEET}sheetData/{SHEET}row"):
            stated = row.get("r")
            number = self._index(stated, MAX_ROWS) if stated else number + 1
            count += len(row)
            if count > MAX_CELLS:
                raise PackageProblem(
                    f"这个文件的单元格超过 {MAX_CELLS} 个，不像一份年度报告，没有读取。"
                    "请确认选对了文件。"
                )
            if len(row):
                cells = [*self._cells(row, number)]
                length += sum(len(cell.text) for cell in cells)
                if length > MAX_SHEET_TEXT:
                    raise refuse_too_large()
                yield SheetRow(number, parse_switch(row.get("hidden")), cells)

    def merges(self) -> Iterator[tuple[Position, Position]]:
        """Yield the first and the last cell of each merged range."""
        for merge in self._root.iterfind(f"{SHEET}mergeCells/{SHEET}mergeCell"):
            if (found := parse_range(merge.get("ref", ""))) is not None:
                yield found

    def hidden_columns(self) -> set[int]:
        """Return the columns that are hidden, counted from 0."""
        ends: dict[int, int] = {}  # by column, of the longest hidden range that begins there
        for column in self._root.iterfind(f"{SHEET}cols/{SHEET}col"):
            first, last = parse_number(column.get("min")) - 1, parse_number(column.get("max"))
            if parse_switch(column.get("hidden")) and 0 <= first < min(last, MAX_COLUMNS):
                ends[first] = max(ends.get(first, 0), last)
        if not ends:
            return set()
        longest = accumulate((ends.get(column, 0) for column in range(MAX_COLUMNS)), max)
        return {column for column, end in enumerate(longest) if column < min(end, MAX_COLUMNS)}

    def _cells(self, row: Element, number: int) -> Iterator[SheetCell]:
        column = -1
        for element in row.iterchildren(f"{SHEET}c"):
            reference = element.get("r")
            stated = parse_cell(reference) if reference else Position(number, column + 1)
            if stated is None:
                raise refuse_damaged(self._part)
            column = stated.column
            formula, style, text = element.find(f"{SHEET}f"), element.get("s"), self._text(element)
            is_number = text and element.get("t", "n") == "n"
            yield SheetCell(
                Position(number, column),
                text,
                None if formula is None else formula.text or "",
                self._formats.is_ruled(style),
                self._formats.render(text, style) if is_number else text,
            )

    def _text(self, element: Element) -> str:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return read_text(element.find(f"{SHEET}is"))
        raw = element.findtext(f"{SHEET}v")
        if not raw:
            return ""
        if kind == "s":
            return self._strings[self._index(raw, len(self._strings) - 1, first=0)]
        if kind == "n":
            return self._formats.format(raw, element.get("s"))
        if kind == "b":
            return "TRUE" if parse_switch(raw) else "FALSE"
        return format_iso_moment(raw) if kind == "d" else _unescape(raw)

    def _index(self, text: str, last: int, first: int = 1) -> int:
        """Return a number of the file, from ``first`` to ``last``, counted from 0."""
        number = parse_number(text, -1)
        if not first <= number <= last:
            raise refuse_damaged(self._part)
        return number - first


def read_text(item: Element | None) -> str:
    """Return the text of a string item, without the readings (phonetic) that may stand over it."""
    pieces: list[str] = []
    for child in () if item is None else item:
        if child.tag == f"{SHEET}t":
            pieces.append(child.text or "")
        elif child.tag == f"{SHEET}r":
            pieces.extend(text.text or "" for text in child.iterchildren(f"{SHEET}t"))
    return _unescape("".join(pieces))


def _unescape(text: str) -> str:
    """Return a text with the characters that stand in it as codes (``_x000D_``)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
