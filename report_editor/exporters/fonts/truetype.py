"""Some glyphs of a TrueType font as a font of their own, without the hints for screens.

What the module ``cff`` does for the other kind of outlines, for the same reason and proven in the
same way. Outlines are copied point by point as they stand in the font; the numbers here are those
of the OpenType specification (tables glyf, loca, hmtx, maxp).
"""

from __future__ import annotations

import struct
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.opentype import FontError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from report_editor.exporters.fonts.opentype import FontTables

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = 1, 8, 32, 64, 128, 256
"""What the flags of a part of a composite glyph say."""
_X_BYTE, _Y_BYTE, _REPEATED, _X_SAME, _Y_SAME = 2, 4, 8, 16, 32
"""What the flags of a point say."""
_MOST_GLYPHS = 0xFFFF
"""That the table maxp can count."""
_MOST_BYTES = 64 << 20
"""Of all outlines; those of a whole Chinese font are a quarter of it. A damaged font could name
the same bytes for each of its glyphs."""


def truetype_subset(font: FontTables, glyphs: Sequence[int]) -> bytes:
    """A font file in which the glyph ``n + 1`` is the n-th of those asked for.

    Args:
        font: The font they are taken from.
        glyphs: Their numbers there.

    Raises:
        FontError: an outline is damaged.
    """
    order = list(glyphs)
    parts: dict[int, int] = {}

    def part(glyph: int) -> int:
        """The new number of a glyph that others are made of."""
        if glyph not in parts:
            order.append(glyph)
            parts[glyph] = len(order)
        return parts[glyph]

    outlines = [b""]
    size = 0
    for glyph in order:  # which grows meanwhile
        outlines.append(_without_hints(_outline(font, glyph), part))
        size += len(outlines[-1])
        if len(outlines) > _MOST_GLYPHS or size > _MOST_BYTES:
            raise FontError("more glyphs than a font can hold")
    metrics = [bytes(4), *(_metrics(font, glyph) for glyph in order)]
    places = accumulate((len(outline) for outline in outlines), initial=0)
    count = struct.pack(">H", len(outlines))
    head = font.table(b"head")
    return _file(
        {
            b"glyf": b"".join(outlines),
            b"head": head[:8] + bytes(4) + head[12:50] + b"\0\1" + head[52:54],
            b"hhea": font.table(b"hhea")[:34] + count,
            b"hmtx": b"".join(metrics),
            b"loca": b"".join(place.to_bytes(4) for place in places),
            b"maxp": font.table(b"maxp")[:4] + count + font.table(b"maxp")[6:],
        }
    )


def _outline(font: FontTables, glyph: int) -> bytes:
    places, length = font.place(b"loca")
    start, room = font.place(b"glyf")
    if font.u16(font.place(b"head")[0] + 50):
        size, (first, last) = 4, (font.u32(places + 4 * (glyph + step)) for step in (0, 1))
    else:
        size, (first, last) = 2, (2 * font.u16(places + 2 * (glyph + step)) for step in (0, 1))
    if not first <= last <= room or size * (glyph + 2) > length:
        raise FontError("an outline outside its table")
    return font.data[start + first : start + last]


def _metrics(font: FontTables, glyph: int) -> bytes:
    """The width of a glyph and how far its outline stands from its left edge."""
    count = font.u16(font.place(b"hhea")[0] + 34)
    start = font.place(b"hmtx")[0]
    at = start + 4 * glyph + 2 if glyph < count else start + 2 * count + 2 * glyph
    return struct.pack(">Hh", font.width(glyph), font.i16(at))


def _without_hints(outline: bytes, part: Callable[[int], int]) -> bytes:
    """An outline as it is drawn; of a composite one the parts get their new numbers."""
    if not outline:
        return b""
    try:
        contours = struct.unpack_from(">h", outline)[0]
        plain = _composite(outline, part) if contours < 0 else _simple(outline, contours)
    except (IndexError, struct.error) as error:
        raise FontError("an outline ends too early") from error
    return plain + bytes(-len(plain) % 4)


def _simple(outline: bytes, contours: int) -> bytes:
    if not contours:
        return b""
    ends = struct.unpack_from(f">{contours}h", outline, 10)
    hints = 10 + 2 * contours
    points = hints + 2 + struct.unpack_from(">H", outline, hints)[0]
    if ends[0] < 0 or any(last <= first for first, last in pairwise(ends)):
        raise FontError("contours that end before they begin")
    length = _length_of_points(outline, points, ends[-1] + 1)
    return outline[:hints] + bytes(2) + outline[points : points + length]


def _length_of_points(outline: bytes, start: int, count: int) -> int:
    at, coordinates = start, 0
    while count > 0:
        flags = outline[at]
        times = 1
        if flags & _REPEATED:
            times += outline[at + 1]
            at += 1
        at += 1
        x = 1 if flags & _X_BYTE else 0 if flags & _X_SAME else 2
        y = 1 if flags & _Y_BYTE else 0 if flags & _Y_SAME else 2
        coordinates += times * (x + y)
        count -= times
    end = at + coordinates
    if count < 0 or end > len(outline):
        raise FontError("points that are not there")
    return end - start


def _composite(outline: bytes, part: Callable[[int], int]) -> bytes:
    plain = bytearray(outline[:10])
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        length = 8 if flags & _WORDS else 6
        length += 8 if flags & _MATRIX else 4 if flags & _TWO_SCALES else 2 if flags & _SCALE else 0
        if at + length > len(outline):
            raise FontError("a part of a glyph that is not there")
        plain += struct.pack(">HH", flags & ~_INSTRUCTIONS, part(glyph))
        plain += outline[at + 4 : at + length]
        at += length
    return bytes(plain)


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    """The tables, which are in the order of their names, as a font file."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    at = len(head) + 16 * count
    entries, contents = [], []
    for tag, content in tables.items():
        padded = content + bytes(-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries.append(tag + struct.pack(">III", total, at, len(content)))
        contents.append(padded)
        at += len(padded)
    return b"".join([head, *entries, *contents])
