"""The tabs of a report: their names are never cut, however narrow the window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_SHORT = 8
"""Characters of a name that needs no second line."""
_BREAK = re.compile("(?=政府|信息|行政|需要|及)")
"""Before these words a section's name may go on in a second line."""


def in_two_lines(name: str) -> str:
    """A long name broken near its middle, before a word where there is one."""
    if len(name) <= _SHORT:
        return name
    middle = len(name) / 2
    places = [each.start() for each in _BREAK.finditer(name) if 2 < each.start() < len(name) - 2]
    place = min(places, key=lambda each: abs(each - middle), default=round(middle))
    return f"{name[:place]}\n{name[place:]}"


class _Bar(QTabBar):
    """Makes room for names of two lines, which Qt draws but does not reckon with."""

    def tabSizeHint(self, index: int) -> QSize:
        """As high for every tab as the highest needs."""
        size = super().tabSizeHint(index)
        if any("\n" in self.tabText(each) for each in range(self.count())):
            size.setHeight(size.height() + self.fontMetrics().lineSpacing())
        return size


class SectionTabs(QTabWidget):
    """Names in one line where all of them fit beside each other, else in two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins without tabs."""
        super().__init__(parent)
        self._names: list[str] = []
        self._counts: list[int] = []
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setExpanding(False)

    def add(self, page: QWidget, name: str) -> None:
        """Adds a tab; its name is its tool tip too."""
        self._names.append(name)
        self._counts.append(0)
        self.setTabToolTip(self.addTab(page, name), name)

    def remove_all(self) -> None:
        """Takes every tab away, and its page with it."""
        pages = [self.widget(index) for index in range(self.count())]
        self._names.clear()
        self._counts.clear()
        self.clear()
        for page in filter(None, pages):
            page.deleteLater()

    def set_count(self, index: int, count: int) -> None:
        """Says behind a name how much was found there; 0 is not said."""
        if self._counts[index] != count:
            self._counts[index] = count
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the names where the new width asks for it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows another typeface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._show(self._names)
        if self.tabBar().sizeHint().width() > self.width():
            self._show([in_two_lines(each) for each in self._names])

    def _show(self, names: list[str]) -> None:
        for index, (name, count) in enumerate(zip(names, self._counts, strict=True)):
            text = f"{name} ({count})" if count else name
            if self.tabText(index) != text:
                self.setTabText(index, text)
