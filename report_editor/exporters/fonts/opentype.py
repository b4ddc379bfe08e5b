"""Reads of an OpenType or TrueType font file only what paper needs of it.

A Chinese font has tens of thousands of glyphs, of which a report shows some hundred. Libraries
for fonts read all of them before they answer; here the file is mapped into memory and every
question is looked up in it. What a damaged file makes of that is an error: all that is read is
looked up within the bounds of the file. A file that is cut off while it is mapped would end the
program, so a face is let go of as soon as a PDF is made. The numbers here are those of the
OpenType specification.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLLECTION = b"ttcf"
_MOST_FACES, _MOST_NAMES = 64, 2_000
"""Looked at of a file, and of a face; a collection of Noto CJK has 10 and 26."""
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the tables that map characters to glyphs, the fullest first."""
_ENCODINGS = {
    (1, 0): "mac_roman", (1, 2): "big5", (1, 25): "gb18030",
    (3, 3): "gb18030", (3, 4): "big5",
}  # fmt: skip
"""How names are written where they are not in UTF-16, by platform and encoding."""


class FontError(Exception):
    """The file is no font, or not one whose glyphs can be printed."""


class FontTables:
    """One face of a font file, open."""

    def __init__(self, path: Path, index: int) -> None:
        """Opens a face.

        Args:
            path: The font file.
            index: Which face of a collection; 0 for the only one of a file.

        Raises:
            FontError: it is no font or has no such face.
            OSError: the file cannot be read.
        """
        with path.open("rb") as file:
            try:
                self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise FontError("the file is empty") from error
        start = 0
        if self.data[:4] == _COLLECTION:
            if index >= self.u32(8):
                raise FontError("the collection has no such face")
            start = self.u32(12 + 4 * index)
        self._places: dict[bytes, tuple[int, int]] = {}
        for number in range(self.u16(start + 4)):
            entry = start + 12 + 16 * number
            place = self.u32(entry + 8), self.u32(entry + 12)
            self._places[self.data[entry : entry + 4]] = place
        self._map: tuple[int, int] | None = None

    def u16(self, at: int) -> int:
        """The number of two bytes at a place of the file."""
        return self._number(">H", at)

    def i16(self, at: int) -> int:
        """The number of two bytes that may be negative."""
        return self._number(">h", at)

    def u32(self, at: int) -> int:
        """The number of four bytes."""
        return self._number(">I", at)

    def _number(self, kind: str, at: int) -> int:
        try:
            number: int = struct.unpack_from(kind, self.data, at)[0]
        except struct.error as error:
            raise FontError("the file ends too early") from error
        return number

    def has(self, tag: bytes) -> bool:
        """Whether the face has a table."""
        return tag in self._places

    def place(self, tag: bytes) -> tuple[int, int]:
        """Where a table begins in the file and how long it is."""
        if tag not in self._places:
            raise FontError(f"there is no table {tag!r}")
        return self._places[tag]

    def table(self, tag: bytes) -> bytes:
        """The content of a table."""
        start, length = self.place(tag)
        return self.data[start : start + length]

    # -------------------------------------------------------------- the face

    @property
    def units(self) -> int:
        """How many units of the font make an em."""
        units = self.u16(self.place(b"head")[0] + 18)
        if not units:
            raise FontError("an em of nothing")
        return units

    @property
    def is_italic(self) -> bool:
        """Whether the face is slanted."""
        return bool(self.u16(self.place(b"head")[0] + 44) & 2)

    @property
    def reach(self) -> tuple[int, int]:
        """How high and how deep (negative) the face reaches, in its units."""
        start = self.place(b"hhea")[0]
        return self.i16(start + 4), self.i16(start + 6)

    @property
    def weight(self) -> int:
        """400 is regular, 700 bold."""
        return self.u16(self.place(b"OS/2")[0] + 4) if self.has(b"OS/2") else 400

    @property
    def permissions(self) -> int:
        """What its maker allows others to do with it (fsType)."""
        return self.u16(self.place(b"OS/2")[0] + 8) if self.has(b"OS/2") else 0

    def names(self) -> Iterator[tuple[int, str]]:
        """What the face is called: kind of name, name; in several languages."""
        start, length = self.place(b"name")
        texts = start + self.u16(start + 4)
        for number in range(min(self.u16(start + 2), length // 12, _MOST_NAMES)):
            record = start + 6 + 12 * number
            kind = self.u16(record), self.u16(record + 2)
            if kind[0] not in (0, 1, 3):
                continue
            at = texts + self.u16(record + 10)
            text = self.data[at : at + self.u16(record + 8)]
            encoding = _ENCODINGS.get(kind, "mac_roman" if kind[0] == 1 else "utf-16-be")
            yield self.u16(record + 6), text.decode(encoding, "replace").strip()

    # ------------------------------------------------------------- its glyphs

    def width(self, glyph: int) -> int:
        """The advance width of a glyph; the last one of the table holds for all after it."""
        count = self.u16(self.place(b"hhea")[0] + 34)
        return self.u16(self.place(b"hmtx")[0] + 4 * min(glyph, count - 1))

    def glyph(self, char: str) -> int:
        """Which glyph shows a character; 0 where none does."""
        code = ord(char)
        if self._map is None:
            self._map = self._best_map()
        start, kind = self._map
        return self._in_groups(start, code) if kind == 12 else self._in_segments(start, code)

    def _best_map(self) -> tuple[int, int]:
        """Where the mapping begins and in which format it is."""
        table = self.place(b"cmap")[0]
        maps: dict[tuple[int, int], int] = {}
        for number in range(self.u16(table + 2)):
            entry = table + 4 + 8 * number
            maps[self.u16(entry), self.u16(entry + 2)] = table + self.u32(entry + 4)
        for kind in _UNICODE:
            start = maps.get(kind)
            if start is not None and self.u16(start) in (4, 12):
                return start, self.u16(start)
        raise FontError("no mapping from Unicode")

    def _in_groups(self, start: int, code: int) -> int:
        groups = range(start + 16, start + 16 + 12 * self.u32(start + 12), 12)
        at = bisect_right(groups, code, key=self.u32) - 1
        if at < 0 or code > self.u32(groups[at] + 4):
            return 0
        return self.u32(groups[at] + 8) + code - self.u32(groups[at])

    def _in_segments(self, start: int, code: int) -> int:
        size = self.u16(start + 6)
        ends = range(start + 14, start + 14 + size, 2)
        at = bisect_left(ends, code, key=self.u16)
        if at == len(ends):
            return 0
        first = ends[at] + size + 2
        begin, delta, offset = (self.u16(first + size * step) for step in range(3))
        if code < begin:
            return 0
        if not offset:
            return (code + delta) & 0xFFFF
        glyph = self.u16(first + 2 * size + offset + 2 * (code - begin))
        return (glyph + delta) & 0xFFFF if glyph else 0


def face_count(path: Path) -> int:
    """How many faces a font file holds."""
    with path.open("rb") as file:
        head = file.read(12)
    return min(int.from_bytes(head[8:12]), _MOST_FACES) if head[:4] == _COLLECTION else 1
