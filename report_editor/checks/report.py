"""A report as the rules see it: its document, its text ready to be searched, last year's values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

from report_editor.checks.finding import Issue, Severity
from report_editor.checks.memory import Contexts, TextMemory
from report_editor.checks.tables.breaks import is_invalid
from report_editor.common.plain_chinese import is_simplified, plain_chinese
from report_editor.document import Document, Number, Part, read_number
from report_editor.document.completeness import is_in_work, list_open_inputs
from report_editor.document.heading_levels import Level, level_of
from report_editor.document.last_year import get_previous_text, get_previous_year
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT
from report_editor.document.text_replacement import TextReplacement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_editor.forms import Address, Section, Table

MOST_REMEMBERED = 4 * MAX_TEXT
"""Characters of texts that stay normalised from one check to the next: a report and last year's,
as they are and as they were."""

_SPACES = re.compile(r"\s+")
_QUOTED = re.compile("“([^“”]+)”")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")


class Details(TypedDict, total=False):
    """Further arguments of an :class:`Issue` about a paragraph."""

    expected: Number
    actual: Number
    severity: Severity | None
    span: TextReplacement | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text section, as it was written and as it is searched."""

    section: str
    index: int
    """Index of the paragraph in its section."""
    original: str
    text: str
    """Original after :func:`normalise_text`."""
    level: Level

    def issue(self, message: str, **details: Unpack[Details]) -> Issue:
        """Return an issue about this paragraph, which quotes it as it was written."""
        if not is_simplified(self.original):
            message = _QUOTED.sub(lambda match: f"“{self.quote(match[1])}”", message)
        return Issue(message, section=self.section, paragraph=self.index, **details)

    def quote(self, words: str) -> str:
        """Return words that were searched for in the characters in which they were written.

        What does not stand in the text, or cannot be told there, is returned as it is.
        """
        written, start = _close_up(self.original), self.text.find(words)
        if start < 0 or len(written) != len(self.text):
            return words
        return written[start : start + len(words)]

    def point_at(self, words: str, better: str = "") -> TextReplacement | None:
        """Return where words first stand as they were written, None where they do not."""
        start = self.original.find(words)
        if start < 0:
            return None
        end = start + len(words)
        return TextReplacement(self.section, self.index, self.original, start, end, better)

    def contradict(self, words: str, right: str, **details: Unpack[Details]) -> Issue:
        """Return an issue about words of this paragraph that the tables contradict."""
        details["span"] = details.get("span") or self.point_at(words)
        return self.issue(f"文字写“{words}”，{right}。请核对文字和表格。", **details)


def normalise_text(text: str) -> str:
    """Return a text as the patterns of the rules expect it.

    Traditional characters become simplified ones, full-width digits and punctuation half-width;
    spaces and the separators inside numbers are removed.
    """
    if (known := _remembered.find(text)) is not None:
        return known
    return _remembered.keep(text, plain_chinese(_close_up(text)))


def _close_up(text: str) -> str:
    """Return a text without spaces and the separators inside numbers."""
    return _SPACES.sub("", _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text))


def find_separators(text: str) -> set[int]:
    """Return the positions of the commas inside numbers, which normalising removes."""
    return {
        match.start() + index
        for match in _THOUSANDS.finditer(text)
        for index, each in enumerate(match[0])
        if each == ","
    }


_remembered: TextMemory[str] = TextMemory(MOST_REMEMBERED)
_contexts = Contexts()


def cut_to_length(paragraphs: Iterable[str], characters: int = MAX_TEXT) -> Iterator[str]:
    """Yield the paragraphs as far as they are searched; each costs its length and one more."""
    left = characters
    for paragraph in paragraphs:
        if left <= 0:
            return
        searched = paragraph[: min(MAX_PARAGRAPH, left)]
        left -= len(searched) + 1
        yield searched


