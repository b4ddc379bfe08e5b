"""Find reports whose texts are copied from each other, and the sentences that they share.

The fingerprints lead to the pairs that are worth a comparison, in a time that grows with the number
of reports; whether their sentences are alike is decided by the measure of the checks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.checks.text.similarity import Sentences
from report_editor.collection.fingerprints import list_sentences
from report_editor.collection.units import fold_unit
from report_editor.common.problem import Problem
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.collection.report_row import ReportRow
    from report_editor.document import Document

CODE = "compare.copied"
_PAIRED = 8
"""Reports with one fingerprint that are all compared with each other; of more, each with the
next."""
_SHARE = 0.4
"""Share of the fingerprints of the shorter text from which on two reports are worth a look."""
_FEWEST = 8
"""Fingerprints in common, about as much as a paragraph."""
_NAMED = 3
"""Sentences that a message quotes."""
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports of different offices whose texts are alike."""

    one: ReportRow
    other: ReportRow
    share: float
    """Part of the fingerprints of the shorter text that both have, from 0 to 1."""


def find_copies(rows: Sequence[ReportRow]) -> list[Copy]:
    """Return the pairs of reports with texts alike, those most alike first.

    Of many with the same text not every pair is told, but each of them is in one.
    """
    by_print: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        for each in row.prints:
            by_print.setdefault(each, []).append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for found in by_print.values():
        shared.update(combinations(found, 2) if len(found) <= _PAIRED else pairwise(found))
    copies = []
    for (first, second), count in shared.items():
        one, other = rows[first], rows[second]
        share = count / min(len(one.prints), len(other.prints))
        if count >= _FEWEST and share >= _SHARE and _are_different_offices(one, other):
            copies.append(Copy(one, other, share))
    return sorted(copies, key=lambda each: -each.share)


def list_shared_sentences(one: Document, other: Document) -> list[str]:
    """Return the sentences of the second report that the first has too, or nearly so.

    Numbers and the names of the offices make no difference.
    """
    known = Sentences()
    for sentence in list_sentences(one):
        known.add(sentence)
    return [each for each in list_sentences(other) if known.has_similar(each)]


def describe_copy(copy: Copy) -> Finding | None:
    """Read two reports again and return a finding on the second; None where they are not alike.

    None too where one of them cannot be read any more: it was told by then.
    """
    try:
        one, other = open_file(copy.one.file).document, open_file(copy.other.file).document
    except Problem:
        return None
    sentences = list_shared_sentences(one, other)
    total = sum(1 for _ in list_sentences(other))
    if not sentences or len(sentences) < _SHARE * total:
        return None
    quoted = "".join(f"“{_shorten(each)}”" for each in sentences[:_NAMED])
    return Finding(
        CODE,
        Severity.WARNING,
        other.form.text_sections[1].key,
        f"文字部分 {total} 句里有 {len(sentences)} 句和{copy.one.name}的报告相同或几乎相同"
        f"（数字和单位名称除外），例如{quoted}。请核对是不是互相抄写的，按各自的实际情况改写。",
    )


def describe_copies(rows: Sequence[ReportRow]) -> Iterator[tuple[ReportRow, Finding]]:
    """Yield a finding for each report whose text is alike to that of another."""
    told: set[int] = set()
    for copy in find_copies(rows):
        if id(copy.other) in told:
            continue
        if (finding := describe_copy(copy)) is not None:
            told.add(id(copy.other))
            yield copy.other, finding


def _are_different_offices(one: ReportRow, other: ReportRow) -> bool:
    unit = fold_unit(one.organization)
    return not unit or unit != fold_unit(other.organization)


def _shorten(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST_QUOTE else f"{sentence[:_LONGEST_QUOTE]}…"
