"""Link the numbers of the narrative with the cells and sums of the tables that they speak of.

A link holds as long as the sentence says what the tables say. Where a number of the tables changes,
the link knows what the sentence should say now; nothing is changed by it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks.memory import TextMemory
from report_editor.checks.report import CheckedReport, Paragraph
from report_editor.checks.text.claim_grammar import read_claims
from report_editor.checks.text.claim_numbers import ClaimNumbers
from report_editor.checks.text.claim_words import WITHDRAWN
from report_editor.checks.text.claims import NONE_CODE
from report_editor.checks.text.denials import find_denials
from report_editor.checks.text.documents import read_disclosure_claims
from report_editor.checks.text.number_places import find_place, format_like
from report_editor.checks.text.word_places import locate_words
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from report_editor.checks.finding import Finding
    from report_editor.checks.text.claim_numbers import Allowed
    from report_editor.checks.text.denials import Denial
    from report_editor.document import Document, Number
    from report_editor.document.text_replacement import TextReplacement

LinkKey: TypeAlias = tuple[str, str]
"""Section and words of a claim."""
Meanings: TypeAlias = "Mapping[LinkKey, frozenset[int]]"
"""Numbers that each claim gave, of those that it may give, when it last agreed with the tables."""

_DIGIT = re.compile("[0-9０-９]")
_log = logging.getLogger(__name__)

MOST_MEANINGS = 2_000
"""Claims whose meaning is remembered."""


_remembered: TextMemory[list[_Claimed]] = TextMemory(2 * MAX_TEXT)
"""Claims of the last checks, by paragraph and by the state of the tables."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A number of a paragraph, or words that deny any, with what may be written instead."""

    place: TextReplacement
    words: str
    name: str
    numbers: tuple[str, ...]
    readings: tuple[str, ...]
    right: frozenset[int]
    """Positions of the readings that it gives."""

    def link(self, meanings: Meanings) -> NumberLink:
        """Return the link for what the claim is known to mean."""
        meaning = self.right or meanings.get((self.place.section, self.words), frozenset())
        numbers = dict(zip(self.readings, self.numbers, strict=True))
        possible = [each for index, each in enumerate(self.readings) if index in meaning]
        choices = {each: numbers[each] for each in possible} or numbers
        better = next(iter(choices)) if len(choices) == 1 and not self.right else ""
        return NumberLink(
            replace(self.place, better=better),
            self.words,
            self.name,
            tuple(choices),
            tuple(choices.values()),
            meaning,
            bool(self.right),
        )


@dataclass(frozen=True, slots=True)
class NumberLink:
    """A number of a paragraph with what it counts and what the tables say of that.

    The words of a denial (未收到…申请) are one too: they say 0.
    """

    place: TextReplacement
    """Characters of the number or denial; ``better`` is what they should be, empty where they are
    right or where the tables leave a choice."""
    words: str
    """Words of the claim, with the number: 收到申请20件."""
    name: str
    """Name of what is counted: 表三的收到申请."""
    choices: tuple[str, ...]
    """Each text that may stand there, as it would be written: 20, or 收到…申请20件 for a denial."""
    numbers: tuple[str, ...]
    """Number that each of them gives."""
    meaning: frozenset[int]
    """Positions, among the numbers it may give, of those that it gave when it was right."""
    is_right: bool

    @property
    def key(self) -> LinkKey:
        """Return what a claim is known by from one check to the next."""
        return self.place.section, self.words


def find_links(
    document: Document, meanings: Meanings
) -> Generator[None, None, tuple[NumberLink, ...]]:
    """Return the links of a report in the order of reading, with pauses.

    ``meanings`` are what :func:`remember_meanings` made of earlier links; they decide between
    several numbers that a sentence may give, such as 收到 with and without 上年结转.
    """
    report = CheckedReport(document)
    links: list[NumberLink] = []
    yield from report.prepare()
    numbers = ClaimNumbers(document, report.filled_tables, report.unfilled_inputs)
    for paragraph in report.body:
        place = (paragraph.section, paragraph.index, report.tables_token)
        found = _remembered.find(paragraph.original, place)
        if found is None:
            found = []
            try:
                for each in _find_in_paragraph(report, paragraph, numbers):
                    if each is None:
                        yield
                    else:
                        found.append(each)
            except Exception:  # as a rule that fails: it costs what it would have found
                _log.exception("no links of a paragraph")
            _remembered.keep(paragraph.original, found, place)
        links.extend(each.link(meanings) for each in found)
        yield
    return tuple(links)


