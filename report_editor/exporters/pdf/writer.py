"""Write pages as a PDF with ReportLab."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from report_editor.exporters.pdf.archive import describe
from report_editor.exporters.pdf.embedded_font import EmbeddedFont
from report_editor.exporters.pdf.metadata import Metadata, Properties
from report_editor.exporters.pdf.tags import Tagger, spell_text
from report_editor.exporters.typeset.page import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    Bookmark,
    Box,
    Fill,
    Item,
    Matrix,
    Page,
    Phrase,
    Rule,
    Run,
    Tagged,
    iterate_runs,
    list_runs,
)
from report_editor.exporters.typeset.structure import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_editor.exporters.fonts.face import Face
    from report_editor.exporters.typeset.structure import Element

Fonts: TypeAlias = "dict[Face, EmbeddedFont]"
Raw = Any  # ReportLab ships no types

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters whose meaning only their text can tell (PDF/A-2, 6.2.11.7.3)."""
_UNSEEN = 0.01
"""Thousandths of an em by which a glyph may be out of its place."""
_FRAME = 0.5
_TINT = 0.93


def write_pdf(
    pages: Sequence[Page], root: Element, metadata: Metadata, progress: Callable[[float], None]
) -> bytes:
    """Write pages as a file; equal pages give equal bytes. ReportLab writes one file at a time.

    The root is the structure whose elements own the text of the pages.

    Raises:
        FaceError: A face is damaged or its file is gone.
    """
    used: dict[Face, dict[str, None]] = {}
    for run in iterate_runs(pages):
        used.setdefault(run.face, {}).update(dict.fromkeys(run.text))
    fonts: Fonts = {}
    for number, (face, chars) in enumerate(used.items(), start=1):
        fonts[face] = EmbeddedFont(number, face, chars)
        pdfmetrics.registerFont(fonts[face])
        progress(0.6 * number / len(used))
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=next(iter(fonts.values())).fontName,
        lang=metadata.language,
    )
    document = canvas._doc  # noqa: SLF001 - there is no other way to tags and to have no date
    document.info = Properties(metadata)
    describe(document, metadata)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    drawing = _Drawing(canvas, fonts)
    for number, page in enumerate(pages, start=1):
        drawing.draw_page(page)
        progress(0.6 + 0.4 * number / len(pages))
    drawing.tagger.write_structure(root)
    canvas.save()
    return stream.getvalue()


class _Drawing:
    """Pages on a canvas."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self.tagger = Tagger(canvas)
        self._bookmarks = 0

    def draw_page(self, page: Page) -> None:
        for top, items in page.groups:
            for item in items:
                self._draw(item, PAGE_HEIGHT - TOP - top)
        self.tagger.end_page()

    def _draw(self, item: Item, top: float) -> None:
        """Draw an item of a group that begins at a height above the foot of the page."""
        if isinstance(item, Bookmark):
            self._set_bookmark(item, top)
            return
        artifact = Artifact.CHECK_CODE if isinstance(item, Matrix) else Artifact.LAYOUT
        self.tagger.begin(item.owner if isinstance(item, Tagged) else artifact)
        if isinstance(item, Tagged):
            for text in item.texts:
                self._draw_text(text, top)
        elif isinstance(item, Box):
            self._set_pen()
            self._canvas.setFillGray(_TINT)
            y = top - item.y - item.height
            self._canvas.rect(LEFT + item.x, y, item.width, item.height, 1, int(item.is_tinted))
        elif isinstance(item, Rule):
            self._set_pen()
            x, y = LEFT + item.x, top - item.y
            self._canvas.line(x, y, x + item.width, y)
        elif isinstance(item, Matrix):
            self._draw_matrix(item, top)
        elif isinstance(item, Fill):
            self._canvas.setFillColorRGB(*item.color)
            if item.frame:
                self._canvas.setLineWidth(_FRAME)
                self._canvas.setStrokeColorRGB(*item.frame)
            x, y = LEFT + item.x, top - item.y - item.height
            self._canvas.rect(x, y, item.width, item.height, int(item.frame is not None), 1)
        self.tagger.end()

    def _draw_matrix(self, matrix: Matrix, top: float) -> None:
        """Draw the dark squares as one path, so that no hairline parts those side by side."""
        path = self._canvas.beginPath()
        for x, y, width, height in matrix.list_bars():
            path.rect(LEFT + x, top - y - height, width, height)
        self._canvas.setFillGray(0)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _set_pen(self) -> None:
        self._canvas.setLineWidth(_FRAME)
        self._canvas.setStrokeGray(0)

    def _set_bookmark(self, bookmark: Bookmark, top: float) -> None:
        key = f"bookmark{self._bookmarks}"
        level = min(bookmark.level, 1 if self._bookmarks else 0)  # none is left out above it
        self._bookmarks += 1
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self._canvas.addOutlineEntry(bookmark.title, key, level=level)

    def _draw_text(self, text: Run | Phrase, top: float) -> None:
        """Draw a text, which a search or a copy finds where its glyphs would not tell it."""
        drawn = self._canvas.beginText()
        code = drawn._code  # noqa: SLF001
        is_replaced = isinstance(text, Phrase) or not self._is_copied_right(text)
        if is_replaced:
            code.append(f"/Span <</ActualText <{spell_text(text.text)}>>> BDC")
        for _, line in groupby(list_runs(text), key=_describe_look):
            self._draw_line(drawn, list(line), top)
        drawn.setTextRenderMode(0)
        if is_replaced:
            code.append("EMC")
        self._canvas.drawText(drawn)

    def _draw_line(self, drawn: Raw, line: list[Run], top: float) -> None:
        """Draw runs of one look on one baseline as one object.

        PDFium finds a text that replaces others at the place of its first object.
        """
        first = line[0]
        drawn.setTextOrigin(LEFT + first.x, top - first.y)
        drawn.setFont(self._fonts[first.face].fontName, first.size)
        drawn.setCharSpace(first.spacing if len(line) == 1 else 0.0)
        drawn.setFillGray(first.gray)
        drawn.setTextRenderMode(2 if first.stroke else 0)
        if first.stroke:
            self._canvas.setLineWidth(first.stroke)
            self._canvas.setStrokeGray(first.gray)
        if len(line) == 1:
            drawn.textOut(first.text)
        else:
            drawn._code.append(self._spell_line(line))  # noqa: SLF001

    def _spell_line(self, line: list[Run]) -> str:
        """Return what shows runs as one text, with the distances between its glyphs (TJ).

        Distances are told from the widths that the font states.
        """
        glyphs: list[tuple[float, str, float]] = []
        for run in line:
            x = run.x
            for code, width in self._fonts[run.face].list_glyphs(run.text):
                glyphs.append((x, code, width))
                x += width / 1000 * run.size + run.spacing
        shown = [f"<{glyphs[0][1]}"]
        for (x, _, width), (after, code, _) in pairwise(glyphs):
            move = 1000 * (x - after) / line[0].size + width
            shown.append(code if abs(move) < _UNSEEN else f"> {move:.3f} <{code}")
        return f"[{''.join(shown)}>] TJ"

    def _is_copied_right(self, run: Run) -> bool:
        return self._fonts[run.face].is_copied_right(run.text) and not _PRIVATE.search(run.text)


def _describe_look(run: Run) -> tuple[object, ...]:
    return (run.y, run.face, run.size, run.stroke, run.gray)
