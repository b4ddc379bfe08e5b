"""List what can be exported, each with a line that says what an office does with it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
)

from report_editor.exporters.bundle import make_report_name
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import EXPORTERS, PICTURES
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.severity import calm_color
from report_editor.ui.widgets.spacing import Space

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.registry import Exporter

_PURPOSE = Qt.ItemDataRole.UserRole
_COMFORTABLE_ROWS = 5
"""Kinds of two lines that are in sight at once; where fewer are, each takes one line."""


@dataclass(frozen=True, slots=True)
class ExportKind:
    """Something to export: one format, or all of them in a folder."""

    exporter: Exporter[Any] | None
    """None for all."""

    @property
    def key(self) -> str:
        """Return the name under which the choice is remembered."""
        return ("picture" if self.is_picture else "") + self.ending or "all"

    @property
    def is_picture(self) -> bool:
        """Return whether it is the page that explains the report (图解), and no form of it."""
        return self.exporter in PICTURES

    @property
    def ending(self) -> str:
        """Return the ending of the file; empty for a folder."""
        return self.exporter.ending if self.exporter else ""

    @property
    def name(self) -> str:
        """Return what the list calls it."""
        return self.exporter.name if self.exporter else "发布包（全部）"

    @property
    def purpose(self) -> str:
        """Return what an office does with it."""
        return self.exporter.purpose if self.exporter else "以上每种一个文件，放在一个文件夹里"

    def propose_name(self, document: Document) -> str:
        """Return the name of the file or folder; a picture is not taken for the report."""
        return make_report_name(document, self.ending, "一图读懂" if self.is_picture else "")

    @property
    def choices(self) -> frozenset[str]:
        """Return the names of the :class:`PublicationOptions` that make a difference."""
        if self.exporter and not issubclass(self.exporter.options, PublicationOptions):
            return frozenset()
        names = {each.name for each in fields(PublicationOptions)}
        is_paper = self.exporter is None or self.exporter.is_paper
        return frozenset(names if is_paper else names - {"check_code"})


KINDS = (*map(ExportKind, EXPORTERS), ExportKind(None), *map(ExportKind, PICTURES))
PICTURE_KEY = ExportKind(PICTURES[0]).key
"""Key of the kind that 文件 › 图解 begins with."""


class KindList(QListWidget):
    """List of :data:`KINDS`."""

    def __init__(self) -> None:
        super().__init__()
        self._was_tight = False
        self.setAccessibleName("导出成什么")
        self.setItemDelegate(_NameAndPurpose(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for kind in KINDS:
            item = QListWidgetItem(kind.name)
            item.setData(_PURPOSE, kind.purpose)
            set_tool_tip(item, kind.purpose)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, kind.purpose)
            self.addItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the kind that is chosen in sight."""
        super().resizeEvent(event)
        if self.is_tight != self._was_tight:
            self._was_tight = self.is_tight
            self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    @property
    def is_tight(self) -> bool:
        """Return whether the list is so low that name and purpose share a line."""
        return self.height() < _COMFORTABLE_ROWS * _measure_line(self.fontMetrics()) * 2

    @property
    def kind(self) -> ExportKind:
        """Return the kind that is chosen."""
        return KINDS[max(0, self.currentRow())]

    def choose(self, key: str) -> None:
        """Choose a kind by its key; the first one where there is none of that key."""
        keys = [kind.key for kind in KINDS]
        self.setCurrentRow(keys.index(key) if key in keys else 0)

    def choose_ending(self, ending: str) -> bool:
        """Choose a kind by an ending that was typed, and return whether there is such a kind.

        A report and its picture can both be a PDF: the ending then means what is chosen already.
        """
        kinds = [each for each in KINDS if each.ending == ending and ending]
        kinds.sort(key=lambda each: each.is_picture != self.kind.is_picture)
        if kinds:
            self.choose(kinds[0].key)
        return bool(kinds)


def _measure_line(metrics: QFontMetrics) -> int:
    """Return the height in pixels of a line with the space around it."""
    return metrics.lineSpacing() + Space.SMALL.pixels


class _NameAndPurpose(QStyledItemDelegate):
    """Delegate that draws the name of an entry in bold and its purpose below or behind it."""

    def __init__(self, kinds: KindList) -> None:
        super().__init__(kinds)
        self._list = kinds

    def sizeHint(
        self,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return room for two lines, or for one where the list is low."""
        lines = 1 if self._list.is_tight else 2
        return QSize(0, lines * _measure_line(option.fontMetrics))

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw an entry."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_selected = QStyle.StateFlag.State_Selected in option.state
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        side = Space.MEDIUM.pixels
        edge = Space.SMALL.pixels // (2 if self._list.is_tight else 1)
        room = option.rect.adjusted(side, edge, -side, -edge)
        painter.save()
        bold = QFont(option.font)
        bold.setBold(True)
        for text, font, color, place in (
            (index.data(), bold, ink, Qt.AlignmentFlag.AlignTop),
            (
                index.data(_PURPOSE),
                option.font,
                ink if is_selected else calm_color(),
                Qt.AlignmentFlag.AlignBottom,
            ),
        ):
            painter.setFont(font)
            painter.setPen(color)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, place, shown)
            if self._list.is_tight:
                room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(shown) + side)
        painter.restore()
