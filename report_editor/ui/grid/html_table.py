"""Reads the table out of a piece of HTML that another program copied.

What comes from the clipboard is parsed, never shown, and bounded in size. The parser is libxml2's:
that of the standard library takes minutes for 200 kB of opening angle brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from report_editor.ui.grid.block import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TooLargeError,
    check_length,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.ui.grid.block import Texts

Element = Any  # lxml ships no types

_SILENT = frozenset({"script", "style"})
_BREAKS = frozenset({"br", "p", "div", "td", "th", "tr", "li"})


def from_html(markup: str) -> Texts | None:
    """The largest table, or None where there is none; a table inside a cell is that cell's text.

    Raises:
        TooLargeError: it is too large for a part of a form.
    """
    check_length(markup)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(markup.encode(errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    tables = [_expanded(list(_rows(table))) for table in root.iter("table") if _outermost(table)]
    return max(
        (rows for rows in tables if any(rows)),
        key=lambda rows: sum(map(len, rows)),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: int
    places: int
    text: str


def _outermost(table: Element) -> bool:
    return next(table.iterancestors("table"), None) is None


def _rows(table: Element) -> Iterator[list[_Cell]]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield [
                _Cell(
                    _span(cell.get("rowspan"), MOST_ROWS),
                    _span(cell.get("colspan"), MOST_COLUMNS),
                    _text(cell),
                )
                for cell in row.iterchildren("td", "th")
            ]


def _text(cell: Element) -> str:
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in _BREAKS:
            parts.append(" ")
        if element.tag not in _SILENT:
            parts.append(element.text or "")
        if element is not cell:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    return min(most, max(1, int(text))) if is_number else 1


def _expanded(rows: list[list[_Cell]]) -> Texts:
    """The texts by line and place, as merged cells cover them."""
    if len(rows) > MOST_ROWS:
        raise TooLargeError
    taken: dict[tuple[int, int], str | None] = {}
    for line, row in enumerate(rows):
        place = 0
        for cell in row:
            while (line, place) in taken:
                place += 1
            if place + cell.places > MOST_COLUMNS:
                raise TooLargeError
            for down in range(min(cell.lines, len(rows) - line)):
                for right in range(cell.places):
                    taken[line + down, place + right] = None
            taken[line, place] = cell.text
            if len(taken) > MOST_CELLS:
                raise TooLargeError
            place += cell.places
    width = max((place + 1 for _, place in taken), default=0)
    return [[taken.get((line, place)) for place in range(width)] for line in range(len(rows))]
