"""What stands above the first section: title, preamble, and what a page shows around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import (
    Title,
    headline_date,
    is_month,
    is_organ,
    publication_date,
    read_title,
)
from report_editor.importers.recognition.record import is_record, title_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.importers.recognition.lines import Line

_LONGEST_TITLE_LINES = 4
_LONGEST_MENU_LINE = 60
_SHORTEST_OPENING = 30
"""Characters of a sentence that ends in a colon and opens the report."""


@dataclass(slots=True)
class Front:
    """The lines above the first section, told apart."""

    title: Title | None = None
    date: str = ""
    """The date that stands with the headline, as 2024-01-17."""
    preamble: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    unplaced: list[Line] = field(default_factory=list)


def read_front(zone: Sequence[Line], titles: set[int], below: Iterable[str]) -> Front:
    """Reads the lines above the first section.

    Args:
        zone: The lines.
        titles: Numbers of lines worded like the title of a section.
        below: The texts of the report itself; a page's summary repeats some of them above it.
    """
    title, first, behind = _find_title(zone)
    front = Front(title)
    body = {fold(text) for text in below}
    for index, line in enumerate(zone):
        if first <= index < behind or not line.text:
            continue
        front.date = front.date or headline_date(line.only)
        kind = _dropped_kind(line, title, body, is_title=line.number in titles)
        if title and not kind and index >= behind and not front.preamble and _is_byline(line):
            kind = left_out.PUBLICATION
        if not kind and line.only and (index >= behind if title else _is_sentence(line.only)):
            front.preamble.append(line.only)
            continue
        if not kind and (index < first or not title) and _is_menu(line, title):
            kind = left_out.SITE
        if kind:
            front.dropped[kind] += 1
        else:
            front.unplaced.append(line)
    return front


def _dropped_kind(line: Line, title: Title | None, body: set[str], *, is_title: bool) -> str:
    """Under what kind a line is left out wherever it stands; empty where it is not."""
    if is_title:
        return left_out.TOC
    if line.only and fold(line.only) in body:
        return left_out.REPEATED
    says_when = headline_date(line.only) or ("。" not in line.text and publication_date(line.text))
    if is_record(line) or says_when:
        return left_out.PUBLICATION
    again = read_title(line.only)
    if again is not None and (title is None or again.year in (None, title.year)):
        return left_out.TITLE
    return ""


def _is_byline(line: Line) -> bool:
    """Whether a line below the title says who publishes the report, or in which month."""
    return is_organ(line.only) or is_month(line.only)


def _is_sentence(text: str) -> bool:
    return "。" in text or (len(text) >= _SHORTEST_OPENING and text.endswith((":", "：")))


def _is_menu(line: Line, title: Title | None) -> bool:
    """Whether a line above the title is the site's; without a title one may be the title itself."""
    may_be_title = title is None and (
        is_organ(line.only) or any(word in fold(line.text) for word in ("公开", "报告", "20"))
    )
    return len(line.text) <= _LONGEST_MENU_LINE and "。" not in line.text and not may_be_title


def _find_title(lines: Sequence[Line]) -> tuple[Title | None, int, int]:
    """The title, the line it begins on and the line behind it; the last of the fullest."""
    best: Title | None = None
    first = behind = 0
    for start in range(len(lines)):
        for end in range(min(start + _LONGEST_TITLE_LINES, len(lines)), start, -1):
            texts = [title_text(line) for line in lines[start:end]]
            title = read_title(*texts) if all(texts) else None
            if title is not None:
                if _fullness(title) >= _fullness(best):
                    best, first, behind = title, start, end
                break
    if best is not None and best.year and not best.organization:
        for at in (first - 1, behind):  # the organ on a line of its own, above or below
            organ = "".join(lines[at].only.split()) if 0 <= at < len(lines) else ""
            if is_organ(organ):
                title = Title(organ + best.text, organ, best.year)
                return title, min(first, at), max(behind, at + 1)
    return best, first, behind


def _fullness(title: Title | None) -> int:
    if title is None:
        return -1
    return (2 if title.year else 0) + (1 if title.organization else 0)
