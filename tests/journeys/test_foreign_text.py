"""A report made to do harm, and everything the window shows of it: all of it is shown as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as QtOfGui
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStatusBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.dialogs.help_window import HelpWindow
from report_editor.ui.widgets.foreign_text import LONGEST_TITLE
from report_editor.ui.widgets.labels import LinkLabel
from tests.journeys.tour import PROBE, Tour, iterate_indexes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk

OURS = {"qt", "b", "br", "a"}
"""Tags of tool tips and of labels with links."""


class Eyes:
    """See every text that is shown, and what Qt would make more of than a text."""

    def __init__(self) -> None:
        self.seen: dict[str, None] = {}
        self.wrong: list[str] = []
        self._ways: tuple[tuple[type[QWidget], Any], ...] = (
            (QLabel, self._look_at_label),
            (QLineEdit, lambda line: self._see(line.text(), line.placeholderText())),
            (QTextEdit, lambda text: self._look_at_text(text.document())),
            (QPlainTextEdit, lambda text: self._see(text.toPlainText())),
            (QAbstractItemView, self._look_at_items),
            (QComboBox, lambda box: self._see(*map(box.itemText, range(box.count())))),
            (QAbstractButton, lambda button: self._see_keys(button.text())),
            (QTabBar, self._look_at_tabs),
            (QStatusBar, lambda bar: self._see(bar.currentMessage())),
        )

    def look(self, window: QWidget) -> None:
        """Look at everything in a window."""
        if (handle := window.windowHandle()) is not None:
            self._see(handle.title())
        for widget in (window, *window.findChildren(QWidget)):
            is_ours = isinstance(widget.window(), HelpWindow)
            if widget.isVisible() and not is_ours:
                self._see_either(widget.toolTip())
                for kind, way in self._ways:
                    if isinstance(widget, kind):
                        way(widget)
        for action in window.findChildren(QAction):
            self._see_keys(action.text())
            self._see_either(action.toolTip())

    def _look_at_label(self, label: QLabel) -> None:
        is_markup = label.textFormat() is QtOfGui.TextFormat.RichText
        if label.textFormat() is QtOfGui.TextFormat.AutoText:
            is_markup = QtOfGui.mightBeRichText(label.text())
        if not is_markup:
            self._see(label.text())
        elif isinstance(label, LinkLabel) or label.inherits("QTipLabel"):
            self._see_markup(label.text())
        else:
            self.wrong.append(f"a label takes markup: {label.text()[:80]}")

    def _look_at_text(self, document: QTextDocument) -> None:
        self._see(document.toPlainText())
        formats = [each.toCharFormat() for each in document.allFormats() if each.isCharFormat()]
        if any(each.isImageFormat() or each.isAnchor() for each in formats):
            self.wrong.append(f"a text took markup: {document.toPlainText()[:80]}")

    def _look_at_items(self, view: QAbstractItemView) -> None:
        for index in iterate_indexes(view) if view.model() is not None else ():
            self._see(str(index.data() or ""))
            self._see_either(str(index.data(QtOfGui.ItemDataRole.ToolTipRole) or ""))

    def _look_at_tabs(self, tabs: QTabBar) -> None:
        for at in range(tabs.count()):
            self._see_keys(tabs.tabText(at))
            self._see_either(tabs.tabToolTip(at))

    def _see(self, *texts: str) -> None:
        self.seen.update(dict.fromkeys(texts))

    def _see_either(self, text: str) -> None:
        """See a text of which Qt decides by itself whether it is markup."""
        (self._see_markup if QtOfGui.mightBeRichText(text) else self._see)(text)

    def _see_markup(self, markup: str) -> None:
        document = QTextDocument()
        document.setHtml(markup)
        tags = set(re.findall(r"<\s*/?\s*([^\s>/]+)", markup))
        links = [each.toCharFormat().anchorHref() for each in document.allFormats()]
        if not tags <= OURS or any(re.search("[^a-z_.]", link) for link in links):
            self.wrong.append(f"markup that is not ours: {markup[:80]}")
        self._see(document.toPlainText())

    def _see_keys(self, text: str) -> None:
        """See the text of a menu, button or tab, in which & marks a key."""
        shown = text.replace("&&", "\0")
        if re.search(r"&(?![A-Z]($|\)))", shown):
            self.wrong.append(f"a key out of a text: {text[:80]}")
        self._see(shown.replace("\0", "&"))


@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_everything_in_a_report_is_shown_as_text(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / PROBE).parent.mkdir()
    (tmp_path / PROBE).write_bytes(b"")
    clerk.window.resize(1600, 900)  # no panel is folded
    eyes = Eyes()
    tour = Tour(clerk.window, tmp_path, eyes.look)
    tour.go()
    assert eyes.wrong == []
    shown = "\n".join(eyes.seen)
    ways = (str, name_hidden, lambda text: name_hidden(text, LONGEST_TITLE))
    unseen = [each for each in tour.harm.texts if not any(way(each) in shown for way in ways)]
    assert unseen == []
