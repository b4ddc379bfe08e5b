"""Puts the values of a table's lines into the cells of the form.

By label and structure, never by position alone: a row takes values only where its label says so
and as many stand there as it has columns; a value whose place is not certain stays outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.forms import CellRole
from report_editor.importers.recognition.columns import pick_values
from report_editor.importers.recognition.confirming import are_confirmed
from report_editor.importers.recognition.folding import fold, numbered
from report_editor.importers.recognition.items import Item, Items, items_of, label_match
from report_editor.importers.recognition.lines import is_number
from report_editor.importers.recognition.vocabulary import MARGIN, SURE, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_editor.forms import Address, Table
    from report_editor.importers.recognition.lines import Line

ONLY_ONE = 0.45
"""From this likeness on a label is taken for the only row that can stand there."""
TORN = 0.6
"""So much of each torn row's label has to stand in the text around."""
_NO_ROW = frozenset(("小计", "合计", "备注", "说明", "注"))


@dataclass(slots=True)
class Placed:
    """What one table of a source says."""

    cells: dict[Address, str] = field(default_factory=dict)
    """The text of each cell that was found, blanks and printed totals included."""
    labels: dict[str, str] = field(default_factory=dict)
    """Rows whose label is worded otherwise → as printed."""
    merged: dict[str, str] = field(default_factory=dict)
    """Rows that took the numbers of a group printed as one row → its label."""
    torn: list[str] = field(default_factory=list)
    """Rows whose values stood apart from their labels."""
    unplaced: list[tuple[Line, str]] = field(default_factory=list)
    """What found no place, each with its first line."""
    loose: list[tuple[Line, str]] = field(default_factory=list)
    """Single numbers among the rows that belong to no row."""
    pieces: int = 0
    """Texts left out because they are the form's own words."""


def place(lines: Iterable[Line], words: Vocabulary) -> Placed:
    """Reads the lines of one table."""
    return _Placing(words, items_of(lines, words)).result()


