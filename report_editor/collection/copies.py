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
from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.pool import Pool
from report_editor.collection.report_row import list_reports
from report_editor.collection.units import fold_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow

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
_MOST_TOLD = 1_000
"""Pairs that are read again."""


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


def list_shared_sentences(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """Return the sentences of the second report that the first has too, or nearly so."""
    known = Sentences()
    for sentence in one:
        known.add(sentence)
    return [each for each in other if known.has_similar(each)]


def describe_copies(
    rows: Sequence[ReportRow],
    jobs: int | None = None,
    watch: Callable[[Pool], None] = lambda _pool: None,
) -> Iterator[tuple[ReportRow, Finding]]:
    """Read reports with alike texts again; yield a finding for each that repeats another.

    One that cannot be read any more is passed over. Of a great many, those most alike are told.
    ``watch`` is given the pool of readers, to give it up.
    """
    copies = find_copies(rows)[:_MOST_TOLD]
    files = list(dict.fromkeys(row.file for copy in copies for row in (copy.one, copy.other)))
    if not files:
        return
    with Pool(files, ExamineOptions(sentences=True), jobs=jobs) as pool:
        watch(pool)
        again, _ = list_reports(examined for _, examined in pool.take_results())
    by_file = {row.file: row for row in again}
    told: set[Path] = set()
    for copy in copies:
        one, other = (by_file.get(row.file) for row in (copy.one, copy.other))
        if one is not None and other is not None and other.file not in told:
            for finding in _describe(one, other):
                told.add(other.file)
                yield copy.other, finding


def list_copied_sentences(
    rows: Sequence[ReportRow],
    row: ReportRow,
    watch: Callable[[Pool], None] = lambda _pool: None,
) -> list[tuple[ReportRow, list[str]]]:
    """Read a report and those with alike texts again; return the sentences it shares with each.

    Numbers in them are ``#``, the name of the office is left out. One that cannot be read any more
    is passed over. ``watch`` is given the pool of readers, to give it up.
    """
    pairs = (each for each in find_copies(rows) if row is each.one or row is each.other)
    others = [each.one if row is each.other else each.other for each in pairs]
    files = list(dict.fromkeys([row.file, *(each.file for each in others)]))
    with Pool(files, ExamineOptions(sentences=True)) as pool:
        watch(pool)
        again, _ = list_reports(examined for _, examined in pool.take_results())
    by_file = {each.file: each.sentences for each in again}
    own = by_file.get(row.file, ())
    shared = ((each, list_shared_sentences(by_file.get(each.file, ()), own)) for each in others)
    return [(each, sentences) for each, sentences in shared if sentences]


def _describe(one: ReportRow, other: ReportRow) -> Iterator[Finding]:
    """Yield the finding on the second report, if its sentences are those of the first."""
    total = len(other.sentences)
    shared = list_shared_sentences(one.sentences, other.sentences)
    if shared and len(shared) >= _SHARE * total:
        quoted = "".join(f"“{_shorten(each)}”" for each in shared[:_NAMED])
        yield Finding(
            CODE,
            Severity.WARNING,
            other.form.text_sections[1].key,
            f"文字部分 {total} 句里有 {len(shared)} 句和{one.name}的报告相同或几乎相同"
            f"（数字和单位名称除外），例如{quoted}。请核对是不是互相抄写的，按各自的实际情况改写。",
        )


def _are_different_offices(one: ReportRow, other: ReportRow) -> bool:
    unit = fold_unit(one.organization)
    return not unit or unit != fold_unit(other.organization)


def _shorten(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST_QUOTE else f"{sentence[:_LONGEST_QUOTE]}…"
