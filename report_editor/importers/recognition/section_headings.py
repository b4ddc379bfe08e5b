"""Find the headings of a report's sections in a source with titles and numbers of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report_editor.forms import SectionKind
from report_editor.importers.recognition.folding import Numbered, measure_likeness, split_number
from report_editor.importers.recognition.sentences import is_inner_heading
from report_editor.importers.recognition.vocabulary import get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_editor.forms import Form, Section
    from report_editor.importers.recognition.source_rows import SourceRow

_LONGEST_TITLE = 40
_LONG_WORDS = 4
"""Letters of a title that are enough to recognise it where others stand before them."""
_LIKE = 0.8
"""From this likeness on a title is another wording of the official one."""
_TABLE_REACH = 60
"""Rows after a title in which its table has to begin."""
_DIRECT_REACH = 2
"""Such rows after a title that is numbered like a heading within a section."""
_MAX_CANDIDATES = 300
_NONE = ("无", "没有")
"""Words of an answer, not of a title: 无其他需要报告的事项."""
_PAGE = re.compile(r"[0-9]+$")
"""Page behind a title in a table of contents."""
_YEAR = re.compile("20[0-9]{2}年?度?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that may be the title of a section."""

    row: int
    section: str
    order: int
    score: float
    title: str
    """As printed; empty where a table begins without a title."""
    is_worded: bool = False
    """Words are the section's, not the number alone."""

    @property
    def content(self) -> int:
        """Return the first row of the section's content."""
        return self.row + 1 if self.title else self.row


@dataclass(frozen=True, slots=True)
class Outline:
    """Headings that make up a report, in order, and other rows that look like them."""

    headings: tuple[Heading, ...]
    others: dict[int, str]
    """Rows worded like a title that are none, such as a table of contents → section."""


def find_outline(rows: Sequence[SourceRow], edition: Form) -> Outline:
    """Find the sections: the best run of titles in the official order.

    A source may number its sections anew and use a section's title for a paragraph heading. So
    each row that may be a title is scored (words, number, whether its table follows), and of
    all runs that keep the official order the one with the highest sum is taken.
    """
    candidates = list(_find_candidates(rows, edition))
    if len(candidates) > _MAX_CANDIDATES:
        candidates = sorted(candidates, key=lambda each: -each.score)[:_MAX_CANDIDATES]
        candidates.sort(key=lambda each: each.row)
    chosen = _choose_run(_weigh(candidates, rows, edition))
    taken = {heading.row for heading in chosen}
    others = {each.row: each.section for each in candidates if each.is_worded}
    return Outline(chosen, {row: key for row, key in others.items() if row not in taken})


def _find_candidates(rows: Sequence[SourceRow], edition: Form) -> Iterator[Heading]:
    sections = [section for section in edition.sections if section.numeral]
    for number, row in enumerate(rows):
        text = row.single_text
        given = split_number(text if len(text) <= _LONGEST_TITLE else "")
        for order, section in enumerate(sections):
            if (score := _score_title(given, section)) > 0:
                is_worded = _score_wording(given, section) > 0
                yield Heading(number, section.key, order, score, text, is_worded)
    for order, section in enumerate(sections):
        if section.kind is SectionKind.TABLE:
            first = split_number(edition.tables[section.key].grid[0].text).core
            for number, row in enumerate(rows):
                if any(cell and split_number(cell).core == first for cell in row.cells):
                    yield Heading(number, section.key, order, 0.4, "")
                    break


def _score_wording(given: Numbered, section: Section) -> float:
    """Score how far a text is worded as a section's title; 0 where it is none."""
    titles = [split_number(title).core for title in (section.title, *section.variants)]
    if any(word in given.core and word not in titles[0] for word in _NONE):
        return 0.0
    if given.core == titles[0]:
        return 3.0
    if given.core in titles:
        return 2.0
    if any(given.core.endswith(title) for title in titles if len(title) >= _LONG_WORDS):
        return 1.2  # 一、2023年政府信息公开工作总体情况
    return 1.2 if max(measure_likeness(given.core, title) for title in titles) >= _LIKE else 0.0


def _score_title(given: Numbered, section: Section) -> float:
    """Score how far a text is worded and numbered as a section's title; 0 where it is none."""
    if not given.core:
        return 0.0
    is_numbered_right = given.number == section.numeral and given.style in ("comma", "part")
    score = _score_wording(given, section)
    if not score:
        is_title = is_numbered_right and _YEAR.sub("", given.core).isalpha()
        is_title = is_title and section.kind is SectionKind.TEXT
        return 1.3 if is_title and _has_shared_words(given, section) else 0.0
    if given.style in ("comma", "part"):
        return score + (1.0 if is_numbered_right else 0.0)
    if given.style == "table":
        return score / 2
    return score - (0.5 if not given.style else 1.6)


def _has_shared_words(given: Numbered, section: Section) -> bool:
    """Check whether two letters side by side are the same: 五、问题与建议."""
    official = split_number(section.title).core
    return any(given.core[index : index + 2] in official for index in range(len(given.core) - 1))


def _weigh(
    candidates: list[Heading], rows: Sequence[SourceRow], edition: Form
) -> Iterator[Heading]:
    """Yield the candidates with their scores corrected by what follows them."""
    starts = sorted({each.row for each in candidates if each.title})
    empty = {row for row in starts if row + 1 in starts or row + 1 == len(rows)}
    contents = _find_contents(empty, {each.row: each.title for each in candidates if each.title})
    strong = [each for each in candidates if each.score >= 2]
    for each in candidates:
        if each.row in contents:
            continue
        end = next((start for start in starts if start > each.row), len(rows))
        following = rows[each.content : end]
        score = each.score + min(sum(len(row.text) for row in following), 2000) / 20000
        if edition.section(each.section).kind is SectionKind.TABLE:
            ends = [other.row for other in strong if other.section != each.section]
            stop = next((end for end in ends if end > each.row), len(rows))
            length = _DIRECT_REACH if is_inner_heading(each.title) else _TABLE_REACH
            reach = rows[each.content : min(stop, each.content + length)]
            is_known = get_vocabulary(edition, each.section).is_known
            known = {cell for row in reach for cell in row.cells if cell and is_known(cell)}
            score += 2.0 if len(known) >= 2 else -1.6
        elif not following:
            score -= 0.5
        if score > 0:
            yield replace(each, score=score)


def _find_contents(empty: set[int], titles: Mapping[int, str]) -> set[int]:
    """Return the rows of a table of contents: titles one below the other that come again later."""
    rows_of: defaultdict[str, set[int]] = defaultdict(set)
    for row, title in titles.items():
        rows_of[_PAGE.sub("", split_number(title).core)].add(row)
    contents: set[int] = set()
    for first in sorted(row for row in empty if row - 1 not in empty):
        end = first
        while end in empty:
            end += 1
        stack = set(range(first, end))
        if len(stack) > 1 and any(rows & stack and max(rows) >= end for rows in rows_of.values()):
            contents |= stack
    return contents


def _choose_run(candidates: Iterator[Heading]) -> tuple[Heading, ...]:
    """Return the run of headings, one a section in the official order, with the highest sum."""
    best: list[tuple[float, tuple[Heading, ...]]] = []
    for each in sorted(candidates, key=lambda heading: heading.row):
        before = (
            pair for pair in best if pair[1][-1].row < each.row and pair[1][-1].order < each.order
        )
        total, run = max(before, key=lambda pair: pair[0], default=(0.0, ()))
        best.append((total + each.score, (*run, each)))
    return max(best, key=lambda pair: pair[0], default=(0.0, ()))[1]
