"""Window with the handbook, and the 关于 box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import report_editor
from report_editor.common.resources import resource
from report_editor.forms import forms
from report_editor.ui.dialogs.messages import Icon, Role, make_box
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

_CHAPTER = 2
"""Level of the headings that the contents list."""
_KEYS_OF_COMMANDS = "<!-- 命令的按键 -->"
"""Line of the handbook in whose place the keys of the commands stand."""


class HelpWindow(QWidget):
    """Handbook beside its contents; it opens no link."""

    def __init__(self, parent: QWidget, keys: Iterable[tuple[str, str]] = ()) -> None:
        """Read the handbook; ``keys`` are those of the commands, and what they do."""
        super().__init__(parent, Qt.WindowType.Window)
        set_title(self, "使用说明")
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("使用说明")
        self.browser.setOpenLinks(False)
        text = resource("help", "help.md").read_text(encoding="utf-8")
        rows = "\n".join(f"| {key} | {what} |" for key, what in keys)
        self.browser.setMarkdown(text.replace(_KEYS_OF_COMMANDS, rows))
        self.browser.document().setDocumentMargin(Space.WIDE.pixels)
        self.contents = QListWidget()
        self.contents.setAccessibleName("目录")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list_chapters()
        self.contents.currentItemChanged.connect(self._show_chapter)
        self.contents.itemClicked.connect(self._show_chapter)  # also the one chosen before
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(self.contents)
        sides.addWidget(self.browser)
        sides.setStretchFactor(1, 1)
        sides.setChildrenCollapsible(False)
        em = self.fontMetrics().horizontalAdvance("国")
        sides.setSizes([15 * em, 55 * em])
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.addWidget(sides)
        self.resize(fit_to_screen(self, QSize(70 * em, 60 * em)))
        self.browser.setFocus()  # not a chapter: what stands before the first is read as well

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the handbook with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _list_chapters(self) -> None:
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _CHAPTER:
                item = QListWidgetItem(block.text())
                item.setData(Qt.ItemDataRole.UserRole, block.blockNumber())
                self.contents.addItem(item)
            block = block.next()

    def _show_chapter(self, item: QListWidgetItem | None) -> None:
        """Bring a chapter's heading to the top."""
        if item is not None:
            document = self.browser.document()
            block = document.findBlockByNumber(item.data(Qt.ItemDataRole.UserRole))
            top = round(document.documentLayout().blockBoundingRect(block).top())
            self.browser.verticalScrollBar().setValue(top - self.fontMetrics().lineSpacing())


def show_about(parent: QWidget) -> None:
    """Show which program this is, its version and licence, and on which form it works."""
    lines = [
        f"年度报告编辑器 {report_editor.__version__}",
        "",
        "填写、检查和打印政府信息公开工作年度报告。不连接网络。",
        *(f"{each.name}：{each.authority}" for each in forms()),
        "",
        "以 Apache-2.0 许可证发布，可以自由使用。",
    ]
    box = make_box(parent, Icon.NoIcon, "关于", "\n".join(lines))
    box.setIconPixmap(parent.windowIcon().pixmap(64))
    box.addButton("知道了", Role.AcceptRole)
    box.exec()
