"""Panel beside the report: what is left to do before it is submitted (报送前检查)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.widgets.foreign_text import make_tool_tip, set_tool_tip
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.labels import heading, hint
from report_editor.ui.widgets.severity import SIGN, calm_color, color, icon_name
from report_editor.workspace.before_submission import (
    RemainingGroup,
    list_remaining,
    summarise_remaining,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from report_editor.document import Change, Effect
    from report_editor.workspace.session import Session

_BUTTONS = {"make_final": "定稿…", "export_pdf": "导出…", "print": "打印…"}
"""Commands that follow, and their buttons."""
_TARGET = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


class SubmissionPanel(QWidget):
    """List by kinds that stays beside the report while one thing after the other is settled."""

    activated = Signal(object)
    """Emitted with a finding, or the index of a text that found no place."""
    commandRequested = Signal(str)
    """Emitted with the name of a command."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._groups: list[RemainingGroup] = []
        self.summary = hint()
        self.tree = _Tree()
        self.tree.itemActivated.connect(self._activate)
        self.tree.itemClicked.connect(self._activate)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setIcon(icon("close"))
        self._close.setAccessibleName("收起报送前检查")
        set_tool_tip(self._close, "收起报送前检查（Esc）")
        self._close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(heading("报送前检查"), 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons = {name: QPushButton(words) for name, words in _BUTTONS.items()}
        below = QHBoxLayout()
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked, name=name: self.commandRequested.emit(name))
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.tree, 1)
        layout.addLayout(below)
        self.setFocusProxy(self.tree)
        session.findingsChanged.connect(self.refresh)
        session.changed.connect(self._on_change)

    def refresh(self) -> None:
        """List what is left now, unless nobody sees it."""
        if not self.isVisible():
            return
        groups = list_remaining(self._session.document, self._session.active_findings)
        self.buttons["make_final"].setEnabled(self._session.final is None)
        if groups == self._groups:
            return
        self._groups = groups
        self.summary.setText(summarise_remaining(groups))
        self.tree.show_groups(groups)

    def _on_change(self, _change: Change, _effect: Effect) -> None:
        # The checks run when typing pauses; what is no finding is listed with them.
        self.buttons["make_final"].setEnabled(self._session.final is None)

    def _activate(self, item: QTreeWidgetItem) -> None:
        target = item.data(0, _TARGET)
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
            self._close.setIcon(icon("close"))
            self.tree.show_groups(self._groups)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Tree(QTreeWidget):
    """Groups with their entries; what was folded, and the entry chosen, stay from list to list."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("报送前要处理的内容")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setIndentation(self.fontMetrics().horizontalAdvance("国"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_groups(self, groups: list[RemainingGroup]) -> None:
        """Show some groups in the place of those before."""
        folded = {
            item.data(0, _NAME) for item in self._list_tops() if item and not item.isExpanded()
        }
        chosen = self.currentItem()
        words = chosen.text(0) if chosen else ""
        self.clear()
        for group in groups:
            top = QTreeWidgetItem([_name_group(group)])
            top.setData(0, _NAME, group.name)
            font = top.font(0)
            font.setBold(bool(group.entries))
            top.setFont(0, font)
            if group.entries:
                top.setForeground(0, color(group.severity))
            else:
                top.setForeground(0, calm_color())
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addTopLevelItem(top)
            for each in group.entries:
                item = QTreeWidgetItem([name_hidden_in_line(each.text)])
                item.setData(0, _TARGET, each.target)
                item.setIcon(0, icon(icon_name(group.severity), color(group.severity)))
                item.setToolTip(0, make_tool_tip("点一下转到这一处（回车）"))
                top.addChild(item)
                if item.text(0) == words:
                    self.setCurrentItem(item)
            top.setExpanded(group.name not in folded)

    def _list_tops(self) -> list[QTreeWidgetItem | None]:
        return [self.topLevelItem(row) for row in range(self.topLevelItemCount())]


def _name_group(group: RemainingGroup) -> str:
    """Return the line of a group; its sign tells the same as its colour."""
    if not group.entries:
        return f"✓ {group.name}：没有"
    return f"{SIGN[group.severity]} {group.name}：{len(group.entries)} 处"
