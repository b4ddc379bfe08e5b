"""One face of a font file: the characters it shows, their widths, and the subset a PDF embeds.

HarfBuzz (uharfbuzz) maps the file into memory and looks up in it only what is asked for: a Chinese
font has tens of thousands of glyphs, of which a report shows some hundred. A file that is cut off
while it is mapped would end the program, so a face is released as soon as a PDF is made.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_POSTSCRIPT_NAME = 6
_EMBEDDED_TABLES = frozenset({"CFF ", "glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""Needed by a viewer to draw glyphs by number; the PDF itself maps characters to glyphs."""
_FLAGS = (
    hb.SubsetFlags.CFF_IDENTITY_CHARSET  # the CID of a glyph is its number
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NO_BIDI_CLOSURE
    | hb.SubsetFlags.NOTDEF_OUTLINE
)
_BLANK_CATEGORIES = "CMZ"
"""Unicode categories whose characters may leave no ink: controls, marks, separators."""
_BRAILLE_BLANK = "\u2800"


class FontError(Exception):
    """A file is no font, or a font whose glyphs cannot be printed."""


class FaceError(FontError):
    """A face that was chosen cannot be used after all."""

    def __init__(self, face: Face) -> None:
        super().__init__(face.family)
        self.face = face


@dataclass(frozen=True, slots=True)
class Subset:
    """A font with some of the glyphs of another."""

    data: bytes
    is_cff: bool
    """True if the data are a bare CFF font; otherwise they are a TrueType file."""
    codes: dict[str, int]
    """Glyph number of each character; characters that look alike may share one."""


class Pen(Protocol):
    """Receiver of the outline of a glyph, in units of the face, upwards from the baseline."""

    def move_to(self, x: float, y: float) -> None:
        """Begin a contour."""

    def line_to(self, x: float, y: float) -> None:
        """Draw a straight line."""

    def quad_to(self, x1: float, y1: float, x: float, y: float) -> None:
        """Draw a curve of TrueType, with one point beside it."""

    def cubic_to(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """Draw a curve of CFF, with two points beside it."""

    def close(self) -> None:
        """End the contour where it began."""


def _make_tracing() -> hb.DrawFuncs:
    """Return the functions by which HarfBuzz gives an outline to a pen."""
    tracing = hb.DrawFuncs()
    tracing.set_move_to_func(lambda x, y, pen: pen.move_to(x, y))
    tracing.set_line_to_func(lambda x, y, pen: pen.line_to(x, y))
    tracing.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.quad_to(x1, y1, x, y))
    tracing.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.cubic_to(x1, y1, x2, y2, x, y))
    tracing.set_close_path_func(lambda pen: pen.close())
    return tracing


_TRACING = _make_tracing()


def open_face(path: Path, index: int) -> hb.Face:
    """Open a face of a font file by its number in a collection, 0 in other files.

    Raises:
        FontError: The file cannot be read, is no font or has no such face.
    """
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        if face.glyph_count and face.table_tags:
            return face
    except (hb.HarfBuzzError, UnicodeError) as error:  # a damaged table name is no text
        raise FontError(f"{path}: {error}") from error
    raise FontError(f"{path}: no glyphs")


class Face:
    """A face of a font file, opened when first asked; it remembers the widths it was asked for."""

    def __init__(self, path: Path, index: int, family: str) -> None:
        """Remember where the face is: see :func:`open_face`; the family is named to people."""
        self.path = path
        self.family = family
        self._index = index
        self._font: hb.Font | None = None
        self._widths: dict[str, int | None] = {}

    def _open(self) -> hb.Font:
        if self._font is None:
            try:
                face = open_face(self.path, self._index)
            except FontError as error:
                raise FaceError(self) from error
            if not {"CFF ", "glyf"} & set(face.table_tags):
                raise FaceError(self)  # bitmaps, or outlines that vary
            self._font = hb.Font(face)
        return self._font

    def release(self) -> None:
        """Unmap the file, so that it can be replaced or removed."""
        self._font = None

    @cached_property
    def units_per_em(self) -> int:
        """Return the size of the face in its own units."""
        return int(self._open().face.upem)

    @cached_property
    def name(self) -> str:
        """Return the PostScript name, reduced to letters, digits and hyphens."""
        name = self._open().face.get_name(_POSTSCRIPT_NAME) or ""
        return re.sub(r"[^A-Za-z0-9-]", "", name) or "Font"

    @cached_property
    def ascent_and_descent(self) -> tuple[float, float]:
        """Return how far the face reaches above and (negative) below the baseline, in em."""
        extents = self._open().get_font_extents("ltr")
        return extents.ascender / self.units_per_em, extents.descender / self.units_per_em

    def has(self, char: str) -> bool:
        """Check whether the face shows a character.

        Raises:
            FaceError: The face is damaged or its file is gone.
        """
        return self._width(char) is not None

    def measure(self, char: str) -> float:
        """Return the width of a character in em, 0 for one that the face does not show."""
        return (self._width(char) or 0) / self.units_per_em

    def _width(self, char: str) -> int | None:
        if char not in self._widths:
            font = self._open()
            glyph = font.get_nominal_glyph(ord(char))
            # Some fonts map characters that they lack to an empty glyph.
            shows = glyph and (_may_be_blank(char) or self._has_ink(font, glyph))
            self._widths[char] = font.get_glyph_h_advance(glyph) if shows else None
        return self._widths[char]

    def _has_ink(self, font: hb.Font, glyph: int) -> bool:
        extents = font.get_glyph_extents(glyph)
        if extents is None:
            raise FaceError(self)
        return bool(extents.width and extents.height)

    def trace(self, char: str, pen: Pen) -> None:
        """Draw the outline of a character with a pen.

        Raises:
            FaceError: The face is damaged or its file is gone.
        """
        font = self._open()
        font.draw_glyph(font.get_nominal_glyph(ord(char)) or 0, _TRACING, pen)

    def subset(self, chars: Iterable[str]) -> Subset:
        """Make a font of the glyphs that show some characters; equal sets give equal bytes.

        Raises:
            FaceError: The face is damaged or its file is gone.
        """
        font = self._open()
        glyphs = {char: font.get_nominal_glyph(ord(char)) or 0 for char in sorted(set(chars))}
        tags = font.face.table_tags
        request = hb.SubsetInput()
        # Hints of TrueType are programs for coarse screens; those of CFF are small and kept.
        hints = hb.SubsetFlags.NO_HINTING if "glyf" in tags else hb.SubsetFlags.DESUBROUTINIZE
        request.flags = _FLAGS | hints
        request.glyph_set.update(glyphs.values())
        request.drop_table_tag_set.update(
            int.from_bytes(tag.encode()) for tag in tags if tag not in _EMBEDDED_TABLES
        )
        try:
            plan = hb.SubsetPlan(font.face, request)
            made = plan.execute()
        except RuntimeError as error:
            raise FaceError(self) from error
        numbers = plan.old_to_new_glyph_mapping
        codes = {char: numbers[glyph] for char, glyph in glyphs.items()}
        font = hb.Font(made)
        if not all(_may_be_blank(char) or self._has_ink(font, at) for char, at in codes.items()):
            raise FaceError(self)  # HarfBuzz makes a blank of a damaged outline
        is_cff = "CFF " in made.table_tags
        data = (made.reference_table("CFF ") if is_cff else made.blob).data
        return Subset(data, is_cff, codes)


def _may_be_blank(char: str) -> bool:
    return unicodedata.category(char)[0] in _BLANK_CATEGORIES or char == _BRAILLE_BLANK
