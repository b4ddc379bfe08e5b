"""Words of a pasted block: which row or column of a table a label or header names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import LONGEST_LABEL, fold
from report_editor.document import CellProblem, read_number
from report_editor.forms import CellRole, Form, GridCell, NumberKind, Row, Table, forms
from report_editor.importers.recognition.folding import split_number
from report_editor.importers.recognition.vocabulary import MARGIN, SURE, get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


_YEAR = re.compile(r"(20[0-9]{2})年")
_UNITS = frozenset(("件", "个", "项", "条", "宗", "万元", "元", "单位件", "单位万元"))
_NEGATION = re.compile("[未不无没非]")
_SHORTEST = 4
"""Characters of the beginning or end of a label that may name its row."""
_TOTALS = frozenset(("总计", "合计", "总数", "共计"))
_CORNERS = (
    "事项",
    "项目",
    "指标",
    "名称",
    "内容",
    "类别",
    "类型",
    "种类",
    "科目",
    "情况",
    "序号",
    "单位",
)
"""Ends of words that stand over labels, in the corner of a table."""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Row of the form that a label names."""

    key: str
    is_certain: bool


def is_label(text: str | None) -> bool:
    """Check whether a text is a label rather than a number, however the number is written."""
    return (
        bool(text)
        and any(unicodedata.category(each) == "Lo" for each in text or "")
        and all(
            read_number(text or "", kind, unit).problem is CellProblem.NOT_A_NUMBER
            for kind, unit in ((NumberKind.SIGNED, "件"), (NumberKind.MONEY, "万元"))
        )
    )


def is_unit(text: str) -> bool:
    """Check whether a text only names a unit, alone or as 单位：件."""
    return fold(text) in _UNITS


def find_years(rows: Iterable[Sequence[str | None]]) -> list[str]:
    """Return the years that the words of a block name, as in 2023年."""
    words = (text for row in rows for text in row if text and is_label(text))
    return list(dict.fromkeys(year for text in words for year in _YEAR.findall(fold(text))))


