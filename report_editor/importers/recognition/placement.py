"""Place the values of a table of the source in the cells of the form.

By label and structure, never by position alone: a row of the form takes values only where its
label says so and as many stand there as it has columns; a value that is not certain stays unplaced.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.forms import CellRole
from report_editor.importers.recognition.columns import pick_values
from report_editor.importers.recognition.folding import fold, split_number
from report_editor.importers.recognition.headers import has_certain_columns
from report_editor.importers.recognition.items import Item, Items, match_label, read_items
from report_editor.importers.recognition.money_units import add_units
from report_editor.importers.recognition.source_rows import is_number
from report_editor.importers.recognition.totals import is_confirmed
from report_editor.importers.recognition.vocabulary import MARGIN, SURE, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_editor.forms import Address, Table
    from report_editor.importers.recognition.source_rows import SourceRow

ONLY_ONE = 0.45
"""From this likeness on a label is taken for the only row that can stand there."""
TORN = 0.6
"""Share of each torn row's label that has to stand in the text around."""
_NO_ROW = frozenset(("小计", "合计", "备注", "说明", "注"))


@dataclass(slots=True)
class Placement:
    """Values of one table of a source, placed in the form."""

    cells: dict[Address, str] = field(default_factory=dict)
    """Text of each cell that was found, blanks and printed totals included."""
    lines: dict[Address, int] = field(default_factory=dict)
    """Line of the source in which each of these cells stands."""
    labels: dict[str, str] = field(default_factory=dict)
    """Key of a row whose label is worded otherwise → its label as printed."""
    merged: dict[str, str] = field(default_factory=dict)
    """Key of a row that took the numbers of a group printed as one row → its label."""
    shifted: list[str] = field(default_factory=list)
    """Keys of rows whose cells were found shifted."""
    torn: list[str] = field(default_factory=list)
    """Keys of rows whose values stood apart from their labels."""
    unplaced: list[tuple[SourceRow, str]] = field(default_factory=list)
    """Texts that have no cell, each with its first row of the source."""
    loose: list[tuple[SourceRow, str]] = field(default_factory=list)
    """Single numbers that belong to no row of the form."""
    followed: dict[str, str] = field(default_factory=dict)
    """Key of a row → number right below it that has no label and may be its rest."""
    copies: list[Item] = field(default_factory=list)
    """Rows printed a second time, with the same numbers."""
    subtotals: list[tuple[SourceRow, str]] = field(default_factory=list)
    """Sums beside the columns of the form, which the numbers of the row make up."""
    taken: list[str] = field(default_factory=list)
    """Labels of the rows that were placed."""
    pieces: list[tuple[SourceRow, str]] = field(default_factory=list)
    """Texts left out because they are the form's own words."""


def place_values(rows: Iterable[SourceRow], words: Vocabulary) -> Placement:
    """Place the values of one table, given its rows and the words of the form's table."""
    return _Placer(words, read_items(rows, words)).place()


