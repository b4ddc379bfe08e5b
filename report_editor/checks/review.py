"""What the checks look at: a document, its text made ready to be searched, last year's values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.common.plain_chinese import plain_chinese
from report_editor.document import Document, Number, Part, read_number
from report_editor.document.heading_levels import Level, level_of
from report_editor.document.rollover import previous_text, previous_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_editor.forms import Address

LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that are searched; a longer one is no paragraph of a report."""

LONGEST_TEXT = 200_000
"""Characters of a whole report that are searched."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph made ready: simplified, half-width, without spaces and thousands separators."""

    section: str
    index: int
    """Index of the paragraph in its section."""
    original: str
    text: str
    level: Level

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        expected: Number | None = None,
        actual: Number | None = None,
    ) -> Finding:
        """A finding about this paragraph; the arguments are those of :class:`Finding`."""
        return Finding(
            code,
            severity,
            self.section,
            message,
            paragraph=self.index,
            expected=expected,
            actual=actual,
        )


@dataclass(frozen=True, slots=True)
class LastYear:
    """What last year's report says, as far as it is known."""

    year: int | None
    values: Mapping[Address, Number]
    """The values that are known; a blank is not."""
    texts: Mapping[str, tuple[str, ...]]
    """Paragraphs by section, made ready; empty where only the numbers are known."""

    def value(self, address: Address) -> Number | None:
        """A value, None where it is not known."""
        return self.values.get(address)


class Review:
    """One document under review."""

    def __init__(self, document: Document, last_year: Document | None = None) -> None:
        """Prepares a document; ``last_year`` goes before the values kept in the document."""
        self.document = document
        self._last_year_document = last_year

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs of the text sections in order, within :data:`LONGEST_TEXT`."""
        return tuple(self._ready_passages())

    @cached_property
    def by_section(self) -> dict[str, list[Passage]]:
        """The passages of each text section."""
        found: dict[str, list[Passage]] = {
            section.key: [] for section in self.document.form.text_sections
        }
        for passage in self.passages:
            found[passage.section].append(passage)
        return found

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The passages of the numbered sections: all but the preamble's."""
        numbered = {each.key for each in self.document.form.text_sections if each.numeral}
        return tuple(passage for passage in self.passages if passage.section in numbered)

    @cached_property
    def last_year(self) -> LastYear | None:
        """What is known of last year, or None."""
        if self._last_year_document is not None:
            return _from_document(self._last_year_document)
        kept = self.document.entries(Part.PREVIOUS)
        return _from_kept(self.document, kept) if kept else None

    def text(self, *sections: str) -> str:
        """The text of some sections, a line a paragraph."""
        return "\n".join(
            passage.text for section in sections for passage in self.by_section.get(section, ())
        )

    def table_name(self, table: str) -> str:
        """How a table is called: 表三."""
        return f"表{self.document.form.section(table).numeral}"

    def cell_name(self, address: Address) -> str:
        """How a cell is called in a message: 表三“（一）予以公开·自然人”."""
        cell = self.document.form.cells[address]
        return f"{self.table_name(cell.table)}“{cell.name}”"

    def is_filled(self, table: str) -> bool:
        """Whether anything was filled into a table."""
        cells = self.document.form.tables[table].cells
        return any(self.document.raw(cell.address) for cell in cells if not cell.is_total)

    def suits(self, column: str = "total") -> Number:
        """A column of 行政诉讼 in table 四, whether 复议 came first or not."""
        rows = ("direct_suit", "suit_after_reconsideration")
        return self.document.sum_of(f"proceedings.{row}.{column}" for row in rows)

    def printed(self, address: Address) -> Number:
        """A value as a reader of the source sees it; a blank counts as the computed value."""
        stated = self.document.stated(address)
        if stated is not None and stated.number is not None:
            return stated.number
        return self.document.value(address)

    def _ready_passages(self) -> Iterator[Passage]:
        room = LONGEST_TEXT
        for section in self.document.form.text_sections:
            for index, original in enumerate(_within(self.document.paragraphs(section.key), room)):
                room -= len(original) + 1
                yield Passage(section.key, index, original, ready(original), level_of(original))


def _within(paragraphs: Iterable[str], room: int) -> Iterator[str]:
    """The paragraphs as far as they are searched; one costs its length and one more."""
    for paragraph in paragraphs:
        if room <= 0:
            return
        searched = paragraph[: min(LONGEST_PARAGRAPH, room)]
        room -= len(searched) + 1
        yield searched


def _ready_text(paragraphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(ready(each) for each in _within(paragraphs, LONGEST_TEXT))


def _from_document(document: Document) -> LastYear:
    values = {
        address: number
        for address in document.form.cells
        if (number := document.number(address)) is not None
    }
    return LastYear(
        document.year,
        values,
        {
            section.key: _ready_text(document.paragraphs(section.key))
            for section in document.form.text_sections
        },
    )


def _from_kept(document: Document, kept: Mapping[str, str]) -> LastYear:
    """Last year's values as the document keeps them beside its own."""
    values: dict[Address, Number] = {}
    for address, cell in document.form.cells.items():
        if address in kept:
            number = read_number(kept[address], cell.kind, cell.unit).number
            if number is not None:
                values[address] = number
    return LastYear(
        previous_year(document),
        values,
        {
            section.key: _ready_text(previous_text(document, section.key))
            for section in document.form.text_sections
        },
    )


_SPACES = re.compile(r"\s+")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")


@lru_cache(maxsize=2048)
def ready(text: str) -> str:
    """A text as the patterns of the checks expect it.

    Traditional characters become simplified ones, full-width digits and punctuation half-width,
    separators inside numbers and all spaces go.
    """
    return plain_chinese(_SPACES.sub("", _THOUSANDS.sub(_ungrouped, text)))


def _ungrouped(match: re.Match[str]) -> str:
    return match[0].replace(",", "")
