"""Sheet that lists what a fix will change, before it is done; each line can be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.table_headings import show_headings
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from report_editor.checks.replacement import Replacement

_LONGEST = 200
"""Characters of a text shown in the sheet."""
_PLACE, _BEFORE, _AFTER = range(3)
_WIDEST_PLACE = 26
"""Width in Chinese characters that the column of places takes at most: the texts need the rest."""
_TICKS = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


class Proposed(Protocol):
    """Replacements to be looked at before they are made."""

    @property
    def name(self) -> str:
        """Return the name of what is done: 空白填 0."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what else is to be known."""

    @property
    def replacements(self) -> tuple[Replacement, ...]:
        """Return every replacement."""


class FindingsSheet(QDialog):
    """Dialog with place, text before and after of each replacement, all of them ticked."""

    def __init__(self, fix: Proposed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fix = fix
        set_title(self, fix.name)
        self.table = _Table(fix.replacements)
        self.everything = QCheckBox("全选(&A)")
        self.everything.setTristate(True)
        self.everything.setCheckState(Qt.CheckState.Checked)
        self.everything.clicked.connect(self._tick_all)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        count = f"将要改动 {len(fix.replacements)} 处："
        layout.addWidget(sentence("\n".join((*fix.notes, count))))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.everything)
        layout.addWidget(sentence("按空格不改或恢复一处，按回车处理，按 Esc 取消。可以一步撤销。"))
        layout.addWidget(buttons)
        self.accept_button.setDefault(True)
        em = self.fontMetrics().horizontalAdvance("国")
        needed = self.table.sizeHintForColumn(_PLACE)
        self.table.setColumnWidth(_PLACE, min(needed, _WIDEST_PLACE * em))
        self.resize(fit_to_screen(self, QSize(80 * em, 30 * em)))
        self.table.ticksChanged.connect(self._count)
        self.table.setCurrentCell(0, _PLACE)
        self.table.setFocus()
        self._count()

    def chosen(self) -> list[Replacement]:
        """Return the replacements that are ticked."""
        return [
            each
            for item, each in zip(self.table.ticks, self._fix.replacements, strict=True)
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _tick_all(self) -> None:
        """Tick all lines, or none where all are ticked."""
        rows = range(self.table.rowCount())
        self.table.tick(rows, tick=len(self.chosen()) < len(rows))

    def _count(self) -> None:
        count, total = len(self.chosen()), self.table.rowCount()
        partly = Qt.CheckState.PartiallyChecked
        self.everything.setCheckState(partly if 0 < count < total else _TICKS[count == total])
        self.accept_button.setText(f"{self._fix.name}（{count} 处）")
        self.accept_button.setEnabled(bool(count))


class _Table(QTableWidget):
    """Table of which Space ticks the selected rows, or unticks them."""

    ticksChanged = Signal()

    def __init__(self, replacements: Sequence[Replacement]) -> None:
        super().__init__(len(replacements), 3)
        use_text_size(self)
        self.ticks: list[QTableWidgetItem] = []
        for row, each in enumerate(replacements):
            for column, text in enumerate((each.place, each.before, each.after)):
                item = QTableWidgetItem(name_hidden_in_line(text, _LONGEST))
                set_tool_tip(item, text[:_LONGEST])
                self.setItem(row, column, item)
                if column == _PLACE:
                    item.setCheckState(Qt.CheckState.Checked)
                    self.ticks.append(item)
        self.itemChanged.connect(self.ticksChanged)
        self.setAccessibleName("将要改动的内容")
        show_headings(self, ["位置", "原来", "改成"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column in (_BEFORE, _AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def tick(self, rows: Iterable[int], *, tick: bool) -> None:
        """Tick or untick some rows."""
        blocker = QSignalBlocker(self)
        for row in rows:
            self.ticks[row].setCheckState(_TICKS[tick])
        blocker.unblock()
        self.viewport().update()
        self.ticksChanged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the ticks of the selected rows with Space."""
        rows = {index.row() for index in self.selectedIndexes()}
        if event.key() != Qt.Key.Key_Space or not rows:
            super().keyPressEvent(event)
            return
        states = {self.ticks[row].checkState() for row in rows}
        self.tick(rows, tick=Qt.CheckState.Unchecked in states)
