"""Panel beside the report for who writes it: last year's report, the outline, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabWidget

from report_editor.ui.editor.close_button import CloseButton
from report_editor.ui.editor.last_year_numbers import LastYearNumbers
from report_editor.ui.editor.last_year_text import LastYearText
from report_editor.ui.editor.outline import Outline
from report_editor.ui.editor.pages import Page, TablePage, TextPage
from report_editor.ui.editor.sentences_page import SentencesPage
from report_editor.ui.widgets.labels import hint

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from report_editor.ui.editor.narrative_editor import NarrativeEditor
    from report_editor.workspace.session import Session


KEYS = {"上年报告": "F7", "提纲": "Ctrl+G", "常用句": "Ctrl+J"}
"""Names of the pages, and the keys that show and hide them."""
_WIDTH = 27
"""Width at first, in Chinese characters."""


class WritingPanel(QTabWidget):
    """Pages that follow the section in hand; hidden until one is asked for."""

    message = Signal(str)
    cellChosen = Signal(str)
    headingChosen = Signal(str, object)
    closed = Signal()
    """Emitted when the panel is to be closed."""
    left = Signal()
    """Emitted when Esc gives the keyboard back to the report."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: Page | None = None
        self.setDocumentMode(True)
        self.setAccessibleName("写作")
        self.last_text = LastYearText(session)
        self.last_numbers = LastYearNumbers(session)
        self.last_year = QStackedWidget()
        for each in (self.last_text, self.last_numbers):
            self.last_year.addWidget(each)
        if not session.knows_last_year:
            self.last_year.addWidget(
                hint("这份报告里没有上年的内容。用“以上年报告新建”得到的报告才能对照。")
            )
            self.last_year.setCurrentIndex(2)
        self.outline = Outline(session)
        self.sentences = SentencesPage(session)
        self.close_button = CloseButton()
        self.close_button.clicked.connect(self.closed)
        self.setCornerWidget(self.close_button)
        self.currentChanged.connect(self._describe_close)
        for page, name in zip((self.last_year, self.outline, self.sentences), KEYS, strict=True):
            self.addTab(page, name)
        self.sentences.message.connect(self.message)
        self.last_text.message.connect(self.message)
        self.last_numbers.cellChosen.connect(self.cellChosen)
        self.outline.headingChosen.connect(self.headingChosen)
        self.hide()

    def sizeHint(self) -> QSize:
        """Ask for room for a line of numbers with its name, and not for more."""
        em = self.fontMetrics().horizontalAdvance("国")
        return QSize(_WIDTH * em, super().sizeHint().height())

    def toggle(self, page: QWidget) -> None:
        """Show a page of the panel, or go there; hide the panel from the page itself.

        Last year's report is read beside: there the keyboard stays in the text.
        """
        is_here = page is self.last_year or page.isAncestorOf(QApplication.focusWidget() or self)
        is_seen = not self.visibleRegion().isEmpty()  # else it may be covered by another panel
        if is_seen and self.currentWidget() is page and is_here:
            self.hide()
            self.left.emit()
            return
        self.setCurrentWidget(page)
        self.show()
        if page is self.outline:
            self.outline.show_place(*self._find_place())
        if page is not self.last_year:
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, page: Page | None) -> None:
        """Show what belongs to a page of the report; None where there is none any more."""
        self._page = page
        self.last_text.leave()
        self.last_numbers.leave()
        self.sentences.follow(*self._find_text())
        if page is None or not self.isVisible() or not self._session.knows_last_year:
            return
        if isinstance(page, TablePage):
            self.last_numbers.follow(page.grid)
            self.last_year.setCurrentWidget(self.last_numbers)
            return
        editor, section = self._find_text()
        if editor is not None:
            self.last_text.follow(editor, section)
        self.last_year.setCurrentWidget(self.last_text)

    def _describe_close(self) -> None:
        name = self.tabText(self.currentIndex())
        if name:  # a page is in front before it has its name
            self.close_button.describe(name, KEYS[name])

    def _find_text(self) -> tuple[NarrativeEditor | None, str]:
        """Return the editor of the text in hand, and its section."""
        narrative = self._page.narrative if self._page is not None else None
        return (narrative, narrative.section) if narrative is not None else (None, "")

    def _find_place(self) -> tuple[str, int]:
        """Return section and paragraph in hand."""
        page = self._page
        if isinstance(page, TextPage):
            return page.section.key, page.editor.textCursor().blockNumber()
        return (page.section.key, 0) if isinstance(page, TablePage) else ("", 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the page in hand."""
        super().showEvent(event)
        self.follow(self._page)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the page in hand: what is not seen costs nothing."""
        super().hideEvent(event)
        self.last_text.leave()
        self.last_numbers.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the report with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
