"""Turn text into runs: choose the face of each character, measure it and place it on a line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.typefaces import MISSING, FontRole, Fonts
from report_editor.exporters.typeset.line_breaking import (
    break_lines,
    is_inseparable,
    is_opening,
    measure_slack,
)
from report_editor.exporters.typeset.page import BODY_SIZE, CELL, Phrase, Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_editor.exporters.fonts.face import Face

_GRID = CELL / BODY_SIZE
"""By how much a full-width character of body text is spaced, so that 28 fill a line."""
_BASELINE = 0.38
"""Distance of the baseline of Chinese type below the middle of the line, in em."""
_SEEN_AS_BLANK = 0.08
"""In em: readers of PDF take a wider gap between two characters for a blank between words."""
_JOINING_SCRIPTS = {
    "ARABIC": "阿拉伯字母（维吾尔文、哈萨克文等）",
    "MONGOLIAN": "蒙古文",
    "TIBETAN": "藏文",
    "DEVANAGARI": "天城文",
    "HEBREW": "希伯来文",
}
"""Scripts whose letters take their form or place from those beside them, by their Unicode name."""
_MOST_NAMED = 20
"""Number of characters that a note names."""
_WHITE = re.compile(r"[^\S　]")
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]"
)


@dataclass(frozen=True, slots=True)
class Style:
    """Type, size and shade of a text."""

    role: FontRole
    size: float
    on_grid: bool = False
    """True if full-width characters are spaced as the 28 of a line of body text."""
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as it will be printed."""

    char: str
    face: Face
    style: Style
    stroke: float
    glyph_width: float
    width: float
    """Width it takes of the line, which on the grid is more than that of its glyph."""


