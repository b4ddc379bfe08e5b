"""Read what stands above the first section: title, preamble, and what a page shows there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import (
    begins_torn,
    find_headline_date,
    find_page_date,
    find_publication_date,
    is_month,
    is_organ,
)
from report_editor.importers.recognition.sentences import (
    announces,
    is_numbered,
    is_of_letter,
    is_sentence,
)
from report_editor.importers.recognition.site_lines import find_title_text, is_record
from report_editor.importers.recognition.titles import Title, is_aside, read_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.importers.recognition.source_rows import SourceRow

_MAX_TITLE_ROWS = 4
_LONGEST_MENU = 60


@dataclass(slots=True)
class FrontMatter:
    """Content of the rows above the first section."""

    title: Title | None = None
    date: str = ""
    """Date that stands with the headline, as 2024-01-17."""
    preamble: list[str] = field(default_factory=list)
    title_texts: list[str] = field(default_factory=list)
    """Rows that make up the title."""
    dropped: list[tuple[str, SourceRow]] = field(default_factory=list)
    """Rows that are left out, each with the kind."""
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
    contents = _find_table_of_contents(rows, titles)
    for index, row in enumerate(rows):
        if title and first <= index < behind and row.single_text:
            front.title_texts.append(_drop_beside(row, title, front))
            continue
        if not row.text:
            continue
        if not is_sentence(row.single_text):
            front.date = front.date or find_page_date(row.single_text)
        text = row.single_text
        kind = _classify_dropped(row, title, body, is_listed=index in contents)
        if title and index >= behind and not front.preamble and (is_organ(text) or is_month(text)):
            kind = kind or left_out.PUBLICATION  # below the title: its publisher, or a month
        is_said = (is_sentence(text) or announces(text)) and not is_of_letter(text)
        is_text = is_numbered(text) or is_said
        if not kind and text and is_text and (index >= behind or not title):
            front.preamble.append(text)
            continue
        if (index < first or not title) and _is_menu(row, title):
            kind = kind or left_out.SITE
        if kind:
            front.dropped.append((kind, row))
        else:
            front.unplaced.append(row)
    return front


def _drop_beside(row: SourceRow, title: Title, front: FrontMatter) -> str:
    """Leave out what stands beside a title in its line, and return the rest."""
    text = "".join(row.text.split())
    for beside in title.beside:
        if beside in text:
            text = text.replace(beside, "", 1)
            front.dropped.append((left_out.SITE, replace(row, cells=(beside,))))
    return text


def _find_table_of_contents(rows: Sequence[SourceRow], titles: set[int]) -> set[int]:
    """Return the indexes of rows worded like titles of sections that stand one below the other."""
    worded = {index for index, row in enumerate(rows) if row.number in titles}
    return {index for index in worded if {index - 1, index + 1} & worded}


def _classify_dropped(
    row: SourceRow, title: Title | None, body: set[str], *, is_listed: bool
) -> str:
    """Return the kind under which a row is left out wherever it stands; empty if it is not."""
    if is_listed:
        return left_out.TOC
    if row.single_text and fold(row.single_text) in body:
        return left_out.REPEATED
    is_dated = not is_sentence(row.text) and (
        find_headline_date(row.single_text)
        or find_page_date(row.single_text)
        or find_publication_date(row.text)
    )
    if (is_record(row) and "。" not in row.single_text) or is_dated:
        return left_out.PUBLICATION
    again = read_title(row.single_text)
    is_repeated = again and (title is None or again.year in (None, title.year))
    return left_out.TITLE if is_repeated else ""


def _is_menu(row: SourceRow, title: Title | None) -> bool:
    """Check whether a row above the title is the site's; without a title it may be the title."""
    may_be_title = title is None and (
        is_organ(row.single_text) or any(word in fold(row.text) for word in ("公开", "报告", "20"))
    )
    is_short = len(row.text) <= _LONGEST_MENU and not is_sentence(row.text)
    return is_short and not is_numbered(row.text) and not may_be_title


def _find_title(rows: Sequence[SourceRow]) -> tuple[Title | None, int, int]:
    """Return the last of the fullest titles, the row it begins in and the row behind it."""
    best: Title | None = None
    first = behind = 0
    for start in range(len(rows)):
        for end in range(min(start + _MAX_TITLE_ROWS, len(rows)), start, -1):
            texts = [find_title_text(row) for row in rows[start:end]]
            if not all(texts) or (start < end - 1 and is_aside(texts[-1])):
                continue
            if title := read_title(*texts):
                is_torn = start < behind and begins_torn(title.organization)
                if _rate_title(title) >= _rate_title(best) and not is_torn:
                    best, first, behind = title, start, end
                break
    if best is not None and best.year and not best.organization:
        for index in (first - 1, behind):  # the organ in a row of its own, above or below
            organ = "".join(rows[index].single_text.split()) if 0 <= index < len(rows) else ""
            if is_organ(organ):
                title = replace(best, text=organ + best.text, organization=organ)
                return title, min(first, index), max(behind, index + 1)
    return best, first, behind


def _rate_title(title: Title | None) -> int:
    return 2 * bool(title.year) + bool(title.organization) if title else -1
