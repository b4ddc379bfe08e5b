"""Divide lines, blanks and tables into pages."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from report_editor.exporters.typeset.page import HEIGHT, LINE, Item, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.typeset.table import TableLayout

_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page that is not divided: a line of text, a heading, a blank."""

    items: tuple[Item, ...] = ()
    height: float = LINE
    keeps_with_next: bool = False
    """True if it must stand on the same page as what follows."""


Flow: TypeAlias = "Block | TableLayout"


def keep_together(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks so that no page ends between them."""
    return [replace(block, keeps_with_next=True) for block in blocks[:-1]] + list(blocks[-1:])


def paginate(flow: Sequence[Flow]) -> list[Page]:
    """Divide blocks and tables, in their order, into pages."""
    pages = _Pages()
    chain: list[Flow] = []
    """Part that stands together: blocks that keep with the next, and that next one."""
    for number, each in enumerate(flow, start=1):
        chain.append(each)
        if number == len(flow) or not (isinstance(each, Block) and each.keeps_with_next):
            pages.add(chain)
            chain = []
    return pages.pages


class _Pages:
    """Pages so far, and how far the last one is filled."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self._y = 0.0

    def add(self, chain: list[Flow]) -> None:
        """Put a chain on the page, or on a new one if it does not fit."""
        blocks = [each for each in chain if isinstance(each, Block)]
        heads = sum(block.height for block in blocks)
        table = chain[-1] if not isinstance(chain[-1], Block) else None
        if not (self._has_room(table, heads) if table else self._fits(heads)):
            self._turn()
        for block in blocks:
            if not self._fits(block.height):
                self._turn()
            self._put(block.items, block.height)
        if table:
            self._add_table(table)

    def _fits(self, height: float) -> bool:
        return self._y == 0 or self._y + height <= HEIGHT + _EPSILON

    def _turn(self) -> None:
        self.pages.append(Page())
        self._y = 0.0

    def _put(self, items: tuple[Item, ...], height: float) -> None:
        if items:
            self.pages[-1].groups.append((self._y, items))
        self._y += height

    def _has_room(self, table: TableLayout, heads: float) -> bool:
        """Check whether a table with its headings had better begin on this page.

        One that fits a page is not divided unless that would leave half of a page empty, and no
        part of a longer one is shorter than a third of a page.
        """
        room = HEIGHT - self._y
        if table.fit(room - heads):
            return True
        fits_a_page = table.fit(HEIGHT - heads)
        height = table.measure(0, table.row_count - 1) + heads
        if height <= HEIGHT / 2 or room <= (HEIGHT / 2 if fits_a_page else HEIGHT / 3):
            return False
        return _find_last_row(table, 0, room - heads) is not None

    def _add_table(self, table: TableLayout) -> None:
        first = 0
        while first < table.row_count:
            last = _find_last_row(table, first, HEIGHT - self._y)
            if last is None and self._y > 0:
                self._turn()
                continue
            last = first if last is None else last
            self._put(table.draw(first, last), table.measure(first, last))
            table.page_ends.append(last)
            first = last + 1
            if first < table.row_count:
                self._turn()
        # Text goes on upon the lines of the page.
        self._y = math.ceil((self._y + LINE / 4) / LINE) * LINE


def _find_last_row(table: TableLayout, first: int, room: float) -> int | None:
    """Return the last row of the longest part that fits with its header, None if none does."""
    found = None
    for row in range(first, table.row_count):
        if table.measure(first, row) > room + _EPSILON:
            break
        if table.can_break_after(row):
            found = row
    return found
