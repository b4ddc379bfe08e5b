"""Frame around what has the keyboard, for who works by keys.

Qt's Fusion shows it for buttons and tabs in a colour that is hardly seen, for fields on a dark
ground too, and for lists not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFocusFrame, QTabBar
from shiboken6 import isValid

from report_editor.ui.widgets.accent import accent

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

_KINDS = (
    *("QPushButton", "QToolButton", "QCheckBox", "QRadioButton"),
    *("QTabBar", "QAbstractItemView", "QPlainTextEdit", "QComboBox"),
)
"""Widgets that get a frame for who works by keys; by name, for a start needs few of the classes."""
_FIELDS = ("QLineEdit", "QAbstractSpinBox")
"""Widgets that get a frame whoever goes there: what is typed next goes into them."""
_IS_FRAMED = "framesFocus"
"""Property of the application."""
_WIDTH = 2
_ROUNDING = 3


def frame_focus(app: QApplication) -> None:
    """Frame what has the keyboard, in all windows of an application.

    A widget that shows the keyboard by itself has an attribute ``shows_focus``.
    """
    if not app.property(_IS_FRAMED):
        app.setProperty(_IS_FRAMED, True)
        _Keeper(app)


class _Keeper(QObject):
    """Keeper of the one frame, which goes where the keyboard goes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: _Frame | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None
        if now is None or hasattr(now, "shows_focus"):
            return
        by_keys = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        kinds = _KINDS + _FIELDS if by_keys else _FIELDS
        if any(now.inherits(each) for each in kinds):
            self._frame = _Frame(now)


class _Frame(QFocusFrame):
    """Line within the edges of a widget, or of the tab in front."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        target.installEventFilter(self)
        self.resize(target.size())
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the widget."""
        if event.type() == QEvent.Type.Resize:
            self.resize(self._target.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        target, half = self._target, _WIDTH / 2
        area = target.tabRect(target.currentIndex()) if isinstance(target, QTabBar) else self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(), _WIDTH))
        line = QRectF(area).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(line, _ROUNDING, _ROUNDING)
