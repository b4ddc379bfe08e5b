"""Page of the panel beside the report: how a file was read, in one line, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.editor.source_view import SourceView
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.type_scale import Step, size_font
from report_editor.workspace.reading import list_reading_remarks, summarise_reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QListWidgetItem

    from report_editor.document import Document
    from report_editor.document.last_year import Remark
    from report_editor.forms import Address
    from report_editor.importers.recognised import Recognition
    from report_editor.workspace.opening import Opened

_STEP_TIP = "点一下转到这一处（F4 到下一处）"
_LEFT_OUT = "这些不属于报告，没有读入；点一下，列在原文末尾："
_LEAST_LINES = 2
"""Lines of the steps, and of the source, that are seen on the lowest screen."""
_MOST_STEPS_SHARE = 0.45
"""Share of the height that the list of steps may take, before it is scrolled."""


class ReadingPage(QWidget):
    """Summary of a reading, the places to look at as steps, and the source beside the report."""

    targetChosen = Signal(str)
    """Emitted with a cell, a field, a section, or the key of what found no place."""

    def __init__(self, document: Document, explanation: QWidget | None = None) -> None:
        """Make an empty page; ``explanation`` stands above the summary."""
        super().__init__()
        self._document = document
        self._remarks: Sequence[Remark] = ()
        """Remarks in their order: those that a person should look at first."""
        self._source: Sequence[tuple[str, str]] = ()
        self._cells: Mapping[Address, int] = {}
        self._left_out = 0
        """Lines at the end of the source that were left out of the report."""
        self._shows_all = False
        """Set where all remarks are listed at once."""
        self.summary = hint()
        self.summary.setFont(size_font(self.summary.font(), Step.LEAD, is_bold=True))
        self.steps = RemarkList("要看的地方")
        self.steps.itemClicked.connect(self._go)
        self.steps.itemActivated.connect(self._go)
        self.source = SourceView()
        self.source.cellChosen.connect(self._choose_cell)
        self.notes_button = _make_toggle()
        self.notes_button.toggled.connect(self._show_notes)
        self.left_out_button = _make_toggle()
        self.left_out_button.toggled.connect(self._show_lines)
        self.next_button = QPushButton("下一处（F4）")
        self.next_button.clicked.connect(self.steps.step)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.splitterMoved.connect(self._note_division)
        self._is_divided_by_hand = False
        self._build(explanation)

    def _build(self, explanation: QWidget | None) -> None:
        """Put the parts of the page below each other."""
        buttons = QHBoxLayout()
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.notes_button)
        buttons.addWidget(self.left_out_button)
        buttons.addStretch()
        self._parts.addWidget(self.steps)
        self._parts.addWidget(self.source)
        self._parts.setChildrenCollapsible(False)
        for each in (self.steps, self.source.text):
            each.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self._parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        set_margins(layout, left=Space.MEDIUM, top=Space.HAIR, right=Space.MEDIUM)  # as beside it
        if explanation is not None:
            layout.addWidget(explanation)
        layout.addWidget(self.summary)
        layout.addLayout(buttons)
        layout.addWidget(self._parts, 1)

    @property
    def has_content(self) -> bool:
        """Return whether there is anything to show."""
        return bool(self._remarks or self._source)

    @property
    def has_source(self) -> bool:
        """Return whether the source is shown."""
        return bool(self._source)

    def show_opened(self, opened: Opened) -> None:
        """Show what reading a file gave."""
        self._shows_all = opened.is_own
        self.show_source(opened.recognition)
        self.show_remarks(list_reading_remarks(self._document, opened))

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """List the places to look at, which come first; what else was said is hidden."""
        self._remarks = remarks
        self.steps.clear()
        for each in remarks:
            self.steps.add(each, each.address or None, _STEP_TIP)
        notes = sum(not each.is_news for each in remarks)
        self.notes_button.setText(f"读取说明 {notes} 条")
        self.notes_button.setVisible(bool(notes) and not self._shows_all)
        self._show_notes()
        self._sum_up()

    def show_source(self, recognition: Recognition | None) -> None:
        """Show the source of what was recognised; None where there is none."""
        if recognition is not None:
            from report_editor.importers.left_out import count_kinds  # loaded by the reading

            self._source, self._cells = recognition.source, recognition.lines
            left_out = [each for each in recognition.left_out if each.text]
            self._left_out = len(left_out)
            kinds = "、".join(f"{kind} {n}" for kind, n in count_kinds(left_out).items())
            set_tool_tip(self.left_out_button, f"{_LEFT_OUT}{kinds}。")
        self.left_out_button.setText(f"页码、表头等 {self._left_out} 处")
        self.left_out_button.setVisible(self._left_out > 0)
        self.source.setVisible(bool(self._source))
        self._show_lines()
        self._divide()

    def mark_cell(self, address: Address) -> None:
        """Show in the source the line that a cell of the report comes from."""
        self.source.mark_cell(self._from_report(address))

    # ------------------------------------------------------------------ whose cells these are

    def _describe(self) -> str:
        """Return how much was read, in one line."""
        return "打开时的说明" if self._shows_all else summarise_reading(self._document, 0)

    def _to_report(self, target: str) -> str:
        """Return what of the report a remark or a line is about; empty where there is nothing."""
        return target

    def _from_report(self, address: Address) -> Address:
        """Return the cell in the source for one of the report."""
        return address

    def _choose_cell(self, address: Address) -> None:
        if here := self._to_report(address):
            self.targetChosen.emit(here)

    # ------------------------------------------------------------------ steps

    def _go(self, item: QListWidgetItem) -> None:
        """Go to what a remark is about, and count it as looked at."""
        self.steps.mark_seen(item)
        self._sum_up()
        target = self._remarks[self.steps.row(item)].address
        self.source.mark_cell(target)
        if here := self._to_report(target):
            self.targetChosen.emit(here)

    def _sum_up(self) -> None:
        """Say in one line how much was read, and how much is still to be looked at."""
        words = self._describe()
        rest, has_steps = self.steps.unseen_count, any(each.is_news for each in self._remarks)
        looks = f" · {rest} 处请看" if rest else " · 都看过了" if has_steps else ""
        self.summary.setText(f"{words}{looks}")
        self.next_button.setVisible(has_steps)
        self.next_button.setEnabled(rest > 0)

    def _show_notes(self) -> None:
        shows_notes = self._shows_all or self.notes_button.isChecked()
        shown = [each.is_news or shows_notes for each in self._remarks]
        for row, is_shown in enumerate(shown):
            self.steps.setRowHidden(row, not is_shown)
        self.steps.setVisible(any(shown))
        self._divide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the steps the height that they take in the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._divide)  # once the list has it

    def _divide(self) -> None:
        """Divide the height between steps and source, until somebody moves the line."""
        if self._is_divided_by_hand:
            return
        room = self._parts.height()
        steps = min(self.steps.measure_rows(), round(room * _MOST_STEPS_SHARE))
        if self._source:
            self._parts.setSizes([steps, room - steps])

    def _note_division(self) -> None:
        self._is_divided_by_hand = True

    # ------------------------------------------------------------------ source

    def _show_lines(self) -> None:
        """Show the source, and on demand behind it what was left out of the report."""
        end = len(self._source) - self._left_out
        shows_all = self.left_out_button.isChecked()
        self.source.show_lines(self._source if shows_all else self._source[:end], self._cells)
        if shows_all:
            self.source.show_line(end)


def _make_toggle() -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    return button
