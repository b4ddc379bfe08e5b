"""List of small pages beside the large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from report_editor.ui.paper.page_pictures import PagePart, PagePictures

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from report_editor.ui.paper.page_pictures import PdfPages

WIDTH = 96
"""Width of a small page, in Qt's pixels."""
FINER = 2
"""Pixels of a small picture in one of the screen."""
PADDING = 8
KEPT_BYTES = 2_000_000
"""Size of the small pictures that are kept."""


class _Pages(QAbstractListModel):
    """Numbers of the pages."""

    def __init__(self, count: int, parent: QObject) -> None:
        super().__init__(parent)
        self._count = count

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt declares it
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页，共 {self._count} 页"
        return None


class PageList(QListView):
    """Small pages below each other with their numbers."""

    pageChosen = Signal(int)
    """Emitted with the number, from 0, of a page that was clicked or reached by a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("页面列表")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_PageDelegate(self))
        self.pictures: PagePictures | None = None
        self.sizes: tuple[tuple[float, float], ...] = ()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedWidth(WIDTH + 2 * PADDING + bar + 2)

    def show_pages(self, pages: PdfPages) -> None:
        """List other pages."""
        if self.pictures is not None:
            self.pictures.deleteLater()
        self.pictures = PagePictures(pages, KEPT_BYTES, self)
        self.pictures.drawn.connect(lambda _part: self.viewport().update())
        self.sizes = pages.sizes
        old = self.model()
        self.setModel(_Pages(len(pages.sizes), self))
        if old is not None:
            old.deleteLater()

    def choose(self, page: int) -> None:
        """Mark a page as the one that is read now."""
        if self.model() is not None and self.currentIndex().row() != page:
            blocker = QSignalBlocker(self)
            self.setCurrentIndex(self.model().index(page, 0))
            blocker.unblock()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell which page was chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.pageChosen.emit(current.row())

    def measure(self, page: int) -> QSize:
        """Return the size of a small page, in Qt's pixels."""
        width, height = self.sizes[page]
        return QSize(WIDTH, round(WIDTH * height / width))

    def make_part(self, page: int) -> PagePart:
        """Return what is to be drawn of a page: shrunk, its lines are not thicker than its text."""
        ratio = FINER * self.devicePixelRatioF()
        size = self.measure(page)
        return PagePart(page, round(size.width() * ratio), round(size.height() * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, and want the pictures that are not there."""
        super().paintEvent(event)
        if self.pictures is not None and self.sizes:
            view = self.viewport().rect()
            first, last = self.indexAt(view.topLeft()), self.indexAt(view.bottomLeft())
            end = last.row() + 1 if last.isValid() else len(self.sizes)
            self.pictures.want(map(self.make_part, range(max(first.row(), 0), end)))


class _PageDelegate(QStyledItemDelegate):
    """Draw a small page above its number."""

    def __init__(self, view: PageList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the size of an entry."""
        height = self._view.measure(index.row()).height()
        return QSize(WIDTH + 2 * PADDING, height + option.fontMetrics.height() + 2 * PADDING)

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw an entry; the picture of its page when it is there."""
        view = self._view
        assert view.pictures is not None
        palette = option.palette
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        size = view.measure(index.row())
        left = option.rect.x() + (option.rect.width() - size.width()) // 2
        place = QRect(left, option.rect.y() + PADDING, size.width(), size.height())
        painter.fillRect(place, Qt.GlobalColor.white)
        if picture := view.pictures.find(view.make_part(index.row())):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        ink = QPalette.ColorRole.HighlightedText if is_current else QPalette.ColorRole.Text
        painter.setPen(palette.color(ink))
        words = QRect(option.rect)
        words.setTop(place.bottom() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus and not is_current:
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
