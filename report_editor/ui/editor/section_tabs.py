"""The tabs of a report: their names are never cut, however narrow the window."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LINE = 8
"""Characters that a line of a name has without need of another."""
_MOST_LINES = 3
_BREAK = re.compile("(?=政府|行政|申请|需要|问题|(?<!政府)信息|及)")
"""Before these words a section's name may go on in another line."""


def in_lines(name: str, most: int) -> str:
    """A long name in lines, none longer than needed, each begun with a word where there is one."""
    breaks = min(most, 1 + len(name) // _LINE) - 1
    words = [each.start() for each in _BREAK.finditer(name) if each.start() > 2]
    if len(words) < breaks:
        words = list(range(1, len(name)))

    def lines(places: tuple[int, ...]) -> list[str]:
        return [name[start:end] for start, end in pairwise((0, *places, len(name)))]

    choices = map(lines, combinations(words, breaks))
    return "\n".join(min(choices, key=lambda each: max(map(len, each))))


def numeral(name: str) -> str:
    """What a section is called for short: 六 of 六、其他需要报告的事项."""
    short, mark, _rest = name.partition("、")
    return short if mark else name


class _Bar(QTabBar):
    """Makes room for names of several lines, which Qt draws but does not reckon with."""

    def tabSizeHint(self, index: int) -> QSize:
        """As high for every tab as the highest needs."""
        size = super().tabSizeHint(index)
        more = max(self.tabText(each).count("\n") for each in range(self.count()))
        size.setHeight(size.height() + more * self.fontMetrics().lineSpacing())
        return size


class SectionTabs(QTabWidget):
    """Names in one line where all of them fit beside each other, else in two or three.

    Where that is not enough, only the numerals are left; the full names are the tool tips.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins without tabs."""
        super().__init__(parent)
        self._names: list[str] = []
        self._counts: list[int] = []
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setExpanding(False)
        self.tabBar().setAccessibleName("报告的各部分")

    def add(self, page: QWidget, name: str) -> None:
        """Adds a tab; its name is its tool tip too."""
        self._names.append(name)
        self._counts.append(0)
        index = self.addTab(page, name)
        self.setTabToolTip(index, name)
        self._say(index)

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
            self._say(index)
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

    def _say(self, index: int) -> None:
        """Tells a screen reader the full name, however it is shown."""
        name, count = self._names[index], self._counts[index]
        found = f"，{count} 处要看" if count else ""
        self.tabBar().setAccessibleTabName(index, name + found)

    def _fit(self) -> None:
        for lines in range(1, _MOST_LINES + 1):
            self._show([in_lines(each, lines) for each in self._names])
            if self.tabBar().sizeHint().width() <= self.width():
                return
        self._show([numeral(each) for each in self._names])

    def _show(self, names: list[str]) -> None:
        for index, (name, count) in enumerate(zip(names, self._counts, strict=True)):
            text = f"{name} ({count})" if count else name
            if self.tabText(index) != text:
                self.setTabText(index, text)
