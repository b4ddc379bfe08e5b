"""One page of a PDF as pdfium sees it: its characters and its ruled lines, with their places.

Places are in points, x to the right and y downward from the top left corner as displayed.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from report_editor.importers.readers.limits import too_much
from report_editor.importers.readers.pdf.actual_text import Drawn, name_of, spread, type_height

MOST_CHARS = 60_000
MOST_OBJECTS = 60_000
MOST_SEGMENTS = 200_000
MOST_NESTING = 6
"""Forms within forms."""
THIN = 3.0
"""A filled box as thin as this is a ruled line."""

Raw = Any  # pypdfium2 ships no types


@dataclass(frozen=True, slots=True)
class Char:
    """A visible character."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Its height, which is what its width would be if it were Chinese."""
    middle: float
    """The height on the page of the middle of its ink."""
    spelled: bool = False
    """It is spelled out for what is drawn there: its place is about right, no more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A ruled line, or an edge of a ruled box; ``level`` or upright."""

    level: bool
    at: float
    """Its y if level, its x if upright."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page."""

    width: float
    height: float
    chars: list[Char]
    lines: list[Line]
    has_picture: bool


class _Paper:
    """Turns pdfium's places, from the lower left of the unturned page, into displayed ones."""

    def __init__(self, page: Raw) -> None:
        self.turns = page.get_rotation() // 90 % 4
        width, height = page.get_size()
        self.width, self.height = width, height
        left, bottom, right, top = page.get_cropbox()
        self._box = (left, bottom, right, top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        match self.turns:
            case 0:
                return x - left, top - y
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
        return top - y, right - x


def read_page(page: Raw) -> Page:
    """Reads a page of a pypdfium2 document.

    Raises:
        ImportProblem: there is more on it than a report can hold.
    """
    paper = _Paper(page)
    objects = _Objects(paper)
    objects.gather(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    text = page.get_textpage()
    try:
        chars = _chars(text.raw, paper, objects.drawn)
    finally:
        text.close()
    return Page(paper.width, paper.height, chars, objects.lines, objects.has_picture)


def _chars(text: Raw, paper: _Paper, drawn: list[Drawn]) -> list[Char]:
    count = pdfium.FPDFText_CountChars(text)
    if count > MOST_CHARS:
        raise too_much(f"一页上超过 {MOST_CHARS} 字")
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    loose = pdfium.FS_RECTF()
    chars: list[Char] = []
    places: list[int] = []
    spelled: set[int] = set()
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code < 0x110000 else ""
        if letter.isspace() or code < 0x20 or 0xD800 <= code < 0xE000 or not letter:
            continue
        if not pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, loose)
        ink = (left.value, bottom.value, right.value, top.value)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        # In vertical writing pdfium gives a box as large as the unscaled font.
        ink_size = max(ink[2] - ink[0], ink[3] - ink[1])
        upright = box[3] - box[1] <= max(6 * ink_size, 60.0)
        if not upright:
            box = ink
        (x0, y0), (x1, y1) = paper.point(*box[:2]), paper.point(*box[2:])
        middle = (paper.point(*ink[:2])[1] + paper.point(*ink[2:])[1]) / 2
        baseline = paper.point(x.value, y.value)[1] if upright else middle
        size = abs(y1 - y0) or ink_size
        if box == ink and upright:
            spelled.add(len(chars))
            size = type_height(text, at) or size
        places.append(at)
        chars.append(Char(letter, min(x0, x1), max(x0, x1), baseline, size, middle))
    if spelled:
        spread(chars, places, spelled, text, drawn)
    return chars


class _Objects:
    """Goes through what is drawn on a page and keeps ruled lines and places of texts."""

    def __init__(self, paper: _Paper) -> None:
        self.lines: list[Line] = []
        self.drawn: list[Drawn] = []
        self.has_picture = False
        self._paper = paper
        self._objects = 0
        self._segments = 0

    def gather(
        self,
        parent: Raw,
        count: Raw,
        get: Raw,
        outer: tuple[float, ...] = (1, 0, 0, 1, 0, 0),
        depth: int = 0,
    ) -> None:
        """Takes the objects of a page or of a form drawn on it."""
        for at in range(max(0, count(parent))):
            self._objects += 1
            if self._objects > MOST_OBJECTS:
                raise too_much(f"一页上的图形超过 {MOST_OBJECTS} 个")
            item = get(parent, at)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, _combined(_matrix(item), outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_NESTING:
                matrix = _combined(_matrix(item), outer)
                self.gather(
                    item,
                    pdfium.FPDFFormObj_CountObjects,
                    pdfium.FPDFFormObj_GetObject,
                    matrix,
                    depth + 1,
                )

    def _text(self, item: Raw, outer: tuple[float, ...]) -> None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        a, b, c, d, e, f = outer
        corners = [
            self._paper.point(a * x + c * y + e, b * x + d * y + f)
            for x, y in ((left.value, bottom.value), (right.value, top.value))
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.drawn.append(Drawn(name_of(item), min(xs), max(xs), sum(ys) / 2))

    def _path(self, item: Raw, matrix: tuple[float, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[tuple[float, float]] = []
        for at in range(max(0, pdfium.FPDFPath_CountSegments(item))):
            self._segments += 1
            if self._segments > MOST_SEGMENTS:
                raise too_much(f"一页上的线条超过 {MOST_SEGMENTS} 条")
            segment = pdfium.FPDFPath_GetPathSegment(item, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                self._outline(outline, stroked=bool(stroke.value))
                outline = []
            px, py = x.value, y.value
            outline.append(self._paper.point(a * px + c * py + e, b * px + d * py + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._outline(outline, stroked=bool(stroke.value))

    def _outline(self, points: list[tuple[float, float]], *, stroked: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THIN:
            if right - left > THIN:
                self.lines.append(Line(True, (top + bottom) / 2, left, right))
        elif right - left <= THIN:
            self.lines.append(Line(False, (left + right) / 2, top, bottom))
        elif stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(y0 - y1) < 1 < abs(x0 - x1):
                    self.lines.append(Line(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x0 - x1) < 1 < abs(y0 - y1):
                    self.lines.append(Line(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _matrix(item: Raw) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combined(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """First the inner matrix, then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
