"""List what is left to do in a report, as places to go to one after the other. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from report_editor.checks.finding import METADATA
from report_editor.document import FIELDS, Field
from report_editor.document.completeness import Gap, describe_gaps, is_in_work, list_gaps
from report_editor.workspace.text_offers import list_confirmations, list_offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Document
    from report_editor.workspace.session import Session

Position: TypeAlias = tuple[int, int, int]
"""Index of a section, of a paragraph and of a character."""
BEFORE = -1
"""Index before the first paragraph, and position before the first character.

The fields of the metadata stand before all paragraphs, one behind the other.
"""


class Stop(NamedTuple):
    """A place where something is left to do; stops are ordered as one reads."""

    page: int
    """Index of the section in the form; the preamble is 0, as the metadata."""
    paragraph: int
    start: int
    section: str
    """Key of the section, or that of the metadata."""
    end: int = 0
    target: str = ""
    """Cell, or field of the metadata; empty in a text."""
    advice: str = ""
    """Sentence on what is to be done there; empty for a field of the metadata."""


def list_stops(session: Session) -> list[Stop]:
    """Return what is to be filled in, followed or confirmed, as the last check found it."""
    return sorted(_find_stops(session))


def _find_stops(session: Session) -> Iterator[Stop]:
    document = session.document
    pages = {each.key: index for index, each in enumerate(document.form.sections)}
    texts: set[str] = set()
    for section in document.form.text_sections:
        key = section.key
        for offer in (*list_offers(session, key), *list_confirmations(session, key)):
            place = offer.place
            texts.add(key)
            page, end, advice = pages[key], place.end, offer.describe()
            yield Stop(page, place.paragraph, place.start, key, end, advice=advice)
    for gap in list_gaps(document):
        if gap.section is None:
            yield Stop(0, BEFORE, FIELDS.index(Field(gap.target)), METADATA, target=gap.target)
        elif gap.section.key not in texts:
            key, advice = gap.section.key, _advise_on(document, gap)
            yield Stop(pages[key], BEFORE, BEFORE, key, target=gap.target, advice=advice)


def _advise_on(document: Document, gap: Gap) -> str:
    """Return a sentence on what is to be filled in in a section; empty where words wait in it."""
    section = gap.section
    assert section is not None
    if gap.target:
        return f"表{section.numeral}还差 {gap.count} 格没有填，没有发生的填 0。"
    is_empty = not any(each.strip() for each in document.paragraphs(section.key))
    return f"“{section.heading}”还没有写。" if is_empty else ""


def find_next_stop(stops: list[Stop], here: Position, last: Stop | None) -> Stop | None:
    """Return the next stop behind a position, after the last the first; None where there is none.

    One at the position itself is next, unless it is the stop that was found last.
    """
    later = (each for each in stops if each[:3] > here or (each[:3] == here and each != last))
    return next(later, stops[0] if stops else None)


def describe_left(session: Session) -> str:
    """Return in words what is left to do, 还剩 3 张表、3 处文字; empty where nothing is."""
    sections, in_work = _find_open_sections(session)
    return describe_gaps(sections, in_work=in_work)


def is_unfinished(session: Session) -> bool:
    """Check whether something is left to do, other than what a finished report leaves blank."""
    sections, in_work = _find_open_sections(session)
    return bool(sections) and in_work


def _find_open_sections(session: Session) -> tuple[list[Gap], bool]:
    """Find what is not filled in, and the texts in which an offer waits.

    Also returned is whether somebody is still to fill in those blanks, or to answer an offer.
    """
    gaps = list_gaps(session.document)
    known = {each.section.key for each in gaps if each.section is not None}
    offers = [
        Gap(section, "")
        for section in session.document.form.text_sections
        if section.key not in known and any(list_offers(session, section.key))
    ]
    return [*gaps, *offers], bool(offers) or is_in_work(session.document)
