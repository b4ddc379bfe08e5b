"""Lay out a report: everything that stands on its pages, in the order of GB/T 9704-2012."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_editor.document import Document, Field
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    CHARACTERS,
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
    Rule,
)
from report_editor.exporters.typeset.pagination import Block, Flow, keep_together, paginate
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    find_baseline,
    measure_width,
    remove_invisible,
    set_flush_line,
    set_line,
)
from report_editor.exporters.typeset.table import TableLayout
from report_editor.exporters.typeset.title import split_title
from report_editor.forms import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_BODY = Style(FontRole.BODY, BODY_SIZE, on_grid=True)
_HEADINGS = {
    Level.ONE: Style(FontRole.HEADING, BODY_SIZE, on_grid=True),
    Level.TWO: Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True),
}
"""Levels with a type of their own; the headings of the others are set as text."""
_TITLE = Style(FontRole.TITLE, TITLE_SIZE)
_FOLIO = Style(FontRole.TABLE, FOLIO_SIZE)
_DRAFT = Style(FontRole.HEADING, BODY_SIZE)
_SIGNATURE = Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True)
_FAINT = Style(FontRole.BODY, BODY_SIZE, on_grid=True, gray=0.55)

_INDENT = 2 * CELL
_SENTENCE_ENDS = "。；;！？"
_ISO_DATE = re.compile(r"(20[0-9]{2})-([01]?[0-9])-([0-3]?[0-9])")
_MOST_NAMED = 20
"""Number of missing characters that a note names."""


class ReportLayout:
    """A report on its pages, and what could not be printed as it should."""

    def __init__(
        self, document: Document, typesetter: Typesetter, *, signature: bool, draft: bool
    ) -> None:
        """Lay out a report, with a place for signatory, seal and date, or marked 草稿, if asked.

        Raises:
            FaceError: A face is damaged or its file is gone.
        """
        self._document = document
        self._typesetter = typesetter
        self._has_signature, self._is_draft = signature, draft
        self.tables: list[TableLayout] = []
        """Tables in their order, once the pages are made."""
        self.pages: list[Page] = paginate(self._list_flow())
        for number, page in enumerate(self.pages, start=1):
            page.groups.append((0.0, self._set_margins(number)))

    def list_notes(self) -> list[str]:
        """Return Chinese sentences about the paper, what is wrong on it before its fonts."""
        notes: list[str] = []
        missing = list(self._typesetter.missing)
        if missing:
            named = "、".join(
                f"“{char if char.isprintable() else '?'}”（U+{ord(char):04X}）"
                for char in missing[:_MOST_NAMED]
            )
            more = f"等 {len(missing)} 个字符" if len(missing) > _MOST_NAMED else ""
            notes.append(f"没有字体能显示{named}{more}，印成了“〓”，请换一种写法或安装相应字体。")
        if scripts := self._typesetter.joining_scripts:
            notes.append(
                f"报告里有{'、'.join(scripts)}：这种文字要连写、叠写或者从右往左排，"
                "这里只能从左往右逐个字母印出。请核对纸面，必要时改用汉字。"
            )
        cells = self._document.form.cells
        notes += [
            f"“{cells[address].name}”里的文字太长，只印出了开头，请改成数字。"
            for table in self.tables
            for address in table.shortened
        ]
        return [*notes, *self._typesetter.fonts.list_notes()]

    # ------------------------------------------------------------------ parts

    def _list_flow(self) -> list[Flow]:
        """Return everything between the margins, in its order."""
        flow: list[Flow] = [*self._set_title()]
        for section in self._document.form.sections:
            if section.numeral:
                flow += self._set_section_heading(section.heading)
            if section.kind is SectionKind.TABLE:
                table = self._document.form.tables[section.key]
                self.tables.append(TableLayout(table, self._document, self._typesetter))
                flow.append(self.tables[-1])
            else:
                flow += self._set_text(self._document.paragraphs(section.key))
        end, last = [*self._set_end(), *self._set_contact()], flow[-1]
        if end and isinstance(last, Block):
            flow[-1:] = keep_together([last, *end])  # it is not signed on a page of its own
        else:
            flow += keep_together(end)
        return flow

    def _set_margins(self, number: int) -> tuple[Item, ...]:
        """Set what stands outside the type area of a page: its number, on the outer side."""
        letters = self._typesetter.shape(f"— {number} —", _FOLIO)
        indent = FOLIO_SIZE
        x = WIDTH - indent - measure_width(letters) if number % 2 else indent
        y = HEIGHT + FOLIO_DROP + 0.38 * FOLIO_SIZE
        items: list[Item] = [*set_line(letters, x, y, WIDTH)]
        if self._is_draft:
            letters = self._typesetter.shape("草　稿", _DRAFT)
            items += set_line(letters, WIDTH - measure_width(letters), -LINE, WIDTH)
        return tuple(items)

    def _set_title(self) -> list[Block]:
        longest = int(WIDTH / TITLE_SIZE)
        lines = split_title(remove_invisible(self._document.title).strip(), longest)
        if not lines:
            return []
        blocks = [
            _centre(part, TITLE_LINE, _TITLE)
            for line in lines
            for part in self._typesetter.wrap(self._typesetter.shape(line, _TITLE), WIDTH)
        ]
        used = len(blocks) * TITLE_LINE
        blank = (int(used / LINE - 0.01) + 2) * LINE - used
        return keep_together([*blocks, Block((), blank), Block((), 0.0)])

    def _set_section_heading(self, text: str) -> list[Block]:
        lines = self._set_lines([(text, _HEADINGS[Level.ONE])])
        first = replace(lines[0], items=(Bookmark(text), *lines[0].items))
        return [replace(line, keeps_with_next=True) for line in (first, *lines[1:])]

    def _set_text(self, paragraphs: Sequence[str]) -> list[Block]:
        """Set a section's text; a heading that is a paragraph stays with the next."""
        texts = [remove_invisible(paragraph).strip(" 　") for paragraph in paragraphs]
        blocks: list[Block] = []
        for text, following in zip_longest(texts, texts[1:], fillvalue=""):
            length = heading_length(text)
            style = _HEADINGS.get(level_of(text), _BODY)
            lines = self._set_lines([(text[:length], style), (text[length:], _BODY)])
            if length == len(text) and (style is not _BODY or _is_heading(text, following)):
                lines = [replace(line, keeps_with_next=True) for line in lines]
            blocks += lines
        return blocks

    def _set_lines(self, parts: list[tuple[str, Style]]) -> list[Block]:
        """Set a paragraph whose parts have styles of their own."""
        shaped = (self._typesetter.shape(text, style) for text, style in parts)
        letters = [letter for part in shaped for letter in part]
        lines = self._typesetter.wrap(letters, WIDTH, _INDENT)
        blocks = []
        for number, line in enumerate(lines):
            x = 0.0 if number else _INDENT
            put = set_line if number == len(lines) - 1 else set_flush_line
            blocks.append(Block(tuple(put(line, x, find_baseline(LINE, BODY_SIZE), WIDTH - x))))
        return blocks

    def _set_end(self) -> list[Block]:
        """Set who signs the report: signatory, organ, seal and date (署名、印章、成文日期)."""
        date = _format_date(self._read_field(Field.PUBLICATION_DATE))
        if not self._has_signature:
            return [Block(), *self._set_closing(date)] if date else []
        return [
            Block(),
            *self._set_signatory(self._read_field(Field.SIGNATORY)),
            Block(),
            *self._set_closing(date or "　　　　年　　月　　日"),
        ]

    def _read_field(self, field: Field) -> str:
        return remove_invisible(self._document.field(field)).strip()

    def _set_contact(self) -> list[Block]:
        """Set the address of the organ, in brackets below the date (附注)."""
        contact = self._read_field(Field.CONTACT)
        if not contact:
            return []
        return self._set_lines([(contact if contact.startswith("（") else f"（{contact}）", _BODY)])

    def _set_signatory(self, name: str) -> list[Block]:
        label = self._typesetter.shape("签发人：", _BODY)
        y = find_baseline(LINE, BODY_SIZE)
        beside: list[Item] = [*set_line(label, _INDENT, y, WIDTH)]
        x = _INDENT + measure_width(label)
        lines = self._typesetter.wrap(self._typesetter.shape(name, _SIGNATURE), WIDTH - x)
        if not lines:
            return [Block((*beside, Rule(x, y + 3, 8 * CELL)))]
        blocks = [Block(tuple(set_line(line, x, y, WIDTH - x))) for line in lines]
        return [replace(blocks[0], items=(*beside, *blocks[0].items)), *blocks[1:]]

    def _set_closing(self, date: str) -> list[Block]:
        """Set the organ centred over the date, which ends four characters before the edge."""
        room = (CHARACTERS - 4) * CELL
        organ, dates = (
            self._typesetter.wrap(self._typesetter.shape(text, _BODY), room)
            for text in (remove_invisible(self._document.organization).strip(), date)
        )
        seal = [self._typesetter.shape("（盖章）", _FAINT)] if self._has_signature else []
        lines = [*organ, *seal, *dates]
        halves = [min(measure_width(line), room) / 2 for line in lines]
        middle = min(WIDTH - 4 * CELL - max(halves[-len(dates) :]), WIDTH - max(halves))
        y = find_baseline(LINE, BODY_SIZE)
        return [
            Block(tuple(set_line(line, middle - half, y, room)))
            for line, half in zip(lines, halves, strict=True)
        ]


def _centre(letters: list[Letter], height: float, style: Style) -> Block:
    x = max(0.0, (WIDTH - measure_width(letters)) / 2)
    return Block(tuple(set_line(letters, x, find_baseline(height, style.size), WIDTH)), height)


def _is_heading(text: str, following: str) -> bool:
    """Check whether 1.… or （1）… is a heading, and neither a sentence nor an item of a list."""
    if not text or not following or text[-1] in _SENTENCE_ENDS:
        return False
    return level_of(text) is not level_of(following)


def _format_date(text: str) -> str:
    """Return 2023-01-30 as 2023年1月30日, and anything else as it was written."""
    date = _ISO_DATE.fullmatch(text)
    return f"{date[1]}年{int(date[2])}月{int(date[3])}日" if date else text
