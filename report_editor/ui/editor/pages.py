"""Tabs of the numbered sections: a page for each text and for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.document.completeness import describe_table
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.page_head import PageHead
from report_editor.ui.editor.text_footer import TextFooter
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from report_editor.checks import Finding
    from report_editor.forms import Section
    from report_editor.ui.grid import TableView
    from report_editor.workspace.session import Session


_NARROWEST_TEXT = 30
"""Width in characters of the interface below which texts and fields are hard to read."""
_LOW = 16
"""Height in lines below which a page has no line to spare for an explanation."""
_WIDEST_STATE = "✖ 7 列不平衡 · 还差 144 格"


def lay_out_page(page: QWidget) -> QVBoxLayout:
    """Make the layout of a page: narrow margins, for the content needs the room."""
    layout = QVBoxLayout(page)
    set_margins(layout, left=Space.MEDIUM, top=Space.HAIR, right=Space.MEDIUM)
    layout.setSpacing(Space.HAIR.pixels)
    return layout


def measure_sides(page: QWidget) -> int:
    """Return the width of both margins of a page."""
    layout = page.layout()
    assert layout is not None
    margins = layout.contentsMargins()
    return margins.left() + margins.right()


def is_low(page: QWidget) -> bool:
    """Check whether a page has no line to spare for an explanation."""
    return page.height() < _LOW * page.fontMetrics().lineSpacing()


class Page(QWidget):
    """Content of a tab; it follows the session by itself."""

    message = Signal(str)
    """Emitted with a sentence about what was done or could not be done."""

    def __init__(self, content: NarrativeEditor | TableView) -> None:
        super().__init__()
        self._content = content
        content.message.connect(self.message)

    @property
    def narrative(self) -> NarrativeEditor | None:
        """Return the text that is written in the page; None in the page of a table."""
        return self._content if isinstance(self._content, NarrativeEditor) else None

    def commit_pending(self) -> None:
        """Put text still in an open editor into the document."""
        self._content.commit_pending()

    def set_zoom(self, percent: int) -> None:
        """Show the content larger or smaller."""
        self._content.set_zoom(percent)

    def find_least_width(self) -> int:
        """Return the width in pixels in which the page is read as a whole."""
        return self.find_readable_width()

    def find_readable_width(self) -> int:
        """Return the width in pixels in which the page can still be read and written."""
        return _NARROWEST_TEXT * self.fontMetrics().horizontalAdvance("国")

    def go_to_finding(self, finding: Finding) -> None:
        """Put the cursor on what a finding is about and show it."""
        raise NotImplementedError


class TextPage(Page):
    """Section written as text."""

    def __init__(self, session: Session, section: Section) -> None:
        self.editor = NarrativeEditor(session, section.key)
        super().__init__(self.editor)
        self.section = section
        self.editor.setAccessibleName(section.heading)
        self.editor.invite(
            f"在这里写“{section.title}”。行首写“一、”“（一）”“1.”会自动变成相应的标题样式。"
        )
        self.head = PageHead(section.heading)
        self.head.show_hint(section.help)
        layout = lay_out_page(self)
        layout.addWidget(self.head)
        layout.addWidget(self.editor, 1)
        self.footer = TextFooter(session, section, self.editor)
        layout.addWidget(self.footer)
        self.setFocusProxy(self.editor)

    def find_least_width(self) -> int:
        """Return the width in pixels in which lines break as on paper."""
        return self.editor.find_least_width() + measure_sides(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a low page to the text."""
        super().resizeEvent(event)
        self.head.fold_hint(is_low(self))

    def go_to_finding(self, finding: Finding) -> None:
        """Put the cursor on the words of a finding, or into its paragraph."""
        self.editor.go_to_finding(finding)


class TablePage(Page):
    """Section that is one of the official tables."""

    selectionSummary = Signal(str)

    def __init__(self, session: Session, section: Section) -> None:
        from report_editor.ui.grid import TableView

        table = session.document.form.tables[section.key]
        self.grid = TableView(session, table)
        super().__init__(self.grid)
        self.section = section
        self._session = session
        self.head = PageHead(section.heading, _WIDEST_STATE)
        self.state = self.head.state
        self.grid.selectionSummary.connect(self.selectionSummary)
        self.grid.valuesChanged.connect(self._show_state)
        layout = lay_out_page(self)
        layout.addWidget(self.head)
        layout.addWidget(self.grid, 1)
        self._show_state()
        self.head.show_hint(section.help)
        self.setFocusProxy(self.grid)

    def find_least_width(self) -> int:
        """Return the width in pixels in which no column of the table is cut."""
        return self.grid.find_least_width() + measure_sides(self)

    def find_readable_width(self) -> int:
        """Return the width in pixels in which no column of the table is cut."""
        return self.find_least_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a low page to the table."""
        super().resizeEvent(event)
        self.head.fold_hint(is_low(self))

    def show_last_year(self, shown: bool) -> None:
        """Show or hide last year's numbers in the cells, and explain them above the table."""
        self.grid.show_last_year(shown)
        is_seen = shown and self._session.knows_last_year
        words = "格子右边的斜体数字是上年的。" if is_seen else ""
        self.head.show_hint(self.section.help + words)

    def _show_state(self) -> None:
        """Say how much is to be filled in, else whether all balances."""
        self.head.show_state(describe_table(self._session.document, self.grid.table))

    def go_to_finding(self, finding: Finding) -> None:
        """Put the cell cursor on the first cell of a finding."""
        if any(each in self.grid.table.value_cells for each in finding.cells[:1]):
            self.grid.go_to(finding.cells[0])
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
