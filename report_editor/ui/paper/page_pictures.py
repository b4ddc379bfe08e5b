"""Draw parts of PDF pages in another thread, at the pixels of the screen, and keep some of them.

PDFium draws the embedded fonts darker and in half the time that Qt needs for their outlines, and
lets the window's thread run meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from report_editor.common.pdfium import PDFIUM
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Iterable

BAND = 512
"""Height of a part of a page, in pixels: a large page is never drawn as a whole."""

_IN_GRAY = (raw.FPDFBitmap_Gray, raw.FPDF_GRAYSCALE, QImage.Format.Format_Grayscale8)
_IN_COLOR = (raw.FPDFBitmap_BGRx, 0, QImage.Format.Format_RGB32)
"""Format of PDFium, its flags for drawing, and the format of Qt with the same bytes."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A band of a page, all across it; lengths are pixels of the screen."""

    page: int
    """Number of the page, from 0."""
    width: int
    """Width of the whole page."""
    height: int
    """Height of the whole page."""
    band: int = 0
    """Number of the band from the top, from 0."""

    @property
    def top(self) -> int:
        """Return where the band begins below the top of the page."""
        return self.band * BAND

    @property
    def rows(self) -> int:
        """Return the height of the band; the last one of a page may be lower."""
        return min(BAND, self.height - self.top)


class PdfPages:
    """Pages of a PDF, to be drawn by any thread."""

    def __init__(self, data: bytes, *, has_color: bool = False) -> None:
        """Open a PDF that this program made; without color its pictures are a quarter as large."""
        self._has_color = has_color
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(data)
            self._page: tuple[int, pypdfium2.PdfPage] | None = None
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
            """Width and height of each page in points."""
        self._is_closed = False

    def draw(self, part: PagePart) -> QImage:
        """Return the picture of a part; empty once the pages are closed."""
        kind, flags, look = _IN_COLOR if self._has_color else _IN_GRAY
        with PDFIUM:
            if self._is_closed:
                return QImage()
            bitmap = pypdfium2.PdfBitmap.new_native(part.width, part.rows, kind)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, part.width, part.rows)
            page = self._load_page(part.page)
            place = (0, -part.top, part.width, part.height)
            raw.FPDF_RenderPageBitmap(bitmap, page, *place, 0, flags)
            size = (part.width, part.rows, bitmap.stride)
            picture = QImage(bitmap.buffer, *size, look).copy()
            bitmap.close()
            return picture

    def _load_page(self, number: int) -> pypdfium2.PdfPage:
        """Return a page; only the last one stays loaded."""
        if self._page is None or self._page[0] != number:
            self._unload_page()
            self._page = (number, self._document[number])
        return self._page[1]

    def _unload_page(self) -> None:
        if self._page is not None:
            self._page[1].close()
            self._page = None

    def close(self) -> None:
        """Free the memory of the pages."""
        with PDFIUM:
            self._unload_page()
            self._document.close()
            self._is_closed = True


class PagePictures(QObject):
    """Pictures of parts of pages: those wanted are drawn, and the last ones kept."""

    drawn = Signal(object)
    """Emitted with the :class:`PagePart` whose picture is there now."""

    def __init__(self, pages: PdfPages, most_bytes: int, parent: QObject) -> None:
        """Draw parts of some pages; keep about so many bytes of pictures not in sight."""
        super().__init__(parent)
        self._pages = pages
        self._most_bytes = most_bytes
        self._kept: dict[PagePart, QImage] = {}
        """Pictures, the least recently wanted first."""
        self._wanted: list[PagePart] = []
        self._is_drawing = False

    @property
    def kept_bytes(self) -> int:
        """Return the size of the pictures in memory."""
        return sum(picture.sizeInBytes() for picture in self._kept.values())

    def find(self, part: PagePart) -> QImage | None:
        """Return the picture of a part, None while it is not drawn."""
        return self._kept.get(part)

    def find_similar(self, page: int) -> list[tuple[PagePart, QImage]]:
        """Return pictures of a page in the size in which it was drawn last, in any size."""
        of_page = [(part, picture) for part, picture in self._kept.items() if part.page == page]
        return [each for each in of_page if each[0].width == of_page[-1][0].width]

    def want(self, parts: Iterable[PagePart]) -> None:
        """Draw parts in their order; what was wanted before and is not drawn is forgotten."""
        self._wanted = list(dict.fromkeys(parts))
        for part in reversed(self._wanted):
            if part in self._kept:
                self._kept[part] = self._kept.pop(part)
        if not self._is_drawing:
            start(self, self._draw())

    async def _draw(self) -> None:
        self._is_drawing = True
        while part := next((each for each in self._wanted if each not in self._kept), None):
            picture = await in_background(lambda part=part: self._pages.draw(part))  # type: ignore[misc]
            if picture.isNull():
                break
            self._kept[part] = picture
            self._forget()
            self.drawn.emit(part)
        self._is_drawing = False

    def _forget(self) -> None:
        """Drop the pictures wanted least recently, but none that is wanted now."""
        spare = self.kept_bytes - self._most_bytes
        for part in list(self._kept):
            if spare <= 0:
                break
            if part not in self._wanted:
                spare -= self._kept.pop(part).sizeInBytes()
