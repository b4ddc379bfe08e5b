"""Result of placing a pasted block: a text for each cell, and what has no cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address

LONGEST_SHOWN = 20
"""Characters of a text of the block that a sentence quotes."""


@dataclass(frozen=True, slots=True)
class OmittedText:
    """Text of the block that gets no cell."""

    text: str
    reason: str
    """Reason in Chinese, without a full stop."""


@dataclass(slots=True)
class BlockPlacement:
    """Texts for cells of one table, and what could not be placed."""

    raws: dict[Address, str] = field(default_factory=dict)
    """Texts for inputs, blanks included."""
    totals: dict[Address, str] = field(default_factory=dict)
    """Printed totals, to be compared with the computed ones."""
    aimless: set[Address] = field(default_factory=set)
    """Totals that only stand where the form has one: they count where they agree."""
    omitted: list[OmittedText] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    """Reasons in Chinese for which a place is not certain."""
    skipped: int = 0
    """Selected cells that cannot be filled in, where one text fills a selection."""
    by_labels: bool = False
    has_certain_labels: bool = False
    by_headers: bool = False

    @property
    def count(self) -> int:
        """Return how many texts have a cell."""
        return len(self.raws) + len(self.totals)

    def count_rows(self) -> int:
        """Return into how many rows of the table texts go."""
        return len({address.split(".")[1] for address in (*self.raws, *self.totals)})

    def omit(self, texts: Sequence[str | None], reason: str) -> None:
        """Note texts that get no cell; blanks need none."""
        self.omitted += [OmittedText(text, reason) for text in texts if text and text.strip()]

    def guess(self, reason: str) -> None:
        """Note, once, a reason to ask."""
        if reason not in self.guesses:
            self.guesses.append(reason)


@dataclass(frozen=True, slots=True)
class Target:
    """Selected rectangle of the grid in which a paste begins."""

    row: int
    column: int
    row_count: int = 1
    column_count: int = 1
    addresses: tuple[Address, ...] = ()
    """Values selected."""
