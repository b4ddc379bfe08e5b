"""Panel under the report: the findings, and beside them on request the rule behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from report_editor.checks.catalogue import RuleText, explain
from report_editor.ui.editor.findings_list import FindingsList
from report_editor.ui.editor.rule_pane import RulePane

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.workspace.session import Session


class FindingsPanel(QSplitter):
    """List of findings with a pane that is hidden, and takes no room, until it is asked for."""

    activatedFinding = Signal(object)

    def __init__(
        self,
        session: Session,
        explain: Callable[[str], RuleText | None] = explain,
        parent: QWidget | None = None,
    ) -> None:
        """Show a session's findings; ``explain`` returns the words on a rule by its code."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._explain = explain
        self.list = FindingsList(session)
        self.pane = RulePane()
        self.pane.hide()
        self.addWidget(self.list)
        self.addWidget(self.pane)
        self.setChildrenCollapsible(False)
        self.setFocusProxy(self.list)
        self.list.activatedFinding.connect(self.activatedFinding)
        self.list.currentFindingChanged.connect(self._show_rule)
        self.list.explain_action.toggled.connect(self._show_pane)
        self.pane.closed.connect(self._close_pane)

    def step(self) -> bool:
        """Go to the next finding that nobody has set aside; return whether there is one."""
        return self.list.step()

    def _show_pane(self, shown: bool) -> None:
        self.pane.setVisible(shown)
        if shown:
            self.setSizes([3 * self.width() // 5, 2 * self.width() // 5])
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
