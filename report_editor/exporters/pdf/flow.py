"""Divides what is to be printed into pages."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from report_editor.exporters.typeset.page import HEIGHT, LINE, Item, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.exporters.pdf.table import TableLayout

_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Block:
    """What is not divided: a line of text, a heading, a blank."""

    items: tuple[Item, ...] = ()
    height: float = LINE
    keeps_with_next: bool = False
    """Whether it must stand on the same page as what follows."""


Flow: TypeAlias = "Block | TableLayout"


def keep_together(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, none of which ends a page but the last."""
    return [replace(block, keeps_with_next=True) for block in blocks[:-1]] + list(blocks[-1:])


def paginate(flow: Sequence[Flow]) -> list[Page]:
    """The pages that a report fills."""
    pages = _Pages()
    for chain in _chains(flow):
        pages.add(chain)
    return pages.pages


def _chains(flow: Sequence[Flow]) -> Iterator[list[Flow]]:
    """What stands together: blocks that keep with the next, and that next one."""
    chain: list[Flow] = []
    for each in flow:
        chain.append(each)
        if not (isinstance(each, Block) and each.keeps_with_next):
            yield chain
            chain = []
    if chain:
        yield chain


class _Pages:
    """The pages so far and how far the last one is filled."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self._y = 0.0

    def add(self, chain: list[Flow]) -> None:
        """Puts a chain on the page, or on a new one if it does not fit."""
        blocks = [each for each in chain if isinstance(each, Block)]
        heads = sum(block.height for block in blocks)
        table = chain[-1] if not isinstance(chain[-1], Block) else None
        if not (self._has_room(table, heads) if table else self._fits(heads)):
            self._turn()
        for block in blocks:
            if not self._fits(block.height):
                self._turn()
            self._place(block.items, block.height)
        if table:
            self._add_table(table)

    def _fits(self, height: float) -> bool:
        return self._y == 0 or self._y + height <= HEIGHT + _EPSILON

    def _turn(self) -> None:
        self.pages.append(Page())
        self._y = 0.0

    def _place(self, items: tuple[Item, ...], height: float) -> None:
        if items:
            self.pages[-1].groups.append((self._y, items))
        self._y += height

    def _has_room(self, table: TableLayout, heads: float) -> bool:
        """Whether a table had better begin on this page.

        One that fits a page is not divided unless that would leave half of a page empty, and no
        part of a longer one is shorter than a third of a page.
        """
        room = HEIGHT - self._y
        if table.fit(room - heads):
            return True
        fits_a_page = table.fit(HEIGHT - heads)
        whole = table.height(0, table.line_count - 1) + heads
        if whole <= HEIGHT / 2 or room <= (HEIGHT / 2 if fits_a_page else HEIGHT / 3):
            return False
        return self._last_line(table, 0, room - heads) is not None

    def _add_table(self, table: TableLayout) -> None:
        first = 0
        while first < table.line_count:
            last = self._last_line(table, first, HEIGHT - self._y)
            if last is None and self._y > 0:
                self._turn()
                continue
            last = first if last is None else last
            self._place(table.items(first, last), table.height(first, last))
            first = last + 1
            if first < table.line_count:
                self._turn()
        # Text goes on upon the lines of the page.
        self._y = math.ceil((self._y + LINE / 4) / LINE) * LINE

    @staticmethod
    def _last_line(table: TableLayout, first: int, room: float) -> int | None:
        """The last line of a table that a part beginning with a line can have in some room."""
        found = None
        for line in range(first, table.line_count):
            if table.height(first, line) > room + _EPSILON:
                break
            if table.may_break_after(line):
                found = line
        return found
