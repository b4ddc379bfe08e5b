"""From text to runs: which font shows each character, how wide it is, where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.roles import MISSING, FontRole, Fonts
from report_editor.exporters.typeset.line_breaking import (
    belongs_together,
    break_lines,
    is_opening,
    slack,
)
from report_editor.exporters.typeset.page import BODY_SIZE, CELL, Phrase, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.fonts.face import Face

_GRID = CELL / BODY_SIZE
"""What a full-width character of body text takes of its own width, so that 28 fill a line."""

_BASELINE = 0.38
"""How far the baseline of Chinese type lies below the middle of the line, in em."""

_SEEN_AS_BLANK = 0.08
"""In em: readers of PDF take a wider gap between two characters for a blank between words."""

_JOINED_SCRIPTS = {
    "ARABIC": "阿拉伯字母（维吾尔文、哈萨克文等）",
    "MONGOLIAN": "蒙古文",
    "TIBETAN": "藏文",
    "DEVANAGARI": "天城文",
    "HEBREW": "希伯来文",
}
"""Scripts whose letters take their form or place from those beside them, by their Unicode name."""

_WHITE = re.compile(r"[^\S　]")
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f]"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set."""

    role: FontRole
    size: float
    on_grid: bool = False
    """Whether full-width characters are spaced as the 28 of a line of body text."""
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as it will be printed."""

    char: str
    face: Face
    style: Style
    stroke: float
    natural: float
    """The width of its glyph."""
    width: float
    """What it takes of the line."""


class Typesetter:
    """Sets text in the fonts of this computer and remembers what they lack."""

    def __init__(self, fonts: Fonts) -> None:
        """Begins with no character missing."""
        self.fonts = fonts
        self.missing: dict[str, None] = {}
        self.joined_scripts: dict[str, None] = {}
        """Scripts that were printed letter by letter, although they should be joined."""
        self._known: dict[tuple[str, Style], Letter] = {}

    def letters(self, text: str, style: Style) -> list[Letter]:
        """The characters of a text without what cannot be seen."""
        return [self._letter(char, style) for char in visible(text)]

    def _letter(self, char: str, style: Style) -> Letter:
        known = self._known.get((char, style))
        if known is not None:
            return known
        typeface = self.fonts[style.role]
        face = typeface.face(char)
        if face is None:
            self.missing[char] = None
            char, face = MISSING, typeface.face(MISSING) or typeface.faces[0]
        elif script := _JOINED_SCRIPTS.get(unicodedata.name(char, "").split(" ")[0]):
            self.joined_scripts[script] = None
        em = face.advance(char)
        natural = em * style.size
        width = natural * _GRID if style.on_grid and em > 0.9 else natural
        letter = Letter(char, face, style, typeface.stroke * style.size, natural, width)
        self._known[letter.char, style] = letter
        return letter

    def wrap(
        self, letters: Sequence[Letter], limit: float, indent: float = 0.0
    ) -> list[list[Letter]]:
        """The lines of a paragraph."""
        text = "".join(letter.char for letter in letters)
        widths = [letter.width for letter in letters]
        cuts = break_lines(text, widths, limit, indent)
        return [list(letters[start:end]) for start, end in cuts]


def visible(text: str) -> str:
    """A text in one line, without control characters and other invisible ones."""
    text = _IGNORABLE.sub("", _WHITE.sub(" ", text))
    return "".join(
        char
        for char in text
        if unicodedata.category(char) not in {"Cc", "Cf"} and not 0xE0100 <= ord(char) <= 0xE01EF
    )


def width_of(letters: Sequence[Letter]) -> float:
    """What some letters take, without a blank at the end."""
    return sum(letter.width for letter in _without_blanks(letters))


def baseline(height: float, size: float) -> float:
    """The baseline of a line of that height, downwards from its top."""
    return height / 2 + _BASELINE * size


def set_line(letters: Sequence[Letter], x: float, y: float, room: float) -> list[Run]:
    """Sets a line from x on, squeezed at its punctuation where it is wider than its room.

    Args:
        letters: The line.
        x: Where it begins.
        y: Its baseline.
        room: How wide it may be.
    """
    return _spaced(_without_blanks(letters), x, y, room, 0.0)


def set_flush_line(
    letters: Sequence[Letter], x: float, y: float, room: float
) -> list[Run | Phrase]:
    """Sets a line that fills its room, spread between all characters that form no word."""
    letters = _without_blanks(letters)
    spare = room - width_of(letters)
    gaps = sum(_gaps(letters))
    stretch = spare / gaps if spare > 0 and gaps else 0.0
    runs = _spaced(letters, x, y, room, stretch)
    if letters and stretch > _SEEN_AS_BLANK * letters[0].style.size:
        return [Phrase("".join(letter.char for letter in letters), tuple(runs))]
    return [*runs]


def _without_blanks(letters: Sequence[Letter]) -> Sequence[Letter]:
    end = len(letters)
    while end and letters[end - 1].char == " ":
        end -= 1
    return letters[:end]


def _gaps(letters: Sequence[Letter]) -> list[bool]:
    """Between which characters of a line there may be more room."""
    return [not belongs_together(left.char, right.char) for left, right in pairwise(letters)]


def _spaced(
    letters: Sequence[Letter], x: float, y: float, room: float, stretch: float
) -> list[Run]:
    spare = room - width_of(letters)
    gaps = [*_gaps(letters), False]
    slacks = [slack(letter.char, letter.width) for letter in letters]
    squeeze = min(1.0, -spare / sum(slacks)) if spare < 0 and sum(slacks) > 0 else 0.0
    places: list[float] = []
    for letter, blank, gap in zip(letters, slacks, gaps, strict=False):
        less = blank * squeeze
        places.append(x - less if is_opening(letter.char) else x)
        x += letter.width - less + (stretch if gap else 0.0)
    return _runs(letters, places, y)


def _runs(letters: Sequence[Letter], places: Sequence[float], y: float) -> list[Run]:
    """Joins letters of one kind that are evenly spaced."""
    runs: list[Run] = []
    start = 0
    while start < len(letters):
        first = letters[start]
        spacing = 0.0
        end = start + 1
        while end < len(letters):
            before, letter = letters[end - 1], letters[end]
            if letter.face is not first.face or letter.style != first.style:
                break
            extra = places[end] - places[end - 1] - before.natural
            if end == start + 1:
                spacing = extra
            elif abs(extra - spacing) > 0.001:
                break
            end += 1
        text = "".join(letter.char for letter in letters[start:end])
        style = first.style
        runs.append(
            Run(places[start], y, text, first.face, style.size, spacing, first.stroke, style.gray)
        )
        start = end
    return runs
