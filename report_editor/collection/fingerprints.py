"""Reduce the text of a report to a few numbers by which copies of it are found among thousands.

Of all runs of some characters those are kept whose checksum is divisible by a number, so that the
same passage gives the same fingerprints wherever it stands. No library at hand does it: those for
near duplicates (MinHash) compare whole texts, and a report is copied by the section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

from report_editor.checks.report import cut_to_length, normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Document

RUN = 12
"""Characters of a run: most of a clause, more than a phrase that all reports share."""
_KEPT = 16
"""One of so many runs is kept."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_SHORTEST_SENTENCE = 10


def list_sentences(document: Document) -> Iterator[str]:
    """Yield the sentences of the numbered sections, without numbers and the office's own name."""
    organ = normalise_text(document.organization)
    for section in document.form.text_sections[1:]:
        for paragraph in cut_to_length(document.paragraphs(section.key)):
            text = _DIGITS.sub("#", normalise_text(paragraph))
            if organ:
                text = text.replace(organ, "")
            for sentence in _SENTENCE_END.split(text):
                if len(sentence) >= _SHORTEST_SENTENCE:
                    yield sentence


def find_prints(document: Document) -> set[int]:
    """Return the fingerprints of the text of a report, each a number of 32 bits."""
    found: set[int] = set()
    for sentence in list_sentences(document):
        data = sentence.encode("utf-16-le", "surrogatepass")
        for start in range(0, len(data) - 2 * RUN + 1, 2):
            checksum = crc32(data[start : start + 2 * RUN])
            if checksum % _KEPT == 0:
                found.add(checksum)
    return found
