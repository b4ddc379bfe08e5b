"""Dialog of 文件 › 以上年报告新建: last year's report before its numbers are carried over."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from report_editor.checks import Severity, summarise
from report_editor.document.last_year import RemarkKind
from report_editor.ui.dialogs.new_report_dialog import FIRST_YEAR
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import Label, heading, hint, sentence
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import SIGN, color
from report_editor.workspace.last_year import (
    describe_carried,
    get_calendar_year,
    make_remark,
)

if TYPE_CHECKING:
    from report_editor.workspace.last_year import LastYear

LAST_YEAR = 2099
"""Last report year that a report can have."""
MOST_ROWS = 8
"""Remarks that the dialog has room for when it opens; the others are scrolled to."""


class Answer(Enum):
    """Ways to go on."""

    BEGIN = auto()
    CORRECT = auto()
    """Last year's report is to be corrected first."""
    ANOTHER = auto()
    """Another file is to be taken."""


class RolloverDialog(QDialog):
    """Dialog that tells how last year's report was read and what is wrong in it.

    Nothing has happened yet: one goes on, corrects last year's report first, or takes another.
    """

    def __init__(self, last: LastYear, parent: QWidget | None = None) -> None:
        """Prepare the dialog; the year proposed is the one after last year's."""
        super().__init__(parent)
        set_title(self, "以上年报告新建")
        self.answer: Answer | None = None
        """Way chosen; None for 取消."""
        self.target: object = None
        """Finding or address of last year's report to be shown; None for none in particular."""
        self._last = last
        is_open = last.path is None
        self.year = QSpinBox()
        this_year = get_calendar_year()
        year = last.document.year
        proposed = this_year - 1 if year is None else min(year + 1, LAST_YEAR)
        self.year.setRange(min(FIRST_YEAR, proposed), max(this_year + 1, proposed))
        self.year.setValue(proposed)
        self.year.setSuffix(" 年")
        self.list = RemarkList("上年报告里要看的")
        self.list.itemDoubleClicked.connect(lambda _item: self._finish(Answer.CORRECT))
        self._carried = sentence("")
        layout = QVBoxLayout(self)
        where = "正打开着的" if is_open else ""
        title = heading(f"上年报告：{where}《{last.name}》")
        title.setWordWrap(True)
        layout.addWidget(title)
        rows = QFormLayout()
        rows.addRow("新报告的年度(&Y)", self.year)
        rows.addRow("上年报告的读取", sentence(last.summary))
        rows.addRow("上年报告的检查", Label(summarise(last.findings)))
        rows.addRow("带入新报告", self._carried)
        layout.addLayout(rows)
        if words := last.describe_year(this_year):
            layout.addWidget(self._warn(words))
        if is_open:
            layout.addWidget(
                hint("取的是这份报告现在的内容，还没有保存的修改也算在内；它自己不会改动。")
            )
        self._list_remarks()
        if self.list.count():
            layout.addWidget(
                hint(
                    "带入以前请看一遍。双击或按回车，到上年报告里看这一处；"
                    "新建以后，按 F6 还能看到这些。"
                )
            )
            layout.addWidget(self.list, 1)
        layout.addWidget(self._make_buttons(is_open=is_open))
        self.year.valueChanged.connect(self._show_carried)
        self._show_carried()
        self.begin_button.setDefault(True)  # once it is in the dialog; before, it has no effect
        self.begin_button.setFocus()
        em = self.fontMetrics().horizontalAdvance("国")
        self.year.setMaximumWidth(10 * em)
        rows_shown = min(self.list.count(), MOST_ROWS)
        self.resize(fit_to_screen(self, QSize(62 * em, (20 + 3 * rows_shown) * em)))

    def _make_buttons(self, *, is_open: bool) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.begin_button = buttons.addButton("继续新建", role.AcceptRole)
        words = "回到上年报告改正(&O)" if is_open else "先打开上年报告改正(&O)"
        self.correct_button = self._add_way(buttons, words, Answer.CORRECT)
        self.another_button = self._add_way(buttons, "选择别的文件(&F)…", Answer.ANOTHER)
        buttons.addButton("取消", role.RejectRole)
        buttons.accepted.connect(lambda: self._finish(Answer.BEGIN))
        buttons.rejected.connect(self.reject)
        return buttons

    def _add_way(self, buttons: QDialogButtonBox, words: str, answer: Answer) -> QPushButton:
        button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._finish(answer))
        return button

    def _show_carried(self) -> None:
        """Show what the year chosen takes over."""
        document = self._last.begin_report(self.year.value())
        self._carried.setText("\n".join(describe_carried(self._last, document)))

    def _list_remarks(self) -> None:
        findings = {make_remark(each): each for each in self._last.findings}
        for each in self._last.all_remarks:
            if each.kind is not RemarkKind.NOTE:
                target = findings.get(each, each.address or None)
                self.list.add(each, target, "双击到上年报告里看这一处（回车）")
        self.list.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _warn(self, words: str) -> Label:
        label = sentence(f"{SIGN[Severity.WARNING]} {words}")
        palette = label.palette()
        palette.setColor(label.foregroundRole(), color(Severity.WARNING))
        label.setPalette(palette)
        return label

    def _finish(self, answer: Answer) -> None:
        """Close with an answer; Enter in the list shows the place instead of going on."""
        if answer is Answer.BEGIN and self.focusWidget() is self.list:
            answer = Answer.CORRECT
        self.target = self.list.get_target()
        self.answer = answer
        self.accept()
