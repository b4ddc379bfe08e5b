"""Result of placing a pasted block: a text for each cell, and what has no cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the block that gets no cell."""

    text: str
    why: str
    """Reason in Chinese, without a full stop."""


@dataclass(slots=True)
class Placement:
    """Texts for cells of one table, and what could not be placed."""

    raws: dict[Address, str] = field(default_factory=dict)
    """Texts for inputs, blanks included."""
    totals: dict[Address, str] = field(default_factory=dict)
    """Printed totals, to be compared with the computed ones."""
    aimless: set[Address] = field(default_factory=set)
    """Totals that only stand where the form has one: they count where they agree."""
    left_out: list[LeftOut] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    """Reasons in Chinese for which a place is not certain."""
    skipped: int = 0
    """Selected cells that cannot be filled in, where one text fills a selection."""
    by_labels: bool = False
    by_headers: bool = False

    @property
    def count(self) -> int:
        """Return how many texts have a cell."""
        return len(self.raws) + len(self.totals)

    def leave_out(self, texts: Sequence[str | None], why: str) -> None:
        """Note texts that get no cell; blanks need none."""
        self.left_out += [LeftOut(text, why) for text in texts if text and text.strip()]

    def guess(self, why: str) -> None:
        """Note, once, a reason to ask."""
        if why not in self.guesses:
            self.guesses.append(why)


@dataclass(frozen=True, slots=True)
class Target:
    """Selected rectangle of the grid in which a paste begins."""

    row: int
    column: int
    row_count: int = 1
    column_count: int = 1
    addresses: tuple[Address, ...] = ()
    """Values selected."""
