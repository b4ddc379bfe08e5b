"""A rectangle of texts, as spreadsheets put it on the clipboard: TSV and an HTML table."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TypeAlias

Texts: TypeAlias = "list[list[str | None]]"
"""Lines of cells; None is a place that a merged cell covers."""

LONGEST = 2_000_000
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
    check_length(text)
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


def check_length(text: str) -> None:
    """Refuses what is too long to be looked at."""
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
