"""Show the pages of a PDF below each other, sharp at every zoom and on every screen.

Qt's own view of PDF files needs the module QtPdf, which is not among those this program brings.
"""

from __future__ import annotations

from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from report_editor.ui.paper.page_pictures import BAND, PagePart, PagePictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from report_editor.ui.paper.page_pictures import PdfPages

LEAST, MOST = 10, 400
"""Bounds of the zoom in percent."""
STEPS = (10, 25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
"""Percents that zooming in and out goes through."""
GAP = 12
"""Pixels around a page and between two."""
KEPT_BYTES = 8_000_000
"""Size of the pictures that are kept of pages out of sight."""


class Fit(Enum):
    """Rule by which the zoom follows the size of the view."""

    WIDTH = "width"
    PAGE = "page"
    NOTHING = "nothing"


class PageView(QAbstractScrollArea):
    """Pages below each other; the visible ones are drawn in the background."""

    pageChanged = Signal(int)
    """Emitted with the number of the page that is read now, from 0."""
    zoomChanged = Signal(int)
    """Emitted with the percents, also when they follow the size of the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a width for Fit
        self.setAccessibleName("页面")
        self.fit = Fit.WIDTH
        self.page = 0
        """Number of the page that is read now, from 0."""
        self._zoom = 100.0
        self._pictures: PagePictures | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._places: list[QRect] = []
        """Place of each page on the whole sheet that is scrolled, in pixels of the screen."""
        self.verticalScrollBar().valueChanged.connect(self._follow_scrolling)

    # ------------------------------------------------------------------ pages and zoom

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    @property
    def zoom(self) -> int:
        """Return the percents at which a page is shown; at 100 it has its real size."""
        return round(self._zoom)

    def show_pages(self, pages: PdfPages) -> None:
        """Show other pages at the same place and zoom."""
        old = self._pictures
        self._pictures = PagePictures(pages, KEPT_BYTES, self)
        self._pictures.drawn.connect(lambda _part: self.viewport().update())
        self._sizes = pages.sizes
        if old is not None:
            old.deleteLater()
        self._lay_out(self._zoom)
        self.go_to_page(self.page) if self.page >= self.page_count else self.viewport().update()

    def go_to_page(self, page: int) -> None:
        """Show the top of a page, the nearest one where there is none of that number."""
        if self._places:
            page = min(max(page, 0), self.page_count - 1)
            self.verticalScrollBar().setValue(self._find_top(page))
            self._set_page(page)  # also where it cannot be scrolled to the top

    def fit_to(self, fit: Fit) -> None:
        """Zoom so that the width or the whole of a page is seen, now and at any size."""
        page = self.page
        self.fit = fit
        self._lay_out(self._zoom)
        if fit is Fit.PAGE:
            self.go_to_page(page)

    def set_zoom(self, percent: float, at: QPoint | None = None) -> None:
        """Zoom to some percents; a point of the view, by default its top, keeps its place."""
        self.fit = Fit.NOTHING
        self._lay_out(min(max(percent, LEAST), MOST), at)

    def zoom_in(self, at: QPoint | None = None) -> None:
        """Show the pages a step larger."""
        self.set_zoom(next((step for step in STEPS if step > self.zoom), MOST), at)

    def zoom_out(self, at: QPoint | None = None) -> None:
        """Show the pages a step smaller."""
        self.set_zoom(next((step for step in reversed(STEPS) if step < self.zoom), LEAST), at)

    # ------------------------------------------------------------------ layout

    @property
    def _ratio(self) -> float:
        """Return the pixels of the screen in one of Qt's."""
        return self.devicePixelRatioF()

    @property
    def _gap(self) -> int:
        return round(GAP * self._ratio)

    @property
    def _room(self) -> QSize:
        """Return the size of the view in pixels of the screen."""
        return self.viewport().size() * self._ratio

    def _find_zoom(self) -> float:
        """Return the zoom at which the width or the whole of the page that is read fits."""
        width, height = (each * self.logicalDpiX() / 72 for each in self._sizes[self._nearest])
        room = self.viewport().size().shrunkBy(QMargins(GAP, GAP, GAP, GAP))
        shares = (room.width() / width, room.height() / height)
        share = shares[0] if self.fit is Fit.WIDTH else min(shares)
        return float(min(max(100 * share, LEAST), MOST))

    @property
    def _nearest(self) -> int:
        return min(self.page, self.page_count - 1)

    def _lay_out(self, zoom: float, at: QPoint | None = None) -> None:
        """Place the pages at a zoom, or at that which fits; a point of the view stays in place."""
        if not self._sizes:
            return
        at = at or QPoint(self.viewport().width() // 2, 0)
        page, share = self._locate(at)
        before = self.zoom
        self._zoom = zoom if self.fit is Fit.NOTHING else self._find_zoom()
        scale = self._zoom / 100 * self.logicalDpiX() / 72 * self._ratio
        sizes = [
            QSize(round(width * scale), round(height * scale)) for width, height in self._sizes
        ]
        sheet = max(max(size.width() for size in sizes) + 2 * self._gap, self._room.width())
        tops = accumulate((size.height() + self._gap for size in sizes), initial=self._gap)
        self._places = [
            QRect(QPoint((sheet - size.width()) // 2, top), size)
            for size, top in zip(sizes, tops, strict=False)
        ]
        self._set_ranges(sheet, self._places[-1].bottom() + 1 + self._gap)
        self._bring_back(at, page, share)
        self.viewport().update()
        if self.zoom != before:
            self.zoomChanged.emit(self.zoom)

    def _set_ranges(self, width: int, height: int) -> None:
        room = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(room.width())
        across.setRange(0, max(0, round(width / self._ratio) - room.width()))
        down.setPageStep(room.height())
        down.setSingleStep(self.fontMetrics().height() * 3)
        across.setSingleStep(down.singleStep())
        down.setRange(0, max(0, round(height / self._ratio) - room.height()))

    def _locate(self, at: QPoint) -> tuple[int, tuple[float, float]]:
        """Return the page at a point of the view, and where on it, in shares of its size."""
        if not self._places:
            return 0, (0.5, 0.0)
        point = at * self._ratio + self._offset
        page = self._find_page(point.y())
        place = self._places[page]
        share = (point.x() - place.x()) / place.width(), (point.y() - place.y()) / place.height()
        return page, share

    def _bring_back(self, at: QPoint, page: int, share: tuple[float, float]) -> None:
        """Scroll until a place of a page is at a point of the view."""
        place = self._places[min(page, self.page_count - 1)]
        x = place.x() + share[0] * place.width()
        y = place.y() + share[1] * place.height()
        self.horizontalScrollBar().setValue(round(x / self._ratio - at.x()))
        self.verticalScrollBar().setValue(round(y / self._ratio - at.y()))

    @property
    def _offset(self) -> QPoint:
        """Return the point of the whole sheet that is in the view's corner."""
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return corner * self._ratio

    def _find_page(self, y: float) -> int:
        """Return the page at a height of the whole sheet, or the one above the gap there."""
        above = [number for number, place in enumerate(self._places) if place.top() <= y]
        return above[-1] if above else 0

    def _follow_scrolling(self) -> None:
        self.viewport().update()
        if self._places:
            self._set_page(self._find_page(self._offset.y() + self._room.height() / 3))

    def _set_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.pageChanged.emit(page)
            words = f"第 {page + 1} 页，共 {self.page_count} 页"
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is there of the visible pages, and want the rest."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Dark))
        if self._pictures is None:
            return
        painter.scale(1 / self._ratio, 1 / self._ratio)  # from here on pixels of the screen
        painter.translate(-self._offset)
        seen = QRect(self._offset, self._room)
        for page, place in enumerate(self._places):
            if place.intersects(seen):
                self._draw_page(painter, page, place, seen)
        ahead = QRect(seen.topLeft(), QSize(seen.width(), seen.height() + BAND))
        self._pictures.want([*self._list_parts(seen), *self._list_parts(ahead)])

    def _draw_page(self, painter: QPainter, page: int, place: QRect, seen: QRect) -> None:
        assert self._pictures is not None
        painter.fillRect(place, Qt.GlobalColor.white)
        parts = list(self._list_parts(seen, page))
        if any(self._pictures.find(part) is None for part in parts):
            for part, picture in self._pictures.find_similar(page):
                share = place.width() / part.width
                top, rows = round(part.top * share), round(part.rows * share)
                painter.drawImage(QRect(place.x(), place.y() + top, place.width(), rows), picture)
        for part in parts:
            if drawn := self._pictures.find(part):
                painter.drawImage(place.topLeft() + QPoint(0, part.top), drawn)

    def _list_parts(self, seen: QRect, page: int | None = None) -> Iterator[PagePart]:
        """List the parts, of all pages or of one, that are within a piece of the whole sheet."""
        for number, place in enumerate(self._places):
            if (page is None or number == page) and place.intersects(seen):
                size = (place.width(), place.height())
                for band in range((place.height() + BAND - 1) // BAND):
                    part = PagePart(number, *size, band)
                    top = place.y() + part.top
                    if top <= seen.bottom() and top + part.rows > seen.top():
                        yield part

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to another size."""
        super().resizeEvent(event)
        self._lay_out(self._zoom)

    # ------------------------------------------------------------------ hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, scroll and zoom with keys."""
        bar = self.verticalScrollBar()
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Home: lambda: self.go_to_page(0),
            Qt.Key.Key_End: lambda: self.go_to_page(self.page_count - 1),
            Qt.Key.Key_PageDown: self._read_on,
            Qt.Key.Key_Space: self._read_on,
            Qt.Key.Key_PageUp: self._read_back,
            Qt.Key.Key_Backspace: self._read_back,
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: lambda: self.set_zoom(100),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
        }
        if action := actions.get(Qt.Key(event.key())):
            action()
        else:
            super().keyPressEvent(event)

    def _read_on(self) -> None:
        """Scroll down by what is seen, but no further than to the top of the next page."""
        bar = self.verticalScrollBar()
        below = (page for page in range(self.page_count) if self._find_top(page) > bar.value())
        is_at_end = bar.value() == bar.maximum()
        self._read(self.page + 1 if is_at_end else next(below, self.page_count), 1)

    def _read_back(self) -> None:
        """Scroll up by what is seen, but no further than to the top of the page above."""
        bar = self.verticalScrollBar()
        above = (page for page in range(self.page_count) if self._find_top(page) < bar.value())
        self._read(max(above, default=self.page - 1), -1)

    def _read(self, page: int, direction: int) -> None:
        bar = self.verticalScrollBar()
        is_page = 0 <= page < self.page_count
        if is_page and abs(self._find_top(page) - bar.value()) <= bar.pageStep():
            self.go_to_page(page)
        else:
            bar.setValue(bar.value() + direction * (bar.pageStep() - bar.singleStep()))

    def _find_top(self, page: int) -> int:
        """Return where the vertical bar stands when a page begins at the top."""
        return round((self._places[page].top() - self._gap) / self._ratio)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel; what is under the mouse stays there."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            at = event.position().toPoint()
            if turned > 0:
                self.zoom_in(at)
            else:
                self.zoom_out(at)
            event.accept()
        else:
            super().wheelEvent(event)
