"""Column beside the report with panels below each other; without one it takes no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from report_editor.ui.editor.close_button import CloseButton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


_SPARE_LINES = 8
"""Lines that a panel must have above the least it can be drawn in, to be read below another."""


class SideColumn(QSplitter):
    """Splitter that hides while all of its panels are hidden, which Qt's own does not.

    The panel that was asked for last gets most of the height; where there is not enough for all of
    them, it gets the whole, and the window need not grow over the edge of the screen.
    """

    panelsChanged = Signal()
    """Emitted when a panel is shown or hidden."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._asked: QWidget | None = None
        self.is_folded = False
        """Set while the column is hidden whatever its panels are."""
        self._shows_closing = True
        self._follow()

    def add_panel(self, panel: QWidget, at: int | None = None) -> None:
        """Put a panel below the others, or at a place counted from above."""
        self.insertWidget(self.count() if at is None else at, panel)
        panel.installEventFilter(self)
        self._show_buttons(panel)
        self._follow()

    @property
    def has_panels(self) -> bool:
        """Return whether a panel is shown, or would be if the column were not folded."""
        return bool(self._list_shown())

    @property
    def name(self) -> str:
        """Return the names of the panels that are shown, as one reads them there."""
        return "、".join(map(_name_panel, self._list_shown()))

    def is_covered(self, panel: QWidget) -> bool:
        """Check whether a panel that is shown has no height, because another has all of it."""
        return not panel.isHidden() and self.sizes()[self.indexOf(panel)] == 0

    def bring_forward(self, panel: QWidget) -> None:
        """Give a panel its height again that another one has."""
        self._asked = panel
        if self.is_covered(panel):
            self._share()

    def fold(self, folded: bool) -> None:
        """Hide the column with its panels, or show those that are not hidden."""
        self.is_folded = folded
        self.setVisible(self.has_panels and not folded)

    def show_closing(self, shown: bool) -> None:
        """Show the buttons that close the panels; without, where something else folds them."""
        if shown != self._shows_closing:
            self._shows_closing = shown
            self._show_buttons(self)

    def _show_buttons(self, inside: QWidget) -> None:
        for button in inside.findChildren(CloseButton):
            button.setVisible(self._shows_closing)

    def minimumSizeHint(self) -> QSize:
        """Ask for what the widest and the highest panel that is shown need, not for all of them."""
        sizes = [each.minimumSizeHint() for each in self._list_shown()]
        width = max((each.width() for each in sizes), default=0)
        return QSize(width, max((each.height() for each in sizes), default=0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the panels."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._follow()
            if event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
                self._asked = watched
                self._share()
            self.panelsChanged.emit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the whole height to one panel where there is no longer enough for all."""
        super().resizeEvent(event)
        if self._is_low() and 0 not in self.sizes():
            self._share()

    def _share(self) -> None:
        """Give the panel that was asked for last what the others leave; where all is low, all."""
        others = [each for each in self._list_shown() if each is not self._asked]
        whole, is_low = self.height(), self._is_low()
        sizes = (
            dict.fromkeys(others, 0)
            if is_low
            else {each: max(self._measure_comfort(each), whole // 3) for each in others}
        )
        rest = whole - sum(sizes.values())
        panels = (self.widget(at) for at in range(self.count()))
        self.setSizes([rest if each is self._asked else sizes.get(each, 0) for each in panels])

    def _is_low(self) -> bool:
        return sum(map(self._measure_comfort, self._list_shown())) > self.height()

    def _measure_comfort(self, panel: QWidget) -> int:
        """Return the height in pixels in which a panel is read well, in the width of the column."""
        spare = _SPARE_LINES * self.fontMetrics().lineSpacing()
        return _measure_least_height(panel, self.width()) + spare

    def _list_shown(self) -> list[QWidget]:
        panels = (self.widget(at) for at in range(self.count()))
        return [each for each in panels if not each.isHidden()]

    def _follow(self) -> None:
        self.fold(self.is_folded)


def _measure_least_height(panel: QWidget, width: int) -> int:
    """Return the height in pixels below which the parts of a panel cover each other.

    A minimum size hint is that of texts in a wide panel; in a narrow one they take more lines. Of
    pages in tabs the highest counts, so that going from one to another changes nothing.
    """
    if isinstance(panel, QTabWidget):
        tabs = (panel.widget(at) for at in range(panel.count()) if panel.isTabVisible(at))
        highest = max((_measure_least_height(each, width) for each in tabs), default=0)
        return panel.tabBar().sizeHint().height() + highest
    least, layout = panel.minimumSizeHint().height(), panel.layout()
    if layout is None or not layout.hasHeightForWidth():
        return least
    return max(least, layout.totalMinimumHeightForWidth(width))


def _name_panel(panel: QWidget) -> str:
    if isinstance(panel, QTabWidget):
        return panel.tabText(panel.currentIndex())
    return panel.accessibleName()
