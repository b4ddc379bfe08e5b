"""Bar of Ctrl+F and Ctrl+H under the report: from one occurrence to the next, and replacing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from report_editor.document.text_replacement import plan_replacements
from report_editor.ui.editor.proposed_changes import ask_and_replace, propose
from report_editor.ui.editor.search import Hit, find_hits, find_replacements, to_replacement
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.read_only import READ_ONLY
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
        self.line = OneLine()
        self.line.setPlaceholderText("在整份报告里查找，按回车找下一处")
        self.line.setAccessibleName("查找")
        self.line.setClearButtonEnabled(True)
        self.better = OneLine()
        self.better.setPlaceholderText("替换成这些字，按回车替换一处；留空就是删去")
        self.better.setAccessibleName("替换为")
        self.state = Label()
        layout = QGridLayout(self)
        layout.setContentsMargins(9, 4, 9, 4)
        layout.setColumnStretch(1, 2)
        layout.setColumnStretch(3, 1)
        ways = (("上一处(&B)", self.previous), ("下一处(&M)", self.next))
        self._add_row(layout, 0, "查找(&K)", self.line, ways)
        layout.addWidget(self.state, 0, 3)
        layout.addWidget(_button("关闭", self.close_bar), 0, 4)
        ways = (("替换(&R)", self.replace), ("全部替换(&A)…", self.replace_all))
        self._replacing = self._add_row(layout, 1, "替换为(&H)", self.better, ways)
        self._show_replacing(shown=False)
        self.line.textEdited.connect(self._search_on)
        self.line.refused.connect(self.state.setText)
        self.better.refused.connect(self.state.setText)
        self.line.returnPressed.connect(self.next)
        self.better.returnPressed.connect(self.replace)
        self.hide()

    def _add_row(
        self,
        layout: QGridLayout,
        row: int,
        name: str,
        line: OneLine,
        ways: tuple[tuple[str, Callable[[], None]], ...],
    ) -> list[QWidget]:
        """Add a line with its name and its buttons; return them."""
        label = Label(name)
        label.setBuddy(line)
        buttons = [_button(*each) for each in ways]
        side = QHBoxLayout()
        for each in buttons:
            side.addWidget(each)
        layout.addWidget(label, row, 0)
        layout.addWidget(line, row, 1)
        layout.addLayout(side, row, 2)
        return [label, line, *buttons]

    def _show_replacing(self, *, shown: bool) -> None:
        for each in self._replacing:
            each.setVisible(shown)

    def begin(self, selected: str, *, replaces: bool = False) -> None:
        """Show the bar, with the text that is selected in the report as the text to find."""
        if selected:
            self.line.setText(selected)
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


def _button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(act)
    return button
