"""Parts of the start page: its first choice, the recent files, the place for a dropped file."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
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
from report_editor.ui.widgets.accent import ON_SELECTION, accent, selection
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import HUGE, LARGE, icon
from report_editor.ui.widgets.labels import heading, hint
from report_editor.ui.widgets.severity import calm_color
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.type_scale import Step, size_font

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_TEXT = QPalette.ColorRole.Text
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


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
        padding, self._icon = (Space.WIDE, HUGE) if is_first else (Space.SMALL, LARGE)
        self._padding = padding.pixels
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
        near, far = (Space.MEDIUM, Space.WIDE) if self._is_first else (Space.HAIR, Space.SMALL)
        self._padding = (near if close else far).pixels
        self._shows_words = self._is_first or room is not Room.SCARCE
        set_tool_tip(self, "" if self._shows_words else self._words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height that the texts take."""
        title, words = self._lay_out(width)
        return max(max(title.bottom(), words.bottom()) + 1, self._icon.height()) + self._padding

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
        left = self._padding + self._icon.width() + max(self._padding, Space.MEDIUM.pixels)
        room = QRect(left, self._padding, max(width - left - self._padding, 1), 10_000)
        title = QFontMetrics(self._title_font).boundingRect(room, _WRAP, self.text())
        if not self._shows_words:
            title.moveTop(
                max(title.top(), self._padding + (self._icon.height() - title.height()) // 2)
            )
            return title, QRect()
        room.setTop(title.bottom() + (Space.SMALL if self._is_first else Space.HAIR).pixels)
        words = QFontMetrics(self._words_font).boundingRect(room, _WRAP, self._words)
        return title, words

    @property
    def _title_font(self) -> QFont:
        """Return the font of the title."""
        return size_font(self.font(), Step.DISPLAY if self._is_first else Step.TEXT, is_bold=True)

    @property
    def _words_font(self) -> QFont:
        """Return the font of the explanation."""
        return size_font(self.font(), Step.LEAD if self._is_first else Step.TEXT)

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
            ground, ink, pale = selection(strength), ON_SELECTION, ON_SELECTION
        else:
            strength = 0.16 if self.isDown() else 0.08 if self.underMouse() else 0.0
            ground, ink, pale = accent(strength), self.palette().color(_TEXT), calm_color()
        painter.setBrush(ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink if self._is_first else accent(), 2))
            inset = 4 if self._is_first else 1
            painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 4, 4)
        title, words = self._lay_out(self.width())
        drawing = icon(self._drawing, ON_SELECTION if self._is_first else accent())
        drawing.paint(painter, QRect(QPoint(self._padding, self._padding), self._icon))
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
        return QSize(
            0, 2 * (option.fontMetrics.lineSpacing() + Space.MEDIUM.pixels) + Space.SMALL.pixels
        )

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
        room = option.rect.adjusted(Space.LARGE.pixels, Space.MEDIUM.pixels, -Space.LARGE.pixels, 0)
        room.setHeight(line)
        painter.save()
        if has_focus or is_under_mouse:
            painter.fillRect(option.rect, accent(0.16 if has_focus else 0.08))
        edge = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
        painter.fillRect(edge, accent(1.0 if has_focus else 0.3))
        for text, font, color in (
            (first, size_font(option.font, Step.TEXT, is_bold=True), option.palette.color(_TEXT)),
            (second, option.font, calm_color()),
        ):
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, _shorten(text, font, room.width()))
            room.translate(0, line + Space.SMALL.pixels)
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
        side, edge = {
            Room.AMPLE: (Space.HUGE, Space.HUGE),
            Room.SMALL: (Space.LARGE, Space.LARGE),
            Room.SCARCE: (Space.MEDIUM, Space.HAIR),
        }[room]
        set_margins(self._layout, left=side, top=edge, right=side, bottom=edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(0.6), 2, Qt.PenStyle.DashLine))
        painter.setBrush(accent(0.05))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
