"""Some glyphs of an OpenType CFF font as a CFF font of their own, which a PDF can hold as it is.

Noto, the font of last resort, has such outlines; ReportLab embeds none, and fontTools needs more
time for reading the whole font than all the rest of a PDF takes. The outlines are the font's own:
no curve is converted, hints stay. Subroutines, of which a Chinese font has tens of thousands, are
written out where they are called, so that none need to be taken along.

The numbers here are those of Adobe's Technical Notes 5176 (the format) and 5177 (the
charstrings). tests/exporters/test_face.py holds the result against another's reading: fontTools
draws each glyph from the source and from the subset, and the strokes have to be the same; it
also damages fonts at random. Every loop ends with the data or at a bound.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from report_editor.exporters.fonts.opentype import FontError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.fonts.opentype import FontTables

_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBRS, _BOX = 15, 17, 18, 19, 5
_TYPE, _MATRIX, _ROS, _COUNT, _FONTS, _SELECT = (1200 + code for code in (6, 7, 30, 34, 36, 37))
"""Keys of a DICT; those of two bytes as 1200 and the second."""
_MOST_GLYPHS = 0xFFFF
"""That an INDEX can count."""
_MOST_PARTS = 256
"""That the one byte by which a glyph names its part can tell apart."""
_FIRST_OWN_STRING = 391
"""The number of a font's first string; those below it are the same in every font."""

Dict: TypeAlias = dict[int, bytes]
"""Operands, as they stand in the font, by their key."""


def cff_subset(font: FontTables, glyphs: Sequence[int], name: str) -> bytes:
    """A CFF font of CIDs in which the CID ``n + 1`` is the n-th of the glyphs asked for.

    Args:
        font: The font they are taken from.
        glyphs: Their numbers there.
        name: What the font is called, in ASCII.

    Raises:
        FontError: an outline is damaged or needs what paper has no use for.
    """
    if len(glyphs) >= _MOST_GLYPHS:
        raise FontError("too many glyphs")
    try:
        source = _Source(font.table(b"CFF "))
        numbers = [source.part_of(glyph) for glyph in glyphs]
        outlines = [
            _flat(source.charstrings[glyph], source.common, source.parts[number].subrs)
            for glyph, number in zip(glyphs, numbers, strict=True)
        ]
    except (IndexError, KeyError, ValueError, struct.error) as error:
        raise FontError("the CFF table is damaged") from error
    used = sorted(set(numbers)) or [0]
    parts = [source.parts[number] for number in used]
    places = [0, *(used.index(number) for number in numbers)]
    return _written(source.top, parts, [_NOTHING, *outlines], places, name)


# ------------------------------------------------------------------ reading


class _Index:
    """An INDEX: byte strings one after another."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._count = int.from_bytes(data[start : start + 2])
        self._size = data[start + 2] if self._count else 0
        self._places = start + 3
        self._base = self._places + (self._count + 1) * self._size - 1
        self.end = self._base + self._place(self._count) if self._count else start + 2

    def _place(self, number: int) -> int:
        at = self._places + number * self._size
        return int.from_bytes(self._data[at : at + self._size])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self._count:
            raise FontError("an INDEX has no such entry")
        return self._data[self._base + self._place(number) : self._base + self._place(number + 1)]

    def called(self, operand: int) -> bytes:
        """The subroutine that a charstring calls by a number."""
        bias = 107 if self._count < 1240 else 1131 if self._count < 33900 else 32768
        return self[operand + bias]


_NO_SUBRS = _Index(b"\0\0", 0)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a font (an entry of FDArray): what its glyphs have in common."""

    matrix: bytes
    private: Dict
    subrs: _Index


