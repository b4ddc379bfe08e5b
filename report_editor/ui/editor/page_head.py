"""Head of a page: its title, an explanation, and of a table what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from report_editor.ui.widgets.foreign_text import make_tool_tip, show_explanation
from report_editor.ui.widgets.labels import Label, heading, hint
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_TITLE_LINE = 1.28
"""Height of the title in em: fonts ask for half as much again, which a low page needs for rows."""


class PageHead(QWidget):
    """Title at the left, state at the right, the explanation between them or in lines below.

    It stands below where it would be cut between them, and a button shows it where a page is too
    low for that. Both depend on the size alone, so that nothing moves while the state changes.
    """

    def __init__(self, title: str, widest_state: str = "") -> None:
        """Make a head with room for the widest state; by default it has none."""
        super().__init__()
        self._title = heading(title)
        self._title.setFixedHeight(
            round(_TITLE_LINE * self._title.fontMetrics().horizontalAdvance("一"))
        )
        self.hint = hint()
        self.state = Label()
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._widest_state = widest_state
        self._layout = QGridLayout(self)
        set_margins(self._layout)
        self._layout.setHorizontalSpacing(Space.LARGE.pixels)
        self._layout.setVerticalSpacing(Space.NONE.pixels)
        self._layout.setColumnStretch(1, 1)
        self._layout.addWidget(self._title, 0, 0)
        self._layout.addWidget(self.hint, 0, 1)
        self._layout.addWidget(self.state, 0, 2)
        self._is_below = False
        """Set while the explanation stands below."""
        self._is_low = False
        self.more = QToolButton()
        self.more.setText("说明")
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else a page would lead to it first
        self.more.clicked.connect(self._explain)
        self.more.hide()
        self._layout.addWidget(self.more, 0, 1, Qt.AlignmentFlag.AlignLeft)

    def show_hint(self, words: str) -> None:
        """Show an explanation."""
        self.hint.setText(words)
        self._place_hint()

    def show_state(self, words: str) -> None:
        """Show what is to be done, in room for the widest of such words."""
        self.state.setText(words)
        self.state.setMinimumWidth(self.fontMetrics().horizontalAdvance(self._widest_state))

    def fold_hint(self, is_low: bool) -> None:
        """Put a button in the place of an explanation that would take a line of a low page."""
        self._is_low = is_low
        self._place_hint()

    def _explain(self) -> None:
        corner = self.more.mapToGlobal(self.more.rect().bottomLeft())
        show_explanation(corner, make_tool_tip(self.hint.text()), self.more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the explanation where the new width has room for it."""
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        others = self._title.sizeHint().width() + self.state.minimumWidth() + 2 * Space.LARGE.pixels
        needed = self.hint.fontMetrics().horizontalAdvance(self.hint.text())
        is_below = needed > self.width() - others
        self.hint.setHidden(is_below and self._is_low)
        self.more.setVisible(is_below and self._is_low)
        if is_below != self._is_below:
            self._is_below = is_below
            self._layout.removeWidget(self.hint)
            place = (1, 0, 1, 3) if is_below else (0, 1, 1, 1)
            self._layout.addWidget(self.hint, *place)
