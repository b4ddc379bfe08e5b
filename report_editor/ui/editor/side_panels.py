"""Panels beside the report: what was read, what is left to do, what helps to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from report_editor.document import UNPLACED
from report_editor.ui.editor.panel_splitter import PanelSplitter
from report_editor.ui.editor.side_column import SideColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from report_editor.document import Change, Effect
    from report_editor.forms import Address
    from report_editor.ui.editor.pages import Page
    from report_editor.ui.editor.review_panel import ReviewPanel
    from report_editor.ui.editor.submission_panel import SubmissionPanel
    from report_editor.ui.editor.writing_panel import WritingPanel
    from report_editor.workspace.session import Session


class SidePanels(PanelSplitter):
    """Report with its panels, each of which is made when it is first asked for."""

    message = Signal(str)
    targetChosen = Signal(object)
    """Emitted with a finding, a cell, a field of the metadata or a section that is to be shown."""
    paragraphChosen = Signal(str, int)
    """Emitted with the section and the index of a paragraph that is to be shown."""
    headingChosen = Signal(str, object)
    """Emitted with the section and the index of the paragraph of a heading; None for a title."""
    zerosRequested = Signal()
    commandRequested = Signal(str)
    """Emitted with the name of a command."""
    submissionClosed = Signal()
    """Emitted when the list of what is left before the submission is closed in its place."""
    lastYearClosed = Signal()
    """Emitted when last year's report is closed in its place."""
    reviewShown = Signal(bool)
    """Emitted when the panel with what was read shows itself, because something has no place, or
    makes way for another."""

    def __init__(
        self,
        session: Session,
        report: QWidget,
        measure: Callable[[], int],
        find_address: Callable[[], Address | None],
    ) -> None:
        """Put a report and its panels side by side.

        Args:
            session: Report in work.
            report: What stands at the left.
            measure: Return the width that the page in front needs to be seen whole.
            find_address: Return the cell that has the cursor.
        """
        self._session = session
        self._find_address = find_address
        self._column = SideColumn()
        super().__init__(report, self._column, measure)
        session.changed.connect(self._on_change)
        self._review: ReviewPanel | None = None
        self._writing: WritingPanel | None = None
        self._submission: SubmissionPanel | None = None
        self._page: Page | None = None

    # ------------------------------------------------------------------ panels

    @property
    def review(self) -> ReviewPanel:
        """Return what was read from a file, in a panel made when it is first asked for."""
        if self._review is None:
            from report_editor.ui.editor.review_panel import ReviewPanel

            panel = self._review = ReviewPanel(self._session, self._find_address)
            panel.message.connect(self.message)
            panel.targetChosen.connect(self._show_read)
            panel.paragraphChosen.connect(self.paragraphChosen)
            panel.appeared.connect(self._open_review)
            panel.closed.connect(self._close_review)
            panel.hide()  # before it has a parent: a column with a panel would show itself
            self._column.add_panel(panel, 0)
        return self._review

    @property
    def submission(self) -> SubmissionPanel:
        """Return the list of what is left, which is made when it is first asked for."""
        if self._submission is None:
            from report_editor.ui.editor.submission_panel import SubmissionPanel

            panel = self._submission = SubmissionPanel(self._session)
            panel.activated.connect(self._go_to_remaining)
            panel.zerosRequested.connect(self.zerosRequested)
            panel.commandRequested.connect(self.commandRequested)
            panel.closed.connect(panel.hide)  # its own button and Esc close it, covered or not
            panel.closed.connect(self.submissionClosed)
            panel.hide()
            self._column.add_panel(panel)
        return self._submission

    @property
    def writing(self) -> WritingPanel:
        """Return the panel for writing, which is made when it is first asked for."""
        if self._writing is None:
            from report_editor.ui.editor.writing_panel import WritingPanel

            panel = self._writing = WritingPanel(self._session)
            panel.message.connect(self.message)
            panel.cellChosen.connect(self._choose)
            panel.headingChosen.connect(self.headingChosen)
            panel.left.connect(self.left)
            panel.closed.connect(self._close_writing)
            self._column.add_panel(panel)
            panel.follow(self._page)
        return self._writing

    def follow(self, page: Page | None) -> None:
        """Follow the page in front; None while there is none."""
        self._page = page
        if page is not None:
            self.follow_page(page.find_readable_width())
        if self._writing is not None:
            self._writing.follow(page)

    def step(self) -> bool:
        """Go to the next place of a reading to look at; return whether there was one, in sight."""
        return self._review is not None and self._review.step()

    def mark_source(self, address: Address | None) -> None:
        """Show in the source where the cell or paragraph comes from that has the cursor."""
        if not self.shows_review:
            return
        narrative = self._page.narrative if self._page is not None else None
        if narrative is not None:
            block = narrative.textCursor().block()
            self.review.mark_paragraph(narrative.section, block.blockNumber(), block.text())
        else:
            self.review.mark_cell(address)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        """Have what found no place listed in a panel made for it; one that is there follows."""
        if self._review is None and any(each.section == UNPLACED for each in effect.texts):
            self.review.follow_change(effect)

    # ------------------------------------------------------------------ what is shown

    @property
    def shows_review(self) -> bool:
        """Return whether what was read is open beside the report, or folded to an edge."""
        return self._review is not None and not self._review.isHidden()

    def is_out_of_sight(self, panel: QWidget) -> bool:
        """Check whether a panel that is shown is folded to an edge, or covered by another one."""
        return not panel.isHidden() and (self.is_folded or self._column.is_covered(panel))

    def _bring_forward(self, panel: QWidget) -> None:
        """Let a panel be seen; the keyboard goes back to the page from one that is covered now."""
        self.open()
        self._column.bring_forward(panel)
        focus = QApplication.focusWidget() or self
        others = (each for each in (self._review, self._submission) if each and each is not panel)
        if any(self._column.is_covered(each) and each.isAncestorOf(focus) for each in others):
            self.left.emit()

    def show_writing(self, page: QWidget) -> None:
        """Show or hide a page of the panel for writing, in the place of the other panel."""
        self.writing.toggle(page)
        if not self.writing.isHidden():
            if self.shows_review:
                self._hide(self.review)
                self.reviewShown.emit(False)
            self._bring_forward(self.writing)

    def keep_last_year(self) -> None:
        """Show last year's report beside this one as it was left open, where there is room."""
        if self._session.knows_last_year and not self.shows_review:
            self.writing.toggle(self.writing.last_year)

    @property
    def shows_last_year(self) -> bool:
        """Return whether last year's report is open beside this one, or folded to an edge."""
        writing = self._writing
        return (
            writing is not None
            and not writing.isHidden()
            and writing.currentWidget() is writing.last_year
        )

    def show_review(self, shown: bool) -> None:
        """Show or hide what was read from a file, in the place of the panel for writing."""
        if not shown:
            if self.shows_review:
                self._hide(self.review)
            return
        self.review.show()
        if self._writing is not None:
            self._hide(self._writing)
        self._bring_forward(self.review)

    def _hide(self, panel: QWidget) -> None:
        """Hide a panel; the keyboard goes back to the page if the panel had it."""
        had_focus = panel.isAncestorOf(QApplication.focusWidget() or self)
        panel.hide()
        if had_focus:
            self.left.emit()

    def _close_review(self) -> None:
        self.review.hide()
        self.reviewShown.emit(False)
        self.left.emit()

    def _close_writing(self) -> None:
        is_last_year = self.shows_last_year
        self.writing.hide()
        if is_last_year:
            self.lastYearClosed.emit()
        self.left.emit()

    def show_submission(self, shown: bool) -> None:
        """Show or hide what is left to do, with the keyboard in it."""
        self.submission.setVisible(shown)
        if shown:
            self._bring_forward(self.submission)
            self.submission.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _choose(self, target: str) -> None:
        self.targetChosen.emit(target)

    def _show_read(self, target: str) -> None:
        """Show what a step of a reading is about, and the step."""
        self.targetChosen.emit(target)
        self._bring_forward(self.review)

    def _open_review(self) -> None:
        """Open what was read where it shows itself."""
        self._bring_forward(self.review)
        self.reviewShown.emit(True)

    def _go_to_remaining(self, target: object) -> None:
        """Show what an entry of the list before the submission is about."""
        if isinstance(target, int):
            self.review.show_unplaced(target)
        else:
            self.targetChosen.emit(target)
