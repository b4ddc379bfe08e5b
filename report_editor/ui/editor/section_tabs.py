"""Tabs of a report: one line of short names, with room kept for a sign and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar

from report_editor.ui.widgets.foreign_text import make_tool_tip
from report_editor.ui.widgets.icons import icon, make_blank_icon
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.severity import color, icon_name

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from report_editor.checks import Severity

_MOST = 99
"""Findings that are counted; beyond them a tab says that there are more."""


class SectionTabs(QTabBar):
    """Tabs that never change their places or sizes while a report is worked on.

    Their pages stand apart, so that a panel beside a page takes nothing of the tabs' width. Where
    the window is too narrow for the short names, only the numerals are left. The official titles
    are the tool tips, and stand in the pages.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pages = QStackedWidget()
        """Pages of the tabs, in their order."""
        self.pages.setMinimumWidth(1)  # a panel beside them may take more than they need
        self._names: list[tuple[str, str, str]] = []
        """Full name, short name and shortest name of each tab."""
        self._counts: list[int] = []
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setExpanding(False)
        self.setAccessibleName("报告的各部分")
        self.currentChanged.connect(self.pages.setCurrentIndex)

    def add(self, page: QWidget, name: str, short: str, shortest: str) -> None:
        """Add a tab; its full name is its tool tip."""
        self._names.append((name, short, shortest))
        self._counts.append(0)
        self.pages.addWidget(page)
        index = self.addTab(make_blank_icon(self.iconSize()), short)  # room for a sign
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, _Count())
        self.setTabToolTip(index, make_tool_tip(name))
        self._set_accessible_name(index)
        self._fit()

    def take_all(self) -> list[QWidget]:
        """Take every tab away and return their pages."""
        pages = [self.pages.widget(index) for index in range(self.count())]
        self._names.clear()
        self._counts.clear()
        with QSignalBlocker(self):  # the next tab comes to the front only to go, too
            for page in pages:
                self.pages.removeWidget(page)
                self.removeTab(0)
        return pages

    def currentWidget(self) -> QWidget:
        """Return the page in front; there is one as long as there are tabs."""
        return self.pages.currentWidget()

    def set_findings(self, index: int, gravest: Severity | None, count: int) -> None:
        """Show on a tab how many findings there are and how grave, unless there are none."""
        if gravest is None:
            self.setTabIcon(index, make_blank_icon(self.iconSize()))
        else:
            self.setTabIcon(index, icon(icon_name(gravest), color(gravest)))
        if self._counts[index] != count:
            self._counts[index] = count
            self._set_accessible_name(index)
            self.count_label(index).show_count(count)

    def count_label(self, index: int) -> _Count:
        """Return the label with the count of a tab."""
        label = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
        assert isinstance(label, _Count)
        return label

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Give the keyboard to the page in front after a click, also on its own tab."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the names that fit the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another typeface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for index in range(self.count()):
                self.count_label(index).fit()
            self._fit()

    def _set_accessible_name(self, index: int) -> None:
        """Give a screen reader the full name, however it is shown."""
        name, count = self._names[index][0], self._counts[index]
        findings = f"，{count} 处要看" if count else ""
        self.setAccessibleTabName(index, name + findings)

    def _fit(self) -> None:
        for choice in (1, 2):
            for index, names in enumerate(self._names):
                if self.tabText(index) != names[choice]:
                    self.setTabText(index, names[choice])
            if self.sizeHint().width() <= self.width():
                return


class _Count(Label):
    """Number of findings, in room for the largest."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.fit()

    def fit(self) -> None:
        """Keep room for the largest number in the typeface at hand."""
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(f"{_MOST}+"))

    def show_count(self, count: int) -> None:
        """Show a number; nothing for none."""
        number = f"{_MOST}+" if count > _MOST else str(count)
        self.setText(number if count else "")
