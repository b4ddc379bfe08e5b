"""Bar above the list of findings: which of them are listed, and what to do with the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QToolButton

from report_editor.checks import Severity
from report_editor.checks.finding import METADATA
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import SMALL, icon
from report_editor.ui.widgets.severity import color, icon_name
from report_editor.ui.widgets.spacing import set_margins
from report_editor.ui.widgets.tool_bar import ToolBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.forms import Form

SET_ASIDE = "set_aside"
"""Kind of the findings that somebody has set aside."""
Kind: TypeAlias = str
"""Findings to be listed: a severity, :data:`SET_ASIDE`, or an empty text for all."""
_WORDS: dict[Kind, str] = {
    "": "全部",
    **{each.value: each.word for each in Severity},
    SET_ASIDE: "已忽略",
}
_WIDEST_COUNT = 999
"""Count for which the filters keep room."""
_SET_ASIDE, _TAKE_BACK = "忽略…", "恢复提示"


class FindingsBar(ToolBar):
    """Filters by kind and section, and the commands for a finding.

    Each keeps the room of its widest words, so that none moves while findings come and go. What
    has no room moves into a menu at its end.
    """

    filtered = Signal()
    setAsideRequested = Signal()
    """Emitted when the chosen finding is to be set aside, or taken back."""
    refreshRequested = Signal()

    def __init__(self, explain: QAction) -> None:
        """Make the bar; ``explain`` shows the rule behind the chosen finding."""
        super().__init__("检查结果")
        self.setMovable(False)
        self.setIconSize(SMALL)
        if layout := self.layout():
            set_margins(layout)  # Qt takes the left one for the top
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.kinds: dict[Kind, QAction] = {}
        group = QActionGroup(self)
        for kind, word in _WORDS.items():
            action = self.kinds[kind] = QAction(word, group)
            action.setCheckable(True)
            action.triggered.connect(self.filtered)
            self.addAction(action)
            set_tool_tip(action, f"列出{word}的检查结果" if kind else "列出全部检查结果")
        self.kinds[""].setChecked(True)
        self.sections = QComboBox()
        self.sections.setAccessibleName("列出哪一部分的检查结果")
        self.sections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sections.activated.connect(self.filtered)
        self.addWidget(self.sections)
        self.addSeparator()
        self.set_aside = self.addAction(_SET_ASIDE)
        self.set_aside.triggered.connect(self.setAsideRequested)
        self.addAction(explain)
        self.waiting = self.addAction("")
        self.waiting.triggered.connect(self.refreshRequested)
        self.waiting.setVisible(False)
        self.refresh_icons()
        self._keep_room()

    @property
    def kind(self) -> Kind:
        """Return the kind of findings to be listed; empty for all."""
        return next(kind for kind, action in self.kinds.items() if action.isChecked())

    @property
    def section(self) -> str:
        """Return the key of the section whose findings are to be listed; empty for all."""
        return str(self.sections.currentData() or "")

    def list_sections(self, form: Form) -> None:
        """Offer the sections of an edition."""
        chosen = self.section
        self.sections.clear()
        self.sections.addItem("所有部分", "")
        self.sections.addItem("基本信息", METADATA)
        for each in form.sections[1:]:
            self.sections.addItem(f"{each.numeral}、{each.title}"[:12], each.key)
        self.sections.setCurrentIndex(max(self.sections.findData(chosen), 0))

    def show_all(self) -> None:
        """Choose findings of all kinds and sections."""
        self.kinds[""].setChecked(True)
        self.sections.setCurrentIndex(0)
        self.filtered.emit()

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Show how many findings of each kind there are."""
        for kind, action in self.kinds.items():
            action.setText(f"{_WORDS[kind]} {counts.get(kind, 0)}")

    def show_waiting(self, count: int) -> None:
        """Say how many new findings are not listed, because rows are held in their places."""
        self.waiting.setText(f"另有 {count} 条新结果，离开列表或按 Ctrl+R 列出")
        self.waiting.setVisible(bool(count))

    def show_chosen(self, *, is_set_aside: bool, why_not: str) -> None:
        """Offer what can be done with the chosen finding, or say why nothing can."""
        self.set_aside.setText(_TAKE_BACK if is_set_aside else _SET_ASIDE)
        words = "重新列为要处理的" if is_set_aside else "已核实没有错：写明理由，不再提示"
        self.set_aside.setEnabled(not why_not)
        set_tool_tip(self.set_aside, why_not or words)

    def refresh_icons(self) -> None:
        """Draw the signs in the colours of the palette."""
        for severity in Severity:
            self.kinds[severity].setIcon(icon(icon_name(severity), color(severity)))

    def _keep_room(self) -> None:
        """Make each button as wide as its widest words."""
        widest = {
            action: (f"{_WORDS[kind]} {_WIDEST_COUNT}",) for kind, action in self.kinds.items()
        }
        for action, texts in (widest | {self.set_aside: (_SET_ASIDE, _TAKE_BACK)}).items():
            button, text = self.widgetForAction(action), action.text()
            if not isinstance(button, QToolButton):
                continue
            widths = []
            for each in texts:
                button.setText(each)
                widths.append(button.sizeHint().width())
            button.setText(text)
            button.setMinimumWidth(max(widths))

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the words in another typeface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_room()