@dataclass(frozen=True, slots=True)
class LastYear:
    """Values and texts of last year's report, as far as they are known."""

    year: int | None
    values: Mapping[Address, Number]
    """Values that are known; a blank is not."""
    texts: Mapping[str, tuple[str, ...]]
    """Normalised paragraphs by section; empty where only the numbers are known."""

    def text_of(self, section: str) -> str:
        """Return the text of a section, one line a paragraph."""
        return "\n".join(self.texts.get(section, ()))


class CheckedReport:
    """One report being checked."""

    def __init__(
        self,
        document: Document,
        last_year: Document | None = None,
        *,
        is_handed_in: bool = False,
    ) -> None:
        """Prepare a document; ``last_year`` goes before the values kept in the document."""
        self.document = document
        self.is_handed_in = is_handed_in
        """True where a blank stands for 0; else it is a number that is still to come."""
        self.form = document.form
        self._last_year_document = last_year

    def prepare(self) -> Iterator[None]:
        """Make the texts ready to be searched, a paragraph at a time."""
        found: dict[str, list[Paragraph]] = {}
        left = MAX_TEXT
        for section in self.form.text_sections:
            key, found[section.key] = section.key, []
            for original in cut_to_length(self.document.paragraphs(key), left):
                index, text = len(found[key]), normalise_text(original)
                found[key].append(Paragraph(key, index, original, text, level_of(original)))
                left -= len(original) + 1
                yield
        self.paragraphs_by_section = found
        for texts in self._last_year_texts.values():
            for text in cut_to_length(texts):
                normalise_text(text)  # it is remembered
                yield

    @cached_property
    def paragraphs_by_section(self) -> dict[str, list[Paragraph]]:
        """Map each text section to its paragraphs, within the searched length of a report."""
        for _ in self.prepare():
            pass
        return self.paragraphs_by_section  # which prepare has set in the place of this property

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of all text sections in order."""
        return tuple(each for found in self.paragraphs_by_section.values() for each in found)

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the numbered sections: all but the preamble's."""
        return tuple(each for each in self.paragraphs if each.section != self.form.preamble.key)

    def text_of(self, section: str) -> str:
        """Return the normalised text of a section, one line a paragraph."""
        return "\n".join(each.text for each in self.paragraphs_by_section[section])

    @cached_property
    def organ(self) -> str:
        """Return the normalised name of the reporting organ."""
        return normalise_text(self.document.organization)

    @cached_property
    def filled_tables(self) -> frozenset[str]:
        """Return the keys of the tables that have anything filled in."""
        return frozenset(each.table for each in self.form.inputs if self.document.raw(each.address))

    @cached_property
    def gap_severity(self) -> Severity:
        """Return how grave it is that something is not filled in: never an error."""
        is_calm = not self.is_handed_in and is_in_work(self.document)
        return Severity.INFO if is_calm else Severity.WARNING

    @cached_property
    def doubtful_tables(self) -> frozenset[str]:
        """Return the keys of the tables with an invalid input: they cannot be compared yet."""
        return frozenset(
            each.table for each in self.form.inputs if is_invalid(self.document, each.address)
        )

    @cached_property
    def open_inputs(self) -> frozenset[Address]:
        """Return the inputs whose number is still to come.

        There are none in a report that is handed in, nor in one that somebody else finished: its
        source printed totals, and left blank what is 0.
        """
        is_finished = self.document.entries(Part.STATED) and not is_in_work(self.document)
        return frozenset() if self.is_handed_in or is_finished else self.unfilled_inputs

    @cached_property
    def unfilled_inputs(self) -> frozenset[Address]:
        """Return the inputs without a number: nothing made of one is offered to be written."""
        return list_open_inputs(self.document)

    def is_known(self, *addresses: Address) -> bool:
        """Check whether every input that some values are made of has a number."""
        inputs_of = self.form.inputs_of
        return all(self.open_inputs.isdisjoint(inputs_of[each]) for each in addresses)

    @cached_property
    def tables_token(self) -> object:
        """Return what stands for all that the claims of a paragraph are compared with."""
        values = tuple(map(self.document.number, self.form.cells))
        doubts = (self.filled_tables, self.doubtful_tables, self.open_inputs)
        return _contexts.find_token((self.form, self.document.year, self.organ, *doubts, values))

    def count_suits(self) -> Number:
        """Add up 行政诉讼 in table 四, whether 复议 came first or not."""
        return self.document.sum_of(f"{row}.total" for row in SUIT_ROWS)

    def table_name(self, table: str) -> str:
        """Return what a table is called in a message: 表三."""
        return f"表{self.form.section(table).numeral}"

    def cell_name(self, address: Address) -> str:
        """Return what a cell is called in a message: 表三“（一）予以公开·自然人”."""
        return f"{self.table_name(address.partition('.')[0])}“{self.form.cells[address].name}”"

    @cached_property
    def last_year(self) -> LastYear | None:
        """Return what is known of last year, or None."""
        last = self._last_year_document
        if last is not None:
            values = {
                address: number
                for address in last.form.cells
                if (number := last.number(address)) is not None
            }
            return LastYear(last.year, values, _normalise_texts(self._last_year_texts))
        kept = self.document.entries(Part.PREVIOUS)
        if not kept:
            return None
        values = {
            address: number
            for address, cell in self.form.cells.items()
            if address in kept
            and (number := read_number(kept[address], cell.kind, cell.unit).number) is not None
        }
        texts = _normalise_texts(self._last_year_texts)
        return LastYear(get_previous_year(self.document), values, texts)

    @property
    def _last_year_texts(self) -> dict[str, tuple[str, ...]]:
        """Map the text sections to last year's paragraphs."""
        last = self._last_year_document
        if last is not None:
            return {each.key: last.paragraphs(each.key) for each in last.form.text_sections}
        sections = (section.key for section in self.form.text_sections)
        return {key: get_previous_text(self.document, key) for key in sections}

    @property
    def is_last_year_another(self) -> bool:
        """Check whether the report to compare with is of another year than the one before."""
        year, last = self.document.year, self.last_year
        return bool(last and year and last.year and last.year != year - 1)


