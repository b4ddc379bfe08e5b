"""Glyphs of an installed font, and a small TrueType font made of them.

Paper needs a few hundred characters of fonts that have tens of thousands. A face reads only
those from the file; outlines of OpenType CFF fonts are turned into the quadratic curves of
TrueType, and every outline is kept for the next export.
"""

from __future__ import annotations

import mmap
import re
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CURVE_ERROR = 0.001
"""How far a converted curve may leave the original, in em: a hundredth of a point in print."""

_MADE = 3_029_529_600
"""The date that a font made here bears, always the same: 2000-01-01, in seconds since 1904."""


class Face:
    """One face of a font file."""

    def __init__(self, path: Path, index: int, family: str) -> None:
        """Opens a face; nothing is read before it is needed.

        Args:
            path: The font file, kept mapped into memory.
            index: Which face of a collection.
            family: Its name, for people.

        Raises:
            OSError: the file cannot be read.
            fontTools.ttLib.TTLibError: it is no font.
        """
        self.family = family
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._font = TTFont(mapped, fontNumber=index, lazy=True)
        if "glyf" in self._font:
            # Names of glyphs are of no use here and slow to make up.
            count = self._font["maxp"].numGlyphs
            self._font.setGlyphOrder([f"g{number}" for number in range(count)])
        self._outlines: dict[str, Any] = {}

    @cached_property
    def _characters(self) -> dict[int, str]:
        characters: dict[int, str] = self._font.getBestCmap() or {}
        return characters

    @cached_property
    def _metrics(self) -> Any:  # noqa: ANN401 - fontTools has no types
        return self._font["hmtx"]

    @cached_property
    def _glyphs(self) -> Any:  # noqa: ANN401
        return self._font.getGlyphSet()

    @cached_property
    def _units(self) -> int:
        return int(self._font["head"].unitsPerEm)

    @cached_property
    def name(self) -> str:
        """The PostScript name that a PDF shows."""
        given = self._font["name"].getDebugName(6) or ""
        return re.sub(r"[^A-Za-z0-9-]", "", given) or "Font"

    def has(self, char: str) -> bool:
        """Whether the face can show a character."""
        return ord(char) in self._characters

    def advance(self, char: str) -> float:
        """The width of a character, in em."""
        return float(self._metrics[self._characters[ord(char)]][0]) / self._units

    def outline(self, char: str) -> Any:  # noqa: ANN401
        """The TrueType outline of a character."""
        found = self._outlines.get(char)
        if found is None:
            found = self._outlines[char] = self._drawn(self._characters[ord(char)])
        return found

    def _drawn(self, name: str) -> Any:  # noqa: ANN401
        pen = TTGlyphPen(None)
        if "glyf" in self._font:
            self._glyphs[name].draw(DecomposingFilterPen(pen, self._glyphs))
        else:
            error = self._units * _CURVE_ERROR
            self._glyphs[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        return pen.glyph(dropImpliedOnCurves=True)

    def truetype(self, chars: Sequence[str]) -> bytes:
        """A TrueType font in which the glyph ``n + 1`` is that of the character ``n``."""
        names = [".notdef", *(f"g{number}" for number in range(len(chars)))]
        outlines = [TTGlyphPen(None).glyph(), *(self.outline(char) for char in chars)]
        widths = [0, *(self._metrics[self._characters[ord(char)]][0] for char in chars)]
        builder = FontBuilder(self._units, isTTF=True)
        builder.font.recalcTimestamp = False
        builder.font["head"].created = builder.font["head"].modified = _MADE
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({})
        builder.setupGlyf(dict(zip(names, outlines, strict=True)))
        builder.setupHorizontalMetrics(
            {
                name: (width, getattr(outline, "xMin", 0))
                for name, width, outline in zip(names, widths, outlines, strict=True)
            }
        )
        builder.setupHorizontalHeader(ascent=self.ascent, descent=self.descent)
        builder.setupPost(keepGlyphNames=False)
        stream = BytesIO()
        builder.save(stream)
        return stream.getvalue()

    @property
    def ascent(self) -> int:
        """How high the face reaches, in font units."""
        return int(self._font["hhea"].ascent)

    @property
    def descent(self) -> int:
        """How deep the face reaches, in font units, negative."""
        return int(self._font["hhea"].descent)

    def per_mille(self, units: float) -> float:
        """A length of the face in thousandths of an em, as PDF wants it."""
        return round(units * 1000 / self._units, 3)
