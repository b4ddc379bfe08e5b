"""Read what stands above the first section: title, preamble, and what a page shows there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import (
    Title,
    find_headline_date,
    find_publication_date,
    is_month,
    is_organ,
    read_title,
)
from report_editor.importers.recognition.site_lines import find_title_text, is_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.importers.recognition.source_rows import SourceRow

_MAX_TITLE_ROWS = 4
_LONGEST_MENU = 60
_SHORTEST_OPENING = 30
"""Characters of a sentence that ends in a colon and opens the report."""


@dataclass(slots=True)
class FrontMatter:
    """Content of the rows above the first section."""

    title: Title | None = None
    date: str = ""
    """Date that stands with the headline, as 2024-01-17."""
    preamble: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    unplaced: list[SourceRow] = field(default_factory=list)


def read_front_matter(
    rows: Sequence[SourceRow], titles: set[int], below: Iterable[str]
) -> FrontMatter:
    """Read the rows above the first section.

    Args:
        rows: These rows.
        titles: Numbers of rows worded like the title of a section.
        below: The texts of the report itself; a page's summary repeats some of them above it.
    """
    title, first, behind = _find_title(rows)
    front = FrontMatter(title)
    body = {fold(text) for text in below}
    for index, row in enumerate(rows):
        if first <= index < behind or not row.text:
            continue
        front.date = front.date or find_headline_date(row.single_text)
        text = row.single_text
        kind = _classify_dropped(row, title, body, is_title=row.number in titles)
        if title and index >= behind and not front.preamble and (is_organ(text) or is_month(text)):
            kind = kind or left_out.PUBLICATION  # below the title: its publisher, or a month
        if not kind and text and (index >= behind if title else _is_sentence(text)):
            front.preamble.append(text)
            continue
        if (index < first or not title) and _is_menu(row, title):
            kind = kind or left_out.SITE
        if kind:
            front.dropped[kind] += 1
        else:
            front.unplaced.append(row)
    return front


def _classify_dropped(
    row: SourceRow, title: Title | None, body: set[str], *, is_title: bool
) -> str:
    """Return the kind under which a row is left out wherever it stands; empty if it is not."""
    if is_title:
        return left_out.TOC
    if row.single_text and fold(row.single_text) in body:
        return left_out.REPEATED
    is_dated = find_headline_date(row.single_text) or (
        "。" not in row.text and find_publication_date(row.text)
    )
    if is_record(row) or is_dated:
        return left_out.PUBLICATION
    again = read_title(row.single_text)
    is_repeated = again and (title is None or again.year in (None, title.year))
    return left_out.TITLE if is_repeated else ""


def _is_sentence(text: str) -> bool:
    return "。" in text or (len(text) >= _SHORTEST_OPENING and text.endswith((":", "：")))


def _is_menu(row: SourceRow, title: Title | None) -> bool:
    """Check whether a row above the title is the site's; without a title it may be the title."""
    may_be_title = title is None and (
        is_organ(row.single_text) or any(word in fold(row.text) for word in ("公开", "报告", "20"))
    )
    return len(row.text) <= _LONGEST_MENU and "。" not in row.text and not may_be_title


def _find_title(rows: Sequence[SourceRow]) -> tuple[Title | None, int, int]:
    """Return the last of the fullest titles, the row it begins in and the row behind it."""
    best: Title | None = None
    first = behind = 0
    for start in range(len(rows)):
        for end in range(min(start + _MAX_TITLE_ROWS, len(rows)), start, -1):
            texts = [find_title_text(row) for row in rows[start:end]]
            if all(texts) and (title := read_title(*texts)):
                if _rate_title(title) >= _rate_title(best):
                    best, first, behind = title, start, end
                break
    if best is not None and best.year and not best.organization:
        for index in (first - 1, behind):  # the organ in a row of its own, above or below
            organ = "".join(rows[index].single_text.split()) if 0 <= index < len(rows) else ""
            if is_organ(organ):
                title = Title(organ + best.text, organ, best.year)
                return title, min(first, index), max(behind, index + 1)
    return best, first, behind


def _rate_title(title: Title | None) -> int:
    return 2 * bool(title.year) + bool(title.organization) if title else -1
