"""Column beside the report with panels below each other; without one it takes no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget


class SideColumn(QSplitter):
    """Splitter that hides while all of its panels are hidden, which Qt's own does not."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        for each in panels:
            self.add_panel(each)

    def add_panel(self, panel: QWidget) -> None:
        """Put a panel below the others."""
        self.addWidget(panel)
        panel.installEventFilter(self)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the panels."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._follow()
        return False

    def _follow(self) -> None:
        panels = [self.widget(at) for at in range(self.count())]
        self.setVisible(any(not each.isHidden() for each in panels))
