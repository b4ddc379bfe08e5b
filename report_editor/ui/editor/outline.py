"""Outline of the report: its sections and the headings in their texts, to jump by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.forms import SectionKind

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from report_editor.document import Change, Document, Effect
    from report_editor.workspace.session import Session

_LONGEST = 60
_PLACE = Qt.ItemDataRole.UserRole


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
    """List of the headings, narrowed by what is typed above it."""

    headingChosen = Signal(str, object)
    """Emitted with a section's key, and the index of a paragraph or None."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.search = _Search()
        self.search.setPlaceholderText("输入几个字找标题，按回车转到")
        self.search.setAccessibleName("找标题")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("提纲")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._choose)
        self.search.stepped.connect(self._step)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self.list.itemActivated.connect(lambda _item: self._choose())
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.search)
        session.changed.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """List the headings as they are now."""
        super().showEvent(event)
        self._show()

    def select(self, section: str, paragraph: int) -> None:
        """Make the heading above a paragraph the current one, with nothing narrowed."""
        self.search.clear()
        self._show()
        for row in range(self.list.count()):
            heading: Heading = self.list.item(row).data(_PLACE)
            if heading.section == section and (heading.paragraph or 0) <= paragraph:
                self.list.setCurrentRow(row)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if self.isVisible() and (effect.texts or effect.form):
            self._show()

    def _show(self) -> None:
        headings = list_headings(self._session.document)
        if headings == [self.list.item(row).data(_PLACE) for row in range(self.list.count())]:
            return
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for each in headings:
            indent = "　" * each.depth
            item = QListWidgetItem(f"{indent}{name_hidden_in_line(each.text, _LONGEST)}")
            item.setData(_PLACE, each)
            font = item.font()
            font.setBold(each.paragraph is None)
            item.setFont(font)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._narrow()

    def _narrow(self) -> None:
        """Hide the headings without what is typed; a section stays where one of its own does."""
        wanted = self.search.text().strip().casefold()
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = wanted in item.data(_PLACE).text.casefold()
            item.setHidden(not fits)
            first = row if fits and first is None else first
        current = self.list.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self.list.setCurrentRow(first)

    def _step(self, step: int) -> None:
        """Go to the next heading that is shown, or the one before."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            heading: Heading = item.data(_PLACE)
            self.headingChosen.emit(heading.section, heading.paragraph)


class _Search(QLineEdit):
    """Line of which Up and Down move through the list below."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the list with Up and Down."""
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        if (step := steps.get(event.key())) is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)
