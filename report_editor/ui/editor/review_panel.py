"""Panel beside the report: what was read from another file, and what found no place in it."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from report_editor.document import UNPLACED
from report_editor.ui.editor.close_button import CloseButton
from report_editor.ui.editor.last_year_reading import LastYearReading
from report_editor.ui.editor.reading_page import ReadingPage
from report_editor.ui.editor.unplaced_page import UnplacedPage
from report_editor.workspace.last_year import describe_carried

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Effect
    from report_editor.forms import Address
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session

_NAME = "读取结果"
_NOT_THERE = "这一行没有放进报告，或者在报告里已经改过。"


class _Tab(IntEnum):
    READING = 0
    UNPLACED = auto()
    LAST_YEAR = auto()


class ReviewPanel(QTabWidget):
    """Reading of a file, what found no place, and the reading and source of last year's file."""

    targetChosen = Signal(str)
    """Emitted with a cell, a field of the metadata or a section that is to be shown."""
    paragraphChosen = Signal(str, int)
    """Emitted with the section and the index of a paragraph that is to be shown."""
    message = Signal(str)
    closed = Signal()
    """Emitted when the panel is to be closed."""
    appeared = Signal()
    """Emitted when the panel shows itself, because something new has no place."""

    def __init__(self, session: Session, find_address: Callable[[], Address | None]) -> None:
        """Follow a report; ``find_address`` returns the cell that has the cursor."""
        super().__init__()
        self._session = session
        self._document = session.document
        self.setDocumentMode(True)
        self.setAccessibleName(_NAME)
        self.close_button = CloseButton()
        self.close_button.describe(_NAME, "F6")
        self.close_button.clicked.connect(self.closed)
        self.setCornerWidget(self.close_button)
        self.reading = ReadingPage(self._document)
        self.reading.targetChosen.connect(self._choose)
        self.placing = UnplacedPage(session, find_address)
        self.placing.message.connect(self.message)
        self.placing.cellFilled.connect(self.targetChosen)
        self.placing.textPlaced.connect(self.paragraphChosen)
        self.last_year = LastYearReading(self._document)
        self.last_year.targetChosen.connect(self.targetChosen)
        self.addTab(self.reading, _NAME)
        self.addTab(self.placing, "")
        self.addTab(self.last_year, "上年的读取结果")
        for page in (self.reading, self.last_year):
            page.source.textChosen.connect(self._choose_text)
        self.setTabVisible(_Tab.READING, False)
        self.setTabVisible(_Tab.LAST_YEAR, self.last_year.has_content)
        self._list_unplaced()
        if self.last_year.has_content:
            self.setCurrentWidget(self.last_year)
        session.changed.connect(lambda _change, effect: self.follow_change(effect))
        session.finalChanged.connect(self._follow_final)

    # ------------------------------------------------------------------ content

    def show_opened(self, opened: Opened) -> None:
        """Show what reading a file gave."""
        self.reading.show_opened(opened)
        self.placing.show_source(opened.recognition.source if opened.recognition else ())
        self.setTabVisible(_Tab.READING, self.reading.has_content)
        self._list_unplaced()
        self.setCurrentIndex(_Tab.READING if self.reading.has_content else _Tab.UNPLACED)

    def show_last_year(self, last: LastYear) -> None:
        """Show what was taken over from last year's report, and the source of its file."""
        opened = last.opened
        self.last_year.show_carried(describe_carried(last, self._document))
        self.last_year.show_last_source(opened)
        if opened is not None and opened.recognition is not None:
            self.placing.show_source(opened.recognition.source)

    def show_unplaced(self, row: int) -> None:
        """Show one of the texts that found no place."""
        self.show()
        self.appeared.emit()
        self.setCurrentWidget(self.placing)
        self.placing.choose(row)

    def step(self) -> bool:
        """Go to the next place to look at; return whether there was one, in sight."""
        if self.isHidden():
            return False
        for page in (self.reading, self.last_year):
            if page.steps.unseen_count:
                self.setCurrentWidget(page)
                return page.steps.step()
        return False

    def mark_cell(self, address: Address | None) -> None:
        """Show in the source the line that a cell of the report comes from."""
        if address is not None and not self.isHidden():
            self.reading.mark_cell(address)
            self.last_year.mark_cell(address)

    def mark_paragraph(self, section: str, index: int, text: str) -> None:
        """Show in the source the line that a paragraph comes from."""
        if not self.isHidden():
            self.reading.source.mark_text(text)
            self._session.idle.start(self, self.last_year.mark_paragraph(section, index))

    def _choose(self, target: str) -> None:
        if target == UNPLACED:
            self.setCurrentWidget(self.placing)
        else:
            self.targetChosen.emit(target)

    def _choose_text(self, text: str) -> None:
        """Show the paragraph of the report that a line of the source became."""
        wanted = text.strip()
        for section in self._document.form.text_sections:
            for at, paragraph in enumerate(self._document.paragraphs(section.key)):
                if paragraph.strip() == wanted:
                    self.paragraphChosen.emit(section.key, at)
                    return
        self.message.emit(_NOT_THERE)

    def follow_change(self, effect: Effect) -> None:
        """List what found no place after a change; show it where a new edition left some."""
        unplaced = [edit for edit in effect.texts if edit.section == UNPLACED]
        if effect.form:
            self.placing.list_sections()
        if unplaced:
            self._list_unplaced()
        if effect.form and any(len(edit.after) > len(edit.before) for edit in unplaced):
            self.setCurrentWidget(self.placing)
            self.show()
            self.appeared.emit()

    def _follow_final(self) -> None:
        self.placing.restrict()
        self._list_unplaced()

    def _list_unplaced(self) -> None:
        of_whom = ""
        if self.last_year.has_content:
            of_whom = "写明“上年报告”的是上年文件里的文字，不是今年的。"
        count = self.placing.list_texts(self._explain_none(), of_whom)
        self.setTabText(_Tab.UNPLACED, f"没找到位置的内容 ({count})")

    def _explain_none(self) -> str:
        """Say why nothing is to be placed."""
        if self.last_year.has_content:
            return "这里没有要处理的。上年的文件是怎样读入的，列在“上年的读取结果”里。"
        if self.reading.has_source:
            return "原文的内容都有了位置，这里没有要处理的。请再对照原文看一遍。"
        if self.reading.has_content:
            return "这里没有要处理的。"
        return "这份报告不是刚从别的文件读入的，没有读取结果，也没有要处理的内容。"
