"""Place over the heading of a page for what appears while somebody works: notices, the find bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.ui.widgets.spacing import Space, set_margins

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move)
_COMES_OR_GOES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class OverPage(QWidget):
    """Column of bars over the upper edge of a page, where nothing is clicked or typed.

    Room for them in a layout would push away what is under the mouse.
    """

    def __init__(self, window: QWidget, page: QWidget) -> None:
        """Make an empty column.

        Args:
            window: What the column floats in.
            page: What it lies over, somewhere in ``window``.
        """
        super().__init__(window)
        self._window, self._page = window, page
        self.setAutoFillBackground(True)
        self._bars = QVBoxLayout(self)
        set_margins(self._bars)
        self._bars.setSpacing(Space.NONE.pixels)
        inside: QWidget | None = page
        while inside is not None and inside is not window:  # each may move what is in it
            inside.installEventFilter(self)
            inside = inside.parentWidget()
        self._fit()

    def add(self, bar: QWidget) -> None:
        """Put a bar below the others; it may be hidden and shown, or closed for good."""
        self._bars.addWidget(bar)
        bar.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page, and the bars as they come and go."""
        is_bar = watched.parent() is self
        if event.type() in (_COMES_OR_GOES if is_bar else _MOVES):
            self._fit()
        return False

    def event(self, event: QEvent) -> bool:
        """Follow what the bars ask for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        self._bars.invalidate()
        # Bars that have no room beside a panel lie over that too.
        room = self._window.width()
        width = min(max(self._page.width(), self._bars.totalMinimumSize().width()), room)
        needed = self._bars.totalHeightForWidth(width)
        height = needed if needed > 0 else self._bars.totalSizeHint().height()
        corner = self._page.mapTo(self._window, QPoint())
        self.setGeometry(min(corner.x(), room - width), corner.y(), width, height)
        self.setVisible(not self._bars.isEmpty())
        self.raise_()
