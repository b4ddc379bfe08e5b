"""Link the numbers of the narrative with the cells and sums of the tables that they speak of.

A link holds as long as the sentence says what the tables say. Where a number of the tables changes,
the link knows what the sentence should say now; nothing is changed by it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report_editor.checks.memory import TextMemory
from report_editor.checks.report import CheckedReport, LinkKey, Meanings, Paragraph
from report_editor.checks.text.claim_grammar import read_claims
from report_editor.checks.text.claim_numbers import Allowed, ClaimNumbers
from report_editor.checks.text.claim_words import WITHDRAWN
from report_editor.checks.text.documents import read_disclosure_claims
from report_editor.checks.text.number_places import find_place, format_like
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from report_editor.checks.text.claim import Claim
    from report_editor.document import Document, Number
    from report_editor.document.text_replacement import TextReplacement

_log = logging.getLogger(__name__)

MOST_MEANINGS = 2_000
"""Claims whose meaning is remembered."""


_remembered: TextMemory[list[NumberLink]] = TextMemory(2 * MAX_TEXT)
"""Links of the last checks, by paragraph and by the state of the tables."""


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
    report = CheckedReport(document, meanings=meanings)
    links: list[NumberLink] = []
    yield from report.prepare()
    numbers = ClaimNumbers(document, report.filled_tables)
    for paragraph in report.body:
        place = (paragraph.section, paragraph.index, report.tables_token)
        found = _remembered.find(paragraph.original, place)
        if found is None:
            found = []
            try:
                for each in _find_in_paragraph(report, paragraph, numbers, meanings):
                    if each is None:
                        yield
                    else:
                        found.append(each)
            except Exception:  # as a rule that fails: it costs what it would have found
                _log.exception("no links of a paragraph")
            _remembered.keep(paragraph.original, found, place)
        links.extend(found)
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


def link_claim(
    report: CheckedReport, paragraph: Paragraph, claim: Claim, allowed: Allowed, meanings: Meanings
) -> NumberLink | None:
    """Return the link of a claim on applications or cases, None where its number is not found."""
    if WITHDRAWN in claim.keys:
        return None  # the tables only say how many they may be at most
    name = f"{report.table_name(allowed.table)}的{allowed.name}"
    return _link(paragraph, claim.at, claim.words, claim.number, name, allowed.readings, meanings)


def _find_in_paragraph(
    report: CheckedReport, paragraph: Paragraph, numbers: ClaimNumbers, meanings: Meanings
) -> Iterator[NumberLink | None]:
    if report.filled_tables & {"requests", "proceedings"}:
        for claim in read_claims(paragraph.text, report.document.year, report.organ):
            allowed = None if claim is None else numbers.allowed(claim)
            if claim is not None and allowed is not None:
                yield link_claim(report, paragraph, claim, allowed, meanings)
    for stated in read_disclosure_claims(report, paragraph):
        if stated is not None and stated.at is not None:
            right = (report.document.value(stated.address),)
            name = f"表二的{stated.name}"
            number = int(stated.number)
            yield _link(paragraph, stated.at, stated.words, number, name, right, meanings)


def _link(
    paragraph: Paragraph,
    at: int,
    words: str,
    number: int,
    name: str,
    readings: tuple[Number, ...],
    meanings: Meanings,
) -> NumberLink | None:
    place = find_place(paragraph, at)
    if place is None:
        return None
    written = place.text[place.start : place.end]
    right = frozenset(index for index, each in enumerate(readings) if each == number)
    meaning = right or meanings.get((paragraph.section, words), frozenset())
    possible = [each for index, each in enumerate(readings) if index in meaning] or readings
    choices = tuple(dict.fromkeys(format_like(written, each) for each in possible))
    better = choices[0] if len(choices) == 1 and not right else ""
    return NumberLink(replace(place, better=better), words, name, choices, meaning, bool(right))
