"""Ways to the places of a report: a cell, a paragraph, a finding, what is left to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from report_editor.checks import Finding, Severity
from report_editor.checks.finding import METADATA
from report_editor.document import FIELDS, EntryEdit, Field, FormEdit, Part, TextEdit
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.workspace.left_to_do import BEFORE, find_next_stop, list_stops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.checks.replacement import Replacement
    from report_editor.document import Change
    from report_editor.forms import Address
    from report_editor.ui.editor.narrative_editor import NarrativeEditor
    from report_editor.ui.editor.search import Hit
    from report_editor.ui.editor.section_pages import SectionPages
    from report_editor.workspace.left_to_do import Position, Stop
    from report_editor.workspace.session import Session


class Navigator(QObject):
    """Finds the cursor of a report, and puts it where something is to be shown."""

    message = Signal(str)
    """Emitted with a sentence about what is shown."""
    adviceOutdated = Signal(str)
    """Emitted with a sentence on what is to be done at a place, once the cursor has left it."""

    def __init__(self, session: Session, pages: SectionPages) -> None:
        super().__init__(pages)
        self._session = session
        self._pages = pages
        self._stop: Stop | None = None
        """Thing left to do that was shown last."""
        self._advice = ""
        """Sentence on what is to be done at the cursor, until it moves or something changes."""
        pages.cursorMoved.connect(self.end_advice)
        session.changed.connect(self.end_advice)

    # ------------------------------------------------------------------ ways to a place

    def go_to_cell(self, address: Address) -> None:
        """Show a cell and put the cell cursor on it."""
        table = address.partition(".")[0]
        self._pages.open(table)
        page = self._pages.page(table)
        if isinstance(page, TablePage):
            page.grid.go_to(address)

    def go_to_finding(self, finding: Finding) -> None:
        """Show what a finding is about."""
        self._pages.open(finding.section)
        if (key := self._pages.find_key(finding.section)) in self._pages.keys:
            self._pages.page(key).go_to_finding(finding)

    def go_to_target(self, target: object) -> None:
        """Show a finding, a cell, a field of the metadata or a section; else nothing."""
        if isinstance(target, Finding):
            self.go_to_finding(target)
        elif target in self._session.document.form.cells:
            self.go_to_cell(str(target))
        elif target in FIELDS:
            self._pages.open(METADATA)
            line = self._pages.metadata.line(Field(str(target)))
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._pages.open(str(target))

    def show_heading(self, section: str, paragraph: int | None) -> None:
        """Show a heading of the outline: a paragraph, or None for the title of a section."""
        self._pages.open(section)
        if paragraph is None:
            self._pages.front.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_paragraph(section, paragraph)

    def show_paragraph(self, section: str, paragraph: int) -> None:
        """Show a paragraph, of a section or of the preamble."""
        self._pages.open(section)
        self._find_text().go_to_paragraph(paragraph)

    def show_fix(self, finding: Finding, replacement: Replacement) -> None:
        """Show what a fix changes or changed; the focus stays in the list."""
        self._pages.open(replacement.section)
        page = self._pages.front
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
            self._find_text().select(*place)

    def show_hit(self, hit: Hit) -> QWidget:
        """Show a text that was searched for, and return the widget that shows it."""
        self._pages.open(hit.section)
        page = self._pages.front
        if isinstance(page, TablePage):
            page.grid.go_to_cell(page.grid.table.grid[hit.item])
            return page.grid
        if hit.section == METADATA:
            line = self._pages.metadata.line(FIELDS[hit.item])
            line.setSelection(hit.start, hit.end - hit.start)
            return line
        editor = self._find_text()
        editor.select(hit.item, hit.start, hit.end)
        return editor

    def show_change(self, change: Change) -> None:
        """Open the page of the first thing that a change touches, and put the cursor there."""
        edit = change.edits[0]
        if any(isinstance(each, FormEdit) for each in change.edits):
            self._pages.open(METADATA)  # which names the edition
        elif isinstance(edit, TextEdit):
            self._pages.open(edit.section)
        elif isinstance(edit, EntryEdit) and edit.part in (Part.CELLS, Part.STATED):
            self.go_to_cell(edit.key)
        elif isinstance(edit, EntryEdit) and edit.part is Part.FIELDS:
            self._pages.open(METADATA)

    def _find_text(self) -> NarrativeEditor:
        """Return the text of the page in front; the preamble stands with the metadata."""
        page = self._pages.front
        return page.editor if isinstance(page, TextPage) else self._pages.metadata.preamble

    # ------------------------------------------------------------------ the cursor

    def find_cursor(self) -> Hit:
        """Return what is selected as a hit of the search; in a table, the cell of the cursor.

        On the page of the metadata it is the field that has the keyboard, the first if none has it.
        """
        from report_editor.ui.editor.search import Hit

        page = self._pages.front
        index = self._pages.keys.index(self._pages.current_key)
        section = self._session.document.form.sections[index].key
        if isinstance(page, TablePage):
            grid = page.grid
            has_cursor = grid.currentIndex().isValid()
            item = grid.table.grid.index(grid.current_cell()) if has_cursor else 0
            return Hit(index + 1, item, 0, 0, section)
        editor = self._find_text()
        if page is self._pages.metadata and not editor.hasFocus():
            field = self._pages.metadata.find_field()
            return Hit(0, FIELDS.index(field) if field else 0, 0, 0, METADATA)
        return Hit(index + 1, *editor.find_selection(), section)

    def go_to_gap(self) -> None:
        """Show the next thing left to do behind the cursor; after the last, the first."""
        self._session.check_now()
        stops = list_stops(self._session)
        stop = self._stop = find_next_stop(stops, self._find_position(), self._stop)
        if stop is None:
            self.end_advice()
            self.message.emit(self._describe_end())
            return
        self._pages.open(stop.section)
        target: QWidget = self._pages.front
        if stop.section == METADATA:
            target = self._pages.metadata.line(Field(stop.target))
        elif stop.target:
            self.go_to_cell(stop.target)
        elif stop.paragraph != BEFORE:
            editor = target = self._find_text()
            editor.select(stop.paragraph, stop.start, stop.end)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end_advice()
        if stop.advice:
            more = f"（还有 {len(stops) - 1} 处）" if len(stops) > 1 else ""
            self._advice = stop.advice + more
            self.message.emit(self._advice)

    def end_advice(self) -> None:
        """Have the advice taken away that is no longer about the place of the cursor."""
        if self._advice:
            self.adviceOutdated.emit(self._advice)
            self._advice = ""

    def _describe_end(self) -> str:
        """Say that all is filled in, what the checks still find, and what comes next."""
        counts = Counter(each.severity for each in self._session.active_findings)
        kinds = {"错误": counts[Severity.ERROR], "提醒": counts[Severity.WARNING]}
        found = "、".join(f"{count} 处{name}" for name, count in kinds.items() if count)
        words = f"还有 {found}，按 F4 查看；" if found else ""
        return f"都填完了。{words}报送前按 F9 再看一遍。"

    def _find_position(self) -> Position:
        """Return the cursor as the list of what is left counts: a table is one place of it."""
        cursor = self.find_cursor()
        if cursor.section in self._session.document.form.tables:
            return cursor.order, BEFORE, BEFORE  # before the section that follows the table
        if cursor.section == METADATA:
            return 0, BEFORE, cursor.item
        has_selection = cursor.start < cursor.end
        return max(0, cursor.order - 1), cursor.item, cursor.start + has_selection
