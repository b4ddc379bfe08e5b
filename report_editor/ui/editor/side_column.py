"""Column beside the report with panels below each other; without one it takes no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class SideColumn(QSplitter):
    """Splitter that hides while all of its panels are hidden, which Qt's own does not.

    The panel that was asked for last gets most of the height; where there is not enough for all of
    them, it gets the whole, and the window need not grow over the edge of the screen.
    """

    def __init__(self, *panels: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._asked: QWidget | None = None
        for each in panels:
            self.add_panel(each)

    def add_panel(self, panel: QWidget) -> None:
        """Put a panel below the others."""
        self.addWidget(panel)
        panel.installEventFilter(self)
        self._follow()

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of the highest panel that is shown, not for that of all."""
        height = max((each.minimumSizeHint().height() for each in self._list_shown()), default=0)
        return QSize(super().minimumSizeHint().width(), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the panels."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._follow()
            if event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
                self._asked = watched
                self._share()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the whole height to one panel where there is no longer enough for all."""
        super().resizeEvent(event)
        if self._is_low() and 0 not in self.sizes():
            self._share()

    def _share(self) -> None:
        whole, is_low = self.height(), self._is_low()
        panels = [self.widget(at) for at in range(self.count())]
        most, least = (whole, 0) if is_low else (2 * whole // 3, whole // 3)
        self.setSizes([most if each is self._asked else least for each in panels])

    def _is_low(self) -> bool:
        needed = sum(each.minimumSizeHint().height() for each in self._list_shown())
        return needed > self.height()

    def _list_shown(self) -> list[QWidget]:
        panels = (self.widget(at) for at in range(self.count()))
        return [each for each in panels if not each.isHidden()]

    def _follow(self) -> None:
        self.setVisible(bool(self._list_shown()))
