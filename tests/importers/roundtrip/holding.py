"""Check every report read back: no wrong number, nothing lost, text in order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Part, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.importers.recognised import Recognition
    from tests.importers.roundtrip.printed import Printed

_WHERE = re.compile(r"（[^（）]*(?:第 \d+|行|页|表|段)[^（）]*）$")


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def check_numbers(report: Printed, found: Recognition, *, broken: bool = False) -> None:
    """Each cell says what the source says or nothing; then its text is listed.

    Args:
        report: What was written.
        found: What was read.
        broken: Whether a cell may be broken over lines and pages, and so kept as a text.
    """
    document = found.document
    assert document.form.id == report.edition.id
    placed = document.entries(Part.CELLS)
    stated = document.entries(Part.STATED)
    for address, text in (*placed.items(), *stated.items()):
        assert squeezed(text) == squeezed(report.says.get(address, "")), address
    _check_values(report, document, broken=broken)
    missing = [
        text
        for address, text in report.says.items()
        if text and address not in placed and not report.edition.cells[address].is_total
        if read_number(text).number is not None and not (broken and "（" in text)
    ]
    lost = Counter(map(squeezed, missing)) - _listed(document)
    assert not lost, lost


def _check_values(report: Printed, document: Document, *, broken: bool) -> None:
    """Check the number of each cell, and each printed total whose row or column was found."""
    placed, stated = document.entries(Part.CELLS), document.entries(Part.STATED)
    for address, text in report.says.items():
        cell = report.edition.cells[address]
        said = read_number(text, cell.kind, cell.unit).number
        if not cell.is_total:
            if address in placed:
                kept = broken and document.parse(address).problem
                assert kept or document.number(address) == said, address
            continue
        if broken or said is None or address in stated or document.number(address) == said:
            continue
        assert squeezed(text) in _listed(document), address


def _listed(document: Document) -> Counter[str]:
    """Every text of the list of what found no place, cell by cell."""
    texts: Counter[str] = Counter()
    for entry in document.paragraphs(UNPLACED):
        for part in re.split(r"[|\t]|\s{2,}", _WHERE.sub("", entry)):
            texts[squeezed(part)] += 1
            texts.update(word for word in part.split() if word != squeezed(part))
    return texts


def check_extra_rows(report: Printed, found: Recognition) -> None:
    """Numbers that the form has no place for are listed or belong to a row that was placed."""
    lost = Counter(report.beside) - _listed(found.document)
    assert not lost, lost


def check_text(report: Printed, found: Recognition, *, paragraphs: bool = True) -> None:
    """Section by section the text that was written, up to white space.

    Args:
        report: What was written.
        found: What was read.
        paragraphs: Whether the paragraphs must be the same, too.
    """
    for key, texts in report.narrative.items():
        read = found.document.paragraphs(key)
        assert squeezed("".join(read)) == squeezed("".join(texts)), key
        if paragraphs:
            assert [squeezed(each) for each in read] == [squeezed(each) for each in texts], key


def check_text_is_somewhere(report: Printed, found: Recognition) -> None:
    """Every paragraph stands in order in some section, or is listed."""
    document = found.document
    whole = "".join(
        squeezed(text)
        for section in document.form.text_sections
        for text in document.paragraphs(section.key)
    )
    listed = squeezed("".join(document.paragraphs(UNPLACED)))
    at = 0
    for text in _each(report.narrative.values()):
        place = whole.find(squeezed(text), at)
        if place < 0:
            assert squeezed(text) in listed, text
        else:
            at = place


def _each(texts: Iterable[list[str]]) -> Iterable[str]:
    return (text for paragraphs in texts for text in paragraphs)
