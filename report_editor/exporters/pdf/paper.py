"""The report on paper: the whole of it in the official order, as GB/T 9704-2012 wants it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_editor import __version__
from report_editor.document import Document, Field
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.exporters.fonts.opentype import FontError
from report_editor.exporters.fonts.roles import FontRole, Fonts, fonts
from report_editor.exporters.pdf.flow import Block, Flow, keep_together, paginate
from report_editor.exporters.pdf.table import TableLayout
from report_editor.exporters.pdf.writer import Metadata, write_pdf
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    CHARACTERS,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LINE,
    TITLE_SIZE,
    WIDTH,
    Bookmark,
    Item,
    Rule,
)
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    baseline,
    set_flush_line,
    set_line,
    visible,
    width_of,
)
from report_editor.exporters.typeset.title import title_lines
from report_editor.forms import SectionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_one_at_a_time = threading.Lock()
"""Fonts are read from shared files, and ReportLab's list of fonts is global."""

_BODY = Style(FontRole.BODY, BODY_SIZE, on_grid=True)
_HEADINGS = {
    Level.ONE: Style(FontRole.HEADING, BODY_SIZE, on_grid=True),
    Level.TWO: Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True),
}
"""The levels with a type of their own; the headings of the others are set as text."""
_TITLE = Style(FontRole.TITLE, TITLE_SIZE)
_FOLIO = Style(FontRole.TABLE, FOLIO_SIZE)
_DRAFT = Style(FontRole.HEADING, BODY_SIZE)
_SIGNATURE = Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True)
_FAINT = Style(FontRole.BODY, BODY_SIZE, on_grid=True, gray=0.55)

_TITLE_LINE = 1.25 * LINE
_DAMAGED = "这台电脑上有字体文件损坏或已删除，这次没有采用系统字体，只用了随程序提供的字体。"
_SENTENCE_ENDS = "。；;！？"
_ISO_DATE = re.compile(r"(20[0-9]{2})-([01]?[0-9])-([0-3]?[0-9])")


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """What the person who prints can choose."""

    signature: bool = True
    """A place for the signatory, the seal and the date at the end."""
    draft: bool = False
    """草稿 at the top of every page."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A report as a PDF file."""

    data: bytes
    pages: int
    notes: tuple[str, ...]
    """Chinese sentences about what could not be printed as it should: fonts, characters."""


def pdf_bytes(
    document: Document,
    options: PdfOptions = PdfOptions(),
    progress: Callable[[float], None] | None = None,
    available: Fonts | None = None,
) -> Pdf:
    """Prints a report; the same report and fonts give the same bytes.

    Args:
        document: The report.
        options: What to print besides.
        progress: Is told from 0 to 1 how much is done.
        available: The fonts to use; by default those of this computer.
    """
    tell = progress or (lambda _: None)
    tell(0.0)
    with _one_at_a_time:
        available = available or fonts()
        try:
            return _printed(document, options, tell, available)
        except (FontError, OSError):
            if available.are_bundled:
                raise
            pdf = _printed(document, options, tell, fonts(()))
            return Pdf(pdf.data, pdf.pages, (_DAMAGED, *pdf.notes))
        finally:
            available.release()


def _printed(
    document: Document, options: PdfOptions, tell: Callable[[float], None], available: Fonts
) -> Pdf:
    report = _Report(document, options, Typesetter(available))
    pages = paginate(report.flow())
    for number, page in enumerate(pages, start=1):
        page.groups.append((0.0, report.margins(number)))
    tell(0.3)
    metadata = Metadata(
        title=visible(document.title),
        author=visible(document.organization),
        subject="政府信息公开工作年度报告",
        creator=f"Report Editor {__version__}",
    )
    data = write_pdf(pages, metadata, lambda done: tell(0.3 + 0.7 * done))
    return Pdf(data, len(pages), tuple(report.notes()))