class _Source:
    """A CFF font as it stands in the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        tops = _Index(data, _Index(data, data[2]).end)  # after the names
        self.top = _dict(tops[0])
        self.common = _Index(data, _Index(data, tops.end).end)  # after the strings
        self.charstrings = _Index(data, _integers(self.top[_CHARSTRINGS])[0])
        if _TYPE in self.top and _integers(self.top[_TYPE]) != [2]:
            raise FontError("charstrings of type 1")
        self._select = 0
        dicts = [{_PRIVATE: self.top[_PRIVATE]}] if _PRIVATE in self.top else []
        if _ROS in self.top:
            fonts = _Index(data, _integers(self.top[_FONTS])[0])
            dicts = [_dict(fonts[number]) for number in range(min(len(fonts), _MOST_PARTS))]
            self._select = _integers(self.top[_SELECT])[0]
        self.parts = [self._part(entries) for entries in dicts]

    def _part(self, font: Dict) -> _Part:
        size, start = _integers(font[_PRIVATE])
        private = _dict(self._data[start : start + size])
        subrs = private.pop(_SUBRS, None)
        index = _Index(self._data, start + _integers(subrs)[0]) if subrs else _NO_SUBRS
        return _Part(font.get(_MATRIX, b""), private, index)

    def part_of(self, glyph: int) -> int:
        """To which part a glyph belongs."""
        if not self._select:
            return 0
        data, start = self._data, self._select
        if data[start] == 0:
            number = data[start + 1 + glyph]
        elif data[start] == 3:
            count = struct.unpack_from(">H", data, start + 1)[0]
            ranges = range(start + 3, start + 3 + 3 * count, 3)
            firsts = bisect_right(ranges, glyph, key=lambda at: int.from_bytes(data[at : at + 2]))
            number = data[ranges[firsts - 1] + 2]
        else:
            raise FontError("an FDSelect of an unknown kind")
        return number


def _dict(data: bytes) -> Dict:
    entries: Dict = {}
    start = at = 0
    while at < len(data):
        if data[at] > 21:
            at += _operand_length(data, at)
            continue
        key = data[at] if data[at] != 12 else 1200 + data[at + 1]
        entries[key] = data[start:at]
        start = at = at + (2 if key >= 1200 else 1)
    return entries


def _operand_length(data: bytes, at: int) -> int:
    first = data[at]
    if first in (28, 29):
        return 3 if first == 28 else 5
    if first == 30:  # a decimal number, four bits a digit, until a digit of 15
        end = at + 1
        while data[end] >> 4 != 15 and data[end] & 15 != 15:
            end += 1
        return end + 1 - at
    return 1 if first < 247 else 2


def _integers(operands: bytes) -> list[int]:
    numbers = []
    at = 0
    while at < len(operands):
        length = _operand_length(operands, at)
        numbers.append(_integer(operands[at : at + length]))
        at += length
    return numbers


def _integer(operand: bytes) -> int:
    """A whole number, which is written alike in a DICT and in a charstring."""
    first = operand[0]
    if first in (28, 29):
        return int.from_bytes(operand[1:], signed=True)
    if 32 <= first <= 246:
        return first - 139
    if first <= 250:
        return (first - 247) * 256 + operand[1] + 108
    if first <= 254:
        return -(first - 251) * 256 - operand[1] - 108
    raise FontError("no whole number")


# -------------------------------------------------------------- charstrings

_OPERAND = rb"[\x20-\xf6]|[\xf7-\xfe].|\x1c..|\xff...."
_EACH_OPERAND = re.compile(_OPERAND, re.DOTALL)
_STEP = re.compile(rb"((?:%s)*)([\x00-\x0b\x0d-\x1b\x1d-\x1f]|\x0c.)" % _OPERAND, re.DOTALL)
"""Operands and what is done with them."""
_CALL, _CALL_COMMON, _RETURN, _END = 10, 29, 11, 14
_STEMS, _MASKS = frozenset({1, 3, 18, 23}), frozenset({19, 20})
_DRAWING = frozenset({0, 34, 35, 36, 37})
"""Second bytes of those operators of two that do not calculate: dotsection and the flexes."""
_NOTHING = bytes([_END])
"""The charstring of .notdef."""
_DEEPEST, _MOST_STEPS, _LONGEST = 10, 20_000, 65_535
"""How deep subroutines may call each other (the format says so too), how many operators an outline
may have, and how many bytes: Noto's longest have 399 and 1,691."""


def _flat(charstring: bytes, common: _Index, own: _Index) -> bytes:
    """A charstring with its subroutines written out where they are called."""
    flattening = _Flattening(common, own)
    flattening.run(charstring, 0)
    if not flattening.has_ended:
        raise FontError("an outline without an end")
    return b"".join(flattening.parts)


