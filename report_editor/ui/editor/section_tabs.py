"""Tabs of a report, whose names are never cut, however narrow the window."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

from report_editor.ui.widgets.foreign_text import make_tool_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LINE_LENGTH = 8
"""Characters up to which a name is not broken into more lines."""
_MOST_LINES = 3
_BREAK = re.compile("(?=政府|行政|申请|需要|问题|(?<!政府)信息|及)")
"""Words before which a section's name may go on in another line."""


def break_name(name: str, most_lines: int) -> str:
    """Break a long name into lines of about one length, each begun with a word if it can be."""
    breaks = min(most_lines, 1 + len(name) // _LINE_LENGTH) - 1
    words = [each.start() for each in _BREAK.finditer(name) if each.start() > 2]
    if len(words) < breaks:
        words = list(range(1, len(name)))
    choices = [
        [name[start:end] for start, end in pairwise((0, *chosen, len(name)))]
        for chosen in combinations(words, breaks)
    ]
    return "\n".join(min(choices, key=lambda lines: max(map(len, lines))))


def shorten_name(name: str) -> str:
    """Reduce the name of a section to its numeral: 六、其他需要报告的事项 to 六."""
    numeral, mark, _title = name.partition("、")
    return numeral if mark else name


class _Bar(QTabBar):
    """Tab bar with room for names of several lines, which Qt draws but does not measure."""

    def tabSizeHint(self, index: int) -> QSize:
        """Make every tab as high as the highest needs to be."""
        size = super().tabSizeHint(index)
        more = max(self.tabText(each).count("\n") for each in range(self.count()))
        size.setHeight(size.height() + more * self.fontMetrics().lineSpacing())
        return size


class SectionTabs(QTabWidget):
    """Tabs with names in one line where all of them fit beside each other, else in two or three.

    Where that is not enough, only the numerals are left; the full names are the tool tips.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._counts: list[int] = []
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setExpanding(False)
        self.tabBar().setAccessibleName("报告的各部分")

    def add(self, page: QWidget, name: str) -> None:
        """Add a tab; its name is its tool tip too."""
        self._names.append(name)
        self._counts.append(0)
        index = self.addTab(page, name)
        self.setTabToolTip(index, make_tool_tip(name))
        self._set_accessible_name(index)

    def take_all(self) -> list[QWidget]:
        """Take every tab away and return their pages."""
        pages = [self.widget(index) for index in range(self.count())]
        self._names.clear()
        self._counts.clear()
        self.clear()
        return pages

    def set_count(self, index: int, count: int) -> None:
        """Show behind a name how many findings there are, unless there are none."""
        if self._counts[index] != count:
            self._counts[index] = count
            self._set_accessible_name(index)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the names as the new width requires."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another typeface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _set_accessible_name(self, index: int) -> None:
        """Give a screen reader the full name, however it is shown."""
        name, count = self._names[index], self._counts[index]
        findings = f"，{count} 处要看" if count else ""
        self.tabBar().setAccessibleTabName(index, name + findings)

    def _fit(self) -> None:
        for most_lines in range(1, _MOST_LINES + 1):
            self._show([break_name(each, most_lines) for each in self._names])
            if self.tabBar().sizeHint().width() <= self.width():
                return
        self._show([shorten_name(each) for each in self._names])

    def _show(self, names: list[str]) -> None:
        for index, (name, count) in enumerate(zip(names, self._counts, strict=True)):
            text = f"{name} ({count})" if count else name
            if self.tabText(index) != text:
                self.setTabText(index, text)
