"""Glyphs of an installed font, and a small TrueType font made of them.

Paper needs a few hundred characters of fonts that have tens of thousands. A face reads only
those from the file; outlines of OpenType CFF fonts are turned into the quadratic curves of
TrueType, and every outline is kept for the next export.
"""

from __future__ import annotations

import mmap
import re
import struct
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.tables._g_l_y_f import Glyph, table__g_l_y_f
from fontTools.ttLib.tables.ttProgram import Program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CURVE_ERROR = 0.001
"""How far a converted curve may leave the original, in em: a hundredth of a point in print."""

_MADE = 3_029_529_600
"""The date that a font made here bears, always the same: 2000-01-01, in seconds since 1904."""


class _OpenFont:
    """The tables of a face while its glyphs are being read."""

    def __init__(self, path: Path, index: int) -> None:
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.font = TTFont(self._file, fontNumber=index, lazy=True)
        self._glyf: _GlyphTable | None = None
        if "glyf" in self.font:
            # Names of glyphs are of no use here and slow to make up.
            count = self.font["maxp"].numGlyphs
            self.font.setGlyphOrder([f"g{number}" for number in range(count)])
            self._glyf = _GlyphTable(self.font, self._file)
        elif "CFF " not in self.font:
            raise TTLibError("no outlines, or such as vary")
        self.characters: dict[int, str] = self.font.getBestCmap() or {}
        self.units = int(self.font["head"].unitsPerEm)
        self._metrics = self.font.reader.tables["hmtx"].offset
        self._metrics_count = int(self.font["hhea"].numberOfHMetrics)

    def width(self, glyph: str) -> int:
        """The advance width of a glyph; the last one of the table holds for all after it."""
        number = min(self.font.getGlyphID(glyph), self._metrics_count - 1)
        return int(struct.unpack_from(">H", self._file, self._metrics + 4 * number)[0])

    @cached_property
    def _charstrings(self) -> Any:  # noqa: ANN401 - fontTools has no types
        # A glyph set would read the widths of all glyphs too, horizontal and vertical.
        fonts = self.font["CFF "].cff
        return fonts[fonts.fontNames[0]].CharStrings

    def outline(self, glyph: str) -> Any:  # noqa: ANN401
        """A glyph as a simple TrueType outline."""
        if self._glyf is not None:
            return self._glyf.simple(glyph)
        pen = TTGlyphPen(None)
        error = self.units * _CURVE_ERROR
        self._charstrings[glyph].draw(Cu2QuPen(pen, error, reverse_direction=True))
        return pen.glyph()


class _GlyphTable(table__g_l_y_f):  # type: ignore[misc]
    """The ``glyf`` table, of which only the glyphs asked for are read.

    fontTools' own reads all of them, which takes 40 MB for a Chinese font.
    """

    def __init__(self, font: TTFont, file: mmap.mmap) -> None:
        super().__init__("glyf")
        self.glyphOrder = font.getGlyphOrder()
        self.glyphs = _Glyphs(font["loca"], file, font.reader.tables["glyf"].offset)

    def simple(self, name: str) -> Any:  # noqa: ANN401
        """A glyph whose parts, if it has any, are drawn out, without hints."""
        coordinates, ends, flags = self[name].getCoordinates(self)
        glyph = Glyph()
        glyph.numberOfContours = len(ends)
        if ends:
            coordinates.toInt()
            glyph.coordinates, glyph.endPtsOfContours, glyph.flags = coordinates, ends, flags
            glyph.program = Program()
            glyph.program.fromBytecode(b"")
        return glyph


class _Glyphs(dict[str, Any]):
    """Reads a glyph when it is first wanted."""

    def __init__(self, places: Sequence[int], file: mmap.mmap, start: int) -> None:
        super().__init__()
        self._places, self._file, self._start = places, file, start

    def __missing__(self, name: str) -> Any:  # noqa: ANN401
        number = int(name.removeprefix("g"))
        first, last = self._places[number], self._places[number + 1]
        self[name] = glyph = Glyph(self._file[self._start + first : self._start + last])
        return glyph


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
        self._open: _OpenFont | None = None
        self._widths: dict[str, int | None] = {}
        self._outlines: dict[str, Any] = {}

    def _opened(self) -> _OpenFont:
        if self._open is None:
            self._open = _OpenFont(self._path, self._index)
        return self._open

    def release(self) -> bool:
        """Lets go of the file and its tables, tens of megabytes; says whether there were any."""
        was_open = self._open is not None
        self._open = None
        return was_open

    @cached_property
    def _vertical(self) -> tuple[int, int, int]:
        header = self._opened().font["hhea"]
        return int(header.ascent), int(header.descent), self._opened().units

    @cached_property
    def name(self) -> str:
        """The PostScript name that a PDF shows."""
        given = self._opened().font["name"].getDebugName(6) or ""
        return re.sub(r"[^A-Za-z0-9-]", "", given) or "Font"

    def has(self, char: str) -> bool:
        """Whether the face can show a character; what cannot be read shows none."""
        try:
            return self._width(char) is not None
        except Exception:  # a damaged file of somebody else's: fontTools raises whatever it meets
            return False

    def advance(self, char: str) -> float:
        """The width of a character, in em."""
        return (self._width(char) or 0) / self._vertical[2]

    def _width(self, char: str) -> int | None:
        if char not in self._widths:
            font = self._opened()
            glyph = font.characters.get(ord(char))
            self._widths[char] = None if glyph is None else font.width(glyph)
        return self._widths[char]

    def outline(self, char: str) -> Any:  # noqa: ANN401
        """The TrueType outline of a character."""
        found = self._outlines.get(char)
        if found is None:
            font = self._opened()
            found = self._outlines[char] = font.outline(font.characters[ord(char)])
        return found

    def truetype(self, chars: Sequence[str]) -> bytes:
        """A TrueType font in which the glyph ``n + 1`` is that of the character ``n``."""
        names = [".notdef", *(f"g{number}" for number in range(len(chars)))]
        outlines = [TTGlyphPen(None).glyph(), *(self.outline(char) for char in chars)]
        widths = [0, *(self._width(char) or 0 for char in chars)]
        builder = FontBuilder(self._vertical[2], isTTF=True)
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
        return self._vertical[0]

    @property
    def descent(self) -> int:
        """How deep the face reaches, in font units, negative."""
        return self._vertical[1]

    def per_mille(self, units: float) -> float:
        """A length of the face in thousandths of an em, as PDF wants it."""
        return round(units * 1000 / self._vertical[2], 3)