class _Placer:
    """Finds out which item of a table is which row of the form."""

    def __init__(self, words: Vocabulary, items: Items) -> None:
        self._words = words
        self._table: Table = words.table
        self._found = items
        self._order = {row.key: index for index, row in enumerate(self._table.rows)}
        self._rows: dict[int, str] = {}
        """Index of an item → key of the row that it is."""
        self._settled: set[int] = set()
        """Indexes of items with nothing more to place: headers, rows printed twice alike."""
        self._placement = Placement()

    def place(self) -> Placement:
        """Place everything; to be called once."""
        items = self._found.items
        pick_values(self._found, self._table, self._words)
        if not has_certain_columns(self._found, self._words):
            for item in items:
                item.picked = None
        self._set_headers_aside()
        self._match_exact_labels()
        self._match_similar_labels()
        self._place_unlabelled()
        for number, key in self._rows.items():
            if not items[number].is_doubtful:
                self._write(key, items[number])
        self._place_doubtful()
        self._place_torn()
        self._list_unplaced()
        words = (text for *_, text in self._found.words)
        labels = (item.label for item in items)  # a header may look like one without values
        add_units(self._placement.cells, (*words, *labels), self._table)
        return self._placement

    def _match_exact_labels(self) -> None:
        """Match items whose label is a row's, word for word, and no column's."""
        by_key: dict[str, list[int]] = {}
        for number, item in enumerate(self._found.items):
            match = match_label(item.label, self._words)
            if match is not None and number not in self._settled:
                by_key.setdefault(match.key, []).append(number)
        for key, numbers in by_key.items():
            self._rows[numbers[0]] = key
            if len({_trim(self._found.items[number].values) for number in numbers}) == 1:
                self._set_copies_aside(numbers[1:])
            else:  # printed twice with different numbers: neither is certain
                for number in numbers:
                    self._found.items[number].picked = None

    def _set_copies_aside(self, numbers: Iterable[int]) -> None:
        """Settle rows that are printed twice with the same numbers."""
        for number in numbers:
            self._settled.add(number)
            self._placement.copies.append(self._found.items[number])

    def _set_headers_aside(self) -> None:
        """Settle labels that stand above values, as in 表四, and have none beside them."""
        above = {key for row in _list_unlabelled_rows(self._table) for key in _list_keys(row)}
        for number, item in enumerate(self._found.items):
            match = match_label(item.label, self._words)
            if match is not None and match.key in above and not any(item.values):
                self._settled.add(number)
                self._placement.pieces.append((item.rows[0], item.label))

    def _match_similar_labels(self) -> None:
        """Match misspelt labels, and words that name both a row and a column."""
        items = self._found.items
        for number, item in enumerate(items):
            has_values = item.picked is not None or any(map(is_number, item.values))
            is_open = number not in self._rows and number not in self._settled
            if not (item.label and is_open and has_values) or self._is_column(number):
                continue
            allowed, is_alone = self._find_gap(number)
            key = self._find_likely_row(item, allowed, is_alone=is_alone)
            if key is not None:
                self._rows[number] = key
                self._note_wording(key, item.label)
                continue
            rest = self._words.find_group_rest(item.label)
            if rest is not None and item.picked is not None and self._is_merged(rest):
                self._rows[number] = rest
                self._placement.merged[rest] = item.label

    def _is_column(self, number: int) -> bool:
        """Check whether a label is a column's, above its values as those of the column before."""
        item, before = self._found.items[number], self._found.items[number - 1]
        is_below = number > 0 and not before.label and item.label_index < 0
        return is_below and bool(self._words.find_column(item.label))

    def _find_gap(self, number: int) -> tuple[list[str], bool]:
        """Return the rows that an item can be, and whether no other item can be one of them."""
        before = [other for other in self._rows if other < number]
        after = [other for other in self._rows if other > number]
        low = max((self._order[self._rows[other]] for other in before), default=-1)
        high = min((self._order[self._rows[other]] for other in after), default=len(self._order))
        taken = set(self._rows.values())
        between = (key for key, index in self._order.items() if low < index < high)
        allowed = [key for key in between if key not in taken]
        first, last = max(before, default=-1), min(after, default=len(self._found.items))
        others = set(range(first + 1, last)) - {number} - self._settled
        return allowed, not any(self._found.items[other].label for other in others)

    def _find_likely_row(self, item: Item, allowed: list[str], *, is_alone: bool) -> str | None:
        matches = self._words.match_rows(item.label)
        if split_number(item.label).core in _NO_ROW:
            return None
        best = next((match for match in matches if match.key in allowed), None)
        if best is None or best.is_exact:
            return best.key if best else None
        if self._words.is_frame(item.label) or self._words.find_column(item.label):
            return None
        second = max((match.score for match in matches if match.key != best.key), default=0.0)
        if best.score >= SURE and best.score >= second + MARGIN:
            return best.key
        can_be_no_other = len(allowed) == 1 and is_alone and matches[0].key == best.key
        return best.key if can_be_no_other and best.score >= ONLY_ONE else None

    def _is_merged(self, rest: str) -> bool:
        """Check whether the source has none of the rows of a group."""
        group = self._table.row(rest).group
        keys = {row.key for row in self._table.rows if row.group == group}
        return not keys & set(self._rows.values())

    def _note_wording(self, key: str, label: str) -> None:
        official = split_number(self._table.row(key).label).core
        if split_number(label).core != official:
            self._placement.labels[key] = label

    def _place_unlabelled(self) -> None:
        """Place rows of values under headers alone, as in 表四."""
        items = self._found.items
        for addresses in _list_unlabelled_rows(self._table):
            keys = _list_keys(addresses)
            if set(keys) & set(self._rows.values()):
                continue
            fitting = [
                number
                for number, item in enumerate(items)
                if not item.label and len(item.picked or ()) == len(addresses)
            ]
            is_named = self._are_named_above(keys)
            if len({items[number].picked for number in fitting}) != 1 or is_named is None:
                continue
            item = items[fitting[0]]
            cells = dict(zip(addresses, item.picked or (), strict=True))
            if (is_named and not item.is_doubtful) or self._is_confirmed(cells):
                self._placement.cells.update(cells)
                self._placement.lines.update(zip(addresses, item.picked_lines, strict=True))
                self._settled.add(fitting[0])
                self._set_copies_aside(fitting[1:])
                self._placement.torn += [] if is_named else keys

    def _are_named_above(self, keys: list[str]) -> bool | None:
        """Check whether most of some rows are named above; None if in another order."""
        texts = [(index, fold(text)) for index, _, text in self._found.words]
        texts += [(index, fold(self._found.items[index].label)) for index in self._settled]
        printed = "\n".join(text for _, text in sorted(texts, key=lambda each: each[0]))
        starts = [printed.find(fold(self._table.row(key).label)) for key in keys]
        found = [start for start in starts if start >= 0]
        return len(found) * 2 > len(keys) if found == sorted(found) else None

    def _place_torn(self) -> None:
        """Place values that stand apart from their labels, where the order leaves no doubt.

        Between two rows that are certain there have to be exactly as many items with values as
        rows of the form are missing, the labels of these rows have to stand somewhere in the
        text, and the printed totals have to confirm the result.
        """
        items = self._found.items
        torn = "".join(fold(text) for _, _, text in self._found.words)
        anchors = sorted(number for number in self._rows if not self._is_torn_off(number))
        taken: dict[int, str] = {}
        for start, end in pairwise((-1, *anchors, len(items))):
            missing = self._find_missing(start, end)
            between = [number for number in range(start + 1, end) if number not in self._settled]
            rows = [self._table.row(key) for key in missing]
            bare = [number for number in between if len(items[number].values) > 1]
            if len(bare) == len(rows) and all(
                not items[number].label
                and len(items[number].picked or ()) == len(row.columns)
                and self._words.measure_coverage(row, torn) >= TORN
                for number, row in zip(bare, rows, strict=True)
            ):
                taken.update(zip(bare, missing, strict=True))
        if taken and self._is_confirmed(self._address_all(taken)):
            self._rows |= taken
            for number, key in taken.items():
                self._write(key, items[number])
                self._placement.torn.append(key)

    def _find_missing(self, start: int, end: int) -> list[str]:
        """Return the rows of the form between two items that no item is."""
        low = self._order[self._rows[start]] if start in self._rows else -1
        high = self._order[self._rows[end]] if end in self._rows else len(self._order)
        known = {key for number, key in self._rows.items() if not self._is_torn_off(number)}
        between = (key for key, index in self._order.items() if low < index < high)
        return [key for key in between if key not in known]

    def _is_torn_off(self, number: int) -> bool:
        """Check whether an item is a label without its values; a single number is a stray one."""
        item = self._found.items[number]
        return item.picked is None and len(item.values) < 2

    def _place_doubtful(self) -> None:
        """Place rows that may lack a cell, where totals and balances confirm that they do not.

        Rows of zeros confirm nothing: any of them would.
        """
        items = self._found.items
        doubtful = {number: key for number, key in self._rows.items() if items[number].is_doubtful}
        cells = self._address_all(doubtful)
        confirmed = any(read_number(text).number for text in cells.values())
        confirmed = confirmed and self._is_confirmed(cells)
        for number, key in doubtful.items():
            if confirmed:
                self._write(key, items[number])
            else:
                items[number].picked = None

    def _is_confirmed(self, added: Mapping[Address, str]) -> bool:
        return is_confirmed(self._table, {**self._placement.cells, **added}, added)

    def _address_all(self, rows: Mapping[int, str]) -> dict[Address, str]:
        """Return the values of some items, given the key of the row that each is."""
        found = (self._address_values(key, self._found.items[at]) for at, key in rows.items())
        return {address: text for each in found for address, text in each.items()}

    def _address_values(self, key: str, item: Item) -> dict[Address, str]:
        addresses = [f"{self._table.key}.{key}.{each}" for each in self._table.row(key).columns]
        values = item.picked or ()
        return dict(zip(addresses, values, strict=True)) if len(values) == len(addresses) else {}

    def _write(self, key: str, item: Item) -> None:
        cells = self._address_values(key, item)
        self._placement.cells.update(cells)
        self._placement.lines.update(zip(cells, item.picked_lines, strict=False))
        if item.is_shifted:
            self._placement.shifted.append(key)
        if match_label(item.label, self._words) and key not in self._placement.merged:
            self._note_wording(key, item.label)

    def _note_placed(self, item: Item) -> None:
        """Note what became of the label of a placed row, and of values beside its columns."""
        self._placement.taken.append(item.label)
        beside = Counter(filter(None, item.values)) - Counter(item.picked or ())
        self._placement.subtotals += [(item.rows[0], text) for text in beside.elements()]

    def _note_below(self, number: int, text: str) -> None:
        """Note the placed row right above a single number without a label: it may be cut off."""
        item, key = self._found.items[number], self._rows.get(number - 1)
        above = self._found.items[number - 1]
        is_row = item.label_index >= 0 and not item.label
        is_below = above.rows[-1].block == item.rows[0].block and any(above.picked or ())
        if key and is_row and is_below:
            self._placement.followed[key] = text

    def _list_unplaced(self) -> None:
        placement, words = self._placement, self._words
        for number, item in enumerate(self._found.items):
            is_placed = number in self._rows and self._address_values(self._rows[number], item)
            if is_placed:
                self._note_placed(item)
            if number in self._settled or is_placed:
                continue
            texts = [text for text in (item.label, *item.values) if text]
            numbers = [value for value in item.values if value]
            is_stray = not item.label or match_label(item.label, words)
            if not any(is_number(value) for value in item.values):
                if all(words.is_known(text) or words.is_piece(text) for text in texts):
                    placement.pieces += [(item.rows[0], text) for text in texts]
                else:
                    placement.unplaced.append((item.rows[0], item.text))
            elif len(numbers) == 1 and is_stray:
                placement.loose.append((item.rows[-1], numbers[0]))
                self._note_below(number, numbers[0])
                placement.pieces += [(item.rows[0], item.label)] if item.label else []
            else:
                placement.unplaced.append((item.rows[0], item.text))
        for _, row, text in self._found.words:
            is_known = words.is_known(text) or words.is_nearly_frame(text) or words.is_piece(text)
            if is_known or split_number(text).core in _NO_ROW:
                placement.pieces.append((row, text))
            else:
                placement.unplaced.append((row, text))


def _trim(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return values without the blanks that fill up their row."""
    end = max((index for index, value in enumerate(values, 1) if value), default=0)
    return values[:end]


def _list_keys(addresses: Iterable[Address]) -> list[str]:
    """Return the keys of the rows of some cells, each once."""
    return list(dict.fromkeys(address.split(".")[1] for address in addresses))


def _list_unlabelled_rows(table: Table) -> list[tuple[Address, ...]]:
    """Return the rows of the printed form that have values but no label beside them."""
    rows: dict[int, list[Address]] = {}
    labelled = set()
    for cell in table.grid:
        if cell.role in (CellRole.INPUT, CellRole.TOTAL):
            rows.setdefault(cell.row, []).append(cell.key)
        elif cell.role is CellRole.LABEL:
            labelled |= set(range(cell.row, cell.row + cell.row_span))
    return [tuple(addresses) for row, addresses in rows.items() if row not in labelled]
