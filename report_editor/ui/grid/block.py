"""A rectangle of texts, as spreadsheets put it on the clipboard: TSV and an HTML table.

What comes from the clipboard is parsed, never shown, and bounded in size.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

Texts: TypeAlias = "list[list[str | None]]"
"""Lines of cells; None is a place that a merged cell covers."""

LONGEST = 4_000_000
"""Characters of the longest text looked at."""
MOST_LINES = 1_000
MOST_PLACES = 200
MOST_CELLS = 20_000

_FORMULA = ("=", "+", "@")


class TooLargeError(ValueError):
    """What is on the clipboard is no part of a form: it is far too large."""


@dataclass(frozen=True, slots=True)
class BlockCell:
    """A text with the places it covers."""

    line: int
    place: int
    lines: int
    places: int
    text: str
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines and places with cells in them; where there is none, nothing was copied."""

    lines: int
    places: int
    cells: tuple[BlockCell, ...]

    def texts(self) -> Texts:
        """The texts by line and place, a merged cell's where it begins."""
        rows: Texts = [[None] * self.places for _ in range(self.lines)]
        for cell in self.cells:
            rows[cell.line][cell.place] = cell.text
        return rows


def to_tsv(block: Block) -> str:
    """The block as tab-separated text, as spreadsheets write it."""
    return "\n".join("\t".join(map(_field, row)) for row in block.texts())


def to_html(block: Block) -> str:
    """The block as an HTML table with merged cells."""
    rows = ["" for _ in range(block.lines)]
    for cell in sorted(block.cells, key=lambda each: (each.line, each.place)):
        tag = "th" if cell.is_header else "td"
        spans = f' rowspan="{cell.lines}"' if cell.lines > 1 else ""
        spans += f' colspan="{cell.places}"' if cell.places > 1 else ""
        # Excel and WPS take a text for a formula or a date unless they are told that it is none.
        style = "" if _is_number(cell.text) else " style=\"mso-number-format:'\\@'\""
        rows[cell.line] += f"<{tag}{spans}{style}>{html.escape(cell.text)}</{tag}>"
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<meta charset="utf-8"><table border="1">\n{body}</table>'


def from_tsv(text: str) -> Texts:
    """Reads tab-separated text; exactly one line end at the end is dropped.

    Raises:
        TooLargeError: it is too large for a part of a form.
    """
    _bounded(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Texts = [[]]
    at = 0
    while True:
        field_text, at = _next_field(text, at)
        rows[-1].append(field_text)
        if at >= len(text):
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
        if len(rows) > MOST_LINES or len(rows[-1]) > MOST_PLACES:
            raise TooLargeError
    return rows


def from_html(markup: str) -> Texts | None:
    """Reads the largest table of a piece of HTML, or returns None where there is none.

    Raises:
        TooLargeError: it is too large for a part of a form.
    """
    _bounded(markup)
    parser = _Tables()
    parser.feed(markup)
    parser.close()
    tables = [table for table in map(_expanded, parser.tables) if table]
    return max(tables, key=lambda rows: sum(map(len, rows)), default=None)


def _bounded(text: str) -> None:
    if len(text) > LONGEST:
        raise TooLargeError


def _field(text: str | None) -> str:
    if text is None:
        return ""
    if text.startswith(_FORMULA) and not _is_number(text):
        text = "'" + text
    if any(each in text for each in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _next_field(text: str, at: int) -> tuple[str, int]:
    """The field that begins at a place, and the place of the tab or line end after it."""
    if at < len(text) and text[at] == '"':
        closing = at + 1
        while (closing := text.find('"', closing)) >= 0:
            if text[closing + 1 : closing + 2] != '"':
                break
            closing += 2
        after = closing + 1
        if closing >= 0 and (after == len(text) or text[after] in "\t\n"):
            return text[at + 1 : closing].replace('""', '"'), after
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


@dataclass(slots=True)
class _Cell:
    lines: int
    places: int
    text: list[str] = field(default_factory=list)


class _Tables(HTMLParser):
    """Collects the rows of tables; a table in a cell counts as that cell's text."""

    _SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Cell]]] = []
        self._depth = 0
        self._silent = 0
        self._cell: _Cell | None = None
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a table, a row or a cell."""
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._cell = None
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        elif self._cell is not None and tag in ("br", "p", "div"):
            self._cell.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Ends a table, a row or a cell."""
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
            if self._depth == 0:
                self._cell = None
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Adds to the text of the open cell."""
        if self._cell is not None and not self._silent:
            self._cell.text.append(data)

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._count += 1
        if self._count > MOST_CELLS:
            raise TooLargeError
        if not self.tables[-1]:
            self.tables[-1].append([])
        self._cell = _Cell(
            _span(attributes.get("rowspan"), MOST_LINES),
            _span(attributes.get("colspan"), MOST_PLACES),
        )
        self.tables[-1][-1].append(self._cell)


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return (
        min(most, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    )


def _expanded(rows: list[list[_Cell]]) -> Texts:
    """The texts by line and place, as merged cells cover them."""
    if len(rows) > MOST_LINES:
        raise TooLargeError
    taken: dict[tuple[int, int], str | None] = {}
    for line, row in enumerate(rows):
        place = 0
        for cell in row:
            while (line, place) in taken:
                place += 1
            if place + cell.places > MOST_PLACES:
                raise TooLargeError
            for down in range(min(cell.lines, len(rows) - line)):
                for right in range(cell.places):
                    taken[line + down, place + right] = None
            taken[line, place] = " ".join("".join(cell.text).split())
            if len(taken) > MOST_CELLS:
                raise TooLargeError
            place += cell.places
    width = max((place + 1 for _, place in taken), default=0)
    return [[taken.get((line, place)) for place in range(width)] for line in range(len(rows))]