class BlockWords:
    """Words that name the rows and columns of one table of an edition."""

    def __init__(self, form: Form, table: Table) -> None:
        self.table = table
        self._words = get_vocabulary(form, table.key)
        self._shorts: dict[str, list[Row]] = {}
        self._columns: dict[str, set[str]] = {}
        for row in table.rows:
            self._shorts.setdefault(fold(row.short), []).append(row)
        for column in table.columns:
            for text in (column.label, column.label.split("（")[0], column.short):
                self._columns.setdefault(fold(text), set()).add(column.key)
        self._column_variants = {
            fold(text): column.key for column in table.columns for text in column.variants
        }
        self._row_names = {
            row.key: {*(core for _, _, core in self._words.rows[row.key]), fold(row.short)}
            for row in table.rows
        }
        ends = {row.columns[-1] for row in table.rows}
        totals = {each.column.key for each in table.cells if each.is_total} & ends
        for text in _TOTALS - self._columns.keys():
            if len(totals) == 1:
                self._columns[text] = totals
        self._official = _fold_official_names()
        """Names of columns and rows in all editions: none is a part of another name."""
        self._other_columns = {
            fold(column.label)
            for each in form.tables.values()
            for column in each.columns
            if each is not table
        }
        self._spans = {
            cell.key: cell.column_span for cell in table.grid if cell.role is CellRole.HEADER
        }
        groups = (row.group for row in table.rows if row.group)
        grid = (cell.text for cell in table.grid if cell.role is CellRole.GROUP)
        self._groups = {split_number(text).core for text in (*groups, *grid)}
        self._printed = {fold(cell.text) for cell in table.grid if cell.text}
        self._rows_above = frozenset(
            cell.key
            for cell in table.grid
            if cell.role is CellRole.LABEL and _is_above(cell, table)
        )
        """Rows whose label stands above their values."""

    def find_columns(self, text: str) -> Collection[str]:
        """Return the keys of the columns that a text may be the header of.

        The label of a row that ends like a header, as 3.其他, is none.
        """
        found = self._find_columns(text)
        if found and split_number(text[: 2 * LONGEST_LABEL]).style:
            named = self.find_row(text, "")
            return () if named and named.is_certain else found
        return found

    def _find_columns(self, text: str) -> Collection[str]:
        if found := self.find_full_columns(text):
            return found
        words = fold(_cut_head(text))
        variant = self._column_variants.get(words)
        return (variant,) if variant else self._find_short_column(words)

    def find_full_columns(self, text: str) -> Collection[str]:
        """Return the keys of the columns that a text names by a full name."""
        text = text[: 2 * LONGEST_LABEL]
        for words in (fold(text), split_number(text).core, fold(_cut_head(text))):
            if words in self._columns:
                return self._columns[words]
        return ()

    def _find_short_column(self, words: str) -> Collection[str]:
        """Return the one column that at least the first or last half of its name names: 企业."""
        names = [name for name in self._columns if words and words in name]
        keys = {frozenset(self._columns[name]) for name in names}
        is_half = len(keys) == 1 and any(
            2 * len(words) >= len(name) and _is_certain_part(words, name) for name in names
        )
        if not is_half or self.is_known(words) or words in self._official:
            return ()
        is_of_row = any(words in name for found in self._row_names.values() for name in found)
        return () if is_of_row else next(iter(keys))

    def _find_short_row(self, text: str, group: str) -> str | None:
        """Return the one row that the beginning or end of its label names: 本年新收.

        No other words of the table contain it, and what is left out denies nothing.
        """
        given = split_number(text)
        if len(given.core) < _SHORTEST:
            return None
        keys = [
            key for key, names in self._row_names.items() if any(given.core in n for n in names)
        ]
        is_elsewhere = given.core in self._official or any(
            given.core in each for each in (*self._columns, *self._words.frame)
        )
        if len(keys) != 1 or is_elsewhere:
            return None
        (key,) = keys
        own = self.get_group(key)
        numbers = {(style, number) for style, number, _ in self._words.rows[key]}
        is_other = given.style and (given.style, given.number) not in numbers
        if is_other or (group and own and own != group):
            return None
        return key if any(_is_certain_part(given.core, n) for n in self._row_names[key]) else None

    @property
    def has_rows_above(self) -> bool:
        """Return whether the labels of some rows stand above their values."""
        return bool(self._rows_above)

    def is_header_of_another(self, texts: Iterable[str]) -> bool:
        """Check whether more of some headers are of other tables of the form than of this one."""
        own = other = 0
        for text in texts:
            folded = fold(text[: 2 * LONGEST_LABEL])
            own += bool(self._find_columns(text))
            other += not self._find_columns(text) and folded in self._other_columns
        return other > own

    def get_span(self, header: str) -> int:
        """Return over how many columns the form prints the header of a column."""
        columns = self.find_columns(header)
        return max((self._spans.get(column, 1) for column in columns), default=1)

    def find_row(self, text: str, group: str) -> NamedRow | None:
        """Return the row that a label names; ``group`` is the group that it stands under."""
        text = text[: 2 * LONGEST_LABEL]
        matches = self._words.match_rows(text)
        exact = {match.key: match.score for match in matches if match.is_exact}
        if not exact:
            exact = {row.key: 1.0 for row in self._shorts.get(fold(text), ())}
        if not exact:
            short = self._find_short_row(text, group)
            return NamedRow(short, is_certain=True) if short else self._find_similar(text)
        in_group = [key for key in exact if self.get_group(key) == group]
        numbered = [key for key, score in exact.items() if score > 1.0]
        if len(exact) > 1:
            both = [key for key in in_group if key in numbered] or in_group
            if len(both) == 1 and group:
                return NamedRow(both[0], is_certain=True)
            return NamedRow(numbered[0], is_certain=True) if len(numbered) == 1 else None
        (key,) = exact
        is_in_another = bool(group) and bool(self.get_group(key)) and not in_group
        if exact[key] < 1.0 and (self._find_columns(text) or is_in_another):
            return None  # 2.其他 may be short for any row
        if self._find_columns(text) and not numbered:
            return NamedRow(key, is_certain=bool(group) and bool(in_group))
        return NamedRow(key, is_certain=exact[key] >= 1.0)

    def is_row_alone(self, text: str) -> bool:
        """Check whether a text names a row for certain, and no column."""
        named = None if self._find_columns(text) else self.find_row(text, "")
        return named is not None and named.is_certain

    def _find_similar(self, text: str) -> NamedRow | None:
        matches = self._words.match_rows(text)
        if not matches or self._find_columns(text) or self.is_known(text):
            return None
        second = matches[1].score if len(matches) > 1 else 0.0
        if matches[0].score >= SURE and matches[0].score >= second + MARGIN:
            return NamedRow(matches[0].key, is_certain=False)
        return None

    def find_group(self, texts: Iterable[str], before: str) -> str:
        """Return the group that the last of some labels opens, else the one before."""
        for text in texts:
            core = split_number(text[: 2 * LONGEST_LABEL]).core
            if core in self._groups:
                before = core
        return before

    def is_group(self, text: str) -> bool:
        """Check whether a text names a group of rows."""
        return bool(self.find_group([text], ""))

    def get_group(self, key: str) -> str:
        """Return the folded group of a row; empty where it has none."""
        return split_number(self.table.row(key).group).core

    def find_row_above(self, text: str) -> str:
        """Return the row that a text over values names; empty where it names none."""
        named = self.find_row(text, "") if self._rows_above else None
        is_above = named is not None and named.is_certain and named.key in self._rows_above
        return named.key if named and is_above else ""

    def is_corner(self, text: str) -> bool:
        """Check whether a text may stand over the labels of the rows."""
        return self.is_known(text) or self.is_printed(text) or fold(text).endswith(_CORNERS)

    def is_heading(self, text: str) -> bool:
        """Check whether a text is a group, a heading, a unit or the number of a row alone."""
        has_words = bool(split_number(text[: 2 * LONGEST_LABEL]).core)
        return self.is_group(text) or self.is_known(text) or not has_words

    def is_printed(self, text: str) -> bool:
        """Check whether the table prints a text, as a label, a header or a heading."""
        return fold(text[: 2 * LONGEST_LABEL]) in self._printed

    def is_known(self, text: str) -> bool:
        """Check whether the table prints this text as a heading, a group or a common header."""
        return self._words.is_frame(text[: 2 * LONGEST_LABEL]) or is_unit(text)


def _fold_official_names() -> set[str]:
    """Return the names of all columns and rows of all editions, folded."""
    tables = [table for edition in forms() for table in edition.tables.values()]
    columns = (column.label for table in tables for column in table.columns)
    rows = (row.label for table in tables for row in table.rows)
    return {*map(fold, columns), *map(fold, rows)}


def _cut_head(text: str) -> str:
    """Return a label up to the explanation in brackets behind it."""
    text = text[: 2 * LONGEST_LABEL]
    return text[:1] + text[1:].replace("(", "（").split("（")[0]


def _is_certain_part(words: str, name: str) -> bool:
    """Check whether words begin or end a name, and the rest of it denies nothing: 尚未 + 审结."""
    if not name.startswith(words) and not name.endswith(words):
        return False
    rest = name.removeprefix(words) if name.startswith(words) else name.removesuffix(words)
    return not _NEGATION.search(rest)


def _is_above(label: GridCell, table: Table) -> bool:
    values = (table.value_cells[address] for address in table.addresses_of(row=label.key))
    return all(cell.row >= label.row + label.row_span for cell in values)
