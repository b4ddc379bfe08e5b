"""Read the characters and ruled lines of one PDF page with pdfium."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfMatrix

from report_editor.importers.readers.limits import TooLarge
from report_editor.importers.readers.pdf.actual_text import (
    measure_type_height,
    read_address,
    spread_spelled_chars,
)
from report_editor.importers.readers.pdf.page_content import Char, DrawnText, PageContent, RuledLine

MAX_CHARS = 60_000
MAX_OBJECTS = 60_000
MAX_SEGMENTS = 200_000
MAX_NESTING = 6
"""Forms within forms."""
THIN = 3.0
"""A filled box as thin as this is a ruled line."""
_LINE_END_HYPHEN = 0x02
"""Code that pdfium gives for a hyphen at the end of a line, as if a word were divided there."""
_PAGE_OBJECTS = (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
_FORM_OBJECTS = (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)

Raw = Any  # pypdfium2 ships no types


def read_page(page: Raw) -> PageContent:
    """Read a page of a pypdfium2 document.

    Raises:
        ImportProblem: there is more on it than a report can hold.
    """
    view = _View(page)
    objects = _Objects(view)
    objects.gather(page.raw, PdfMatrix())
    text = page.get_textpage()
    try:
        chars = _read_chars(text.raw, view, objects.texts)
    finally:
        text.close()
    return PageContent(page.get_size()[1], chars, objects.ruled_lines, objects.has_picture)


class _View:
    """Turns pdfium's coordinates, from the lower left of the unturned page, into displayed ones."""

    def __init__(self, page: Raw) -> None:
        self._turns = page.get_rotation() // 90 % 4
        self._box = page.get_cropbox()

    def convert(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        match self._turns:
            case 0:
                return x - left, top - y
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
        return top - y, right - x


def _read_chars(text: Raw, view: _View, drawn: list[DrawnText]) -> list[Char]:
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_CHARS:
        raise TooLarge(f"一页上超过 {MAX_CHARS} 字")
    reader = _CharReader(text, view)
    chars: list[Char] = []
    indexes: list[int] = []
    spelled: set[int] = set()
    for index in range(count):
        letter = reader.read_letter(index)
        if not letter.isspace() and letter >= " " and (read := reader.read(index, letter)):
            char, is_spelled = read
            if is_spelled:
                spelled.add(len(chars))
            indexes.append(index)
            chars.append(char)
    if spelled:
        spread_spelled_chars(chars, indexes, spelled, text, drawn)
    return chars


class _CharReader:
    """Reads single characters of pdfium's text of a page."""

    def __init__(self, text: Raw, view: _View) -> None:
        self._text = text
        self._view = view
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._loose = pdfium.FS_RECTF()

    def read_letter(self, index: int) -> str:
        """Return a character; a rare one of two halves comes with the first, "" with the last."""
        code = pdfium.FPDFText_GetUnicode(self._text, index)
        if code == _LINE_END_HYPHEN and pdfium.FPDFText_IsHyphen(self._text, index) == 1:
            return "-"
        if 0xD800 <= code < 0xDC00:
            low = pdfium.FPDFText_GetUnicode(self._text, index + 1)
            code = 0x10000 + (code - 0xD800 << 10) + low - 0xDC00 if 0xDC00 <= low < 0xE000 else 0
        is_character = code < 0xD800 or 0xE000 <= code < 0x110000
        return chr(code) if is_character else ""

    def read(self, index: int, letter: str) -> tuple[Char, bool] | None:
        """Return a character and whether it is spelled out for what is drawn there."""
        left, right, bottom, top = self._left, self._right, self._bottom, self._top
        if not pdfium.FPDFText_GetCharBox(self._text, index, left, right, bottom, top):
            return None
        pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        pdfium.FPDFText_GetLooseCharBox(self._text, index, self._loose)
        loose = self._loose
        ink = (left.value, bottom.value, right.value, top.value)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        # In vertical writing pdfium gives a box as large as the unscaled font.
        ink_size = max(ink[2] - ink[0], ink[3] - ink[1])
        is_upright = box[3] - box[1] <= max(6 * ink_size, 60.0)
        if not is_upright:
            box = ink
        convert = self._view.convert
        (x0, y0), (x1, y1) = convert(*box[:2]), convert(*box[2:])
        middle = (convert(*ink[:2])[1] + convert(*ink[2:])[1]) / 2
        baseline = convert(self._x.value, self._y.value)[1] if is_upright else middle
        size = abs(y1 - y0) or ink_size
        is_spelled = box == ink and is_upright
        if is_spelled:
            size = measure_type_height(self._text, index) or size
        return Char(letter, min(x0, x1), max(x0, x1), baseline, size, middle), is_spelled


class _Objects:
    """Goes through what is drawn on a page and keeps ruled lines and the extents of texts."""

    def __init__(self, view: _View) -> None:
        self.ruled_lines: list[RuledLine] = []
        self.texts: list[DrawnText] = []
        self.has_picture = False
        self._view = view
        self._objects = 0
        self._segments = 0

    def gather(self, parent: Raw, outer: PdfMatrix, depth: int = 0) -> None:
        """Take the objects of a page or of a form drawn on it."""
        count, get = _FORM_OBJECTS if depth else _PAGE_OBJECTS
        for index in range(max(0, count(parent))):
            self._objects += 1
            if self._objects > MAX_OBJECTS:
                raise TooLarge(f"一页上的图形超过 {MAX_OBJECTS} 个")
            item = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_text(item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(item, _read_matrix(item, outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_NESTING:
                self.gather(item, _read_matrix(item, outer), depth + 1)

    def _add_text(self, item: Raw, outer: PdfMatrix) -> None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        x0, y0 = self._view.convert(*outer.on_point(left.value, bottom.value))
        x1, y1 = self._view.convert(*outer.on_point(right.value, top.value))
        drawn = DrawnText(read_address(item), min(x0, x1), max(x0, x1), (y0 + y1) / 2)
        self.texts.append(drawn)

    def _add_path(self, item: Raw, matrix: PdfMatrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[tuple[float, float]] = []
        for index in range(max(0, pdfium.FPDFPath_CountSegments(item))):
            self._segments += 1
            if self._segments > MAX_SEGMENTS:
                raise TooLarge(f"一页上的线条超过 {MAX_SEGMENTS} 条")
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                self._add_outline(outline, is_stroked=bool(stroke.value))
                outline = []
            outline.append(self._view.convert(*matrix.on_point(x.value, y.value)))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._add_outline(outline, is_stroked=bool(stroke.value))

    def _add_outline(self, points: list[tuple[float, float]], *, is_stroked: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THIN:
            if right - left > THIN:
                self.ruled_lines.append(RuledLine(True, (top + bottom) / 2, left, right))
        elif right - left <= THIN:
            self.ruled_lines.append(RuledLine(False, (left + right) / 2, top, bottom))
        elif is_stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(y0 - y1) < 1 < abs(x0 - x1):
                    self.ruled_lines.append(RuledLine(True, (y0 + y1) / 2, *sorted((x0, x1))))
                elif abs(x0 - x1) < 1 < abs(y0 - y1):
                    self.ruled_lines.append(RuledLine(False, (x0 + x1) / 2, *sorted((y0, y1))))


def _read_matrix(item: Raw, outer: PdfMatrix) -> PdfMatrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return PdfMatrix.from_raw(matrix).multiply(outer)
