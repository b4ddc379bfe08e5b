"""Start page: begin this year's report, open last year's, go on with a recent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.labels import heading, hint

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.shell.window_settings import WindowSettings

WAYS = (
    ("new", "new", "新建年度报告", "填写单位和年度，从空白的官方格式开始"),
    (
        "rollover",
        "previous-year",
        "以上年报告新建",
        "打开去年的文件，结转数字自动带过来，去年的数字留作对照",
    ),
    (
        "open",
        "open",
        "打开报告",
        "本程序保存的文件，或者去年的 Word、PDF、网页、Excel、文本文件",
    ),
    (
        "paste_report",
        "paste",
        "粘贴报告",
        "文件打不开时：在 WPS、Word 或浏览器里打开它，全选、复制，再点这里",
    ),
    ("example", "help", "看一个示例", "一份填好的报告，故意留了两处错误"),
)
"""Ways to begin: the name of a command, a drawing, a title, an explanation."""


class StartPage(QWidget):
    """Page with the ways to begin, and the recent files."""

    commandRequested = Signal(str)
    fileRequested = Signal(object)

    def __init__(self, settings: WindowSettings) -> None:
        """Build the page; ``settings`` know the recent files."""
        super().__init__()
        self._settings = settings
        self.notices = QVBoxLayout()
        self.buttons: dict[str, QCommandLinkButton] = {}
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addLayout(self._make_ways(), 5)
        columns.addLayout(self._make_recent(), 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(16)
        layout.addLayout(self.notices)
        layout.addLayout(columns, 1)

    def _make_ways(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(8)
        layout.addWidget(heading("政府信息公开工作年度报告"))
        layout.addWidget(hint("选择一种方式开始。所有操作都在本机完成，不连接网络。"))
        layout.addSpacing(8)
        for name, drawing, title, words in WAYS:
            button = self.buttons[name] = QCommandLinkButton(title, words)
            button.setIcon(icon(drawing))
            button.setIconSize(QSize(28, 28))
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda _checked, name=name: self.commandRequested.emit(name))
            layout.addWidget(button)
        layout.addStretch(1)
        return layout

    def _make_recent(self) -> QVBoxLayout:
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近打开的文件")
        self.recent.setWordWrap(True)  # a long name is read in full
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.itemActivated.connect(self._open_item)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        forget = QAction("从列表中移除(&R)", self.recent)
        forget.setShortcut(QKeySequence.StandardKey.Delete)
        forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forget.triggered.connect(self._forget_item)
        self.forget_all = QAction("清除最近打开的文件(&C)", self.recent)
        self.forget_all.triggered.connect(lambda: self._forget(None))
        self.recent.addActions([forget, self.forget_all])
        self._no_recent = hint("打开或保存过的文件会列在这里。也可以把文件拖到这个窗口里。")
        layout = QVBoxLayout()
        layout.setSpacing(8)  # closer than the columns of the page stand
        layout.addWidget(heading("最近打开的文件"))
        layout.addWidget(self._no_recent)
        layout.addWidget(self.recent, 1)
        layout.addStretch(0)  # keeps the hint at the top while the list is hidden
        return layout

    def list_recent(self) -> None:
        """List the recent files, also those that are gone: looking for them may take long."""
        paths = self._settings.recent
        self.recent.clear()
        for path in paths:
            item = QListWidgetItem(name_hidden(f"{path.name}\n{path.parent}"))
            item.setData(Qt.ItemDataRole.UserRole, path)
            set_tool_tip(item, str(path))
            self.recent.addItem(item)
        self.recent.setCurrentRow(0)
        self._no_recent.setVisible(not paths)
        self.recent.setVisible(bool(paths))
        self.setFocusProxy(self.recent if paths else self.buttons["new"])

    def add_notice(self, widget: QWidget) -> None:
        """Put something urgent, such as a report to recover, above everything."""
        self.notices.addWidget(widget)

    def _open_item(self, item: QListWidgetItem) -> None:
        self.fileRequested.emit(item.data(Qt.ItemDataRole.UserRole))

    def _forget_item(self) -> None:
        if item := self.recent.currentItem():
            self._forget(item.data(Qt.ItemDataRole.UserRole))

    def _forget(self, path: Path | None) -> None:
        """Take a file from the list, or all for None; the files themselves stay."""
        self._settings.forget_recent(path)
        self.list_recent()
