"""Gather what a reader finds, in order and within the bounds, into a :class:`Source`.

Formats differ in how they write a table down; what is a table, what is only layout, and how the
lines of a cell are joined is the same for all of them and decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from report_editor.importers.left_out import LeftOut
from report_editor.importers.readers import limits
from report_editor.importers.source import Paragraph, Source, TableBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

Content: TypeAlias = "list[str | Grid]"
"""Content of a cell or a page: paragraphs and tables, in order."""


@dataclass(slots=True)
class Grid:
    """A table as its format writes it: rows of own cells, each with its content."""

    rows: list[list[Content]] = field(default_factory=list)


LONG = 60
"""Characters from which on a text alone in its row is narrative; no row of the form has as many."""

_JOINED = "[\u0300-\u1fff\u2190-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]"
"""Letters and emoji that a joiner between them (U+200C, U+200D) gives another look."""
_INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u200e\u200f\u2060\ufeff]"
    f"|(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANK = re.compile(r"[ \t\r\n\u00a0\u2002-\u200a\u202f]+")


def clean(text: str) -> str:
    """Return a text without invisible characters, runs of blanks as one, none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def raise_digits(text: str) -> str:
    """Return raised text with raised digits: 5 with the mark of footnote 1 is not 51."""
    return text.translate(_RAISED)


def join_lines(lines: Iterable[str]) -> str:
    """Join lines of text: nothing comes between Chinese, a blank between figures or words."""
    text = ""
    for line in lines:
        if text and line and _is_of_word(text[-1]) and _is_of_word(line[0]):
            text += " "
        text += line
    return text


def _is_of_word(char: str) -> bool:
    return char.isdecimal() or (char.isascii() and char.isalnum())


class Collector:
    """Builds a source piece by piece.

    Every method that adds raises :class:`ImportProblem` where a bound of
    :mod:`~report_editor.importers.readers.limits` is passed.
    """

    def __init__(self) -> None:
        """Begin with an empty source."""
        self.source = Source()
        self._rows = self._cells = self._text = self._paragraphs = self._tables = 0

    def drop(self, kind: str, count: int = 1, text: str = "", where: str = "") -> None:
        """Note something left out by rule, with its text where it has one."""
        if count:
            text = clean(text)
            self._count_text(len(text))
            self.source.left_out.append(LeftOut(kind, text, where, count))

    def add_paragraph(self, text: str, where: str = "") -> None:
        """Add a paragraph; a blank one is none."""
        text = clean(text)
        if not text:
            return
        self._paragraphs += 1
        self._count_text(len(text))
        self._add(Paragraph(text, where or f"第 {self._paragraphs} 段"))

    def add_table(self, rows: list[tuple[str, ...]], where: str = "") -> None:
        """Add a table of plain cells; one that is blank throughout is none."""
        if not any(any(row) for row in rows):
            return
        self._rows += len(rows)
        self._cells += sum(len(row) for row in rows)
        if self._rows > limits.MAX_ROWS:
            raise limits.TooLarge(f"表格超过 {limits.MAX_ROWS} 行")
        if self._cells > limits.MAX_CELLS:
            raise limits.TooLarge(f"表格超过 {limits.MAX_CELLS} 格")
        self._count_text(sum(len(cell) for row in rows for cell in row))
        self._tables += 1
        self._add(TableBlock(tuple(rows), where or f"第 {self._tables} 个表格"))

    def add_content(self, content: Content, depth: int = 0) -> None:
        """Add paragraphs and tables in order; a table used for layout gives up what is in it.

        A cell that holds a table of its own, and a long text alone in its row, is layout.
        """
        if depth > limits.MAX_NESTING:
            raise limits.TooLarge(f"表格嵌套超过 {limits.MAX_NESTING} 层")
        for item in content:
            if isinstance(item, str):
                self.add_paragraph(item)
            else:
                self._add_grid(item, depth)

    def _add_grid(self, grid: Grid, depth: int) -> None:
        rows: list[tuple[str, ...]] = []
        is_column = all(len(row) <= 1 for row in grid.rows)
        for row in grid.rows:
            cells = [_unwrap(cell) for cell in row]
            if is_column or _is_layout(cells):
                self.add_table(rows)
                rows = []
                for cell in cells:
                    self.add_content(cell, depth + 1)
            elif cells:
                rows.append(tuple(join_lines(clean(str(line)) for line in cell) for cell in cells))
        self.add_table(rows)

    def _count_text(self, length: int) -> None:
        self._text += length
        limits.check_text(self._text)

    def _add(self, block: Paragraph | TableBlock) -> None:
        self.source.blocks.append(block)
        if len(self.source.blocks) > limits.MAX_BLOCKS:
            raise limits.TooLarge(f"段落和表格超过 {limits.MAX_BLOCKS} 个")


def _unwrap(cell: Content) -> Content:
    """Return the cell without tables of one cell, which only draw a frame around their content."""
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