class Typesetter:
    """Sets text in the fonts of this computer and remembers what they lack."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.missing: dict[str, None] = {}
        """Characters that no font has."""
        self.joining_scripts: dict[str, None] = {}
        """Scripts that were printed letter by letter, although their letters should be joined."""
        self.hidden: dict[str, None] = {}
        """Characters that cannot be seen and were left out."""
        self._known: dict[tuple[str, Style], Letter] = {}

    def clean(self, text: str) -> str:
        """Return a text in one line without what cannot be seen, and remember what that was."""
        cleaned = remove_invisible(text)
        if len(cleaned) < len(text):
            self.hidden.update(dict.fromkeys(char for char in text if not remove_invisible(char)))
        return cleaned

    def shape(self, text: str, style: Style) -> list[Letter]:
        """Return the letters of a text, see :meth:`clean`."""
        return [self._shape_char(char, style) for char in self.clean(text)]

    def _shape_char(self, char: str, style: Style) -> Letter:
        known = self._known.get((char, style))
        if known is not None:
            return known
        typeface = self.fonts[style.role]
        face = typeface.find_face(char)
        if face is None:
            self.missing[char] = None
            char, face = MISSING, typeface.find_face(MISSING) or typeface.faces[0]
        elif script := _JOINING_SCRIPTS.get(unicodedata.name(char, "").split(" ")[0]):
            self.joining_scripts[script] = None
        em = face.measure(char)
        glyph_width = em * style.size
        width = glyph_width * _GRID if style.on_grid and em > 0.9 else glyph_width
        letter = Letter(char, face, style, typeface.stroke * style.size, glyph_width, width)
        self._known[letter.char, style] = letter
        return letter

    def list_notes(self) -> list[str]:
        """Return Chinese sentences about characters that are not on paper as they were written."""
        notes: list[str] = []
        if self.missing:
            named = _name_chars(self.missing)
            notes.append(f"没有字体能显示{named}，印成了“〓”，请换一种写法或安装相应字体。")
        if self.hidden:
            named = _name_chars(self.hidden)
            notes.append(f"报告里决定字形的符号{named}没有起作用，文字按通常的字形印出。")
        if self.joining_scripts:
            notes.append(
                f"报告里有{'、'.join(self.joining_scripts)}：这种文字要连写、叠写或者从右往左排，"
                "这里只能从左往右逐个字母印出。请核对纸面，必要时改用汉字。"
            )
        return notes

    def wrap(
        self, letters: Sequence[Letter], limit: float, indent: float = 0.0
    ) -> list[list[Letter]]:
        """Divide a paragraph into lines no wider than a limit, the first one narrower."""
        widths = [letter.width for letter in letters]
        cuts = break_lines(join_chars(letters), widths, limit, indent)
        return [list(letters[start:end]) for start, end in cuts]


def _name_chars(chars: Mapping[str, None]) -> str:
    """Return some characters with their code points, for a note."""
    named = "、".join(
        f"“{char}”（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}"
        for char in islice(chars, _MOST_NAMED)
    )
    return f"{named}等 {len(chars)} 个字符" if len(chars) > _MOST_NAMED else named


def join_chars(letters: Sequence[Letter]) -> str:
    """Return the text of some letters."""
    return "".join(letter.char for letter in letters)


def remove_invisible(text: str) -> str:
    """Return a text in one line, without control characters and other invisible ones."""
    text = _IGNORABLE.sub("", _WHITE.sub(" ", text))
    return "".join(
        char
        for char in text
        if unicodedata.category(char) not in {"Cc", "Cf"} and not 0xE0100 <= ord(char) <= 0xE01EF
    )


def measure_width(letters: Sequence[Letter]) -> float:
    """Return the width of some letters, without a blank at the end."""
    return sum(letter.width for letter in _strip_blanks(letters))


def find_baseline(height: float, size: float) -> float:
    """Return the baseline of a line of text, downwards from the top of the line."""
    return height / 2 + _BASELINE * size


def set_line(letters: Sequence[Letter], x: float, y: float, room: float) -> list[Run | Phrase]:
    """Set a line that begins at x on the baseline y, squeezed where it is wider than its room."""
    return _set(_strip_blanks(letters), x, y, room, 0.0)


def set_flush_line(
    letters: Sequence[Letter], x: float, y: float, room: float
) -> list[Run | Phrase]:
    """Set a line that fills its room, spread between all characters that form no word."""
    letters = _strip_blanks(letters)
    spare = room - measure_width(letters)
    gaps = sum(_find_gaps(letters))
    return _set(letters, x, y, room, spare / gaps if spare > 0 and gaps else 0.0)


def _set(
    letters: Sequence[Letter], x: float, y: float, room: float, stretch: float
) -> list[Run | Phrase]:
    """Set a line; where its glyphs stand unevenly, its text is written beside them."""
    runs = _space(letters, x, y, room, stretch)
    is_squeezed = measure_width(letters) > room
    if letters and (is_squeezed or stretch > _SEEN_AS_BLANK * letters[0].style.size):
        return [Phrase(join_chars(letters), tuple(runs))]
    return [*runs]


def _strip_blanks(letters: Sequence[Letter]) -> Sequence[Letter]:
    end = len(letters)
    while end and letters[end - 1].char == " ":
        end -= 1
    return letters[:end]


def _find_gaps(letters: Sequence[Letter]) -> list[bool]:
    """Return for each letter but the last whether a line may be spread after it."""
    return [not is_inseparable(left.char, right.char) for left, right in pairwise(letters)]


def _space(letters: Sequence[Letter], x: float, y: float, room: float, stretch: float) -> list[Run]:
    """Place letters from x on, with a stretch at each gap, squeezed into the room."""
    spare = room - measure_width(letters)
    gaps = [*_find_gaps(letters), False]
    slacks = [measure_slack(letter.char, letter.width) for letter in letters]
    squeeze = min(1.0, -spare / sum(slacks)) if spare < 0 and sum(slacks) > 0 else 0.0
    starts: list[float] = []
    for letter, slack, gap in zip(letters, slacks, gaps, strict=False):
        less = slack * squeeze
        starts.append(x - less if is_opening(letter.char) else x)
        x += letter.width - less + (stretch if gap else 0.0)
    return _join_runs(letters, starts, y)


def _join_runs(letters: Sequence[Letter], starts: Sequence[float], y: float) -> list[Run]:
    """Join letters of one face and style that are evenly spaced."""
    runs: list[Run] = []
    start = 0
    while start < len(letters):
        first, style = letters[start], letters[start].style
        spacing = 0.0
        end = start + 1
        while end < len(letters):
            before, letter = letters[end - 1], letters[end]
            if letter.face is not first.face or letter.style != style:
                break
            extra = starts[end] - starts[end - 1] - before.glyph_width
            if end == start + 1:
                spacing = extra
            elif abs(extra - spacing) > 0.001:
                break
            end += 1
        text, shape = join_chars(letters[start:end]), (first.face, style.size, spacing)
        runs.append(Run(starts[start], y, text, *shape, first.stroke, style.gray))
        start = end
    return runs
