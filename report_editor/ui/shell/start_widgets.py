"""Parts of the start page: its first choice, the recent files, the place for a dropped file."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.shell.first_choice import PART
from report_editor.ui.widgets.accent import accent, on_accent
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.labels import heading, hint
from report_editor.ui.widgets.severity import calm_color

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_TEXT = QPalette.ColorRole.Text
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _enlarge(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * factor)
    larger.setBold(bold)
    return larger


class Room(Enum):
    """Height that the screen leaves the start page."""

    AMPLE = auto()
    SMALL = auto()
    SCARCE = auto()
    """Room for the names of the ways to begin, but not for their explanations."""


class WayButton(QAbstractButton):
    """Button with a title and an explanation that wraps; Qt's command link cuts it."""

    def __init__(self, drawing: str, *, is_first: bool = False) -> None:
        """Make a button with a drawing; the first choice is large and coloured."""
        super().__init__()
        self._drawing = drawing
        self._words = ""
        self._is_first = is_first
        self._padding, self._icon = (16, 40) if is_first else (5, 24)
        self._shows_words = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def show_texts(self, title: str, words: str) -> None:
        """Show a title and an explanation, as plain text."""
        self.setText(name_hidden(title))
        self._words = name_hidden(words)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._words)
        self.updateGeometry()
        self.update()

    def condense(self, room: Room) -> None:
        """Take less room on a low screen; the explanation may go into the tool tip."""
        close = room is not Room.AMPLE
        self._padding = (8 if close else 16) if self._is_first else (2 if close else 5)
        self._shows_words = self._is_first or room is not Room.SCARCE
        set_tool_tip(self, "" if self._shows_words else self._words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height that the texts take."""
        title, words = self._lay_out(width)
        return max(max(title.bottom(), words.bottom()) + 1, self._icon) + self._padding

    def sizeHint(self) -> QSize:
        """Return a size with the explanation in two lines."""
        width = self.fontMetrics().horizontalAdvance("国") * (40 if self._is_first else 24)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a size that cuts nothing in the width that there is."""
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the texts wrap otherwise in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _lay_out(self, width: int) -> tuple[QRect, QRect]:
        left = 2 * self._padding + self._icon
        room = QRect(left, self._padding, max(width - left - self._padding, 1), 10_000)
        title = QFontMetrics(self._title_font).boundingRect(room, _WRAP, self.text())
        if not self._shows_words:
            title.moveTop(max(title.top(), self._padding + (self._icon - title.height()) // 2))
            return title, QRect()
        room.setTop(title.bottom() + (6 if self._is_first else 1))
        words = QFontMetrics(self._words_font).boundingRect(room, _WRAP, self._words)
        return title, words

    @property
    def _title_font(self) -> QFont:
        return _enlarge(self.font(), 1.7 if self._is_first else 1.0, bold=True)

    @property
    def _words_font(self) -> QFont:
        return _enlarge(self.font(), 1.1 if self._is_first else 0.95)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a click, which Qt does in dialogs only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the drawing and the texts; a frame shows the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_first:
            strength = 0.85 if self.isDown() else 0.93 if self.underMouse() else 1.0
            ink = pale = on_accent()
        else:
            strength = 0.16 if self.isDown() else 0.08 if self.underMouse() else 0.0
            ink, pale = self.palette().color(_TEXT), calm_color()
        painter.setBrush(accent(strength))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink if self._is_first else accent(), 2))
            inset = 4 if self._is_first else 1
            painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 4, 4)
        title, words = self._lay_out(self.width())
        drawing = icon(self._drawing, on_accent() if self._is_first else accent())
        drawing.paint(painter, self._padding, self._padding, self._icon, self._icon)
        for font, room, text, color in (
            (self._title_font, title, self.text(), ink),
            (self._words_font, words, self._words if self._shows_words else "", pale),
        ):
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(room.adjusted(0, 0, 2, 2), _WRAP, text)


class RecentDelegate(QStyledItemDelegate):
    """Delegate for entries of two lines, the second in smaller, paler letters."""

    def sizeHint(
        self,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return room for both lines."""
        return QSize(0, 2 * option.fontMetrics.lineSpacing() + 22)

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint an edge, a ground where the focus or the mouse is, and the lines cut to fit."""
        first, _, second = str(index.data()).partition("\n")
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)
        line = option.fontMetrics.lineSpacing()
        room = option.rect.adjusted(12, 8, -12, 0)
        room.setHeight(line)
        painter.save()
        if has_focus or is_under_mouse:
            painter.fillRect(option.rect, accent(0.16 if has_focus else 0.08))
        edge = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
        painter.fillRect(edge, accent(1.0 if has_focus else 0.3))
        for text, font, color in (
            (first, _enlarge(option.font, 1.0, bold=True), option.palette.color(_TEXT)),
            (second, option.font, calm_color()),
        ):
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, _shorten(text, font, room.width()))
            room.translate(0, line + 4)
        painter.restore()


def _shorten(text: str, font: QFont, width: int) -> str:
    """Return a text cut to a width, if that is enough only in what stands before the first dot."""
    metrics, mode = QFontMetrics(font), Qt.TextElideMode.ElideMiddle
    name, dot, rest = text.partition(PART)
    room = width - metrics.horizontalAdvance(dot + rest)
    shown = metrics.elidedText(name, mode, room) + dot + rest if room > 0 else text
    return metrics.elidedText(shown, mode, width)


class DropPlace(QWidget):
    """Frame that says what can be dropped, where there are no recent files yet."""

    def __init__(self) -> None:
        super().__init__()
        title = heading("把去年的报告拖到这里")
        words = hint("Word、PDF、网页、Excel、WPS、文本文件都可以，拖到窗口的任何地方都行。")
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(title)
        self._layout.addWidget(words)
        self.condense(Room.AMPLE)

    def condense(self, room: Room) -> None:
        """Take less room on a low screen."""
        side, edge = {Room.AMPLE: (24, 40), Room.SMALL: (12, 12), Room.SCARCE: (8, 2)}[room]
        self._layout.setContentsMargins(side, edge, side, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(0.6), 2, Qt.PenStyle.DashLine))
        painter.setBrush(accent(0.05))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
