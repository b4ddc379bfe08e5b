"""Font that pdfium measures where a PDF does not embed its own.

pdfium asks the system for a substitute and measures its glyphs. A text whose glyphs the substitute
lacks has no size, and pdfium leaves it out: on a PC without Chinese fonts whole tables are lost.
Here every character is a plain box instead, so that the widths and positions stated in the PDF
decide and the fonts of the PC do not. Of our libraries only fontTools, for tests, makes fonts.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

Raw = Any  # pypdfium2 ships no types

_EM = 250
"""Units of the height of a character; a coordinate of a box fits into one byte."""
_NARROW, _WIDE = 25, 225
"""Widths of the boxes: less than any stated width, which pdfium would enlarge to the box."""
_HEIGHT = 175
_ADVANCE = 125
"""For a font without stated widths, which only Latin letters can have."""
_GLYPHS = 0xFFFF
"""As many as there can be: some PDFs number the glyphs of a font that they do not embed."""
_WIDE_GLYPH = _GLYPHS - 1
_CHARACTERS = (
    (0, 0x2E7F, 1),
    (0x2E80, 0xFF60, _WIDE_GLYPH),
    (0xFF61, 0xFFDC, 1),  # half width
    (0xFFDD, 0x10FFFF, _WIDE_GLYPH),
)
"""Ranges of characters and the glyph of all characters in them."""


@cache
def use_box_font() -> Raw:
    """Have pdfium take the box font for all fonts that a PDF does not embed, in this process.

    Returns:
        The functions that pdfium calls; the cache keeps them alive.
    """
    font = build_box_font()

    def copy_font(_system: Raw, _font: Raw, table: int, buffer: Raw, size: int) -> int:
        if table:
            return 0  # there is only the whole file, under the number 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    functions = {
        "Release": lambda _system: None,
        "EnumFonts": lambda _system, _mapper: None,
        "MapFont": lambda _system, _weight, _italic, _charset, _pitch, _face, _exact: 1,
        "GetFont": lambda _system, _face: 1,
        "GetFontData": copy_font,
        "GetFaceName": lambda _system, _font, _buffer, _size: 0,
        "GetFontCharset": lambda _system, _font: 1,  # the default
        "DeleteFont": lambda _system, _font: None,
    }
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    system = pdfium.FPDF_SYSFONTINFO(version=1)
    for name, function in functions.items():
        setattr(system, name, types[name](function))
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(system))
    return system


def build_box_font() -> bytes:
    """Build a TrueType font with the fewest tables that FreeType reads."""
    narrow, wide = _build_box(_NARROW), _build_box(_WIDE)
    groups = b"".join(struct.pack(">3I", *each) for each in _CHARACTERS)
    starts = range(0, len(narrow) * (_GLYPHS + 1), len(narrow))
    tables = {
        b"cmap": struct.pack(">4HI", 0, 1, 3, 10, 12)
        + struct.pack(">2H3I", 13, 0, 16 + len(groups), 0, len(_CHARACTERS))
        + groups,
        b"glyf": narrow * _WIDE_GLYPH + wide,
        b"head": struct.pack(
            ">4I2H2q4h2H3h",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0),
            *(0, 0, _WIDE, _HEIGHT, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 220, -30, 0, _ADVANCE, *[0] * 11, 1),
        b"hmtx": struct.pack(">Hh", _ADVANCE, 0),
        b"loca": struct.pack(f">{_GLYPHS + 1}I", *starts),
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 2, 1, 0, 0, 1, *[0] * 8),
    }
    head = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48)
    offset = len(head) + 16 * len(tables)
    body = b""
    for name, table in tables.items():
        head += struct.pack(">4s3I", name, 0, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def _build_box(width: int) -> bytes:
    """Build an outline from the lower left to the upper right corner of a box."""
    first, last = 0x31, 0x37  # on the curve; both at 0, then both a byte upwards
    return struct.pack(">5h2H4B", 1, 0, 0, width, _HEIGHT, 1, 0, first, last, width, _HEIGHT)
