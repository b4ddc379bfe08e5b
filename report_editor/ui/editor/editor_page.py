"""Report in work: its tabs above, what the checks found below, what was read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.checks import Severity
from report_editor.document.completeness import list_gaps
from report_editor.ui.editor.findings_fold import FindingsFold
from report_editor.ui.editor.findings_panel import FindingsPanel
from report_editor.ui.editor.findings_splitter import FindingsSplitter
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.navigator import Navigator
from report_editor.ui.editor.over_page import OverPage
from report_editor.ui.editor.pages import Page, TablePage
from report_editor.ui.editor.section_pages import SectionPages
from report_editor.ui.editor.section_tabs import SectionTabs
from report_editor.ui.editor.side_panels import SidePanels
from report_editor.ui.widgets.severity import worst
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.text_input import end_composition

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from report_editor.document import Change, Effect
    from report_editor.forms import Address
    from report_editor.ui.editor.find_bar import FindBar
    from report_editor.ui.editor.metadata_page import MetadataPage
    from report_editor.ui.editor.search import Hit
    from report_editor.ui.grid import TableView
    from report_editor.ui.widgets.notice_bar import NoticeBar
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session

LONGEST_SELECTED = 100
"""Characters of a selection that one may want to find again."""


class EditorPage(QWidget):
    """View of a session; its pages are made anew for each edition of the form."""

    message = Signal(str)
    adviceOutdated = Signal(str)
    """Emitted with a sentence on what is to be done at a place, once the cursor has left it."""
    selectionSummary = Signal(str)
    commandRequested = Signal(str)
    """Emitted with the name of a command."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        # Before the pages listen: on another edition they must hear nothing of its cells.
        session.changed.connect(self._on_change)
        session.finalChanged.connect(self._rebuild_pages)
        session.refused.connect(self.message)
        self.tabs = SectionTabs()
        self.pages = SectionPages(session, self.tabs)
        self._navigator = Navigator(session, self.pages)
        self.findings = FindingsPanel(session)
        self.fold = FindingsFold(session, self.findings)
        self._notices = QVBoxLayout()
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.setSpacing(Space.NONE.pixels)
        layout.addLayout(self._notices)
        layout.addWidget(self.tabs)
        self.split = FindingsSplitter(self.tabs, self.fold)
        self.panels = SidePanels(session, self.split, self._find_least_width, self._current_address)
        layout.addWidget(self.panels, 1)
        self._over = OverPage(self, self.split)
        self._find_bar: FindBar | None = None
        self._hit: QWidget | None = None
        """Widget that shows the text found last; None before the first search."""
        self._connect()
        session.findingsChanged.connect(self._count_findings)
        self._count_findings()

    def _connect(self) -> None:
        """Connect the parts of the page with each other."""
        for each in (self.pages, self._navigator, self.findings, self.panels):
            each.message.connect(self.message)
        self._navigator.adviceOutdated.connect(self.adviceOutdated)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.pages.selectionSummary.connect(self.selectionSummary)
        self.pages.cursorMoved.connect(self._mark_source)
        self.findings.activatedFinding.connect(self._navigator.go_to_finding)
        self.findings.aboutToFix.connect(self._navigator.show_fix)
        self.findings.fixed.connect(self._navigator.show_fix)
        self.panels.targetChosen.connect(self._navigator.go_to_target)
        self.panels.paragraphChosen.connect(self._navigator.show_paragraph)
        self.panels.headingChosen.connect(self._navigator.show_heading)
        self.panels.zerosRequested.connect(self._fill_with_zeros)
        self.panels.commandRequested.connect(self.commandRequested)
        self.panels.left.connect(self.focus_front)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        """Replace the pages where the report is on another edition of the form."""
        if effect.form:
            self._rebuild_pages()
            self.message.emit(f"现在用的是{self.session.document.form.name}。")

    def _rebuild_pages(self) -> None:
        """Make the pages anew: for another edition, or for reading after 定稿."""
        key = self.current_key
        self.panels.follow(None)
        self.pages.take_tabs()
        self.pages.add_tabs()
        self.open_tab(key)
        self._count_findings()
        self.panels.follow(self.front)
        self.focus_front()

    # ------------------------------------------------------------------ pages

    def page(self, key: str) -> Page:
        """Return the page of a section, or of the metadata."""
        return self.pages.page(key)

    @property
    def front(self) -> Page:
        """Return the page in front."""
        return self.pages.front

    @property
    def metadata(self) -> MetadataPage:
        """Return the page of the metadata."""
        return self.pages.metadata

    def focus_front(self) -> None:
        """Give the focus to the page in front."""
        self.front.setFocus()

    def add_standing_notice(self, bar: NoticeBar) -> None:
        """Put a bar above the tabs, which make room for it."""
        bar.left.connect(self.focus_front)
        self._notices.addWidget(bar)

    def add_notice(self, bar: NoticeBar) -> None:
        """Put a bar above the tabs, or where somebody works already over the heading of a page."""
        bar.left.connect(self.focus_front)
        if self.isVisible():
            self._over.add(bar)
        else:
            self._notices.addWidget(bar)

    def _find_least_width(self) -> int:
        """Return the width in pixels that the page in front needs."""
        return self.front.find_least_width()

    def open_tab(self, section: str) -> None:
        """Bring the page of a section to the front, if the form has the section."""
        self.pages.open(section)

    @property
    def current_key(self) -> str:
        """Return the key of the section in front."""
        return self.pages.current_key

    def go_to_cell(self, address: Address) -> None:
        """Show a cell and put the cell cursor on it."""
        self._navigator.go_to_cell(address)

    def go_to_target(self, target: object) -> None:
        """Show a finding, a cell, a field of the metadata or a section; else nothing."""
        self._navigator.go_to_target(target)

    def go_to_gap(self) -> None:
        """Show the next thing left to do behind the cursor; after the last, the first."""
        self.commit_pending()
        self._navigator.go_to_gap()

    def current_grid(self) -> TableView | None:
        """Return the table in front, if a table is."""
        page = self.front
        return page.grid if isinstance(page, TablePage) else None

    def _current_address(self) -> Address | None:
        grid = self.current_grid()
        return grid.current_address() if grid else None

    def commit_pending(self) -> None:
        """Put whatever is still in an open editor into the document.

        Called before everything that reads the document for good: save, export, print, undo,
        close. What the input method is composing is ended first.
        """
        end_composition()
        self.pages.commit_pending()

    def show_last_year(self, shown: bool) -> None:
        """Show last year's numbers in the tables, where the report knows them."""
        self.pages.show_last_year(shown)

    def set_zoom(self, percent: int) -> None:
        """Show every page larger or smaller."""
        self.pages.set_zoom(percent)
        self.panels.fit()

    def show_opened(self, opened: Opened) -> None:
        """Show beside the report what reading a foreign file gave."""
        self.panels.review.show_opened(opened)
        self.panels.show_review(True)

    def show_last_year_reading(self, last: LastYear) -> None:
        """Show how last year's file was read beside the report that was just begun from it."""
        self.panels.review.show_last_year(last)
        self.panels.show_review(any(each.is_news for each in last.all_remarks))
        self._go_to_first_blank()

    def _go_to_first_blank(self) -> None:
        """Put the cell cursor where typing the numbers of a new report begins."""
        blanks = (gap.target for gap in list_gaps(self.session.document) if gap.section)
        if address := next(filter(None, blanks), ""):
            self.go_to_cell(address)

    def _follow_tab(self) -> None:
        """Show what belongs to the page that came to the front, in the size of all pages."""
        self._navigator.end_advice()
        self.pages.zoom_front()
        self.panels.follow(self.front)
        self._mark_source()
        self.selectionSummary.emit("")

    def _mark_source(self) -> None:
        self.panels.mark_source(self._current_address())

    # ------------------------------------------------------------------ search

    @property
    def find_bar(self) -> FindBar:
        """Return the bar to find texts, which is made when it is first asked for."""
        if self._find_bar is None:
            from report_editor.ui.editor.find_bar import FindBar

            bar = self._find_bar = FindBar(self.session)
            bar.found.connect(self._show_hit)
            bar.closed.connect(self._focus_hit)
            self._over.add(bar)
        return self._find_bar

    def showEvent(self, event: QShowEvent) -> None:
        """Let the panels follow the page that is in front from the beginning."""
        super().showEvent(event)
        self.panels.follow(self.front)

    def begin_find(self, *, replaces: bool = False) -> None:
        """Open the find bar, with the text that is selected in a narrative."""
        focus = self.focusWidget()
        selected = focus.textCursor().selectedText() if isinstance(focus, NarrativeEditor) else ""
        self.commit_pending()
        wanted = selected if len(selected) <= LONGEST_SELECTED else ""
        self.find_bar.begin(wanted, self._navigator.find_cursor().lower_bound, replaces=replaces)

    def _show_hit(self, hit: Hit) -> None:
        self._hit = self._navigator.show_hit(hit)

    def _focus_hit(self) -> None:
        """Give the focus to what shows the text that was found last, if it is in front."""
        hit, front = self._hit, self.front
        if hit is not None and hit is not front and front.isAncestorOf(hit):
            hit.setFocus(Qt.FocusReason.MouseFocusReason)  # which leaves the selection as it is
        else:
            self.focus_front()

    # ------------------------------------------------------------------ changes

    def _fill_with_zeros(self) -> None:
        """Fill all blank cells with 0, those of tables that nobody has looked at too."""
        from report_editor.ui.editor.filled_zeros import fill_with_zeros

        self.commit_pending()
        if said := fill_with_zeros(self.session, map(self.page, self.pages.keys)):
            self.message.emit(said)

    def follow_tables(self) -> None:
        """Show all numbers of the texts that could follow the tables, and change those chosen."""
        from report_editor.ui.editor.followed_numbers import follow_tables

        self.commit_pending()
        self.session.check_now()
        if said := follow_tables(self.session, self):
            self.message.emit(said)

    def undo(self) -> None:
        """Take the last step back and show where it was."""
        self._step(self.session.history.undo, "撤销了")

    def redo(self) -> None:
        """Make the step taken back again and show where it is."""
        self._step(self.session.history.redo, "重做了")

    def _step(self, go: Callable[[], Change | None], verb: str) -> None:
        """Go a step and show what it changed.

        A sentence on it takes the place of the one on what was done.
        """
        self.commit_pending()
        change = go()
        if change is None:
            return
        self._navigator.show_change(change)
        self.message.emit(f"{verb}“{change.label}”。")

    # ------------------------------------------------------------------ findings

    def _count_findings(self) -> None:
        """Show on each tab how many findings it has and how grave they are."""
        severities: dict[str, list[Severity]] = {key: [] for key in self.pages.keys}
        for each in self.session.active_findings:
            if each.severity is not Severity.INFO:
                severities[self.pages.find_key(each.section)].append(each.severity)
        for index, found in enumerate(severities.values()):
            self.tabs.set_findings(index, worst(found), len(found))
