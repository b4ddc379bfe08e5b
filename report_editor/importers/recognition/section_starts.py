"""Where the sections of a report begin in a source that has its own titles and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report_editor.forms import SectionKind
from report_editor.importers.recognition.folding import Numbered, likeness, numbered
from report_editor.importers.recognition.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.forms import Form, Section
    from report_editor.importers.recognition.lines import Line

_LONGEST_TITLE = 40
_LONG_WORDS = 4
"""Letters of a title that tell it even where others stand before them."""
_LIKE = 0.8
"""From this likeness on a title is another wording of the official one."""
_TABLE_REACH = 60
"""Lines after a title in which its table has to begin."""
_MOST_CANDIDATES = 300
_YEAR = re.compile("20[0-9]{2}年?度?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be the title of a section."""

    line: int
    section: str
    order: int
    score: float
    title: str
    """As printed; empty where a table begins without a title."""
    worded: bool = False
    """The words are the section's, not the number alone."""

    @property
    def content(self) -> int:
        """The first line of the section's content."""
        return self.line + 1 if self.title else self.line


@dataclass(frozen=True, slots=True)
class Outline:
    """The titles that make up the report, in order, and the others like them."""

    headings: tuple[Heading, ...]
    others: dict[int, str]
    """Lines that are worded like a title but are none, such as a table of contents → section."""


def outline(lines: Sequence[Line], edition: Form) -> Outline:
    """Finds the sections: the best run of titles in the official order.

    A source may number its sections anew and use a section's title for a paragraph heading. So
    each line that may be a title is scored (words, number, whether its table follows), and of
    all runs that keep the official order the one with the highest sum is taken.
    """
    candidates = list(_candidates(lines, edition))
    if len(candidates) > _MOST_CANDIDATES:
        candidates = sorted(candidates, key=lambda each: -each.score)[:_MOST_CANDIDATES]
        candidates.sort(key=lambda each: each.line)
    chosen = _best_run(_weighed(candidates, lines, edition))
    taken = {heading.line for heading in chosen}
    others = {each.line: each.section for each in candidates if each.worded}
    return Outline(chosen, {line: key for line, key in others.items() if line not in taken})


def _candidates(lines: Sequence[Line], edition: Form) -> Iterator[Heading]:
    sections = [section for section in edition.sections if section.numeral]
    for number, line in enumerate(lines):
        text = line.only
        if not text:
            continue
        if len(text) <= _LONGEST_TITLE:
            given = numbered(text)
            for order, section in enumerate(sections):
                score = _title_score(given, section)
                if score > 0:
                    worded = _wording_score(given, section) > 0
                    yield Heading(number, section.key, order, score, text, worded)
    for order, section in enumerate(sections):
        if section.kind is SectionKind.TABLE:
            words = vocabulary(edition, section.key)
            first = words.table.grid[0].text
            for number, line in enumerate(lines):
                if any(cell and numbered(cell).core == numbered(first).core for cell in line.cells):
                    yield Heading(number, section.key, order, 0.4, "")
                    break


def _wording_score(given: Numbered, section: Section) -> float:
    """How far a text is worded as a section's title; 0 where it is none."""
    titles = [numbered(title).core for title in (section.title, *section.variants)]
    if given.core == titles[0]:
        return 3.0
    if given.core in titles:
        return 2.0
    if any(given.core.endswith(title) for title in titles if len(title) >= _LONG_WORDS):
        return 1.2  # 一、2023年政府信息公开工作总体情况
    return 1.2 if max(likeness(given.core, title) for title in titles) >= _LIKE else 0.0


def _title_score(given: Numbered, section: Section) -> float:
    """How far a text is worded and numbered as a section's title; 0 where it is none."""
    if not given.core:
        return 0.0
    right_number = given.number == section.numeral and given.style in ("comma", "part")
    score = _wording_score(given, section)
    if not score:
        other_words = (
            right_number and _YEAR.sub("", given.core).isalpha() and _shares_words(given, section)
        )
        return 1.3 if other_words and section.kind is SectionKind.TEXT else 0.0
    if given.style in ("comma", "part"):
        return score + (1.0 if right_number else 0.0)
    if given.style == "table":
        return score / 2
    return score - (0.5 if not given.style else 1.6)


def _shares_words(given: Numbered, section: Section) -> bool:
    """Whether two letters in a row are the same: 五、问题与建议."""
    official = numbered(section.title).core
    return any(given.core[at : at + 2] in official for at in range(len(given.core) - 1))


def _weighed(candidates: list[Heading], lines: Sequence[Line], edition: Form) -> Iterator[Heading]:
    """The candidates with what follows them taken into account."""
    starts = sorted({each.line for each in candidates if each.title})
    empty = {line for line in starts if line + 1 in starts or line + 1 == len(lines)}
    strong = [each for each in candidates if each.score >= 2]
    for each in candidates:
        end = next((start for start in starts if start > each.line), len(lines))
        following = lines[each.content : end]
        score = each.score + min(sum(len(line.text) for line in following), 2000) / 20000
        if edition.section(each.section).kind is SectionKind.TABLE:
            stop = next((start for start in _ends(each, strong) if start > each.line), len(lines))
            reach = lines[each.content : min(stop, each.content + _TABLE_REACH)]
            score += 2.0 if _known_words(reach, edition, each.section) >= 2 else -1.6
        elif not following:
            score -= 0.5
        if {each.line - 1, each.line + 1} & empty and each.line in empty:
            score -= 2.0  # titles one below the other: a table of contents
        if score > 0:
            yield replace(each, score=score)


def _ends(heading: Heading, strong: Sequence[Heading]) -> list[int]:
    """Lines where another section begins for sure."""
    return [each.line for each in strong if each.section != heading.section]


def _known_words(lines: Sequence[Line], edition: Form, table: str) -> int:
    words = vocabulary(edition, table)
    return len({cell for line in lines for cell in line.cells if cell and words.knows(cell)})


def _best_run(candidates: Iterator[Heading]) -> tuple[Heading, ...]:
    """The run of headings, one a section and in the official order, with the highest sum."""
    best: list[tuple[float, tuple[Heading, ...]]] = []
    for each in sorted(candidates, key=lambda heading: heading.line):
        before = [
            (total, run)
            for total, run in best
            if run[-1].line < each.line and run[-1].order < each.order
        ]
        total, run = max(before, key=lambda pair: pair[0], default=(0.0, ()))
        best.append((total + each.score, (*run, each)))
    return max(best, key=lambda pair: pair[0], default=(0.0, ()))[1]
