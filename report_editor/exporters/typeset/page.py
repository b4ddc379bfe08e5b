"""The page of GB/T 9704-2012 and what can stand on it. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from report_editor.exporters.fonts.face import Face

MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
"""The upper left corner of the type area (版心)."""
WIDTH, HEIGHT = 156 * MM, 225 * MM
"""The size of the type area."""

LINES, CHARACTERS = 22, 28
"""What fills the type area."""
LINE = HEIGHT / LINES
CELL = WIDTH / CHARACTERS

BODY_SIZE = 16.0
"""三号"""
TITLE_SIZE = 22.0
"""二号"""
FOLIO_SIZE = 14.0
"""四号"""
FOLIO_DROP = 7 * MM
"""From the type area down to the dashes of the page number."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in a row on one baseline, evenly spaced."""

    x: float
    y: float
    """The baseline, downwards from the top of the block."""
    text: str
    face: Face
    size: float
    spacing: float = 0.0
    """What is added after each character."""
    stroke: float = 0.0
    """By how much the outlines are thickened."""
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs that are one text although they stand on several lines, such as a label in a cell."""

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """The frame of a table cell."""

    x: float
    y: float
    width: float
    height: float
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that the outline of the PDF leads to."""

    title: str


Item: TypeAlias = Run | Phrase | Box | Rule | Bookmark


@dataclass(slots=True)
class Page:
    """A page: groups of items, each with the height at which its origin stands."""

    groups: list[tuple[float, tuple[Item, ...]]] = field(default_factory=list)
