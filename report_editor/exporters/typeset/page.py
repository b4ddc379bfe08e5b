"""Describe the page of GB/T 9704-2012 and the items that can stand on it; lengths are points."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.exporters.fonts.face import Face
    from report_editor.exporters.typeset.structure import Artifact, Element

MM = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
"""Upper left corner of the type area (版心)."""
WIDTH, HEIGHT = 156 * MM, 225 * MM
"""Size of the type area."""

LINES, CHARACTERS = 22, 28
"""Lines of a page and characters of a line."""
LINE = HEIGHT / LINES
"""Height of a line."""
CELL = WIDTH / CHARACTERS
"""Width of a character with the space beside it."""

TITLE_LINE = 1.25 * LINE
"""Height of a line of the title."""

BODY_SIZE = 16.0
"""三号"""
TITLE_SIZE = 22.0
"""二号"""
FOLIO_SIZE = 14.0
"""四号, for page numbers."""
FOLIO_DROP = 7 * MM
"""From the type area down to the dashes of the page number."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face on one baseline, evenly spaced."""

    x: float
    y: float
    """Baseline, downwards from the top of the group."""
    text: str
    face: Face
    size: float
    spacing: float = 0.0
    """Space added after each character."""
    stroke: float = 0.0
    """Added thickness of the outlines."""
    gray: float = 0.0
    """0 is black, 1 white."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs that are one text although their places do not show it.

    They stand on several lines of a cell, or are spread or squeezed to fill a line.
    """

    text: str
    runs: tuple[Run, ...]


def list_runs(text: Run | Phrase) -> tuple[Run, ...]:
    """Return the runs of a text."""
    return text.runs if isinstance(text, Phrase) else (text,)


@dataclass(frozen=True, slots=True)
class Box:
    """Frame of a table cell."""

    x: float
    y: float
    width: float
    height: float
    is_tinted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float


Color: TypeAlias = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A colored rectangle: a bar of a chart, the ground behind a text."""

    x: float
    y: float
    width: float
    height: float
    color: Color
    frame: Color | None = None
    """Color of a line around it, half of which stands outside."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Squares of a QR code in a square."""

    x: float
    y: float
    side: float
    rows: tuple[tuple[bool, ...], ...]
    """True is dark; as many in a row as there are rows."""

    def list_bars(self) -> Iterator[tuple[float, float, float, float]]:
        """Yield the dark squares, those side by side as one: x, y, width and height."""
        size = self.side / len(self.rows)
        for number, row in enumerate(self.rows):
            at = 0
            for is_dark, squares in groupby(row):
                count = len(list(squares))
                if is_dark:
                    yield self.x + at * size, self.y + number * size, count * size, size
                at += count


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline that a reader of the PDF shows beside the pages."""

    title: str
    level: int = 0
    """0 for a section, 1 for a heading in its text."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Text that is the content of an element of the report, or a kind of artifact."""

    owner: Element | Artifact
    texts: tuple[Run | Phrase, ...]


Item: TypeAlias = Tagged | Box | Rule | Fill | Matrix | Bookmark
"""Text is always tagged; what is no text is an artifact, except bookmarks."""


@dataclass(slots=True)
class Page:
    """A page: groups of items, each with the height at which the group begins."""

    groups: list[tuple[float, tuple[Item, ...]]] = field(default_factory=list)


def iterate_runs(pages: Iterable[Page]) -> Iterator[Run]:
    """List the runs of all texts on some pages."""
    for page in pages:
        for _, items in page.groups:
            for item in items:
                for text in item.texts if isinstance(item, Tagged) else ():
                    yield from list_runs(text)
