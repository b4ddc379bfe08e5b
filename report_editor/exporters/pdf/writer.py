"""Write pages as a PDF with ReportLab."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from report_editor.exporters.fonts.typefaces import MISSING
from report_editor.exporters.pdf.embedded_font import EmbeddedFont
from report_editor.exporters.typeset.page import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    Bookmark,
    Box,
    Page,
    Phrase,
    Rule,
    Run,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from report_editor.exporters.fonts.face import Face

Fonts: TypeAlias = "dict[Face, EmbeddedFont]"

_HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 pair, as a damaged source may hold; it has no code in a PDF."""
_FRAME = 0.5
_TINT = 0.93


@dataclass(frozen=True, slots=True)
class Metadata:
    """Properties of a PDF file."""

    title: str
    author: str
    subject: str
    creator: str


def write_pdf(
    pages: Sequence[Page], metadata: Metadata, progress: Callable[[float], None]
) -> bytes:
    """Write pages as a file; equal pages give equal bytes. ReportLab writes one file at a time.

    Raises:
        FaceError: A face is damaged or its file is gone.
    """
    used: dict[Face, dict[str, None]] = {}
    for run in _iterate_runs(pages):
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
        pdfVersion=(1, 5),
        initialFontName=next(iter(fonts.values())).fontName,
        lang="zh-CN",
    )
    canvas._doc.info = _Properties(metadata)  # noqa: SLF001 - there is no other way to have no date
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    for number, page in enumerate(pages, start=1):
        for top, items in page.groups:
            _draw(canvas, fonts, top, items)
        canvas.showPage()
        progress(0.6 + 0.4 * number / len(pages))
    canvas.save()
    return stream.getvalue()


def _iterate_runs(pages: Sequence[Page]) -> Iterator[Run]:
    for page in pages:
        for _, items in page.groups:
            for item in items:
                if isinstance(item, Run):
                    yield item
                elif isinstance(item, Phrase):
                    yield from item.runs


def _draw(canvas: Canvas, fonts: Fonts, top: float, items: Sequence[object]) -> None:
    for item in items:
        if isinstance(item, Run):
            is_plain = fonts[item.face].is_copied_right(item.text)
            _draw_text(canvas, fonts, top, (item,), "" if is_plain else item.text)
        elif isinstance(item, Phrase):
            _draw_text(canvas, fonts, top, item.runs, item.text)
        elif isinstance(item, Box):
            canvas.setLineWidth(_FRAME)
            canvas.setStrokeGray(0)
            canvas.setFillGray(_TINT)
            y = PAGE_HEIGHT - TOP - top - item.y - item.height
            canvas.rect(LEFT + item.x, y, item.width, item.height, 1, int(item.is_tinted))
        elif isinstance(item, Rule):
            canvas.setLineWidth(_FRAME)
            canvas.setStrokeGray(0)
            y = PAGE_HEIGHT - TOP - top - item.y
            canvas.line(LEFT + item.x, y, LEFT + item.x + item.width, y)
        elif isinstance(item, Bookmark):
            y = PAGE_HEIGHT - TOP - top
            canvas.bookmarkPage(item.title, fit="XYZ", left=0, top=y, zoom=0)
            canvas.addOutlineEntry(item.title, item.title, level=0)


def _draw_text(canvas: Canvas, fonts: Fonts, top: float, runs: Sequence[Run], text: str) -> None:
    """Draw runs; a text that is given is found by a search or a copy instead of their glyphs."""
    drawn = canvas.beginText()
    if text:
        spelled = b"\xfe\xff" + text.encode("utf-16-be")
        drawn._code.append(f"/Span <</ActualText <{spelled.hex()}>>> BDC")  # noqa: SLF001
    for run in runs:
        drawn.setTextOrigin(LEFT + run.x, PAGE_HEIGHT - TOP - top - run.y)
        drawn.setFont(fonts[run.face].fontName, run.size)
        drawn.setCharSpace(run.spacing)
        drawn.setFillGray(run.gray)
        drawn.setTextRenderMode(2 if run.stroke else 0)
        if run.stroke:
            canvas.setLineWidth(run.stroke)
            canvas.setStrokeGray(run.gray)
        drawn.textOut(run.text)
    drawn.setTextRenderMode(0)
    if text:
        drawn._code.append("EMC")  # noqa: SLF001
    canvas.drawText(drawn)


class _Properties(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Properties without a date, where ReportLab would write 2000-01-01 to get equal files."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self._metadata = metadata

    def format(self, document: Any) -> bytes:  # noqa: ANN401
        """Return the properties as a PDF writes them."""
        texts = {**asdict(self._metadata), "producer": self.producer}
        entries = {
            key.capitalize(): pdfdoc.PDFString(_HALF_PAIR.sub(MISSING, text))
            for key, text in texts.items()
        }
        return bytes(pdfdoc.PDFDictionary(entries).format(document))
