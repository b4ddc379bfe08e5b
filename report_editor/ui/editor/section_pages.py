"""Pages of a report's sections, each made when it is first to be seen or asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.checks.finding import METADATA
from report_editor.forms import Section, SectionKind
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.editor.pages import Page, TablePage, TextPage
from report_editor.ui.widgets.spacing import set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from report_editor.ui.editor.section_tabs import SectionTabs
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.session import Session


class SectionPages(QObject):
    """Maker of the pages in the tabs, for one edition of the form after the other.

    A start that made all of them would take the time of several frames longer, and a person looks
    at one. Each takes less than a frame when its tab is first opened.
    """

    message = Signal(str)
    selectionSummary = Signal(str)
    cursorMoved = Signal()
    """Emitted when the cell or paragraph that has the cursor may be another."""

    def __init__(self, session: Session, tabs: SectionTabs) -> None:
        super().__init__(tabs)
        self._session = session
        self._tabs = tabs
        self._zoom = 100
        self._shows_last_year = False
        self._places: dict[str, _Place] = {}
        self.add_tabs()

    @property
    def keys(self) -> list[str]:
        """Return the keys of the sections in the order of their tabs."""
        return list(self._places)

    def page(self, key: str) -> Page:
        """Return the page of a section, or of the metadata."""
        return self._places[key].page

    @property
    def metadata(self) -> MetadataPage:
        """Return the page of the metadata."""
        page = self.page(METADATA)
        assert isinstance(page, MetadataPage)
        return page

    @property
    def current_key(self) -> str:
        """Return the key of the section in front."""
        return self.keys[self._tabs.currentIndex()]

    @property
    def front(self) -> Page:
        """Return the page in front."""
        return self.page(self.current_key)

    def find_key(self, section: str) -> str:
        """Return the key of the page of a section; the preamble is shown with the metadata."""
        return METADATA if section == self._session.document.form.preamble.key else section

    def open(self, section: str) -> None:
        """Bring a page to the front; a section that the form does not have changes nothing."""
        key, keys = self.find_key(section), self.keys
        if key in keys:
            self._tabs.setCurrentIndex(keys.index(key))

    def add_tabs(self) -> None:
        """Add a tab for the metadata, and one for each numbered section of the edition."""
        self._places = {METADATA: _Place(self._make_metadata)}
        self._tabs.add(self._places[METADATA], "基本信息", "基本信息", "基本")
        for section in self._session.document.form.sections[1:]:
            place = self._places[section.key] = _Place(partial(self._make, section))
            short = f"{section.numeral} {section.short}"
            self._tabs.add(place, section.heading, short, section.numeral)

    def take_tabs(self) -> None:
        """Take all tabs away with their pages, which hear nothing of the session any more."""
        for place in self._tabs.take_all():
            for listener in (place, *place.findChildren(QObject)):
                self._session.disconnect(listener)
                self._session.idle.cancel(listener)
            place.deleteLater()

    def commit_pending(self) -> None:
        """Put whatever is still in an open editor into the document."""
        for page in self._list_made():
            page.commit_pending()

    def show_last_year(self, shown: bool) -> None:
        """Show last year's numbers in the tables, where the report knows them."""
        self._shows_last_year = shown
        for page in self._list_made():
            if isinstance(page, TablePage):
                page.show_last_year(shown)

    def set_zoom(self, percent: int) -> None:
        """Show every page larger or smaller: the one in front at once, the others by and by."""
        self._zoom = percent
        self.zoom_front()
        self._session.idle.start(self, self._zoom_made())

    def zoom_front(self) -> None:
        """Show the page in front as large as all are to be."""
        self.front.set_zoom(self._zoom)

    def _zoom_made(self) -> Steps:
        for page in self._list_made():
            page.set_zoom(self._zoom)
            yield

    def _list_made(self) -> list[Page]:
        return [each.page for each in self._places.values() if each.is_made]

    def _make_metadata(self) -> Page:
        page = MetadataPage(self._session)
        page.fieldEntered.connect(self.cursorMoved)
        page.preamble.cursorPositionChanged.connect(self.cursorMoved)
        page.message.connect(self.message)
        return page

    def _make(self, section: Section) -> Page:
        page: Page
        if section.kind is SectionKind.TABLE:
            page = table = TablePage(self._session, section)
            table.selectionSummary.connect(partial(self._show_summary, section.key))
            table.grid.selectionModel().currentChanged.connect(self.cursorMoved)
            if self._shows_last_year:
                table.show_last_year(True)
        else:
            page = text = TextPage(self._session, section)
            text.editor.cursorPositionChanged.connect(self.cursorMoved)
        page.message.connect(self.message)
        page.set_zoom(self._zoom)
        return page

    def _show_summary(self, key: str, words: str) -> None:
        """Pass on the sums of the page in front; values change in others too."""
        if key == self.current_key:
            self.selectionSummary.emit(words)


class _Place(QWidget):
    """Room of a page in its tab."""

    def __init__(self, make: Callable[[], Page]) -> None:
        super().__init__()
        self._make = make
        self._page: Page | None = None
        self._layout = QVBoxLayout(self)
        set_margins(self._layout)

    @property
    def is_made(self) -> bool:
        """Return whether the page is there."""
        return self._page is not None

    @property
    def page(self) -> Page:
        """Return the page, which is made now if it is not there."""
        if self._page is None:
            self._page = self._make()
            self._layout.addWidget(self._page)
            self._page.show()  # a layout would do both later, and a cursor is to be shown now
            self._layout.activate()
            self.setFocusProxy(self._page)
        return self._page

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page that is to be seen."""
        super().showEvent(event)
        _ = self.page
