"""Outline of the report: its sections and the headings in their texts, to jump by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.forms import SectionKind
from report_editor.ui.widgets.search_list import ListEntry, SearchList
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from report_editor.document import Change, Document, Effect
    from report_editor.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Heading:
    """A section or a numbered heading in its text."""

    section: str
    paragraph: int | None
    """Index of the paragraph; None for the section itself."""
    depth: int
    text: str


def list_headings(document: Document) -> list[Heading]:
    """List the headings of a report in the order of reading."""
    found = []
    for section in document.form.sections:
        found.append(Heading(section.key, None, 0, section.heading))
        if section.kind is SectionKind.TABLE:
            continue
        for index, paragraph in enumerate(document.paragraphs(section.key)):
            length = heading_length(paragraph)
            if length and (level := level_of(paragraph)) is not Level.FOUR:
                text = paragraph[:length].strip().rstrip("。：:")
                found.append(Heading(section.key, index, int(level), text))
    return found


class Outline(QWidget):
    """List of the headings as they are now."""

    headingChosen = Signal(str, object)
    """Emitted with a section's key, and the index of a paragraph or None."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.headings = SearchList("提纲", "输入几个字找标题，按回车转到")
        use_text_size(self.headings.list)
        self.headings.chosen.connect(self._emit)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headings)
        self.setFocusProxy(self.headings)
        session.changed.connect(self._on_change)

    def show_place(self, section: str, paragraph: int) -> None:
        """Make the heading above a paragraph the current one."""
        self._show()
        self.headings.choose_last(
            lambda each: (
                isinstance(each, Heading)
                and each.section == section
                and (each.paragraph or 0) <= paragraph
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """List the headings as they are now."""
        super().showEvent(event)
        self._show()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if self.isVisible() and (effect.texts or effect.form):
            self._show()

    def _show(self) -> None:
        self.headings.show_entries(
            [
                ListEntry(each.text, each, "　" * each.depth, each.paragraph is None)
                for each in list_headings(self._session.document)
            ]
        )

    def _emit(self, heading: Heading) -> None:
        self.headingChosen.emit(heading.section, heading.paragraph)
