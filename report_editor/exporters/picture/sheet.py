"""Set texts and bars anywhere on one A4 page, in the sizes and colors of a picture.

One hue in two depths, and the lighter one framed: told apart in gray and by the color-blind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report_editor.exporters.typeset.page import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    Bookmark,
    Color,
    Fill,
    Page,
    Tagged,
)
from report_editor.exporters.typeset.runs import Letter, Style, Typesetter, measure_width, set_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.fonts.typefaces import FontRole
    from report_editor.exporters.typeset.page import Item
    from report_editor.exporters.typeset.structure import Element

MARGIN = 15 * MM
ROOM = PAGE_WIDTH - 2 * MARGIN
"""Width between the margins."""
BOTTOM = PAGE_HEIGHT - 11 * MM
"""Lowest line of text."""

DEEP, LIGHT, GROUND = (0.11, 0.29, 0.49), (0.80, 0.88, 0.95), (0.94, 0.965, 0.985)
"""Colors of this year and of headings, of last year, and behind key figures."""
_LEADING = 1.35
"""Height of a line, in em."""
_BASELINE = 0.98
"""Baseline of a line below its top, in em, so that Chinese type stands in its middle."""


@dataclass(frozen=True, slots=True)
class Look:
    """Type, size and shade of a text at scale 1."""

    role: FontRole
    size: float
    gray: float = 0.0
    is_strong: bool = False
    """True if it is made bolder where another font stands in for that of its role."""


class Sheet:
    """A page in the making; places are points from its upper left corner."""

    def __init__(self, typesetter: Typesetter, scale: float) -> None:
        """Begin a page whose sizes are multiplied by a scale."""
        self._typesetter = typesetter
        self.scale = scale
        self._items: list[Item] = []

    def make_page(self) -> Page:
        """Return the page with everything that was set."""
        return Page([(-TOP, tuple(self._items))])

    def shape(self, text: str, look: Look) -> list[Letter]:
        """Return the letters of a text."""
        style = Style(look.role, look.size * self.scale, gray=look.gray)
        letters = self._typesetter.shape(text, style)
        return letters if look.is_strong else [replace(each, stroke=0.0) for each in letters]

    def fit(self, parts: Sequence[tuple[str, Look]], room: float) -> list[Letter]:
        """Return the letters of texts in one line, smaller where it would be too long."""

        def shape_all(share: float) -> list[Letter]:
            sized = ((text, replace(look, size=look.size * share)) for text, look in parts)
            return [letter for text, look in sized for letter in self.shape(text, look)]

        letters = shape_all(1.0)
        width = measure_width(letters)
        return letters if width <= room else shape_all(room / width)

    def wrap(self, text: str, look: Look, room: float) -> list[list[Letter]]:
        """Return the letters of a text in lines."""
        return self._typesetter.wrap(self.shape(text, look), room)

    def set_baseline(
        self, owner: Element, letters: list[Letter], x: float, y: float, room: float = ROOM
    ) -> float:
        """Set one line on the baseline y, and return where it ends."""
        if letters:
            self._items.append(Tagged(owner, tuple(set_line(letters, x - LEFT, y, room))))
        return x + min(room, measure_width(letters))

    def measure_line(self, look: Look) -> float:
        """Return the height of a line."""
        return look.size * self.scale * _LEADING

    def set_letters(
        self, owner: Element, letters: list[Letter], x: float, y: float, room: float = ROOM
    ) -> float:
        """Set one line whose top is y, and return where it ends."""
        size = letters[0].style.size if letters else 0.0
        return self.set_baseline(owner, letters, x, y + _BASELINE * size, room)

    def set_text(
        self, owner: Element, text: str, look: Look, x: float, y: float, room: float
    ) -> float:
        """Set a text in lines from y on, and return the y below it."""
        for line in self.wrap(text, look, room):
            self.set_letters(owner, line, x, y, room)
            y += self.measure_line(look)
        return y

    def fill(self, x: float, y: float, width: float, height: float, color: Color = DEEP) -> None:
        """Fill a rectangle, by default in the color of this year."""
        self._items.append(Fill(x - LEFT, y, width, height, color))

    def fill_framed(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle in the color of last year, with a frame in that of this year."""
        self._items.append(Fill(x - LEFT, y, width, height, LIGHT, DEEP))

    def add_bookmark(self, title: str) -> None:
        """Let a reader of the PDF jump to the page by a name."""
        self._items.append(Bookmark(title))
