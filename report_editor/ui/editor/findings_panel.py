"""Panel under the report: the findings, and on request the rule behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from report_editor.checks.catalogue import RuleText, explain
from report_editor.ui.editor.close_button import CloseButton
from report_editor.ui.editor.findings_bar import FindingsBar
from report_editor.ui.editor.findings_list import FindingsList
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from report_editor.document import Change, Effect
    from report_editor.workspace.session import Session

_LEAST_HEIGHT = 48
"""Height in pixels of two findings, where a low window has room for no more."""


class FindingsPanel(QSplitter):
    """List of findings with a pane that is hidden, and takes no room, until it is asked for.

    Its ``bar`` of filters and commands is laid out by whoever shows the panel.
    ``explain`` returns the words on a rule by its code.
    """

    activatedFinding = Signal(object)
    aboutToFix = Signal(object, object)
    fixed = Signal(object, object)
    """Emitted with finding and replacement, as by the list."""
    message = Signal(str)

    def __init__(
        self, session: Session, explain: Callable[[str], RuleText | None] = explain
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._explain = explain
        self._document = session.document
        self.list = FindingsList(session)
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.bar = FindingsBar(self.list.explain_action)
        self.bar.list_sections(session.document.form)
        self.pane = _RulePane()
        self.pane.hide()
        self.addWidget(self.list)
        self.addWidget(self.pane)
        self.setChildrenCollapsible(False)
        self.setFocusProxy(self.list)
        self.list.activatedFinding.connect(self.activatedFinding)
        self.list.aboutToFix.connect(self.aboutToFix)
        self.list.fixed.connect(self.fixed)
        self.list.message.connect(self.message)
        self.list.currentFindingChanged.connect(self._show_rule)
        self.list.explain_action.toggled.connect(self._show_pane)
        self.pane.closed.connect(self._close_pane)
        self.list.currentFindingChanged.connect(self._show_chosen)
        self.list.listed.connect(self._show_counts)
        self.list.waitingChanged.connect(self.bar.show_waiting)
        self.bar.filtered.connect(self._filter)
        self.bar.setAsideRequested.connect(self.list.set_aside)
        self.bar.refreshRequested.connect(self.list.list_anew)
        session.changed.connect(self._on_change)
        self._show_counts()
        self._show_chosen()

    def step(self) -> bool:
        """Go to the next finding that nobody has set aside; return whether there is one.

        After the last of those that are listed all are listed again.
        """
        if self.list.step():
            return True
        self.bar.show_all()
        return self.list.step()

    def _filter(self) -> None:
        self.list.show_only(self.bar.kind, self.bar.section)

    def _show_counts(self) -> None:
        self.bar.show_counts(self.list.counts)

    def _show_chosen(self) -> None:
        why_not = self.list.why_not_set_aside()
        self.bar.show_chosen(is_set_aside=self.list.is_set_aside, why_not=why_not)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if effect.form:
            self.bar.list_sections(self._document.form)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.bar.refresh_icons()

    def _show_pane(self, shown: bool) -> None:
        self.pane.setVisible(shown)
        if shown:
            self.setSizes([11 * self.width() // 20, 9 * self.width() // 20])
            self._show_rule()

    def _close_pane(self) -> None:
        self.list.explain_action.setChecked(False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rule(self) -> None:
        if self.pane.isHidden():
            return
        finding = self.list.current()
        if finding is None:
            self.pane.show_sentence("请在检查结果里选一条，这里就说明它依据的规则。")
        elif rule := self._explain(finding.code):
            self.pane.show_rule(rule)
        else:
            self.pane.show_sentence("这条规则没有说明，请按检查结果里写的核对。")


class _RulePane(QWidget):
    """Title, meaning, advice and source in law of one rule."""

    closed = Signal()
    """Emitted when the button or Esc asks to close the pane."""

    def __init__(self) -> None:
        super().__init__()
        self.title = hint()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing())  # Qt asks for more
        self.text.setAccessibleName("规则说明")
        close = CloseButton()
        close.describe("规则说明", "Esc")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        set_margins(layout, left=Space.MEDIUM)
        layout.setSpacing(Space.HAIR.pixels)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)

    def show_rule(self, rule: RuleText) -> None:
        """Show the words on a rule."""
        self.title.setText(rule.title)
        parts = (rule.meaning, f"怎么办：{rule.advice}", f"依据：{rule.source}")
        self.text.setPlainText("\n".join(parts))

    def show_sentence(self, sentence: str) -> None:
        """Show why there is no rule to explain."""
        self.title.clear()
        self.text.setPlainText(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the pane with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
