"""Lay out a report: everything that stands on its pages, in the order of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.document.heading_levels import Level
from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.report_parts import print_report
from report_editor.exporters.typeset.check_code_foot import describe_check_code, set_check_code
from report_editor.exporters.typeset.closing import Closing
from report_editor.exporters.typeset.outline import Outline
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LINE,
    TITLE_LINE,
    TITLE_SIZE,
    WIDTH,
    Bookmark,
    Item,
    Page,
    Tagged,
)
from report_editor.exporters.typeset.pagination import Block, Flow, keep_together, paginate
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    find_baseline,
    measure_width,
    set_flush_line,
    set_line,
)
from report_editor.exporters.typeset.structure import Artifact, Element
from report_editor.exporters.typeset.table import TableLayout
from report_editor.exporters.typeset.title import split_title

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.report_parts import PrintedParagraph, PrintedTable

_BODY = Style(FontRole.BODY, BODY_SIZE, on_grid=True)
_HEADINGS = {
    Level.ONE: Style(FontRole.HEADING, BODY_SIZE, on_grid=True),
    Level.TWO: Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True),
}
"""Levels with a type of their own; the headings of the others are set as text."""
_TITLE = Style(FontRole.TITLE, TITLE_SIZE)
_FOLIO = Style(FontRole.TABLE, FOLIO_SIZE)
_DRAFT = Style(FontRole.HEADING, BODY_SIZE)

_INDENT = 2 * CELL
_MOST_NAMED = 5
"""Number of cells that a note names."""
_LONGEST_BOOKMARK = 30
"""Characters of a heading with text behind it; a longer one is a sentence."""


class ReportLayout:
    """A report on its pages, and what could not be printed as it should."""

    def __init__(
        self, document: Document, typesetter: Typesetter, options: PublicationOptions
    ) -> None:
        """Lay out a report, with what the options ask for.

        Raises:
            FaceError: A face is damaged or its file is gone.
        """
        self._document = document
        self._typesetter = typesetter
        self._options = options
        self.tables: list[TableLayout] = []
        """Tables in their order, once the pages are made."""
        self.printed = print_report(document)
        self.root = Element("Document")
        """Structure of all that stands on the pages, in the order of reading."""
        self._outline = Outline(has_title=bool(self.printed.title))
        self.pages: list[Page] = paginate(self._list_flow())
        for number, page in enumerate(self.pages, start=1):
            page.groups.append((0.0, self._set_margins(number)))
        self.check_code = describe_check_code(document, self.printed)
        """Content of the foot of the last page, if the options ask for it."""
        if options.check_code:
            self.pages[-1].groups.append((HEIGHT, set_check_code(self.check_code, typesetter)))

    def list_notes(self) -> list[str]:
        """Return Chinese sentences about the paper, what is wrong on it before its fonts."""
        cells = self._document.form.cells
        notes = [*self._typesetter.list_notes(), *self.printed.notes]
        notes += [
            f"“{cells[address].name}”里的文字太长，只印出了开头，请改成数字。"
            for table in self.tables
            for address in table.shortened
        ]
        return [*notes, *self.list_small_numbers(), *self._typesetter.fonts.list_notes()]

    def list_small_numbers(self) -> list[str]:
        """Return Chinese sentences about numbers that are too long for their columns."""
        cells = self._document.form.cells
        notes = []
        for table in self.tables:
            if table.reduced:
                named = "、".join(f"“{cells[each].name}”" for each in table.reduced[:_MOST_NAMED])
                more = f"等 {len(table.reduced)} 格" if len(table.reduced) > _MOST_NAMED else ""
                notes.append(f"{named}{more}的数字太长，印得很小，请核对是否写错。")
        return notes

    # ------------------------------------------------------------------ parts

    def _list_flow(self) -> list[Flow]:
        """Return everything between the margins, in its order."""
        flow: list[Flow] = [*self._set_title()]
        for section in self.printed.sections:
            if section.heading:
                flow += self._set_section_heading(section.heading)
            if section.table:
                flow.append(self._set_table(section.table, section.heading))
            for paragraph in section.paragraphs:
                flow += self._set_paragraph(paragraph)
        closing = Closing(self.printed, self._typesetter, self._add)
        end = [*closing.set(has_signature=self._options.signature), *self._set_contact()]
        last = flow[-1] if flow else None
        if end and isinstance(last, Block):
            flow[-1:] = keep_together([last, *end])  # it is not signed on a page of its own
        else:
            flow += keep_together(end)
        return flow

    def _add(self, role: str) -> Element:
        return self.root.add(Element(role))

    def _set_margins(self, number: int) -> tuple[Item, ...]:
        """Set what stands outside the type area of a page: its number, on the outer side."""
        letters = self._typesetter.shape(f"— {number} —", _FOLIO)
        indent = FOLIO_SIZE
        x = WIDTH - indent - measure_width(letters) if number % 2 else indent
        y = HEIGHT + FOLIO_DROP + 0.38 * FOLIO_SIZE
        items = [Tagged(Artifact.PAGE_NUMBER, tuple(set_line(letters, x, y, WIDTH)))]
        if self._options.draft:
            letters = self._typesetter.shape("草　稿", _DRAFT)
            texts = set_line(letters, WIDTH - measure_width(letters), -LINE, WIDTH)
            items.append(Tagged(Artifact.DRAFT, tuple(texts)))
        return tuple(items)

    def _set_title(self) -> list[Block]:
        longest = int(WIDTH / TITLE_SIZE)
        lines = split_title(self.printed.title, longest)
        if not lines:
            return []
        element = self._add("H1")
        blocks = [
            _centre(element, part, TITLE_LINE, _TITLE)
            for line in lines
            for part in self._typesetter.wrap(self._typesetter.shape(line, _TITLE), WIDTH)
        ]
        used = len(blocks) * TITLE_LINE
        blank = (int(used / LINE - 0.01) + 2) * LINE - used
        return keep_together([*blocks, Block((), blank), Block((), 0.0)])

    def _set_section_heading(self, text: str) -> list[Block]:
        role = self._outline.begin_section()
        lines = self._set_lines(self._add(role), [(text, _HEADINGS[Level.ONE])])
        lines[0] = replace(lines[0], items=(Bookmark(text), *lines[0].items))
        return [replace(line, keeps_with_next=True) for line in lines]

    def _set_table(self, table: PrintedTable, heading: str) -> TableLayout:
        layout = TableLayout(table, self._typesetter)
        layout.element.summary = heading
        self.root.add(layout.element)
        self.tables.append(layout)
        return layout

    def _set_paragraph(self, paragraph: PrintedParagraph) -> list[Block]:
        """Set a paragraph; a heading stays with the next one."""
        text, length = paragraph.text, paragraph.heading_length
        style = _HEADINGS.get(paragraph.level, _BODY)
        parts = [(text[:length], style), (text[length:], _BODY)]
        is_run_in = paragraph.has_own_type and length <= _LONGEST_BOOKMARK
        has_bookmark = paragraph.is_heading or is_run_in
        has_bookmark = has_bookmark and self._outline.is_first_below(paragraph.level)
        if paragraph.is_heading:
            lines = self._set_lines(self._add(self._outline.enter(paragraph.level)), parts)
            lines = [replace(line, keeps_with_next=True) for line in lines]
        else:
            lines = self._set_lines(self._add("P"), parts)
        if lines and has_bookmark:
            lines[0] = replace(lines[0], items=(Bookmark(text[:length], 1), *lines[0].items))
        return lines

    def _set_lines(self, element: Element, parts: list[tuple[str, Style]]) -> list[Block]:
        """Set a paragraph whose parts have styles of their own."""
        shaped = (self._typesetter.shape(text, style) for text, style in parts)
        letters = [letter for part in shaped for letter in part]
        lines = self._typesetter.wrap(letters, WIDTH, _INDENT)
        blocks = []
        for number, line in enumerate(lines):
            x = 0.0 if number else _INDENT
            put = set_line if number == len(lines) - 1 else set_flush_line
            texts = put(line, x, find_baseline(LINE, BODY_SIZE), WIDTH - x)
            blocks.append(Block((Tagged(element, tuple(texts)),)))
        return blocks

    def _set_contact(self) -> list[Block]:
        """Set the address of the organ, in brackets below the date (附注)."""
        contact = self.printed.closing.contact
        if not contact:
            return []
        return self._set_lines(self._add("P"), [(contact, _BODY)])


def _centre(element: Element, letters: list[Letter], height: float, style: Style) -> Block:
    x = max(0.0, (WIDTH - measure_width(letters)) / 2)
    texts = set_line(letters, x, find_baseline(height, style.size), WIDTH)
    return Block((Tagged(element, tuple(texts)),), height)
