"""A face of a font, asked character by character, and what of it a PDF embeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.cff import cff_subset
from report_editor.exporters.fonts.opentype import FontError, FontTables
from report_editor.exporters.fonts.truetype import truetype_subset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_POSTSCRIPT_NAME = 6


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file in which the glyph ``n + 1`` is that of the character ``n``."""

    data: bytes
    is_cff: bool
    """Whether the outlines are those of OpenType CFF; else they are TrueType ones."""


class Face:
    """One face of a font file; it remembers every character it was asked for."""

    def __init__(self, path: Path, index: int, family: str) -> None:
        """Nothing is read before it is needed.

        Args:
            path: The font file.
            index: Which face of a collection.
            family: Its name, for people.
        """
        self.family = family
        self._path, self._index = path, index
        self._open: FontTables | None = None
        self._widths: dict[str, int | None] = {}

    def _opened(self) -> FontTables:
        if self._open is None:
            self._open = FontTables(self._path, self._index)
        return self._open

    def release(self) -> None:
        """Lets go of the file: it can be replaced or removed again."""
        self._open = None

    @cached_property
    def _units(self) -> int:
        return self._opened().units

    @cached_property
    def _reach(self) -> tuple[int, int]:
        return self._opened().reach

    @cached_property
    def name(self) -> str:
        """The PostScript name that a PDF shows."""
        names = (name for kind, name in self._opened().names() if kind == _POSTSCRIPT_NAME)
        return re.sub(r"[^A-Za-z0-9-]", "", next(names, "")) or "Font"

    def has(self, char: str) -> bool:
        """Whether the face can show a character; what cannot be read shows none."""
        try:
            return self._width(char) is not None
        except (FontError, OSError):
            return False

    def advance(self, char: str) -> float:
        """The width of a character, in em."""
        return (self._width(char) or 0) / self._units

    def _width(self, char: str) -> int | None:
        if char not in self._widths:
            font = self._opened()
            if not (font.has(b"CFF ") or font.has(b"glyf")):
                raise FontError("no outlines, or such as vary")
            glyph = font.glyph(char)
            self._widths[char] = font.width(glyph) if glyph else None
        return self._widths[char]

    def subset(self, chars: Sequence[str]) -> Subset:
        """The font that shows some characters.

        Raises:
            FontError: it is damaged.
        """
        font = self._opened()
        glyphs = [font.glyph(char) for char in chars]
        if font.has(b"glyf"):
            return Subset(truetype_subset(font, glyphs), is_cff=False)
        return Subset(cff_subset(font, glyphs, self.name), is_cff=True)

    @property
    def ascent(self) -> int:
        """How high the face reaches, in font units."""
        return self._reach[0]

    @property
    def descent(self) -> int:
        """How deep the face reaches, in font units, negative."""
        return self._reach[1]

    def per_mille(self, units: float) -> float:
        """A length of the face in thousandths of an em, as PDF wants it."""
        return round(units * 1000 / self._units, 3)
