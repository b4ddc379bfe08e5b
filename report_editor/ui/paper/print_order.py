"""Order of the sides that go through a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Side: TypeAlias = int | None
"""Number of a page, or None for a side that stays empty."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Choices about the order in which pages are printed."""

    has_two_sides: bool = True
    """Set where a sheet is printed on both sides."""
    is_reversed: bool = False
    """Set where the last sheet comes first."""
    copies: int = 1
    """Copies that the printer does not make by itself."""
    is_collated: bool = True
    """Set where a copy is complete before the next begins."""


def list_sides(pages: Sequence[int], order: PrintOrder) -> list[Side]:
    """List the sides in the order in which they are printed.

    Sheets are reversed, not pages: the first page of a sheet stays in front, so that its number
    stays outside. For the same reason each copy begins on a sheet of its own.
    """
    per_sheet = 2 if order.has_two_sides else 1
    sheets: list[list[Side]] = [
        [*pages[at : at + per_sheet]] for at in range(0, len(pages), per_sheet)
    ]
    if order.is_reversed:
        sheets.reverse()
    if order.is_collated:
        sheets = sheets * order.copies
    else:
        sheets = [sheet for sheet in sheets for _ in range(order.copies)]
    sides = [side for sheet in sheets for side in (*sheet, None, None)[:per_sheet]]
    while sides and sides[-1] is None:
        sides.pop()
    return sides
