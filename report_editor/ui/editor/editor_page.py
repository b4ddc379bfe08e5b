"""Report in work: its tabs above, what the checks found below, what was read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.checks import Finding, Severity
from report_editor.checks.finding import METADATA
from report_editor.document import (
    FIELDS,
    Change,
    Effect,
    EntryEdit,
    Field,
    FormEdit,
    Part,
    TextEdit,
)
from report_editor.document.completeness import list_gaps
from report_editor.ui.editor.findings_fold import FindingsFold
from report_editor.ui.editor.findings_panel import FindingsPanel
from report_editor.ui.editor.findings_splitter import FindingsSplitter
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.over_page import OverPage
from report_editor.ui.editor.pages import Page, TablePage, TextPage
from report_editor.ui.editor.section_pages import SectionPages
from report_editor.ui.editor.section_tabs import SectionTabs
from report_editor.ui.editor.side_panels import SidePanels
from report_editor.ui.widgets.severity import worst
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.text_input import end_composition
from report_editor.workspace.left_to_do import find_next_stop, list_stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from report_editor.checks.replacement import Replacement
    from report_editor.forms import Address
    from report_editor.ui.editor.find_bar import FindBar
    from report_editor.ui.editor.metadata_page import MetadataPage
    from report_editor.ui.editor.search import Hit
    from report_editor.ui.grid import TableView
    from report_editor.ui.widgets.notice_bar import NoticeBar
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.left_to_do import Position, Stop
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session

LONGEST_SELECTED = 100
"""Characters of a selection that one may want to find again."""


class EditorPage(QWidget):
    """View of a session; its pages are made anew for each edition of the form."""

    message = Signal(str)
    selectionSummary = Signal(str)
    commandRequested = Signal(str)
    """Emitted with the name of a command."""
    _stop: Stop | None = None
    """Thing left to do that was shown last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        # Before the pages listen: on another edition they must hear nothing of its cells.
        session.changed.connect(self._on_change)
        session.finalChanged.connect(self._rebuild_pages)
        session.refused.connect(self.message)
        self.tabs = SectionTabs()
        self.pages = SectionPages(session, self.tabs)
        self.pages.message.connect(self.message)
        self.pages.selectionSummary.connect(self.selectionSummary)
        self.pages.cursorMoved.connect(self._mark_source)
        self.tabs.currentChanged.connect(self._zoom_front)
        self.findings = FindingsPanel(session)
        self.findings.activatedFinding.connect(self.go_to)
        self.findings.aboutToFix.connect(self._show_fix)
        self.findings.fixed.connect(self._show_fix)
        self.findings.message.connect(self.message)
        self.fold = FindingsFold(session, self.findings)
        self._notices = QVBoxLayout()
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.setSpacing(Space.NONE.pixels)
        layout.addLayout(self._notices)
        layout.addWidget(self.tabs)
        self.split = FindingsSplitter(self.tabs, self.fold)
        self.panels = SidePanels(session, self.split, self._find_least_width, self._current_address)
        self.panels.message.connect(self.message)
        self.panels.targetChosen.connect(self.go_to_target)
        self.panels.paragraphChosen.connect(self._show_paragraph)
        self.panels.headingChosen.connect(self._show_heading)
        self.panels.zerosRequested.connect(self._fill_with_zeros)
        self.panels.commandRequested.connect(self.commandRequested)
        self.panels.left.connect(self.focus_front)
        layout.addWidget(self.panels, 1)
        self._over = OverPage(self, self.split)
        self._find_bar: FindBar | None = None
        self._hit: QWidget | None = None
        """Widget that shows the text found last; None before the first search."""
        self.tabs.currentChanged.connect(self._follow_page)
        self.tabs.currentChanged.connect(self._mark_source)
        self.tabs.currentChanged.connect(lambda _index: self.selectionSummary.emit(""))
        session.findingsChanged.connect(self._count_findings)
        self._count_findings()

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
        self._follow_page()
        self.focus_front()

    # ------------------------------------------------------------------ pages

    def page(self, key: str) -> Page:
        """Return the page of a section, or of the metadata."""
        return self.pages.page(key)

    @property
    def front(self) -> Page:
        """Return the page in front."""
        return self.pages.page(self.current_key)

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

    def open_tab(self, key: str) -> None:
        """Bring a tab to the front; a key that the form does not have changes nothing."""
        key, keys = self._page_key(key), self.pages.keys
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))

    @property
    def current_key(self) -> str:
        """Return the key of the section in front."""
        return self.pages.keys[self.tabs.currentIndex()]

    def _page_key(self, section: str) -> str:
        """Return the key of the page of a section; the preamble is shown with the metadata."""
        return METADATA if section == self.session.document.form.preamble.key else section

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

    def _zoom_front(self) -> None:
        if self.tabs.count():
            self.pages.zoom_front()

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

    def go_to_target(self, target: object) -> None:
        """Show a finding, a cell, a field of the metadata or a section; else nothing."""
        if isinstance(target, Finding):
            self.go_to(target)
        elif target in self.session.document.form.cells:
            self.go_to_cell(str(target))
        elif target in FIELDS:
            self.open_tab(METADATA)
            self.metadata.line(Field(str(target))).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.open_tab(str(target))

    def _mark_source(self) -> None:
        self.panels.mark_source(self._current_address())

    # ------------------------------------------------------------------ ways to a cell or text

    def go_to_cell(self, address: Address) -> None:
        """Show a cell and put the cell cursor on it."""
        table = address.partition(".")[0]
        self.open_tab(table)
        page = self.pages.page(table)
        if isinstance(page, TablePage):
            page.grid.go_to(address)

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

    def _follow_page(self) -> None:
        self.panels.follow(self.front if self.tabs.count() else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the panels follow the page that is in front from the beginning."""
        super().showEvent(event)
        self._follow_page()

    def _show_heading(self, section: str, paragraph: int | None) -> None:
        """Show a heading of the outline."""
        self.open_tab(section)
        if paragraph is None:
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_paragraph(section, paragraph)

    def _show_paragraph(self, section: str, paragraph: int) -> None:
        """Show a paragraph, of a section or of the preamble."""
        self.open_tab(section)
        self._narrative_in_front().go_to(paragraph)

    def _narrative_in_front(self) -> NarrativeEditor:
        """Return the text of the tab in front; the preamble stands with the metadata."""
        page = self.front
        return page.editor if isinstance(page, TextPage) else self.metadata.preamble

    def go_to(self, finding: Finding) -> None:
        """Show what a finding is about."""
        self.open_tab(finding.section)
        if (key := self._page_key(finding.section)) in self.pages.keys:
            self.page(key).go_to(finding)

    def _show_fix(self, finding: Finding, replacement: Replacement) -> None:
        """Show what a fix changes or changed; the focus stays in the list."""
        self.open_tab(replacement.section)
        page = self.front
        cell = replacement.cell or next(iter(finding.cells), None)
        if isinstance(page, TablePage):
            if cell in page.grid.table.value_cells:
                page.grid.go_to(cell)
        elif replacement.paragraph is not None:
            place = (replacement.paragraph, 0, 0)
            if replacement.marks:
                start = replacement.marks.spans[0][0]
                place = (replacement.paragraph, start, start + 1)
            elif replacement.span:
                place = replacement.span.written
            self._narrative_in_front().select(*place)

    def begin_find(self, *, replaces: bool = False) -> None:
        """Open the find bar, with the text that is selected in a narrative."""
        focus = self.focusWidget()
        selected = focus.textCursor().selectedText() if isinstance(focus, NarrativeEditor) else ""
        self.commit_pending()
        wanted = selected if len(selected) <= LONGEST_SELECTED else ""
        self.find_bar.begin(wanted, self._find_place(), replaces=replaces)

    def _find_place(self) -> Hit:
        """Return where the cursor is, as a hit of no length."""
        from report_editor.ui.editor.search import Hit

        order, page = self.tabs.currentIndex() + 1, self.front
        if isinstance(page, TablePage):
            grid = page.grid
            has_cursor = grid.currentIndex().isValid()
            item = grid.table.grid.index(grid.current_cell()) if has_cursor else 0
            return Hit(order, item, 0, 0, "")
        editor = self._narrative_in_front()
        if page is self.metadata and not editor.hasFocus():
            return Hit(0, 0, 0, 0, "")
        paragraph, start, _ = editor.find_selection()
        return Hit(order, paragraph, start, start, "")

    def _focus_hit(self) -> None:
        """Give the focus to what shows the text that was found last, if it is in front."""
        hit, front = self._hit, self.front
        if hit is not None and hit is not front and front.isAncestorOf(hit):
            hit.setFocus(Qt.FocusReason.MouseFocusReason)  # which leaves the selection as it is
        else:
            self.focus_front()

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

    def _show_hit(self, hit: Hit) -> None:
        """Show a text that was searched for."""
        self.open_tab(hit.section)
        page = self.front
        if isinstance(page, TablePage):
            page.grid.go_to_cell(page.grid.table.grid[hit.item])
            self._hit = page.grid
        elif hit.section == METADATA:
            line = self._hit = self.metadata.line(FIELDS[hit.item])
            line.setSelection(hit.start, hit.end - hit.start)
        else:
            editor = self._hit = self._narrative_in_front()
            editor.select(hit.item, hit.start, hit.end)

    def go_to_gap(self) -> None:
        """Show the next thing left to do behind the cursor; after the last, the first."""
        self.commit_pending()
        self.session.check_now()
        stops = list_stops(self.session)
        stop = self._stop = find_next_stop(stops, self._find_position(), self._stop)
        if stop is None:
            self.message.emit("都填完了。")
            return
        self.open_tab(stop.section)
        target: QWidget = self.front
        if stop.section == METADATA:
            target = self.metadata.line(Field(stop.target))
        elif stop.target:
            self.go_to_cell(stop.target)
        elif stop.advice:
            target = self._narrative_in_front()
            self._narrative_in_front().select(stop.paragraph, stop.start, stop.end)
            more = f"（还有 {len(stops) - 1} 处）" if len(stops) > 1 else ""
            self.message.emit(stop.advice + more)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find_position(self) -> Position:
        """Return where one is: in a table it is the whole of it."""
        index, page = self.tabs.currentIndex(), self.front
        if isinstance(page, TablePage):
            return index + 1, -1, -1
        editor = self._narrative_in_front()
        if page is self.pages.metadata and not editor.hasFocus():
            return 0, 0, 0
        paragraph, start, end = editor.find_selection()
        return index, paragraph, start + (start < end)

    # ------------------------------------------------------------------ undo

    def undo(self) -> None:
        """Take the last step back and show where it was."""
        self._step(self.session.history.undo, "撤销了")

    def redo(self) -> None:
        """Make the step taken back again and show where it is."""
        self._step(self.session.history.redo, "重做了")

    def _step(self, go: Callable[[], Change | None], verb: str) -> None:
        """Go a step, open the tab of the first thing it touches and put the cursor there.

        A sentence on it takes the place of the one on what was done.
        """
        self.commit_pending()
        change = go()
        if change is None:
            return
        edit = change.edits[0]
        if any(isinstance(each, FormEdit) for each in change.edits):
            self.open_tab(METADATA)  # which names the edition
        elif isinstance(edit, TextEdit):
            self.open_tab(edit.section)
        elif isinstance(edit, EntryEdit) and edit.part in (Part.CELLS, Part.STATED):
            self.go_to_cell(edit.key)
        elif isinstance(edit, EntryEdit) and edit.part is Part.FIELDS:
            self.open_tab(METADATA)
        self.message.emit(f"{verb}“{change.label}”。")

    # ------------------------------------------------------------------ findings

    def _count_findings(self) -> None:
        """Show on each tab how many findings it has and how grave they are."""
        severities: dict[str, list[Severity]] = {key: [] for key in self.pages.keys}
        for each in self.session.active_findings:
            if each.severity is not Severity.INFO:
                severities[self._page_key(each.section)].append(each.severity)
        for index, found in enumerate(severities.values()):
            self.tabs.set_findings(index, worst(found), len(found))
