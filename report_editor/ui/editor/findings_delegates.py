"""Cells of the list of findings: rows without frames inside, places in one line, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStyledItemDelegate

from report_editor.ui.widgets.icons import SMALL
from report_editor.ui.widgets.spacing import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


class RowDelegate(QStyledItemDelegate):
    """Delegate that draws rows as a whole: none of their cells has a frame of its own."""

    def initStyleOption(
        self,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Leave out the frame of the current cell."""
        from PySide6.QtWidgets import QStyle  # 4 ms, which the start of an empty list does without

        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class PlaceDelegate(RowDelegate):
    """Delegate that shows a place in one line, cut in its middle where it has no room."""

    def initStyleOption(
        self,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Wrap no line."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        option.features &= ~option.ViewItemFeature.WrapText


class SignDelegate(RowDelegate):
    """Delegate that draws the sign of a row beside its first line; Qt has it in the middle."""

    def initStyleOption(
        self,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Keep the room for the sign, and let nobody else draw it."""
        super().initStyleOption(option, index)
        option.icon = QIcon()

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the text and the sign."""
        from PySide6.QtWidgets import QStyle

        super().paint(painter, option, index)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        above = Space.HAIR.pixels + (option.fontMetrics.height() - SMALL.height()) // 2
        place = QRect(option.rect.topLeft() + QPoint(Space.SMALL.pixels, above), SMALL)
        mode = QIcon.Mode.Selected if is_chosen else QIcon.Mode.Normal
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