class _Report:
    """What is printed of a document, from the title to the date."""

    def __init__(self, document: Document, options: PdfOptions, typesetter: Typesetter) -> None:
        self._document = document
        self._options = options
        self._typesetter = typesetter
        self._tables: list[TableLayout] = []

    def flow(self) -> list[Flow]:
        """Everything in its order."""
        flow: list[Flow] = [*self._title()]
        for section in self._document.form.sections:
            if section.numeral:
                flow += self._section_heading(section.heading)
            if section.kind is SectionKind.TABLE:
                table = TableLayout(
                    self._document.form.tables[section.key], self._document, self._typesetter
                )
                self._tables.append(table)
                flow.append(table)
            else:
                flow += self._text(self._document.paragraphs(section.key))
        end, last = [*self._end(), *self._contact()], flow[-1]
        if end and isinstance(last, Block):
            flow[-1:] = keep_together([last, *end])  # it is not signed on a page of its own
        else:
            flow += keep_together(end)
        return flow

    def margins(self, number: int) -> tuple[Item, ...]:
        """What stands outside the type area of a page: its number, on the outer side."""
        letters = self._typesetter.letters(f"— {number} —", _FOLIO)
        indent = FOLIO_SIZE
        x = WIDTH - indent - width_of(letters) if number % 2 else indent
        y = HEIGHT + FOLIO_DROP + 0.38 * FOLIO_SIZE
        items: list[Item] = [*set_line(letters, x, y, WIDTH)]
        if self._options.draft:
            letters = self._typesetter.letters("草　稿", _DRAFT)
            items += set_line(letters, WIDTH - width_of(letters), -LINE, WIDTH)
        return tuple(items)

    def notes(self) -> list[str]:
        """What the reader of the paper should know, what is wrong on it first."""
        notes: list[str] = []
        missing = list(self._typesetter.missing)
        if missing:
            listed = "、".join(f"“{_shown(char)}”（U+{ord(char):04X}）" for char in missing[:20])
            more = f"等 {len(missing)} 个字符" if len(missing) > 20 else ""
            notes.append(f"没有字体能显示{listed}{more}，印成了“〓”，请换一种写法或安装相应字体。")
        if scripts := self._typesetter.joined_scripts:
            notes.append(
                f"报告里有{'、'.join(scripts)}：这种文字要连写、叠写或者从右往左排，"
                "这里只能从左往右逐个字母印出。请核对纸面，必要时改用汉字。"
            )
        cells = self._document.form.cells
        notes += [
            f"“{cells[address].name}”里的文字太长，只印出了开头，请改成数字。"
            for table in self._tables
            for address in table.shortened
        ]
        return [*notes, *self._typesetter.fonts.notes()]

    # ------------------------------------------------------------------ parts

    def _title(self) -> list[Block]:
        longest = int(WIDTH / TITLE_SIZE)
        title = visible(self._document.title).strip()
        lines = title_lines(title, longest)
        if not lines:
            return []
        blocks = []
        for line in lines:
            letters = self._typesetter.letters(line, _TITLE)
            blocks += [
                self._centred(part, _TITLE_LINE, _TITLE)
                for part in self._typesetter.wrap(letters, WIDTH)
            ]
        used = len(blocks) * _TITLE_LINE
        blank = (int(used / LINE - 0.01) + 2) * LINE - used
        return keep_together([*blocks, Block((), blank), Block((), 0.0)])

    @staticmethod
    def _centred(letters: list[Letter], height: float, style: Style) -> Block:
        x = max(0.0, (WIDTH - width_of(letters)) / 2)
        return Block(tuple(set_line(letters, x, baseline(height, style.size), WIDTH)), height)

    def _section_heading(self, text: str) -> list[Block]:
        lines = self._lines([(text, _HEADINGS[Level.ONE])])
        first = Block((Bookmark(text), *lines[0].items), keeps_with_next=True)
        return [first, *(Block(line.items, keeps_with_next=True) for line in lines[1:])]

    def _text(self, paragraphs: Sequence[str]) -> list[Block]:
        """The lines of a section's text; a heading that is a paragraph stays with the next."""
        texts = [visible(paragraph).strip(" 　") for paragraph in paragraphs]
        blocks: list[Block] = []
        for text, following in zip_longest(texts, texts[1:], fillvalue=""):
            length = heading_length(text)
            style = _HEADINGS.get(level_of(text), _BODY)
            lines = self._lines([(text[:length], style), (text[length:], _BODY)])
            if length == len(text) and (style is not _BODY or _is_heading(text, following)):
                lines = [replace(line, keeps_with_next=True) for line in lines]
            blocks += lines
        return blocks

    def _lines(self, parts: list[tuple[str, Style]]) -> list[Block]:
        letters = [
            letter for text, style in parts for letter in self._typesetter.letters(text, style)
        ]
        indent = 2 * CELL
        lines = self._typesetter.wrap(letters, WIDTH, indent)
        blocks = []
        for number, line in enumerate(lines):
            x = 0.0 if number else indent
            place = set_line if number == len(lines) - 1 else set_flush_line
            blocks.append(Block(tuple(place(line, x, baseline(LINE, BODY_SIZE), WIDTH - x))))
        return blocks

    def _end(self) -> list[Block]:
        """Who answers for the report: signatory, organ and seal, date (署名、印章、成文日期)."""
        date = _chinese_date(visible(self._document.field(Field.PUBLICATION_DATE)).strip())
        if not self._options.signature:
            return [Block(), *self._closing(date, seal=False)] if date else []
        signatory = visible(self._document.field(Field.SIGNATORY)).strip()
        return [
            Block(),
            self._signatory(signatory),
            Block(),
            *self._closing(date or "　　　　年　　月　　日", seal=True),
        ]

    def _contact(self) -> list[Block]:
        """How to reach the organ, in brackets below the date (附注)."""
        contact = visible(self._document.field(Field.CONTACT)).strip()
        if not contact:
            return []
        return self._lines([(contact if contact.startswith("（") else f"（{contact}）", _BODY)])

    def _signatory(self, name: str) -> Block:
        label = self._typesetter.letters("签发人：", _BODY)
        y = baseline(LINE, BODY_SIZE)
        items: list[Item] = [*set_line(label, 2 * CELL, y, WIDTH)]
        x = 2 * CELL + width_of(label)
        if name:
            letters = self._typesetter.letters(name, _SIGNATURE)
            items += set_line(letters, x, y, WIDTH - x)
        else:
            items.append(Rule(x, y + 3, 8 * CELL))
        return Block(tuple(items))

    def _closing(self, date: str, *, seal: bool) -> list[Block]:
        """The organ centred over the date, which ends four characters before the edge."""
        written = self._typesetter.letters(date, _BODY)
        organ = self._typesetter.wrap(
            self._typesetter.letters(visible(self._document.organization).strip(), _BODY),
            (CHARACTERS - 4) * CELL,
        )
        widest = max(width_of(line) for line in [written, *organ])
        middle = WIDTH - 4 * CELL - width_of(written) / 2
        middle = min(middle, WIDTH - widest / 2)
        lines = [*organ, written]
        if seal:
            lines.insert(-1, self._typesetter.letters("（盖章）", _FAINT))
        y = baseline(LINE, BODY_SIZE)
        return [
            Block(tuple(set_line(line, middle - width_of(line) / 2, y, WIDTH))) for line in lines
        ]


def _is_heading(text: str, following: str) -> bool:
    """Whether 1.… or （1）… is a heading, and neither a sentence nor an item of a list."""
    if not text or not following or text[-1] in _SENTENCE_ENDS:
        return False
    return level_of(text) is not level_of(following)


def _chinese_date(text: str) -> str:
    """2023-01-30 as 2023年1月30日; anything else as it was written."""
    date = _ISO_DATE.fullmatch(text)
    return f"{date[1]}年{int(date[2])}月{int(date[3])}日" if date else text


def _shown(char: str) -> str:
    return char if char.isprintable() else "?"


__all__ = ["Pdf", "PdfOptions", "pdf_bytes"]
