"""Rectangle of texts as spreadsheets put it on the clipboard: TSV and an HTML table.

TSV is read and written here because the csv module loses the cells after a quotation mark that is
not closed, and because texts that a spreadsheet would take for a formula have to be marked.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TypeAlias

Texts: TypeAlias = "list[list[str | None]]"
"""Rows of texts; None is a position that a merged cell covers."""

MOST_CHARACTERS = 2_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 200
MOST_CELLS = 20_000

_FORMULA = ("=", "+", "@")


class TooLargeError(ValueError):
    """The content of the clipboard is far too large for a part of a form."""


@dataclass(frozen=True, slots=True)
class BlockCell:
    """Text with the positions it covers."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rectangle of cells; positions that no cell covers were not copied."""

    row_count: int
    column_count: int
    cells: tuple[BlockCell, ...]

    def texts(self) -> Texts:
        """Return the texts by row and column, a merged cell's where it begins."""
        rows: Texts = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return rows


def to_tsv(block: Block) -> str:
    """Write the block as tab-separated text, as spreadsheets do."""
    return "\n".join("\t".join(map(_quote, row)) for row in block.texts())


def to_html(block: Block) -> str:
    """Write the block as an HTML table with merged cells."""
    rows = ["" for _ in range(block.row_count)]
    for cell in sorted(block.cells, key=lambda each: (each.row, each.column)):
        tag = "th" if cell.is_header else "td"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        # Excel and WPS take a text for a formula or a date unless they are told that it is none.
        style = "" if _is_number(cell.text) else " style=\"mso-number-format:'\\@'\""
        rows[cell.row] += f"<{tag}{spans}{style}>{html.escape(cell.text)}</{tag}>"
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<meta charset="utf-8"><table border="1">\n{body}</table>'


def from_tsv(text: str) -> Texts:
    """Read tab-separated text; exactly one line end at the end is dropped.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    check_length(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Texts = [[]]
    position = 0
    while True:
        field, position = _read_field(text, position)
        rows[-1].append(field)
        if position >= len(text):
            break
        if text[position] == "\n":
            rows.append([])
        position += 1
        if len(rows) > MOST_ROWS or len(rows[-1]) > MOST_COLUMNS:
            raise TooLargeError
    return rows


def check_length(text: str) -> None:
    """Refuse a text that is too long to be looked at.

    Raises:
        TooLargeError: It is.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLargeError


def _quote(text: str | None) -> str:
    if text is None:
        return ""
    if text.startswith(_FORMULA) and not _is_number(text):
        text = "'" + text
    if any(each in text for each in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _read_field(text: str, start: int) -> tuple[str, int]:
    """Read a field; return it and the position of the tab or line end after it."""
    if start < len(text) and text[start] == '"':
        closing = start + 1
        while (closing := text.find('"', closing)) >= 0:
            if text[closing + 1 : closing + 2] != '"':
                break
            closing += 2
        after = closing + 1
        if closing >= 0 and (after == len(text) or text[after] in "\t\n"):
            return text[start + 1 : closing].replace('""', '"'), after
    ends = [end for end in (text.find("\t", start), text.find("\n", start)) if end >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end
