"""Link the numbers of the narrative with the cells and sums of the tables that they speak of.

A link holds as long as the sentence says what the tables say. Where a number of the tables changes,
the link knows what the sentence should say now; nothing is changed by it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from report_editor.checks.memory import TextMemory
from report_editor.checks.report import CheckedReport, Paragraph
from report_editor.checks.text.claim_grammar import read_claims
from report_editor.checks.text.claim_numbers import ClaimNumbers
from report_editor.checks.text.claim_words import WITHDRAWN
from report_editor.checks.text.documents import read_disclosure_claims
from report_editor.checks.text.number_places import find_place, format_like
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from report_editor.checks.finding import Finding
    from report_editor.document import Document, Number
    from report_editor.document.text_replacement import TextReplacement

LinkKey: TypeAlias = tuple[str, str]
"""Section and words of a claim."""
Meanings: TypeAlias = "Mapping[LinkKey, frozenset[int]]"
"""Numbers that each claim gave, of those that it may give, when it last agreed with the tables."""

_log = logging.getLogger(__name__)

MOST_MEANINGS = 2_000
"""Claims whose meaning is remembered."""


_remembered: TextMemory[list[_Claimed]] = TextMemory(2 * MAX_TEXT)
"""Claims of the last checks, by paragraph and by the state of the tables."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A number of a paragraph with each number that it may be, as it would be written there."""

    place: TextReplacement
    words: str
    name: str
    readings: tuple[str, ...]
    right: frozenset[int]
    """Positions of the readings that it gives."""

    def link(self, meanings: Meanings) -> NumberLink:
        """Return the link for what the claim is known to mean."""
        meaning = self.right or meanings.get((self.place.section, self.words), frozenset())
        possible = [each for index, each in enumerate(self.readings) if index in meaning]
        choices = tuple(dict.fromkeys(possible or self.readings))
        better = choices[0] if len(choices) == 1 and not self.right else ""
        place = replace(self.place, better=better)
        return NumberLink(place, self.words, self.name, choices, meaning, bool(self.right))


@dataclass(frozen=True, slots=True)
class NumberLink:
    """A number of a paragraph with what it counts and what the tables say of that."""

    place: TextReplacement
    """Characters of the number; ``better`` is what they should be, empty where they are right or
    where the tables leave a choice."""
    words: str
    """Words of the claim, with the number: 收到申请20件."""
    name: str
    """Name of what is counted: 表三的收到申请."""
    choices: tuple[str, ...]
    """Each number that the sentence may give, as it would be written there."""
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
    numbers = ClaimNumbers(document, report.filled_tables)
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
    """Return the findings, those on a number with what it is known to mean."""
    known = {replace(each.place, better=""): each.place for each in links if each.place.better}
    return [
        replace(each, span=known[each.span]) if each.span in known else each for each in findings
    ]


def _find_in_paragraph(
    report: CheckedReport, paragraph: Paragraph, numbers: ClaimNumbers
) -> Iterator[_Claimed | None]:
    if report.filled_tables & {"requests", "proceedings"}:
        for claim in read_claims(paragraph.text, report.document.year, report.organ):
            allowed = None if claim is None else numbers.allowed(claim)
            # Of 撤回 the tables only say how many they may be at most.
            if claim is not None and allowed is not None and WITHDRAWN not in claim.keys:
                name = f"{report.table_name(allowed.table)}的{allowed.name}"
                readings = allowed.readings
                yield _read(paragraph, claim.at, claim.words, claim.number, name, readings)
    for stated in read_disclosure_claims(report, paragraph):
        if stated is not None and stated.at is not None:
            right = (report.document.value(stated.address),)
            name, number = f"表二的{stated.name}", int(stated.number)
            yield _read(paragraph, stated.at, stated.words, number, name, right)


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
    return _Claimed(place, words, name, forms, right)
