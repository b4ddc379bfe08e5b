"""Look up labels and headers among the words that a table of the form prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from report_editor.forms import CellRole, forms
from report_editor.importers.recognition.folding import fold, measure_likeness, split_number

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
    is_exact: bool


@dataclass(frozen=True)
class Vocabulary:
    """Words that one table prints, folded."""

    edition: Form
    table: Table
    rows: dict[str, tuple[tuple[str, str, str], ...]]
    """For each row its wordings: style of the number before it, that number, the words."""
    columns: dict[str, str]
    """Words of a column → its key."""
    frame: dict[str, str]
    """Words of headings, headers and group labels → as the form prints them."""
    last: frozenset[str]
    """Words of headings and headers that reach to the right edge of the table."""
    groups: dict[str, str]
    """Words of a group label → the row that stands for the rest of the group (3.其他), if any."""
    has_other_columns: bool
    """Another edition has a row of this table with other columns."""
    foreign_columns: tuple[str, ...]
    """Words of columns that only other editions have in this table."""
    printed: str
    """All words of the table in one text, to recognise torn pieces of them."""

    def match_rows(self, text: str) -> tuple[RowMatch, ...]:
        """Return the rows that a text may be the label of, the likeliest first."""
        return _match_rows(self.edition, self.table.key, text)

    def is_exact_row(self, text: str) -> bool:
        """Check whether a text is the label of a row, word for word."""
        return any(match.is_exact for match in self.match_rows(text))

    def find_column(self, text: str) -> str | None:
        """Return the key of the column that a text is the header of."""
        return self.columns.get(split_number(text).core) or self.columns.get(fold(text))

    def is_frame(self, text: str) -> bool:
        """Check whether a text is a heading, a header or a group label."""
        return split_number(text).core in self.frame or fold(text) in self.frame

    def is_last(self, text: str) -> bool:
        """Check whether a text stands in the last column of the headings and headers."""
        return fold(text) in self.last

    def is_nearly_frame(self, text: str) -> bool:
        """Check whether a text is a heading or header in slightly other words (本年度制发数)."""
        words = fold(text)
        known = (*self.columns, *self.frame)
        return len(words) >= 4 and any(measure_likeness(words, each) >= NEARLY for each in known)

    def find_group_rest(self, text: str) -> str | None:
        """Return the row that takes the numbers of a group printed as one row (（六）其他处理)."""
        return self.groups.get(split_number(text).core)

    def is_known(self, text: str) -> bool:
        """Check whether the table prints this text."""
        return self.is_exact_row(text) or bool(self.find_column(text)) or self.is_frame(text)

    def is_piece(self, text: str) -> bool:
        """Check whether a text consists of pieces of printed words, as a torn label does."""
        folded = fold(text)
        torn = [fold(each) for each in text.split()]
        if len(torn) > 2 and all(len(each) <= 2 and each in self.printed for each in torn):
            return not any(each.isdecimal() for each in torn)  # letters of upright headers
        index = pieces = 0
        while index < len(folded):
            end = index
            while end < len(folded) and folded[index : end + 1] in self.printed:
                end += 1
            if folded[index:end].isdecimal() or end == index:
                return False  # a figure that no label has
            index, pieces = end, pieces + 1
        return bool(folded) and pieces <= 1 + len(folded) // 2

    def measure_coverage(self, row: Row, torn: str) -> float:
        """Return the share of a row's label that torn pieces of text contain."""
        words = split_number(row.label).core
        found = index = 0
        while index < len(words):
            end = index
            while end < len(words) and words[index : end + 1] in torn:
                end += 1
            if end - index >= 2:
                found += end - index
            index = max(end, index + 1)
        return found / len(words)


@cache
def get_vocabulary(edition: Form, key: str) -> Vocabulary:
    """Return the words of a table of an edition."""
    table = edition.tables[key]
    others = [each for each in forms() if each is not edition and key in each.tables]
    rows = {row.key: tuple(_list_wordings(row)) for row in table.rows}
    columns = {fold(column.label): column.key for column in table.columns}
    columns |= {fold(column.label.split("（")[0]): column.key for column in table.columns}
    frame = {
        words: cell.text
        for cell in table.grid
        if cell.role in (CellRole.HEADING, CellRole.HEADER, CellRole.GROUP) and not cell.key
        for words in (fold(cell.text), split_number(cell.text).core)
    }
    groups = {}
    for row in table.rows:
        if row.group:
            frame.setdefault(split_number(row.group).core, row.group)
            if split_number(row.label).core == "其他":
                groups[split_number(row.group).core] = row.key
    section = edition.section(key)
    texts = (*(cell.text for cell in table.grid if cell.text), section.heading, *section.variants)
    printed = "\n".join(map(fold, texts))
    own = _list_columns(edition, key)
    has_other_columns = any(_list_columns(other, key) != own for other in others)
    labels = {fold(column.label) for other in others for column in other.tables[key].columns}
    foreign = {label for label in labels if label not in printed}
    last = frozenset(
        fold(text)
        for cell in table.grid
        if cell.role in (CellRole.HEADING, CellRole.HEADER)
        and cell.column + cell.column_span == table.grid_column_count
        for text in (cell.text, cell.text.split("（")[0])
    )
    words = (rows, columns, frame, last, groups)
    return Vocabulary(edition, table, *words, has_other_columns, tuple(sorted(foreign)), printed)


def _list_columns(edition: Form, key: str) -> set[tuple[str, ...]]:
    return {row.columns for row in edition.tables[key].rows}


def _list_wordings(row: Row) -> list[tuple[str, str, str]]:
    found = []
    for label in (row.label, *row.variants):
        # Both the whole label and what stands before its explanation in brackets.
        head = label[0] + label[1:].split("（")[0] if "（" in label[1:] else label
        for wording in (label, head):
            parts = split_number(wording)
            found.append((parts.style, parts.number, parts.core))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def _match_rows(edition: Form, table: str, text: str) -> tuple[RowMatch, ...]:
    words = get_vocabulary(edition, table)
    given = split_number(text)
    if not given.core:
        return ()
    matches = []
    for key, wordings in words.rows.items():
        best = RowMatch(key, 0.0, is_exact=False)
        for style, number, core in wordings:
            score = measure_likeness(given.core, core)
            exact = score == 1.0
            if given.style and style:
                score += 0.15 if (given.style, given.number) == (style, number) else -0.15
            if score > best.score:
                best = RowMatch(key, score, exact)
        if best.score > 0.4:
            matches.append(best)
    return tuple(sorted(matches, key=lambda match: -match.score))
