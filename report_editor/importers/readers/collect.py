"""Gathers what a reader finds, in order and within the bounds, into a :class:`Source`.

Formats differ in how they write a table down; what is a table, what is only layout, and how the
lines of a cell are joined is the same for all of them and decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from report_editor.importers.readers import limits
from report_editor.importers.source import Paragraph, Source, TableBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

Content: TypeAlias = "list[str | Grid]"
"""What stands in a cell or a page: paragraphs and tables, in order."""


@dataclass(slots=True)
class Grid:
    """A table as its format writes it: rows of own cells, each with whatever stands in it."""

    rows: list[list[Content]] = field(default_factory=list)


LONG = 60
"""Characters from which a text alone in its row is narrative; no row of the form has as many."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]"
)
_BLANK = re.compile(r"[ \t\r\n\u00a0\u2002-\u200a\u202f]+")


def clean(text: str) -> str:
    """The text without invisible characters, runs of blanks as one, none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def joined(lines: Iterable[str]) -> str:
    """Lines of one cell as one text: Chinese is written on, figures and words are kept apart."""
    text = ""
    for line in lines:
        if text and line and _is_word(text[-1]) and _is_word(line[0]):
            text += " "
        text += line
    return text


def _is_word(char: str) -> bool:
    return char.isdecimal() or (char.isascii() and char.isalnum())


class Collector:
    """Builds a source piece by piece.

    Every method that adds raises :class:`ImportProblem` where a bound of
    :mod:`~report_editor.importers.readers.limits` is passed.
    """

    def __init__(self) -> None:
        """Begins with nothing."""
        self.source = Source()
        self._rows = 0
        self._cells = 0
        self._text = 0
        self._paragraphs = 0
        self._tables = 0

    def drop(self, kind: str, count: int = 1) -> None:
        """Counts something left out by rule."""
        if count:
            self.source.dropped[kind] = self.source.dropped.get(kind, 0) + count

    def paragraph(self, text: str, where: str = "") -> None:
        """Adds a paragraph; a blank one is none."""
        text = clean(text)
        if not text:
            return
        self._paragraphs += 1
        self._count_text(text)
        self._add(Paragraph(text, where or f"第 {self._paragraphs} 段"))

    def rows(self, rows: list[tuple[str, ...]], where: str = "") -> None:
        """Adds a table of plain cells; one that is blank throughout is none."""
        if not any(any(row) for row in rows):
            return
        self._rows += len(rows)
        self._cells += sum(len(row) for row in rows)
        if self._rows > limits.MAX_ROWS:
            raise limits.too_much(f"表格超过 {limits.MAX_ROWS} 行")
        if self._cells > limits.MAX_CELLS:
            raise limits.too_much(f"表格超过 {limits.MAX_CELLS} 格")
        for row in rows:
            for cell in row:
                self._count_text(cell)
        self._tables += 1
        self._add(TableBlock(tuple(rows), where or f"第 {self._tables} 个表格"))

    def content(self, content: Content, depth: int = 0) -> None:
        """Adds paragraphs and tables in order; a table used for layout gives up what is in it.

        A cell that holds a table of its own, and a long text alone in its row, is layout.
        """
        if depth > limits.MAX_NESTING:
            raise limits.too_much(f"表格嵌套超过 {limits.MAX_NESTING} 层")
        for item in content:
            if isinstance(item, str):
                self.paragraph(item)
            else:
                self._grid(item, depth)

    def _grid(self, grid: Grid, depth: int) -> None:
        rows: list[tuple[str, ...]] = []
        single = all(len(row) <= 1 for row in grid.rows)
        for row in grid.rows:
            cells = [_unwrapped(cell) for cell in row]
            if single or _is_layout(cells):
                self.rows(rows)
                rows = []
                for cell in cells:
                    self.content(cell, depth + 1)
            elif cells:
                rows.append(tuple(joined(clean(str(line)) for line in cell) for cell in cells))
        self.rows(rows)

    def _count_text(self, text: str) -> None:
        self._text += len(text)
        if self._text > limits.MAX_TEXT:
            raise limits.too_much(f"文字超过 {limits.MAX_TEXT // 10_000} 万字")

    def _add(self, block: Paragraph | TableBlock) -> None:
        self.source.blocks.append(block)
        if len(self.source.blocks) > limits.MAX_BLOCKS:
            raise limits.too_much(f"段落和表格超过 {limits.MAX_BLOCKS} 个")


def _unwrapped(cell: Content) -> Content:
    """The cell without tables of one cell, which only draw a frame around what they hold."""
    plain: Content = []
    for item in cell:
        if isinstance(item, Grid) and len(item.rows) == 1 and len(item.rows[0]) == 1:
            plain.extend(item.rows[0][0])
        elif not isinstance(item, str) or item:
            plain.append(item)
    return plain


def _is_layout(cells: list[Content]) -> bool:
    if any(isinstance(item, Grid) for cell in cells for item in cell):
        return True
    texts = [clean("".join(str(item) for item in cell)) for cell in cells]
    return len(cells) == 1 and len(texts[0]) >= LONG