def remember_meanings(
    links: Iterable[NumberLink], known: Meanings
) -> dict[LinkKey, frozenset[int]]:
    """Return the meanings of claims that are known, the newest ones last."""
    every = {**known, **{each.key: each.meaning for each in links if each.is_right}}
    return dict(list(every.items())[-MOST_MEANINGS:])


def move_links(links: Iterable[NumberLink], done: TextReplacement) -> tuple[NumberLink, ...]:
    """Return the links as they are after one number was replaced, until the next check."""
    return tuple(_move(each, done) for each in links)


def _move(link: NumberLink, done: TextReplacement) -> NumberLink:
    place = link.place
    is_beside = (place.section, place.paragraph) == (done.section, done.paragraph)
    if not is_beside or place.text != done.text:
        return link
    text = f"{done.text[: done.start]}{done.better}{done.text[done.end :]}"
    if place.start == done.start:
        end = done.start + len(done.better)
        return replace(link, place=replace(place, text=text, end=end, better=""), is_right=True)
    shift = len(text) - len(done.text) if place.start > done.start else 0
    moved = replace(place, text=text, start=place.start + shift, end=place.end + shift)
    return replace(link, place=moved)


def note_links(findings: Iterable[Finding], links: Iterable[NumberLink]) -> list[Finding]:
    """Return the findings, those on a number or a denial with what is known to be right there."""
    offers = {replace(each.place, better=""): each.place for each in links if each.place.better}

    def note(finding: Finding) -> Finding:
        span = finding.span
        better = offers.get(span) if span else None
        if span and better is None and finding.code == NONE_CODE:
            better = next((each for each in offers.values() if _begins_in(span, each)), None)
        return replace(finding, span=better) if better else finding

    return [note(each) for each in findings]


def _begins_in(span: TextReplacement, place: TextReplacement) -> bool:
    """Check whether one span of a paragraph begins in another of the same."""
    return (span.section, span.paragraph, span.text) == (
        place.section,
        place.paragraph,
        place.text,
    ) and place.start <= span.start < place.end


def _find_in_paragraph(
    report: CheckedReport, paragraph: Paragraph, numbers: ClaimNumbers
) -> Iterator[_Claimed | None]:
    year, organ = report.document.year, report.organ
    if report.filled_tables & {"requests", "proceedings"}:
        for claim in read_claims(paragraph.text, year, organ):
            allowed = None if claim is None else numbers.allowed(claim)
            # Of 撤回 the tables only say how many they may be at most.
            if claim is not None and allowed is not None and WITHDRAWN not in claim.keys:
                name, readings = _name(report, allowed), allowed.readings
                yield _read(paragraph, claim.at, claim.words, claim.number, name, readings)
        for denial in find_denials(paragraph.text, year, organ):
            allowed = None if denial is None else numbers.allowed(denial.claim)
            if denial is not None and allowed is not None:
                yield _read_denial(paragraph, denial, _name(report, allowed), allowed.readings)
            else:
                yield None
    for stated in read_disclosure_claims(report, paragraph):
        if stated is None or stated.at is None:
            continue
        if stated.address not in report.unfilled_inputs:
            right = (report.document.value(stated.address),)
            name, number = f"表二的{stated.name}", int(stated.number)
            yield _read(paragraph, stated.at, stated.words, number, name, right)


def _name(report: CheckedReport, allowed: Allowed) -> str:
    return f"{report.table_name(allowed.table)}的{allowed.name}"


def _read(
    paragraph: Paragraph,
    at: int,
    words: str,
    number: int,
    name: str,
    readings: tuple[Number, ...],
) -> _Claimed | None:
    place = find_place(paragraph, at)
    if place is None:
        return None
    written = place.text[place.start : place.end]
    right = frozenset(index for index, each in enumerate(readings) if each == number)
    forms = tuple(format_like(written, each) for each in readings)
    return _Claimed(place, words, name, forms, forms, right)


def _read_denial(
    paragraph: Paragraph, denial: Denial, name: str, readings: tuple[Number, ...]
) -> _Claimed | None:
    """Return a denial with the sentences that say how many there are, in the paragraph's digits."""
    place = locate_words(paragraph, denial.start, denial.end)
    behind = locate_words(paragraph, denial.verb_start, denial.end)
    if place is None or behind is None or any(each < 0 for each in readings):
        return None
    digit = _DIGIT.search(place.text)
    numbers = tuple(format_like(digit[0] if digit else "", each) for each in readings)
    denied = place.text[behind.start : place.end]
    forms = tuple(f"{denial.verb}{denied}{each}件" for each in numbers)
    right = frozenset(index for index, each in enumerate(readings) if each == 0)
    words = place.text[place.start : place.end]
    return _Claimed(place, words, name, numbers, forms, right)