class _Placing:
    """One table being placed: which item is which row."""

    def __init__(self, words: Vocabulary, items: Items) -> None:
        self._words = words
        self._table: Table = words.table
        self._found = items
        self._order = {row.key: index for index, row in enumerate(self._table.rows)}
        self._rows: dict[int, str] = {}
        """Number of an item → the row that it is."""
        self._settled: set[int] = set()
        """Items with nothing more to place: headers, and rows printed twice alike."""
        self._placed = Placed()

    def result(self) -> Placed:
        """Places everything; to be called once."""
        items = self._found.items
        pick_values(self._found, self._table, self._words)
        if not self._columns_are_certain():
            for item in items:
                item.picked = None
        self._set_headers_aside()
        self._anchor()
        self._match_the_rest()
        self._place_unlabelled()
        for number, key in self._rows.items():
            if not items[number].doubtful:
                self._write(key, items[number])
        self._place_doubtful()
        self._place_torn()
        self._list_the_rest()
        return self._placed

    # ------------------------------------------------------------ which column is which

    def _columns_are_certain(self) -> bool:
        """Whether the headers name this edition's columns and keep the form's order.

        Where editions differ in the columns of a table, some header has to say which it is.
        """
        seen = [self._words.column(text) for _, _, text in self._found.words]
        columns = [key for key in seen if key]
        if self._words.differs and not columns:
            printed = "\n".join(fold(text) for _, _, text in self._found.words)
            if not any(word in printed for word in self._words.columns):
                return False
        first = {row.columns[0] for row in self._table.rows}
        listed = [column.key for column in self._table.columns]
        shown = [cell.key for cell in self._table.grid if cell.key in listed]
        return all(
            after in first
            or any(order.index(before) <= order.index(after) for order in (listed, shown))
            for before, after in pairwise(columns)
        )

    # ------------------------------------------------------------ which item is which row

    def _anchor(self) -> None:
        """Items whose label is a row's, word for word, and no column's."""
        by_key: dict[str, list[int]] = {}
        for number, item in enumerate(self._found.items):
            match = label_match(item.label, self._words)
            if match is not None and number not in self._settled:
                by_key.setdefault(match.key, []).append(number)
        for key, numbers in by_key.items():
            values = {self._found.items[number].picked for number in numbers}
            self._rows[numbers[0]] = key
            self._settled |= set(numbers[1:])
            if len(values) > 1:
                # Printed twice with different numbers: neither is certain.
                for number in numbers:
                    self._found.items[number].picked = None
                self._settled -= set(numbers)

    def _set_headers_aside(self) -> None:
        """Labels that stand above values, as in 表四, are no rows where nothing is beside them."""
        above = {
            address.split(".")[1]
            for addresses in _unlabelled_lines(self._table)
            for address in addresses
        }
        for number, item in enumerate(self._found.items):
            match = label_match(item.label, self._words)
            if match is not None and match.key in above and not any(item.values):
                self._settled.add(number)

    def _match_the_rest(self) -> None:
        """Misspelt labels, and words that name a row and a column both."""
        items = self._found.items
        for number, item in enumerate(items):
            if number in self._rows or number in self._settled or not item.label:
                continue
            if item.picked is None and not any(is_number(value) for value in item.values):
                continue
            allowed, alone = self._gap(number)
            key = self._likely_row(item, allowed, alone=alone)
            if key is not None:
                self._rows[number] = key
                self._note_wording(key, item.label)
                continue
            rest = self._words.group_rest(item.label)
            if rest is not None and item.picked is not None and self._is_merged(rest):
                self._rows[number] = rest
                self._placed.merged[rest] = item.label

    def _gap(self, number: int) -> tuple[list[str], bool]:
        """The rows that can stand at an item, and whether no other item can be one of them."""
        before = [self._order[key] for at, key in self._rows.items() if at < number]
        after = [self._order[key] for at, key in self._rows.items() if at > number]
        low, high = max(before, default=-1), min(after, default=len(self._order))
        taken = set(self._rows.values())
        allowed = [
            key for key, index in self._order.items() if low < index < high and key not in taken
        ]
        first = max((at for at in self._rows if at < number), default=-1)
        last = min((at for at in self._rows if at > number), default=len(self._found.items))
        others = [
            at
            for at in range(first + 1, last)
            if at != number and at not in self._settled and self._found.items[at].label
        ]
        return allowed, not others

    def _likely_row(self, item: Item, allowed: list[str], *, alone: bool) -> str | None:
        matches = self._words.row_matches(item.label)
        if numbered(item.label).core in _NO_ROW:
            return None
        best = next((match for match in matches if match.key in allowed), None)
        if best is None:
            return None
        if best.exact:
            return best.key
        if self._words.is_frame(item.label) or self._words.column(item.label):
            return None
        second = max((match.score for match in matches if match.key != best.key), default=0.0)
        if best.score >= SURE and best.score >= second + MARGIN:
            return best.key
        can_be_no_other = len(allowed) == 1 and alone and matches[0].key == best.key
        return best.key if can_be_no_other and best.score >= ONLY_ONE else None

    def _is_merged(self, rest: str) -> bool:
        """Whether the source has none of the rows of a group."""
        group = self._table.row(rest).group
        keys = {row.key for row in self._table.rows if row.group == group}
        return not keys & set(self._rows.values())

    def _note_wording(self, key: str, label: str) -> None:
        official = numbered(self._table.row(key).label).core
        if numbered(label).core != official:
            self._placed.labels[key] = label

    # ------------------------------------------------------------ values without a label

    def _place_unlabelled(self) -> None:
        """A line of values under headers alone, as in 表四."""
        for addresses in _unlabelled_lines(self._table):
            if {address.split(".")[1] for address in addresses} & set(self._rows.values()):
                continue
            fitting = [
                number
                for number, item in enumerate(self._found.items)
                if not item.label and len(item.picked or ()) == len(addresses)
            ]
            named = self._named_above(addresses)
            if len(fitting) != 1 or named is None:
                continue
            item = self._found.items[fitting[0]]
            cells = dict(zip(addresses, item.picked or (), strict=True))
            if (named and not item.doubtful) or self._are_confirmed(cells):
                self._placed.cells.update(cells)
                self._settled.add(fitting[0])
                if not named:
                    keys = (address.split(".")[1] for address in addresses)
                    self._placed.torn += dict.fromkeys(keys)

    def _named_above(self, addresses: tuple[Address, ...]) -> bool | None:
        """Whether the words above a line name most of its rows; None if in another order."""
        texts = [(at, fold(text)) for at, _, text in self._found.words]
        texts += [(at, fold(self._found.items[at].label)) for at in self._settled]
        keys = list(dict.fromkeys(address.split(".")[1] for address in addresses))
        printed = "\n".join(text for _, text in sorted(texts, key=lambda each: each[0]))
        places = [printed.find(fold(self._table.row(key).label)) for key in keys]
        known = [place for place in places if place >= 0]
        return len(known) * 2 > len(keys) if known == sorted(known) else None

    def _place_torn(self) -> None:
        """Rows whose values stand apart from their labels, where the order leaves no doubt.

        Between two rows whose place is certain there have to be exactly as many lines of values
        as rows are missing, the labels of these rows have to stand somewhere in the text, and
        the printed totals have to confirm the result.
        """
        items = self._found.items
        torn = "\n".join(fold(text) for _, _, text in self._found.words)
        torn = torn.replace("\n", "")
        anchors = sorted(number for number in self._rows if not self._is_torn_off(number))
        ends = (*anchors, len(items))
        taken: dict[int, str] = {}
        for start, end in zip((-1, *anchors), ends, strict=True):
            missing = self._missing_between(start, end)
            between = [number for number in range(start + 1, end) if number not in self._settled]
            lines = [number for number in between if not items[number].label]
            lines = [number for number in lines if len(items[number].values) > 1]
            if any(items[number].label and len(items[number].values) > 1 for number in between):
                continue
            if not missing or len(missing) != len(lines):
                continue
            rows = [self._table.row(key) for key in missing]
            if all(
                len(items[number].picked or ()) == len(row.columns)
                and self._words.covered(row, torn) >= TORN
                for number, row in zip(lines, rows, strict=True)
            ):
                taken.update(zip(lines, missing, strict=True))
        added: dict[Address, str] = {}
        for number, key in taken.items():
            added |= self._addressed(key, items[number])
        if taken and self._are_confirmed(added):
            for number, key in taken.items():
                self._rows[number] = key
                self._write(key, items[number])
                self._placed.torn.append(key)

    def _missing_between(self, start: int, end: int) -> list[str]:
        """The rows of the form between two items that no item is."""
        low = self._order[self._rows[start]] if start in self._rows else -1
        high = self._order[self._rows[end]] if end in self._rows else len(self._order)
        known = {key for number, key in self._rows.items() if not self._is_torn_off(number)}
        return [
            key for key, index in self._order.items() if low < index < high and key not in known
        ]

    def _is_torn_off(self, number: int) -> bool:
        """Whether an item is a label without its values; a single number there is a stray one."""
        item = self._found.items[number]
        return item.picked is None and len(item.values) < 2

    def _place_doubtful(self) -> None:
        """Rows that may have a cell too few, where totals and balances speak against it."""
        items = self._found.items
        doubtful = {number: key for number, key in self._rows.items() if items[number].doubtful}
        if not doubtful:
            return
        added: dict[Address, str] = {}
        for number, key in doubtful.items():
            added |= self._addressed(key, items[number])
        are_confirmed = self._are_confirmed(added)
        for number, key in doubtful.items():
            if are_confirmed:
                self._write(key, items[number])
            else:
                items[number].picked = None

    def _are_confirmed(self, added: Mapping[Address, str]) -> bool:
        return are_confirmed(self._table, {**self._placed.cells, **added}, added)

    # ------------------------------------------------------------ what comes of it

    def _addressed(self, key: str, item: Item) -> dict[Address, str]:
        columns = self._table.row(key).columns
        if item.picked is None or len(item.picked) != len(columns):
            return {}
        return {
            f"{self._table.key}.{key}.{column}": text
            for column, text in zip(columns, item.picked, strict=True)
        }

    def _write(self, key: str, item: Item) -> None:
        self._placed.cells.update(self._addressed(key, item))
        match = label_match(item.label, self._words)
        if match is not None and key not in self._placed.merged:
            self._note_wording(key, item.label)

    def _list_the_rest(self) -> None:
        placed = self._placed
        for number, item in enumerate(self._found.items):
            if number in self._settled:
                continue
            if number in self._rows and self._addressed(self._rows[number], item):
                continue
            if not any(is_number(value) for value in item.values):
                text = item.label or "".join(item.values)
                if text and not (self._words.knows(text) or self._words.is_piece(text)):
                    placed.unplaced.append((item.lines[0], item.place))
                continue
            numbers = [value for value in item.values if value]
            alone = not item.label or label_match(item.label, self._words)
            if len(numbers) == 1 and alone:
                placed.loose.append((item.lines[-1], numbers[0]))
            else:
                placed.unplaced.append((item.lines[0], item.place))
        for _, line, text in self._found.words:
            words = self._words
            known = words.knows(text) or words.nearly_frame(text) or words.is_piece(text)
            if known or numbered(text).core in _NO_ROW:
                placed.pieces += 1
            else:
                where = f"（{line.where}）" if line.where else ""
                placed.unplaced.append((line, f"{text}{where}"))


def _unlabelled_lines(table: Table) -> Iterable[tuple[Address, ...]]:
    """The lines of the printed form that have values but no label beside them."""
    lines: dict[int, list[Address]] = {}
    labelled = set()
    for cell in table.grid:
        if cell.role in (CellRole.INPUT, CellRole.TOTAL):
            lines.setdefault(cell.row, []).append(cell.key)
        elif cell.role is CellRole.LABEL:
            labelled |= set(range(cell.row, cell.row + cell.row_span))
    return [tuple(addresses) for line, addresses in lines.items() if line not in labelled]
