"""Bar of Ctrl+F and Ctrl+H over the heading of a page: search the report, replace what is found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from report_editor.document.text_replacement import plan_replacements
from report_editor.ui.editor.proposed_changes import ask_and_replace, propose
from report_editor.ui.editor.search import Hit, find_hits, find_replacements, to_replacement
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.read_only import READ_ONLY
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.text_input import OneLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from report_editor.workspace.session import Session

REPLACE = "替换"


class FindBar(QWidget):
    """Searches the whole report, from tab to tab and round again."""

    found = Signal(object)
    """Show this :class:`~report_editor.ui.editor.search.Hit`; the keyboard stays in the bar."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = session.document
        self._last: Hit | None = None
        self.line = _make_line("查找", "在整份报告里查找，按回车找下一处")
        self.line.setClearButtonEnabled(True)
        self.better = _make_line("替换为", "按回车替换一处，留空是删去")
        self.state = Label()
        labels = Label("查找(&K)"), Label("替换为(&H)")
        for label, line in zip(labels, (self.line, self.better), strict=True):
            label.setBuddy(line)
        self._searching = [
            _make_button("上一处(&B)", self.previous),
            _make_button("下一处(&M)", self.next),
        ]
        self._replacing = [
            labels[1],
            self.better,
            _make_button("替换(&R)", self.replace),
            _make_button("全部替换(&A)…", self.replace_all),
        ]
        layout = QHBoxLayout(self)
        set_margins(
            layout, left=Space.MEDIUM, top=Space.SMALL, right=Space.MEDIUM, bottom=Space.SMALL
        )
        for each in (labels[0], self.line, *self._searching, *self._replacing):
            layout.addWidget(each, 2 if isinstance(each, OneLine) else 0)
        layout.addWidget(self.state, 1)
        layout.addWidget(_make_button("关闭", self.close_bar))
        self._show_replacing(shown=False)
        self.line.textEdited.connect(self._search_on)
        self.line.refused.connect(self.state.setText)
        self.better.refused.connect(self.state.setText)
        self.line.returnPressed.connect(self.next)
        self.better.returnPressed.connect(self.replace)
        self.hide()

    def _show_replacing(self, *, shown: bool) -> None:
        """Show what replaces in the place of the buttons that lead on: Enter does."""
        for each in self._replacing:
            each.setVisible(shown)
        for each in self._searching:
            each.setVisible(not shown)

    def begin(self, selected: str, here: Hit, *, replaces: bool = False) -> None:
        """Show the bar, with the text that is selected in the report as the text to find.

        What is found first is at the cursor, or behind it: ``here`` is where that is.
        """
        if selected:
            self.line.setText(selected)
        if self.isHidden():
            self._last = here
        self._show_replacing(shown=replaces)
        self.show()
        first = self.better if replaces and self.line.text() else self.line
        first.selectAll()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the report."""
        self.hide()
        self.closed.emit()

    def next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._step(bisect_right, 0)

    def previous(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._step(bisect_left, -1)

    def replace(self) -> None:
        """Replace the hit that is shown, as one step, and go to the next; else show one."""
        if self._session.read_only:
            self.state.setText(READ_ONLY)
            return
        if self._last not in find_hits(self._document, self.line.text()):
            self.next()
            return
        place = to_replacement(self._document, self._last, self.better.text())
        if place is None:
            self.next()
            if self.state.text().startswith("第"):
                self.state.setText("表格里的不替换，请自己改")
            return
        self._session.history.close_step()
        change = plan_replacements(self._document, [place], REPLACE)
        if not change.edits or self._session.do(change):
            self._session.history.close_step()
            at = self._last.start + len(place.better)
            behind = Hit(self._last.order, self._last.item, at, at, "")
            hits = find_hits(self._document, self.line.text())
            self._show(hits, bisect_left(hits, behind))

    def replace_all(self) -> None:
        """Show every hit with what becomes of it, and replace those chosen as one step."""
        if self._session.read_only:
            self.state.setText(READ_ONLY)
            return
        places, kept = find_replacements(self._document, self.line.text(), self.better.text())
        if not places:
            self.state.setText("只在表格里有，没有替换" if kept else "没有找到")
            return
        notes = (f"表格里的 {kept} 处不替换。",) if kept else ()
        proposal = propose(self._document, REPLACE, places, notes)
        count = ask_and_replace(self._session, proposal, self)
        if count:
            self.state.setText(f"替换了 {count} 处，可撤销（Ctrl+Z）")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the bar with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _search_on(self) -> None:
        """Search an edited text from the last hit on, which stays while it still fits."""
        hits = find_hits(self._document, self.line.text())
        self._show(hits, 0 if self._last is None else bisect_left(hits, self._last.lower_bound))

    def _step(self, bisect: Callable[[list[Hit], Hit], int], shift: int) -> None:
        hits = find_hits(self._document, self.line.text())
        self._show(hits, 0 if self._last is None else bisect(hits, self._last) + shift)

    def _show(self, hits: list[Hit], index: int) -> None:
        if not hits:
            self.state.setText("没有找到" if self.line.text() else "")
            return
        index %= len(hits)
        self._last = hits[index]
        self.state.setText(f"第 {index + 1} 处，共 {len(hits)} 处")
        self.found.emit(self._last)


def _make_line(name: str, invitation: str) -> OneLine:
    line = OneLine()
    line.setPlaceholderText(invitation)
    line.setAccessibleName(name)
    return line


def _make_button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(act)
    return button
