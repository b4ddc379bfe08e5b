"""Report with its panels beside it; where both have no room, the panels fold to an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QWidget,
)

from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from report_editor.ui.editor.side_column import SideColumn

PANEL_WIDTH = 360
"""First width of the panels beside the report, in pixels."""
_NARROWEST_PANEL = 21
"""Width in Chinese characters below which a panel is hard to read."""
_FOLD = "收起"


class PanelSplitter(QWidget):
    """Report at the left, panels at the right, which take only what the report does not need.

    Where that is too little for a panel, it is folded to an edge with its name. A click there
    opens it over the least room that it needs, until a page that needs more comes to the front.
    """

    left = Signal()
    """Emitted when a panel that had the keyboard was folded."""

    def __init__(self, report: QWidget, side: SideColumn, measure: Callable[[], int]) -> None:
        """Put a report and its panels side by side.

        Args:
            report: What stands at the left.
            side: The panels.
            measure: Return the width that the page in front needs to be seen whole.
        """
        super().__init__()
        self._side = side
        self._measure = measure
        self._wanted = PANEL_WIDTH
        self._is_opened = False
        """Set while the panels are open although the report needs their room."""
        self._is_wanted = False
        """Set from when the panels are opened on purpose until they are folded on purpose."""
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(report)
        self._split.addWidget(side)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.setChildrenCollapsible(False)
        self._split.splitterMoved.connect(self._note_width)
        self.edge = QToolButton()
        self.edge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        font = self.edge.font()
        font.setBold(True)
        self.edge.setFont(font)
        self.edge.clicked.connect(self._toggle)
        self.edge.hide()
        layout = QHBoxLayout(self)
        set_margins(layout)
        layout.setSpacing(Space.NONE.pixels)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.edge)
        side.panelsChanged.connect(self.fit)

    @property
    def is_folded(self) -> bool:
        """Return whether there are panels of which only the edge is shown."""
        return self._side.has_panels and self._side.is_folded

    def open(self) -> None:
        """Open the panels, whatever the report needs."""
        self._is_opened = self._is_wanted = True
        self.fit()

    def follow_page(self, readable: int) -> None:
        """Share the width anew for another page; who works in a panel keeps it.

        Panels opened on purpose stay, or open again, beside a page that can still be read.

        Args:
            readable: Width in pixels in which the page can be read.
        """
        if not self._side.isAncestorOf(QApplication.focusWidget() or self):
            beside = self._split.handleWidth() + self._find_least() + self.edge.sizeHint().width()
            self._is_opened = self._is_wanted and readable + beside <= self.width()
        self.fit()

    def fit(self) -> None:
        """Share the width between the report and the panels, if any is shown."""
        if not self._side.has_panels:
            self.edge.hide()
            return
        least = self._find_least()
        room = self.width() - self._measure() - self._split.handleWidth()
        is_narrow = room < least
        self._show_edge(is_narrow, is_opened=self._is_opened)
        self._side.show_closing(not is_narrow)  # the edge beside it folds the panel
        self._side.fold(is_narrow and not self._is_opened)
        if self._side.isHidden():
            return
        width = least if is_narrow else min(self._wanted, room)
        whole = self.width() - (self.edge.sizeHint().width() if is_narrow else 0)
        self._split.setSizes([whole - self._split.handleWidth() - width, width])

    def _find_least(self) -> int:
        em = self.fontMetrics().horizontalAdvance("国")
        return max(_NARROWEST_PANEL * em, self._side.minimumSizeHint().width())

    def _show_edge(self, shown: bool, *, is_opened: bool) -> None:
        """Show the edge with the name of the panel, or with what a click does to an open one."""
        if shown:
            name = _FOLD if is_opened else self._side.name
            self.edge.setText("\n".join(("›" if is_opened else "‹", *name)))
            self.edge.setAccessibleName(f"{_FOLD}{self._side.name}" if is_opened else name)
            tip = "收起，左边看得更全" if is_opened else f"展开{name}"
            set_tool_tip(self.edge, tip)
        self.edge.setVisible(shown)

    def _toggle(self) -> None:
        if not self._is_opened:
            self.open()
            return
        focus = self.focusWidget()
        had_focus = focus is self.edge or self._side.isAncestorOf(focus or self)
        self._is_opened = self._is_wanted = False
        self.fit()
        if had_focus:
            self.left.emit()

    def _note_width(self) -> None:
        """Keep the width that the panels are given by hand."""
        self._wanted = self._side.width()

    def event(self, event: QEvent) -> bool:
        """Share the width anew where a panel asks for more or less."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return is_done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()
