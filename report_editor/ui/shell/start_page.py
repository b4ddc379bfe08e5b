"""What a clerk sees first: begin this year's report, open last year's, go on with a recent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.labels import heading, hint

if TYPE_CHECKING:
    from pathlib import Path


class StartPage(QWidget):
    """The ways to begin, and the recent files."""

    newRequested = Signal()
    openRequested = Signal()
    rolloverRequested = Signal()
    pasteRequested = Signal()
    exampleRequested = Signal()
    fileRequested = Signal(object)
    forgetRequested = Signal(object)
    """This file is no longer to be listed."""
    forgetAllRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Builds the page; :meth:`show_recent` fills the list."""
        super().__init__(parent)
        self.notices = QVBoxLayout()
        ways = QVBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(heading("政府信息公开工作年度报告"))
        ways.addWidget(hint("选择一种方式开始。所有操作都在本机完成，不连接网络。"))
        ways.addSpacing(8)
        self.new_button = self._way(
            "new",
            "新建年度报告",
            "填写单位和年度，从空白的官方格式开始",
            self.newRequested,
        )
        self.rollover_button = self._way(
            "previous-year",
            "以上年报告新建",
            "打开去年的文件，结转数字自动带过来，去年的数字留作对照",
            self.rolloverRequested,
        )
        self.open_button = self._way(
            "open",
            "打开报告",
            "本程序保存的文件，或者去年的 Word、PDF、网页、Excel、文本文件",
            self.openRequested,
        )
        self.paste_button = self._way(
            "paste",
            "粘贴报告",
            "文件打不开时：在 WPS、Word 或浏览器里打开它，全选、复制，再点这里",
            self.pasteRequested,
        )
        self.example_button = self._way(
            "help",
            "看一个示例",
            "一份填好的报告，故意留了两处错误",
            self.exampleRequested,
        )
        for button in (
            self.new_button,
            self.rollover_button,
            self.open_button,
            self.paste_button,
            self.example_button,
        ):
            ways.addWidget(button)
        ways.addStretch(1)
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近打开的文件")
        self.recent.setWordWrap(True)  # a long name is read in full
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.itemActivated.connect(self._open_item)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.forget = QAction("从列表中移除(&R)", self.recent)
        self.forget.setShortcut(QKeySequence.StandardKey.Delete)
        self.forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.forget.triggered.connect(self._forget_item)
        self.forget_all = QAction("清除最近打开的文件(&C)", self.recent)
        self.forget_all.triggered.connect(self.forgetAllRequested)
        self.recent.addActions([self.forget, self.forget_all])
        self._no_recent = hint("打开或保存过的文件会列在这里。也可以把文件拖到这个窗口里。")
        right = QVBoxLayout()
        right.setSpacing(8)  # not that between the columns
        right.addWidget(heading("最近打开的文件"))
        right.addWidget(self._no_recent)
        right.addWidget(self.recent, 1)
        right.addStretch(0)  # takes the room while there is no list
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addLayout(ways, 5)
        columns.addLayout(right, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(16)
        layout.addLayout(self.notices)
        layout.addLayout(columns, 1)

    def show_recent(self, paths: list[Path]) -> None:
        """Lists the recent files, also those that are gone: looking for them may take long."""
        self.recent.clear()
        for path in paths:
            item = QListWidgetItem(f"{path.name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self.recent.addItem(item)
        self.recent.setCurrentRow(0)
        self._no_recent.setVisible(not paths)
        self.recent.setVisible(bool(paths))
        self.setFocusProxy(self.recent if paths else self.new_button)

    def add_notice(self, widget: QWidget) -> None:
        """Puts something urgent, such as a report to recover, above everything."""
        self.notices.addWidget(widget)

    def _way(
        self, drawing: str, name: str, words: str, signal: SignalInstance
    ) -> QCommandLinkButton:
        button = QCommandLinkButton(name, words)
        button.setIcon(icon(drawing))
        button.setIconSize(QSize(28, 28))
        button.setAccessibleDescription(words)
        button.clicked.connect(signal)
        return button

    def _forget_item(self) -> None:
        if item := self.recent.currentItem():
            self.forgetRequested.emit(item.data(Qt.ItemDataRole.UserRole))

    def _open_item(self, item: QListWidgetItem) -> None:
        self.fileRequested.emit(item.data(Qt.ItemDataRole.UserRole))
