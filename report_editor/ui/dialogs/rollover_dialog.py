"""Dialog of 文件 › 以上年报告新建: last year's report before its numbers are carried over."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from report_editor.checks import Severity, summarise
from report_editor.document.last_year import RemarkKind
from report_editor.ui.dialogs.new_report_dialog import FIRST_YEAR
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.kept_room import keep_room
from report_editor.ui.widgets.labels import Label, heading, hint, sentence
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import SIGN, color
from report_editor.ui.widgets.spacing import Space
from report_editor.workspace.last_year import (
    describe_carried,
    get_calendar_year,
    get_year_due_now,
    make_remark,
)

if TYPE_CHECKING:
    from report_editor.workspace.last_year import LastYear

LAST_YEAR = 2099
"""Last report year that a report can have."""
_LEAST_LINES = 2
"""Lines of the remarks that are seen on the lowest screen."""
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
        self._is_open = last.path is None
        self._year_due = get_year_due_now()
        self.year = self._make_year()
        self.due_button = QPushButton(f"改为 {self._year_due} 年(&D)")
        self.due_button.setAutoDefault(False)
        self.due_button.setVisible(self.year.value() != self._year_due)
        self.due_button.clicked.connect(lambda: self.year.setValue(self._year_due))
        self.list = RemarkList("上年报告里要看的")
        self.list.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self.list.itemDoubleClicked.connect(lambda _item: self._finish(Answer.CORRECT))
        self._carried = sentence("")
        self._hints: list[Label] = []
        layout = QVBoxLayout(self)
        where = "正打开着的" if self._is_open else ""
        title = heading(f"上年报告：{where}《{last.name}》")
        title.setWordWrap(True)
        layout.addWidget(title)
        self._add_year(layout)
        layout.addLayout(self._make_rows())
        if not last.is_empty:
            self._explain(layout)
        layout.addWidget(self._make_buttons(is_open=self._is_open))
        self.year.valueChanged.connect(self._show_carried)
        self._show_carried()
        likeliest = self.another_button if last.is_empty else self.begin_button
        likeliest.setDefault(True)  # once it is in the dialog; before, it has no effect
        likeliest.setFocus()
        em = self.fontMetrics().horizontalAdvance("国")
        self.year.setMaximumWidth(10 * em)
        rows_shown = min(self.list.count(), MOST_ROWS)
        width = fit_to_screen(self, QSize(62 * em, 0)).width()
        height = max((20 + 3 * rows_shown) * em, layout.minimumHeightForWidth(width))
        room = fit_to_screen(self, QSize(width, height))
        self._fit_low_screen(layout, room)
        self.resize(room)

    def _make_year(self) -> QSpinBox:
        """Make the choice of the year: at first the one after last year's, else the one due."""
        this_year, last = get_calendar_year(), self._last
        year = None if last.is_empty else last.document.year
        proposed = self._year_due if year is None else min(year + 1, LAST_YEAR)
        box = QSpinBox()
        box.setRange(min(FIRST_YEAR, proposed), max(this_year + 1, proposed))
        box.setValue(proposed)
        box.setSuffix(" 年")
        return box

    def _add_year(self, layout: QVBoxLayout) -> None:
        """Add the choice of the year, and below it what makes that or the file doubtful."""
        name = Label("新报告的年度(&Y)")
        name.setBuddy(self.year)
        choice = QHBoxLayout()
        for each in (name, self.year, self.due_button):
            choice.addWidget(each)
        choice.addStretch()
        layout.addLayout(choice)
        self.doubt = self._warn(self._describe_doubt())
        keep_room(self.doubt, keeps=bool(self.doubt.text()))  # what stands below must not move
        layout.addWidget(self.doubt)

    def _make_rows(self) -> QFormLayout:
        """Make the rows that sum up what is taken over."""
        rows = QFormLayout()
        rows.addRow("上年报告的读取", sentence(self._last.summary))
        if not self._last.is_empty:
            rows.addRow("上年报告的检查", Label(summarise(self._last.findings)))
        rows.addRow("带入新报告", self._carried)
        return rows

    def _explain(self, layout: QVBoxLayout) -> None:
        """Add what is to be looked at in last year's report."""
        if self._is_open:
            self._add_hint(
                layout, "取的是这份报告现在的内容，还没有保存的修改也算在内；它自己不会改动。"
            )
        self._list_remarks()
        if self.list.count():
            self._add_hint(
                layout,
                "带入以前请看一遍。双击或按回车，到上年报告里看这一处；"
                "新建以后，按 F6 还能看到这些。",
            )
            layout.addWidget(self.list, 1)

    def _add_hint(self, layout: QVBoxLayout, words: str) -> None:
        label = hint(words)
        self._hints.append(label)
        layout.addWidget(label)

    def _fit_low_screen(self, layout: QVBoxLayout, room: QSize) -> None:
        """Hide hints, then move all closer, as far as it takes that no sentence is cut."""
        for each in self._hints:
            if layout.minimumHeightForWidth(room.width()) > room.height():
                each.hide()
        if layout.minimumHeightForWidth(room.width()) > room.height():
            layout.setSpacing(Space.HAIR.pixels)

    def _describe_doubt(self) -> str:
        """Return what makes the year or the file doubtful; empty where nothing does."""
        if self._last.is_empty:
            return (
                "这是一份空的表格，没有可以带到新报告的数字和文字。"
                "请选择填好的上年报告，或者从空白报告开始。"
            )
        return self._last.describe_year(get_calendar_year(), self._year_due)

    def _make_buttons(self, *, is_open: bool) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        begin = "新建空白报告" if self._last.is_empty else "继续新建"
        self.begin_button = buttons.addButton(begin, role.AcceptRole)
        words = "回到上年报告改正(&O)" if is_open else "先打开上年报告改正(&O)"
        self.correct_button = self._add_way(buttons, words, Answer.CORRECT)
        self.correct_button.setVisible(not self._last.is_empty)
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
        is_due = self.year.value() == self._year_due
        self.due_button.setEnabled(not is_due)
        # Of a file that is itself doubtful, no choice of a year settles that.
        is_doubtful = self._last.is_empty or bool(self._last.describe_year(get_calendar_year()))
        self.doubt.setVisible(bool(self.doubt.text()) and (is_doubtful or not is_due))

    def _list_remarks(self) -> None:
        findings = {make_remark(each): each for each in self._last.findings}
        for each in self._last.all_remarks:
            if each.kind is not RemarkKind.NOTE:
                target = findings.get(each, each.address or None)
                self.list.add(each, target, "双击到上年报告里看这一处（回车）")
        self.list.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _warn(self, words: str) -> Label:
        label = sentence(f"{SIGN[Severity.WARNING]} {words}" if words else "")
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
