"""The words of a table of the form, to recognise labels by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from report_editor.forms import CellRole, forms
from report_editor.importers.recognition.folding import fold, likeness, numbered

if TYPE_CHECKING:
    from report_editor.forms import Form, Row, Table

SURE = 0.72
"""From this likeness on a misspelt label is taken for the official one."""
NEARLY = 0.8
"""From this likeness on a header is another wording of the official one."""
MARGIN = 0.12
"""By so much the best match has to be better than the second."""


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row that a text may be the label of."""

    key: str
    score: float
    """1 for the exact words; more where the number before them is the right one too."""
    exact: bool


@dataclass(frozen=True)
class Vocabulary:
    """What one table prints, folded."""

    edition: Form
    table: Table
    rows: dict[str, tuple[tuple[str, str, str], ...]]
    """For each row its wordings: style of the enumerator, its number, the words."""
    columns: dict[str, str]
    """Words of a column → its key."""
    frame: dict[str, str]
    """Words of headings, headers and group labels → as the form prints them."""
    groups: dict[str, str]
    """Words of a group label → the row that stands for the rest of the group (3.其他), if any."""
    differs: bool
    """Another edition has a row of this table with other columns."""
    foreign: tuple[str, ...]
    """Words of columns that only other editions have in this table."""
    printed: str
    """All words of the table in one text, to recognise torn pieces of them."""

    def row_matches(self, text: str) -> tuple[RowMatch, ...]:
        """The rows a text may be the label of, the likeliest first."""
        return _row_matches(self.edition, self.table.key, text)

    def is_exact_row(self, text: str) -> bool:
        """Whether a text is the label of a row, word for word."""
        return any(match.exact for match in self.row_matches(text))

    def column(self, text: str) -> str | None:
        """The column a text is the header of."""
        return self.columns.get(numbered(text).core) or self.columns.get(fold(text))

    def is_frame(self, text: str) -> bool:
        """Whether a text is a heading, a header or a group label."""
        return numbered(text).core in self.frame or fold(text) in self.frame

    def nearly_frame(self, text: str) -> bool:
        """Whether a text is a heading or header in slightly other words (本年度制发数)."""
        words = fold(text)
        known = (*self.columns, *self.frame)
        return len(words) >= 4 and any(likeness(words, each) >= NEARLY for each in known)

    def group_rest(self, text: str) -> str | None:
        """The row that takes the numbers of a group printed as one row (（六）其他处理)."""
        return self.groups.get(numbered(text).core)

    def knows(self, text: str) -> bool:
        """Whether the table prints this text."""
        return self.is_exact_row(text) or bool(self.column(text)) or self.is_frame(text)

    def is_piece(self, text: str) -> bool:
        """Whether a text is made of pieces of what the table prints, as a torn label is."""
        folded = fold(text)
        torn = [fold(each) for each in text.split()]
        if len(torn) > 2 and all(len(each) <= 2 and each in self.printed for each in torn):
            return not any(each.isdecimal() for each in torn)  # letters of upright headers
        at = pieces = 0
        while at < len(folded):
            end = at
            while end < len(folded) and folded[at : end + 1] in self.printed:
                end += 1
            if folded[at:end].isdecimal() or end == at:
                return False  # a figure that no label has
            at, pieces = end, pieces + 1
        return bool(folded) and pieces <= 1 + len(folded) // 2

    def covered(self, row: Row, torn: str) -> float:
        """The share of a row's label that torn pieces of text contain."""
        words = numbered(row.label).core
        found = at = 0
        while at < len(words):
            end = at
            while end < len(words) and words[at : end + 1] in torn:
                end += 1
            if end - at >= 2:
                found += end - at
            at = max(end, at + 1)
        return found / len(words)


@cache
def vocabulary(edition: Form, key: str) -> Vocabulary:
    """Return the words of a table of an edition.

    Raises:
        KeyError: there is no such table.
    """
    table = edition.tables[key]
    others = [each for each in forms() if each is not edition and key in each.tables]
    rows = {row.key: tuple(_wordings(row)) for row in table.rows}
    columns = {fold(column.label): column.key for column in table.columns}
    columns |= {
        fold(column.label.split("（")[0]): column.key
        for column in table.columns
        if "（" in column.label
    }
    frame = {
        words: cell.text
        for cell in table.grid
        if cell.role in (CellRole.HEADING, CellRole.HEADER, CellRole.GROUP) and not cell.key
        for words in (fold(cell.text), numbered(cell.text).core)
    }
    groups = {}
    for row in table.rows:
        if row.group:
            frame.setdefault(numbered(row.group).core, row.group)
            if numbered(row.label).core == "其他":
                groups[numbered(row.group).core] = row.key
    printed = "\n".join(fold(cell.text) for cell in table.grid if cell.text)
    section = edition.section(key)
    titles = (section.heading, *section.variants)
    printed += "\n" + "\n".join(fold(title) for title in titles)
    differs = any(_columns(other, key) != _columns(edition, key) for other in others)
    foreign = {
        fold(column.label)
        for other in others
        for column in other.tables[key].columns
        if fold(column.label) not in printed
    }
    return Vocabulary(
        edition, table, rows, columns, frame, groups, differs, tuple(sorted(foreign)), printed
    )


def _columns(edition: Form, key: str) -> set[tuple[str, ...]]:
    return {row.columns for row in edition.tables[key].rows}


def _wordings(row: Row) -> list[tuple[str, str, str]]:
    found = []
    for label in (row.label, *row.variants):
        # Both the whole label and what stands before its explanation in brackets.
        head = label[0] + label[1:].split("（")[0] if "（" in label[1:] else label
        for wording in (label, head):
            parts = numbered(wording)
            found.append((parts.style, parts.number, parts.core))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def _row_matches(edition: Form, table: str, text: str) -> tuple[RowMatch, ...]:
    words = vocabulary(edition, table)
    given = numbered(text)
    if not given.core:
        return ()
    matches = []
    for key, wordings in words.rows.items():
        best = RowMatch(key, 0.0, exact=False)
        for style, number, core in wordings:
            score = likeness(given.core, core)
            exact = score == 1.0
            if given.style and style:
                same = given.number == number and (given.style == style)
                score += 0.15 if same else -0.15
            if score > best.score:
                best = RowMatch(key, score, exact)
        if best.score > 0.4:
            matches.append(best)
    return tuple(sorted(matches, key=lambda match: -match.score))
