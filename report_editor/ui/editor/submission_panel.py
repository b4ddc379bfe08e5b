"""Panel beside the report: what is left to do before it is submitted (报送前检查)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.editor.close_button import CloseButton
from report_editor.ui.editor.zero_button import ZeroButton
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import heading, hint
from report_editor.ui.widgets.severity import SIGN, calm_color, color
from report_editor.workspace.before_submission import (
    RemainingGroup,
    list_remaining,
    summarise_remaining,
)
from report_editor.workspace.verification import describe_broken_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from report_editor.workspace.session import Session

_NAME = "报送前检查"
_BUTTONS = {"make_final": "定稿…", "export_pdf": "导出…", "print": "打印…"}
"""Commands that follow, and their buttons."""
_MOST_LISTED = 100
"""Entries of a kind that are listed at once: a list of thousands takes more than a frame."""
_TARGET = Qt.ItemDataRole.UserRole


class SubmissionPanel(QWidget):
    """List by kinds that stays beside the report while one thing after the other is settled."""

    activated = Signal(object)
    """Emitted with a finding, or the index of a text that found no place."""
    commandRequested = Signal(str)
    """Emitted with the name of a command."""
    zerosRequested = Signal()
    """Emitted when all blank cells are to be filled with 0."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName(_NAME)
        self._session = session
        self._groups: list[RemainingGroup] = []
        self.summary = hint()
        self.list = _List()
        self.list.itemActivated.connect(self._activate)
        self.list.itemClicked.connect(self._activate)
        close = CloseButton()
        close.describe(_NAME, "Esc")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(heading(_NAME), 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.zeros = ZeroButton(session)
        self.zeros.clicked.connect(self._ask_for_zeros)
        self.buttons = {name: QPushButton(words) for name, words in _BUTTONS.items()}
        below = QHBoxLayout()
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked, name=name: self.commandRequested.emit(name))
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.zeros)
        layout.addLayout(below)
        self.setFocusProxy(self.list)
        session.findingsChanged.connect(self.refresh)
        session.finalChanged.connect(self._summarise)

    def refresh(self) -> None:
        """List what is left now, unless nobody sees it."""
        if not self.isVisible():
            return
        self.zeros.refresh()
        groups = list_remaining(self._session.document, self._session.active_findings)
        if groups == self._groups:
            return
        self._groups = groups
        self._summarise()
        self.list.show_groups(groups)

    def _summarise(self) -> None:
        """Say how much is left, and let nobody sign twice."""
        is_final = self._session.final is not None
        words = summarise_remaining(self._groups)
        if is_final:
            broken = describe_broken_final(self._session.document)
            words = next(broken, "这份报告已经定稿。") + words
        self.summary.setText(words)
        button = self.buttons["make_final"]
        button.setEnabled(not is_final)
        set_tool_tip(button, "这份报告已经定稿。" if is_final else "")

    def _ask_for_zeros(self) -> None:
        self.list.setFocus()  # once all are filled the button is disabled, and keys would be lost
        self.zerosRequested.emit()

    def _activate(self, item: QListWidgetItem) -> None:
        target = item.data(_TARGET)
        if target is not None:
            self.activated.emit(target)

    def showEvent(self, event: QShowEvent) -> None:
        """List what is left as soon as it can be seen."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.list.show_groups(self._groups)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _List(QListWidget):
    """Kinds with their entries; the entry chosen stays, or the next one, from list to list."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("报送前要处理的内容")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_groups(self, groups: Sequence[RemainingGroup]) -> None:
        """Show some kinds in the place of those before."""
        chosen = self.currentItem()
        words, row = (chosen.text(), self.currentRow()) if chosen else ("", -1)
        self.clear()
        for group in groups:
            name = QListWidgetItem(_name_group(group))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = name.font()
            font.setBold(bool(group.entries))
            name.setFont(font)
            name.setForeground(color(group.severity) if group.entries else calm_color())
            self.addItem(name)
            for each in group.entries[:_MOST_LISTED]:
                item = QListWidgetItem(f"　{name_hidden_in_line(each.text)}")
                item.setData(_TARGET, each.target)
                set_tool_tip(item, "点一下转到这一处（回车）")
                self.addItem(item)
                if item.text() == words:
                    self.setCurrentItem(item)
            if (more := len(group.entries) - _MOST_LISTED) > 0:
                self.addItem(f"　……另外还有 {more} 处，处理了上面的就会列出来")
        if self.currentItem() is None and row >= 0:
            self.setCurrentRow(min(row, self.count() - 1))  # of what was settled, the next one


def _name_group(group: RemainingGroup) -> str:
    """Return the line of a kind; its sign tells the same as its colour."""
    if not group.entries:
        return f"✓ {group.name}：没有"
    return f"{SIGN[group.severity]} {group.name}：{len(group.entries)} 处"