SUIT_ROWS = ("proceedings.direct_suit", "proceedings.suit_after_reconsideration")
"""Rows of 行政诉讼 in table 四: what a rule that counts suits needs."""


def _normalise_texts(texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(normalise_text(each) for each in cut_to_length(paragraphs))
        for key, paragraphs in texts.items()
    }


# What rules are run on one by one: see ``each`` of a rule.


def each_paragraph(report: CheckedReport) -> Iterable[Paragraph]:
    """List the paragraphs of all text sections."""
    return report.paragraphs


def each_body_paragraph(report: CheckedReport) -> Iterable[Paragraph]:
    """List the paragraphs of the numbered sections."""
    return report.body


def each_text(report: CheckedReport) -> Iterable[list[Paragraph]]:
    """List the text sections, each as its paragraphs."""
    return report.paragraphs_by_section.values()


def each_section(report: CheckedReport) -> Iterable[Section]:
    """List the sections of the form."""
    return report.form.sections


def each_table(report: CheckedReport) -> Iterable[Table]:
    """List the tables of the form."""
    return report.form.tables.values()


def comparable_last_year(report: CheckedReport) -> Iterator[LastYear]:
    """List last year's report if it is known and not that of another year."""
    if report.last_year and not report.is_last_year_another:
        yield report.last_year


# What rules read of a report besides the paragraph that they are run on: see ``reads`` of a rule.


def read_nothing(_report: CheckedReport) -> None:
    """Return None: the paragraph is all that is read."""


def read_tables(report: CheckedReport) -> object:
    """Return what stands for the tables, the year and the organ."""
    return report.tables_token


def read_organ(report: CheckedReport) -> tuple[str, str]:
    """Return the name of the organ, and the edition, which says what the preamble is."""
    return report.document.organization, report.form.id
