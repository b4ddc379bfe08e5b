"""List what a report prints, in the order of GB/T 9704-2012 and in the characters of the report.

Every format for readers (paper, Word, web page, plain text) takes from here what its parts are:
which text is a heading and of which level, what stands in each cell of a table, what ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_editor.document import Field, format_number
from report_editor.document.compare import FIELD_NAMES
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.document.wording import Wording
from report_editor.exporters.contact import is_told
from report_editor.exporters.visible_text import VisibleText
from report_editor.forms import CellRole, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.document import Document
    from report_editor.forms import Address, GridCell, Table

VALUES = frozenset({CellRole.INPUT, CellRole.TOTAL})
"""Roles of the cells in which numbers stand; the others hold words of the form."""
_SENTENCE_ENDS = "。；;！？"
_ISO_DATE = re.compile(r"(20[0-9]{2})-([01]?[0-9])-([0-3]?[0-9])")


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph of a section."""

    text: str
    level: Level
    """Level of its numbering."""
    heading_length: int
    """Count of its first characters that are a heading; text may run on behind it."""
    is_heading: bool
    """True if the whole paragraph is a heading and belongs to what follows."""

    @property
    def has_own_type(self) -> bool:
        """Check whether its heading is set in a type of its own, as 一、 and （一） are."""
        return self.level in (Level.ONE, Level.TWO) and self.heading_length > 0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of the form with the texts that stand in its grid."""

    table: Table
    cells: tuple[tuple[GridCell, str], ...]
    """Each cell of the grid, in the order of its rows, with its text."""


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section: its heading, and either text or a table."""

    key: str
    heading: str
    """As 一、总体情况; empty for the preamble."""
    title: str
    """Heading without its number."""
    paragraphs: tuple[PrintedParagraph, ...] = ()
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class PrintedClosing:
    """Texts below the last section, each empty where it was not filled in."""

    signatory: str
    """As 签发人：王某."""
    organization: str
    date: str
    """As 2023年1月30日."""
    contact: str
    """Address and telephone, in brackets; empty where the text already says them."""

    def list_lines(self, *, has_signatory: bool) -> list[tuple[str, str]]:
        """Return the lines to be read, each with its kind: an organ signs by its date."""
        lines = {
            "signatory": self.signatory if has_signatory else "",
            "organization": self.organization if self.date else "",
            "date": self.date,
            "contact": self.contact,
        }
        return [(kind, text) for kind, text in lines.items() if text]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything that a report prints."""

    wording: Wording
    title: str
    sections: tuple[PrintedSection, ...]
    closing: PrintedClosing
    notes: tuple[str, ...]
    """Chinese sentences about characters that were left out or replaced."""


def print_report(document: Document) -> PrintedReport:
    """List the parts of a report."""
    return _Printer(document).print()


class _Printer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._wording = Wording(document)
        self._visible = VisibleText()

    def print(self) -> PrintedReport:
        title = self._visible.clean(self._wording.title, "标题")
        sections = tuple(self._list_sections())
        closing = self._print_closing()
        notes = tuple(self._visible.list_notes())
        return PrintedReport(self._wording, title, sections, closing, notes)

    def _list_sections(self) -> Iterator[PrintedSection]:
        for section in self._document.form.sections:
            names = [self._wording.write(text) for text in (section.heading, section.title)]
            heading = names[0] if section.numeral else ""
            if section.kind is SectionKind.TABLE:
                table = self._print_table(self._document.form.tables[section.key])
                yield PrintedSection(section.key, heading, names[1], table=table)
            else:
                texts = [
                    self._visible.clean(text, f"“{section.heading}”第 {number} 段")
                    for number, text in enumerate(self._document.paragraphs(section.key), start=1)
                ]
                paragraphs = tuple(list_paragraphs([text for text in texts if text]))
                yield PrintedSection(section.key, heading, names[1], paragraphs)

    def _print_table(self, table: Table) -> PrintedTable:
        texts = (
            self._print_value(cell.key) if cell.role in VALUES else self._wording.write(cell.text)
            for cell in table.grid
        )
        return PrintedTable(table, tuple(zip(table.grid, texts, strict=True)))

    def _print_value(self, address: Address) -> str:
        # Without a stand-in, what is no number for its hidden sign would become one.
        name = self._document.form.cells[address].name
        return self._visible.clean(format_value(self._document, address), f"“{name}”", "�")

    def _print_closing(self) -> PrintedClosing:
        contact = self._print_field(Field.CONTACT)
        if contact and is_told(contact, self._document):
            contact = ""
        signatory = self._print_field(Field.SIGNATORY)
        return PrintedClosing(
            signatory=self._wording.write("签发人：") + signatory if signatory else "",
            organization=self._print_field(Field.ORGANIZATION),
            date=format_date(self._print_field(Field.PUBLICATION_DATE)),
            contact=f"（{contact}）" if contact and not contact.startswith("（") else contact,
        )

    def _print_field(self, field: Field) -> str:
        return self._visible.clean(self._document.field(field), f"“{FIELD_NAMES[field]}”")


def list_paragraphs(texts: Sequence[str]) -> Iterator[PrintedParagraph]:
    """Yield the paragraphs of a section, each with the part of it that is a heading."""
    for text, following in zip_longest(texts, texts[1:], fillvalue=""):
        paragraph = PrintedParagraph(text, level_of(text), heading_length(text), is_heading=False)
        is_whole = 0 < paragraph.heading_length == len(text)
        if is_whole and (paragraph.has_own_type or _is_followed(paragraph, following)):
            paragraph = replace(paragraph, is_heading=True)
        yield paragraph


def _is_followed(paragraph: PrintedParagraph, following: str) -> bool:
    """Check whether 1.… or （1）… is a heading, and neither a sentence nor an item of a list."""
    is_sentence = paragraph.text[-1] in _SENTENCE_ENDS
    return bool(following) and not is_sentence and paragraph.level is not level_of(following)


def format_value(document: Document, address: Address) -> str:
    """Return what stands in a cell on paper: the number, with its remark; else what was typed.

    Where the form names no unit, the text is printed as it is, since the unit stands in it.
    """
    cell = document.form.cells[address]
    if cell.is_total:
        return format_number(document.number(address) or 0)
    reading = document.parse(address)
    if reading.number is None or not cell.unit:
        return document.raw(address).strip()
    return format_number(reading.number) + reading.remark


def format_date(text: str) -> str:
    """Return 2023-01-30 as 2023年1月30日, and anything else as it was written."""
    date = _ISO_DATE.fullmatch(text)
    return f"{date[1]}年{int(date[2])}月{int(date[3])}日" if date else text