class _Flattening:
    """How far a charstring is written out.

    A mask has a bit for every stem declared before it, so the operands on the stack are counted
    until the first curve; their values do not matter but for the number of a subroutine.
    """

    def __init__(self, common: _Index, own: _Index) -> None:
        self.parts: list[bytes] = []
        self.has_ended = False
        self._common, self._own = common, own
        self._waiting = self._stems = self._steps = self._length = 0

    def run(self, code: bytes, depth: int) -> None:
        """Takes over a charstring, or a subroutine called from one, up to its end."""
        if depth > _DEEPEST or len(code) > _LONGEST:
            raise FontError("a charstring that goes too far")
        at = 0
        while at < len(code) and not self.has_ended:
            step = _STEP.match(code, at)
            self._steps += 1
            if step is None or self._steps > _MOST_STEPS:
                raise FontError("a charstring that makes no sense")
            at = step.end()
            operands, operator = step[1], step[2][0]
            if operator in (_CALL, _CALL_COMMON):
                self._call(operands, self._own if operator == _CALL else self._common, depth)
            elif operator == _RETURN:
                self._waiting += _count(operands)
                self._put(operands)
                return
            else:
                at = self._operator(code, step, at)

    def _call(self, operands: bytes, subrs: _Index, depth: int) -> None:
        found = _EACH_OPERAND.findall(operands)
        if not found or found[-1][0] == 255:
            raise FontError("a call of nothing")
        self._waiting += len(found) - 1
        self._put(operands[: len(operands) - len(found[-1])])
        self.run(subrs.called(_integer(found[-1])), depth + 1)

    def _operator(self, code: bytes, step: re.Match[bytes], at: int) -> int:
        """Takes over an operator with its operands; returns where the code goes on."""
        operator = step[2][0]
        if operator == 12 and step[2][1] not in _DRAWING:
            raise FontError("a charstring that calculates")
        if operator in _STEMS or operator in _MASKS or operator == _END:
            count = self._waiting + _count(step[1])
            if operator == _END:
                if count >= 4:
                    raise FontError("an accented letter made of two")
                self.has_ended = True
            else:
                self._stems += count // 2
        self._waiting = 0
        end = at + (self._stems + 7) // 8 if operator in _MASKS else at
        if end > len(code):
            raise FontError("a mask that is not there")
        self._put(code[step.start() : end])
        return end

    def _put(self, code: bytes) -> None:
        self.parts.append(code)
        self._length += len(code)
        if self._length > _LONGEST:
            raise FontError("an outline without measure")


def _count(operands: bytes) -> int:
    return len(_EACH_OPERAND.findall(operands))


# ------------------------------------------------------------------ writing


def _written(
    top: Dict, parts: Sequence[_Part], outlines: Sequence[bytes], places: Sequence[int], name: str
) -> bytes:
    """The font file: its pieces one after another, and where each begins in the Top DICT.

    Args:
        top: That of the source.
        parts: Those that are needed.
        outlines: The charstrings, that of .notdef first.
        places: To which of the parts each belongs.
        name: What the font is called.
    """
    count = len(outlines)
    charset = b"\2\0\1" + (count - 2).to_bytes(2) if count > 1 else b"\0"  # CIDs from 1 on
    select = bytes([0, *places])
    charstrings = _index(outlines)
    privates = [_dict_bytes(part.private) for part in parts]
    head = b"\1\0\4\4" + _index([name.encode("ascii", "replace")])
    strings = _index([b"Adobe", b"Identity"]) + _index([])
    kept = {key: top[key] for key in (_MATRIX, _BOX) if key in top}

    def top_dict(*starts: int) -> bytes:
        starting = zip(
            (_CHARSET, _SELECT, _CHARSTRINGS, _FONTS), map(_operand, starts), strict=True
        )
        registry, ordering = _operand(_FIRST_OWN_STRING), _operand(_FIRST_OWN_STRING + 1)
        ros = {_ROS: registry + ordering + _operand(0)}
        return _index([_dict_bytes(ros | kept | {_COUNT: _operand(count)} | dict(starting))])

    def part_dicts(start: int) -> bytes:
        dicts = []
        for part, private in zip(parts, privates, strict=True):
            matrix = {_MATRIX: part.matrix} if part.matrix else {}
            entries = matrix | {_PRIVATE: _operand(len(private)) + _operand(start)}
            dicts.append(_dict_bytes(entries))
            start += len(private)
        return _index(dicts)

    # Every operand takes five bytes, so that the lengths are known before the places are.
    at_charset = len(head) + len(top_dict(0, 0, 0, 0)) + len(strings)
    at_select = at_charset + len(charset)
    at_charstrings = at_select + len(select)
    at_parts = at_charstrings + len(charstrings)
    at_privates = at_parts + len(part_dicts(0))
    pieces = [head, top_dict(at_charset, at_select, at_charstrings, at_parts), strings, charset]
    return b"".join([*pieces, select, charstrings, part_dicts(at_privates), *privates])


def _index(entries: Sequence[bytes]) -> bytes:
    if not entries:
        return b"\0\0"
    places = [1]
    for entry in entries:
        places.append(places[-1] + len(entry))
    listed = b"".join(place.to_bytes(4) for place in places)
    return len(entries).to_bytes(2) + b"\4" + listed + b"".join(entries)


def _dict_bytes(entries: Dict) -> bytes:
    return b"".join(
        operands + (bytes([key]) if key < 1200 else bytes([12, key - 1200]))
        for key, operands in entries.items()
    )


def _operand(number: int) -> bytes:
    return b"\x1d" + number.to_bytes(4)
