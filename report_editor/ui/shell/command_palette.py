"""Dialog that finds a command by its name, its pinyin initials or its key, and gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.pinyin_initials import get_initials
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.icons import SMALL, make_blank_icon
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import calm_color
from report_editor.ui.widgets.spacing import set_margins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

_EXPLANATION = "输入名称里的几个字，或者拼音首字母（另存为：lcw），按回车执行。"
_NOTHING = "没有这样的命令。换几个字试试。"
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}
"""Rows by which a key moves."""
_NO_MATCH = 9
"""Rating of an entry that a text does not mean; the likeliest have 0."""


class Entry(NamedTuple):
    """A command that can be found."""

    words: str
    """Text in the menu, without its marks."""
    menu: str
    """Name of its menu."""
    action: QAction
    why_not: str
    """Why it cannot be given now; empty where it can."""

    @property
    def keys(self) -> str:
        """Return its first key, as it is written on this system."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def find_entries(entries: Iterable[Entry], wanted: str) -> list[Entry]:
    """Return the entries that a text means, the likeliest first; all for an empty text."""
    plain = "".join(wanted.split()).lower()
    rated = [(_rate(each, plain), each) for each in entries]
    return [each for rate, each in sorted(rated, key=lambda pair: pair[0]) if rate < _NO_MATCH]


def _rate(entry: Entry, wanted: str) -> int:
    """Return how far an entry is from a text: 0 where it is its name."""
    words = "".join(entry.words.split()).lower()
    initials = get_initials(words)
    ways = (
        wanted in (words, initials),
        words.startswith(wanted),
        initials.startswith(wanted),
        wanted in words,
        wanted in initials,
        wanted in entry.keys.lower().replace("+", ""),
        wanted in f"{entry.menu}{words}",
    )
    return next((rate for rate, is_so in enumerate(ways) if is_so), _NO_MATCH)


class CommandPalette(QDialog):
    """Line to type in, above the commands that it means."""

    def __init__(self, entries: Iterable[Entry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        set_title(self, "查找命令")
        self._entries = tuple(entries)
        self._found: list[Entry] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText("查找命令")
        self.line.setAccessibleName("查找命令")
        self.line.textChanged.connect(self._list)
        self.line.returnPressed.connect(self._give)
        self.line.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setAccessibleName("命令")
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setIconSize(SMALL)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._give)
        self.list.currentItemChanged.connect(self._explain)
        self._no_icon = make_blank_icon(SMALL)  # so that all names begin at one line
        self._explanation = hint(_EXPLANATION)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.addWidget(self.line)
        inside.addWidget(self.list, 1)
        inside.addWidget(self._explanation)
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.addWidget(frame)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(fit_to_screen(self, QSize(38 * em, 32 * em)))
        middle = parent.mapToGlobal(parent.rect().center()).x()
        self.move(middle - self.width() // 2, parent.mapToGlobal(parent.rect().topLeft()).y() + em)
        for column, width in ((0, 20), (1, 6)):
            self.list.setColumnWidth(column, width * em)
        self._list("")

    @property
    def row(self) -> int:
        """Return the row of the chosen command; -1 where none is."""
        return self.list.indexOfTopLevelItem(self.list.currentItem())

    def _list(self, wanted: str) -> None:
        self.list.clear()
        ink = self.palette().text()
        self._found = find_entries(self._entries, wanted)
        for each in self._found:
            item = QTreeWidgetItem([each.words, each.menu, each.keys])
            drawing = each.action.icon()
            if each.why_not:
                pale, ratio = QIcon.Mode.Disabled, self.devicePixelRatioF()
                drawing = QIcon(drawing.pixmap(SMALL, ratio, pale))
            item.setIcon(0, self._no_icon if drawing.isNull() else drawing)
            for column in range(3):
                item.setForeground(column, calm_color() if each.why_not or column else ink)
            self.list.addTopLevelItem(item)
        self._choose(0)
        self._explain()

    def _choose(self, row: int) -> None:
        if item := self.list.topLevelItem(row):
            self.list.setCurrentItem(item)

    def _explain(self) -> None:
        """Say why the chosen command cannot be given, or how to find another."""
        if not self._found:
            self._explanation.setText(_NOTHING)
        elif 0 <= self.row < len(self._found):
            self._explanation.setText(self._found[self.row].why_not or _EXPLANATION)

    def _give(self) -> None:
        """Give the chosen command once the focus is back where it was."""
        if self.row >= 0 and not self._found[self.row].why_not:
            action = self._found[self.row].action
            self.accept()
            QTimer.singleShot(0, action, action.trigger)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the keys that mean nothing in a line."""
        is_press = event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and is_press and event.key() in _MOVES:
            by = _MOVES[Qt.Key(event.key())]
            self._choose(min(max(self.row + by, 0), len(self._found) - 1))
            return True
        return super().eventFilter(watched, event)
