"""A report in work: its tabs above, what the checks found below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from report_editor.checks import Finding, Severity, is_set_aside
from report_editor.document import (
    FIELDS,
    UNPLACED,
    Change,
    Effect,
    EntryEdit,
    FormEdit,
    Part,
    TextEdit,
)
from report_editor.forms import SectionKind
from report_editor.ui.editor.composing import end_composition
from report_editor.ui.editor.find_bar import FindBar
from report_editor.ui.editor.findings_panel import FindingsPanel
from report_editor.ui.editor.metadata_page import METADATA, MetadataPage
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.pages import Page, TablePage, TextPage
from report_editor.ui.editor.review_panel import ReviewPanel
from report_editor.ui.editor.section_tabs import SectionTabs
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.severity import color, icon_name, worst

if TYPE_CHECKING:
    from report_editor.forms import Address
    from report_editor.ui.editor.search import Hit
    from report_editor.ui.grid import TableView
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session

PREAMBLE = "preamble"
LONGEST_SELECTED = 100
"""Characters of a selection that one may want to find again."""


class EditorPage(QWidget):
    """Shows a session; its pages live as long as the report is on one edition of the form."""

    message = Signal(str)
    selectionSummary = Signal(str)
    reviewShown = Signal()
    """The panel beside the report came up by itself: something new has no place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Builds the tabs of the session's form."""
        super().__init__(parent)
        self.session = session
        self._zoom = 100
        self._shows_last_year = False
        self._keys: list[str] = []
        self._pages: dict[str, Page] = {}
        self.tabs = SectionTabs()
        self._build_pages()
        self.findings = FindingsPanel(session)
        self.findings.activatedFinding.connect(self.go_to)
        self.review = ReviewPanel(session.history, self._current_address)
        self.review.message.connect(self.message)
        self.review.cellChosen.connect(self.go_to_cell)
        if session.read_only:
            self.review.forbid_placing()
        self.review.hide()
        self._notices = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._notices)
        above = _splitter(Qt.Orientation.Vertical, self.tabs, self.findings, 150)
        layout.addWidget(_splitter(Qt.Orientation.Horizontal, above, self.review, 360), 1)
        self.find_bar = FindBar(session.document)
        self.find_bar.found.connect(self._show_hit)
        self.find_bar.closed.connect(lambda: self.tabs.currentWidget().setFocus())
        layout.addWidget(self.find_bar)
        self.tabs.currentChanged.connect(lambda _index: self.selectionSummary.emit(""))
        session.changed.connect(self._on_change)
        session.findingsChanged.connect(self._show_findings)
        self._show_findings()

    def _build_pages(self) -> None:
        """The tab of the metadata, and one for each numbered section of the edition."""
        session, form = self.session, self.session.document.form
        self.metadata = MetadataPage(session.history, form.section(PREAMBLE))
        self.tabs.add(self.metadata, "基本信息")
        self._keys = [METADATA]
        self._pages = {METADATA: self.metadata}
        for section in form.sections:
            if section.key == PREAMBLE:
                continue
            page: TablePage | TextPage
            if section.kind is SectionKind.TABLE:
                page = TablePage(session.history, section, form.tables[section.key])
                page.message.connect(self.message)
                page.selectionSummary.connect(self.selectionSummary)
            else:
                page = TextPage(session.history, section)
            self._keys.append(section.key)
            self._pages[section.key] = page
            self.tabs.add(page, section.heading)
        if session.read_only:
            self._forbid_editing()

    def _rebuild_pages(self) -> None:
        """The report is on another edition: its tables look different, and so do its tabs."""
        key = self.current_key
        self.tabs.remove_all()
        self._build_pages()
        self.set_zoom(self._zoom)
        self.show_last_year(self._shows_last_year)
        self.open_tab(key)
        self.message.emit(f"现在用的是{self.session.document.form.name}。")

    # ------------------------------------------------------------------ pages

    def page(self, key: str) -> Page:
        """The tab of a section, or of the metadata."""
        return self._pages[key]

    def add_notice(self, bar: QWidget) -> None:
        """Puts a bar above the tabs."""
        self._notices.addWidget(bar)

    def open_tab(self, key: str) -> None:
        """Brings a tab to the front; a key that the form does not have changes nothing."""
        key = METADATA if key == PREAMBLE else key
        if key in self._keys:
            self.tabs.setCurrentIndex(self._keys.index(key))

    @property
    def current_key(self) -> str:
        """The section shown."""
        return self._keys[self.tabs.currentIndex()]

    def current_grid(self) -> TableView | None:
        """The table shown, if a table is."""
        page = self._pages[self.current_key]
        return page.grid if isinstance(page, TablePage) else None

    def go_to_cell(self, address: Address) -> None:
        """Shows a cell and puts the cell cursor on it."""
        table = address.partition(".")[0]
        self.open_tab(table)
        page = self._pages[table]
        if isinstance(page, TablePage):
            page.grid.go_to(address)

    def show_opened(self, opened: Opened) -> None:
        """Shows beside the report what reading a foreign file gave."""
        self.review.show_opened(opened)
        self.review.show()

    def _current_address(self) -> Address | None:
        grid = self.current_grid()
        return grid.current_address() if grid else None

    def commit_pending(self) -> None:
        """Puts whatever is still in an open editor into the document.

        Called before everything that reads the document for good: save, export, print, undo,
        close. What the input method is composing is ended first.
        """
        end_composition()
        for page in self._pages.values():
            page.commit_pending()

    def show_last_year(self, shown: bool) -> None:
        """Shows last year's numbers in the tables, where the report knows them."""
        self._shows_last_year = shown
        for page in self._pages.values():
            if isinstance(page, TablePage):
                page.show_last_year(shown)

    def set_zoom(self, percent: int) -> None:
        """Shows every page larger or smaller."""
        self._zoom = percent
        for page in self._pages.values():
            page.set_zoom(percent)

    def begin_find(self) -> None:
        """Opens the line to search with, on what is selected in a text."""
        focus = self.focusWidget()
        selected = focus.textCursor().selectedText() if isinstance(focus, NarrativeEditor) else ""
        self.commit_pending()
        self.find_bar.begin(selected if len(selected) <= LONGEST_SELECTED else "")

    def _show_hit(self, hit: Hit) -> None:
        """Shows a place that was searched for."""
        self.open_tab(hit.section)
        page = self.tabs.currentWidget()
        if isinstance(page, TablePage):
            page.grid.go_to_cell(page.grid.table.grid[hit.at])
        elif isinstance(page, TextPage):
            page.editor.select(hit.at, hit.start, hit.end)
        elif hit.section == PREAMBLE:
            self.metadata.preamble.select(hit.at, hit.start, hit.end)
        else:
            self.metadata.line(FIELDS[hit.at]).setSelection(hit.start, hit.end - hit.start)

    def go_to(self, finding: Finding) -> None:
        """Shows the place a finding speaks of."""
        key = METADATA if finding.section == PREAMBLE else finding.section
        if key in self._pages:
            self.open_tab(key)
            self._pages[key].go_to(finding)

    # ------------------------------------------------------------------ undo

    def undo(self) -> None:
        """Takes the last step back and shows where it was."""
        self.commit_pending()
        if change := self.session.history.undo():
            self._show_place(change)

    def redo(self) -> None:
        """Makes the step taken back again and shows where it is."""
        self.commit_pending()
        if change := self.session.history.redo():
            self._show_place(change)

    def _show_place(self, change: Change) -> None:
        """Opens the tab of the first thing a change touches and puts the cursor there."""
        edit = change.edits[0]
        if any(isinstance(each, FormEdit) for each in change.edits):
            self.open_tab(METADATA)  # where it says which edition this is
        elif isinstance(edit, TextEdit):
            if edit.section in self._keys or edit.section == PREAMBLE:
                self.open_tab(edit.section)
        elif isinstance(edit, EntryEdit):
            self._show_entry(edit)

    def _show_entry(self, edit: EntryEdit) -> None:
        if edit.part in (Part.CELLS, Part.STATED):
            self.go_to_cell(edit.key)
        elif edit.part is Part.FIELDS:
            self.open_tab(METADATA)

    # ------------------------------------------------------------------ what changed

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if effect.form:
            self._rebuild_pages()
        else:
            for page in self._pages.values():
                page.show_effect(effect)
        unplaced = [edit for edit in effect.texts if edit.section == UNPLACED]
        if unplaced:
            self.review.refresh()
        if effect.form and any(len(edit.after) > len(edit.before) for edit in unplaced):
            self.review.show_unplaced()
            self.review.show()
            self.reviewShown.emit()

    def _show_findings(self) -> None:
        document = self.session.document
        active = [each for each in self.session.findings if not is_set_aside(document, each)]
        for index, key in enumerate(self._keys):
            keys = (METADATA, PREAMBLE) if key == METADATA else (key,)
            mine = [each for each in active if each.section in keys]
            self._pages[key].set_findings(mine)
            self._count(index, [each for each in mine if each.severity is not Severity.INFO])

    def _count(self, index: int, findings: list[Finding]) -> None:
        gravest = worst([each.severity for each in findings])
        drawing = QIcon() if gravest is None else icon(icon_name(gravest), color(gravest))
        self.tabs.setTabIcon(index, drawing)
        self.tabs.set_count(index, len(findings))

    def _forbid_editing(self) -> None:
        for page in self._pages.values():
            if isinstance(page, TablePage):
                page.grid.set_read_only(True)
            elif isinstance(page, TextPage):
                page.editor.setReadOnly(True)
        self.metadata.set_read_only(True)


def _splitter(
    orientation: Qt.Orientation, first: QWidget, second: QWidget, pixels: int
) -> QSplitter:
    """Two widgets with a movable line between; the second begins so large, the first has more."""
    splitter = QSplitter(orientation)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setSizes([4 * pixels, pixels])
    splitter.setCollapsible(0, False)
    return splitter
