"""Movable line between the report and its findings, which fold and open as high as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from report_editor.ui.editor.findings_fold import FindingsFold
    from report_editor.ui.editor.section_tabs import SectionTabs

LEAST_FIRST_HEIGHT, FIRST_SHARE = 150, 0.28
"""First height of the findings: a share of the room for report and findings, and the least one."""
COMFORTABLE_REPORT, LEAST_REPORT = 290, 160
"""Heights in pixels that open findings leave to the report where a third of the window is less,
and in any window, whichever of its pages is shown."""
LOW_WINDOW = 560
"""Height of a window in pixels below which findings that open by themselves take too much of it."""


class FindingsSplitter(QSplitter):
    """Pages of the report above, its findings below."""

    heightChosen = Signal(int)
    """Emitted with the height that the findings are given by hand."""
    lowChanged = Signal(bool)
    """Emitted when the window becomes low, or is no longer; at first with what it is."""

    def __init__(self, tabs: SectionTabs, fold: FindingsFold) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._tabs, self._fold = tabs, fold
        self.findings_height = 0
        """Height in pixels that the findings were given by hand; 0 for the first one."""
        self._is_low: bool | None = None
        tabs.pages.setMinimumHeight(LEAST_REPORT)
        self.addWidget(tabs.pages)
        self.addWidget(fold)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setCollapsible(0, False)
        self.splitterMoved.connect(self._note_height)

    @property
    def is_low(self) -> bool:
        """Return whether the window is too low to show the report and the findings at once."""
        return self.window().height() < LOW_WINDOW

    @property
    def is_folded(self) -> bool:
        """Return whether the findings are folded to one line."""
        return self._fold.is_folded

    def fold_findings(self, folded: bool) -> None:
        """Fold the findings to one line, or open them in the height they had."""
        focus = self.focusWidget()
        if folded and focus is not None and self._fold.isAncestorOf(focus):
            self._tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self._fold.fold(folded)
        whole = sum(self.sizes())  # Qt shares out another sum as it likes
        room = min(max(whole // 3, whole - COMFORTABLE_REPORT), max(0, whole - LEAST_REPORT))
        first = max(LEAST_FIRST_HEIGHT, round(FIRST_SHARE * whole))
        opened = min(self.findings_height or first, room)
        below = self._fold.maximumHeight() if folded else opened
        self.setSizes([max(1, whole - below), below])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share a new height between the report and the findings."""
        super().resizeEvent(event)
        self.fold_findings(self._fold.is_folded)
        if self.is_low != self._is_low:
            self._is_low = self.is_low
            self.lowChanged.emit(self.is_low)

    def _note_height(self) -> None:
        """Keep the height that the findings are given by hand."""
        if not self._fold.is_folded:
            self.findings_height = self._fold.height()
            self.heightChosen.emit(self.findings_height)
