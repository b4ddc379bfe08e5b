"""Content of one PDF page: its characters and its ruled lines, with their coordinates.

Coordinates are in points, x to the right and y downward from the top left corner as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Char:
    """A visible character."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Height, which is the width that a Chinese character of this size has."""
    middle: float
    """Height on the page of the middle of the ink."""
    is_spelled: bool = False
    """It is spelled out for what is drawn there: its coordinates are about right, no more."""


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A horizontal or vertical line of a table, or an edge of a ruled box."""

    is_horizontal: bool
    at: float
    """Its y if horizontal, its x if vertical."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A piece of text as drawn: the address by which pdfium knows it, and its extent."""

    address: int
    left: float
    right: float
    middle: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything a page holds that a reader needs."""

    height: float
    chars: list[Char]
    ruled_lines: list[RuledLine]
    has_picture: bool
