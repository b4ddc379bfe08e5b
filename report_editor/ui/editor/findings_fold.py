"""Findings under the report below one line: their filters, or folded the most important of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from report_editor.checks import Severity, summarise
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import SMALL
from report_editor.ui.widgets.labels import Label, OneLineLabel
from report_editor.ui.widgets.severity import state_icon
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from report_editor.checks import Finding
    from report_editor.ui.editor.findings_panel import FindingsPanel
    from report_editor.workspace.session import Session

_UNBOUNDED = 16_777_215
"""QWIDGETSIZE_MAX: no greatest height."""


class FindingsFold(QWidget):
    """Line above the list of findings; while that is folded, with the state of the report.

    Each count is said once: by the filters, or by the summary that takes their place.
    """

    toggled = Signal(bool)
    """Emitted when the button asks to open (True) or to fold the list."""

    def __init__(self, session: Session, panel: FindingsPanel) -> None:
        super().__init__()
        self._session = session
        self._panel = panel
        self._button = QToolButton()
        self._button.setAutoRaise(True)
        self._button.setCheckable(True)
        self._button.setText("检查结果")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_tool_tip(self._button, "展开或收起检查结果（F8）")
        self._button.clicked.connect(self.toggled)
        self._sign = Label()
        self.summary = Label()
        self.first = _Sentence()
        self.first.clicked.connect(self._go_to_first)
        line = QHBoxLayout()
        set_margins(line, left=Space.SMALL, right=Space.MEDIUM)
        line.setSpacing(Space.MEDIUM.pixels)
        line.addWidget(self._button)
        line.addWidget(self._sign)
        line.addWidget(self.summary)
        line.addWidget(self.first, 1)
        line.addWidget(panel.bar, 1)
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.setSpacing(Space.NONE.pixels)
        layout.addLayout(line)
        layout.addWidget(panel, 1)
        session.findingsChanged.connect(self._show_state)
        self._fix_sizes()
        self.fold(False)
        self._show_state()

    @property
    def is_folded(self) -> bool:
        """Check whether only the line is shown."""
        return self._panel.isHidden()

    def fold(self, folded: bool) -> None:
        """Show only the line, or the list as well."""
        for each in (self._panel, self._panel.bar):
            each.setVisible(not folded)
        for label in (self._sign, self.summary, self.first):
            label.setVisible(folded)
        self.setMaximumHeight(self._line_height() if folded else _UNBOUNDED)
        self._button.setChecked(not folded)
        arrow = Qt.ArrowType.RightArrow if folded else Qt.ArrowType.DownArrow
        self._button.setArrowType(arrow)

    def _fix_sizes(self) -> None:
        """Keep the same room for the line and its sign, whatever is found."""
        height = self._line_height()
        for each in (self._button, self._sign, self.summary, self.first):
            each.setFixedHeight(height)
        self._sign.setFixedWidth(self.fontMetrics().height())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + Space.HAIR.pixels

    def _show_state(self) -> None:
        active, first = self._session.active_findings, self._find_first()
        self.summary.setText(summarise(active))
        self.first.setText(first.message if first else "")
        self._sign.setPixmap(state_icon(active).pixmap(SMALL))

    def _find_first(self) -> Finding | None:
        """Return the most important finding that is more than a hint."""
        active = self._session.active_findings
        return next((each for each in active if each.severity is not Severity.INFO), None)

    def _go_to_first(self) -> None:
        if first := self._find_first():
            self._panel.activatedFinding.emit(first)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another typeface and other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fix_sizes()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_state()


class _Sentence(OneLineLabel):
    """Sentence that can be clicked."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Announce a click with the left button."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
