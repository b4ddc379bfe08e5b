"""Which of the values that stand behind a label are the row's columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.importers.folding import fold
from report_editor.importers.items import Item, Items, label_match, may_be_grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Row, Table
    from report_editor.importers.vocabulary import Vocabulary

_SUBTOTALS = frozenset(("小计", "合计"))


def pick_values(found: Items, table: Table, words: Vocabulary) -> None:
    """Sets :attr:`Item.picked` where it is certain which values are the row's columns.

    As many filled values side by side as the row has columns are certain. Where some are blank,
    the other rows of the block have to show where the values begin and how long a row is: a
    row with a cell too few must not shift.
    """
    widths = sorted({len(row.columns) for row in table.rows} | {len(table.cells)})
    merged = {
        len(row.columns)
        for row in table.rows
        if any(table.places[f"{table.key}.{row.key}.{each}"].places > 1 for each in row.columns)
    }
    blocks: dict[tuple[int, bool], list[tuple[Item, int]]] = {}
    for item in found.items:
        width = _width(item, words, widths)
        if width:
            blocks.setdefault((item.lines[-1].block, item.label_at < 0), []).append((item, width))
    for (block, flat), rows in blocks.items():
        length = Counter(item.cells for item, _ in rows).most_common(1)[0][0]
        same = [(item, width) for item, width in rows if item.cells == length]
        if flat:
            _pick_flat(rows, same)
        else:
            _pick_structured(rows, same, found.starts.get(block, set()))
        exact = all(len(item.values) == width for item, width in rows if width in merged)
        for item, width in rows:
            if width in merged and not (exact and len(item.values) == width):
                item.picked = None  # merged cells: which blanks are theirs cannot be told
            item.picked = item.picked or _filled(item, width, side_by_side=width not in merged)
            if item.spaced and item.picked and may_be_grouped(item.values):
                item.picked = item.picked if _adds_up(item.values, table) else None
    if any(fold(text) in _SUBTOTALS for _, _, text in found.words):
        _pick_beside_subtotal(found.items, table, words)


def _width(item: Item, words: Vocabulary, widths: list[int]) -> int:
    """How many values the row of an item has; 0 where that is not known."""
    if not item.label:
        # Values alone: a whole line of the form, whatever its rows.
        return max((width for width in widths if width <= len(item.values)), default=0)
    match = label_match(item.label, words)
    if match is None:
        rest = words.group_rest(item.label)
        matches = words.row_matches(item.label)
        key = rest or (matches[0].key if matches else None)
        return len(words.table.row(key).columns) if key else 0
    return len(words.table.row(match.key).columns)


def _filled(item: Item, width: int, *, side_by_side: bool) -> tuple[str, ...] | None:
    """The values that are not blank, if they are as many as the row has columns."""
    places = [at for at, value in enumerate(item.values) if value]
    if len(places) != width or (side_by_side and places[-1] - places[0] != width - 1):
        return None
    return tuple(item.values[at] for at in places)


def _pick_flat(rows: list[tuple[Item, int]], same: list[tuple[Item, int]]) -> None:
    """Rows of a flattened table, each filled up with blanks to one length.

    A row in which a cell is missing looks like one whose last cell is blank.
    """
    if not any("" in item.values for item, _ in rows):
        return
    for width in {width for _, width in same}:
        items = [item for item, each in same if each == width <= len(item.values)]
        if not items:
            continue
        common = set.intersection(*(_starts(item, width, 0) for item in items))
        if len(common) != 1:
            continue
        start = common.pop()
        for item in items:
            item.picked = item.values[start : start + width]
            item.doubtful = any(item.picked) and not item.picked[-1]


def _pick_structured(
    rows: list[tuple[Item, int]], same: list[tuple[Item, int]], headers: set[int]
) -> None:
    """Rows of a table; where merged labels leave blanks, all rows are equally long."""
    wider = sum(len(item.values) > width for item, width in rows)
    if wider * 10 <= len(rows):
        for item, width in rows:
            if len(item.values) == width:
                item.picked = item.values
        return
    for width in {width for _, width in same}:
        items = [item for item, each in same if each == width <= len(item.values)]
        if not items:
            continue
        common = set.intersection(
            *(_starts(item, width, item.label_at + 1 if item.label else 0) for item in items)
        )
        if len(common & headers) == 1:
            common &= headers
        picks = [{_at(item, start, width) for start in common} for item in items]
        for item, pick in zip(items, picks, strict=True):
            if len(pick) == 1:
                item.picked = pick.pop()


def _starts(item: Item, width: int, base: int) -> set[int]:
    """Where the values of an item can begin, counted from a base: all around them is blank."""
    return {
        base + start
        for start in range(len(item.values) - width + 1)
        if not any(item.values[:start]) and not any(item.values[start + width :])
    }


def _at(item: Item, start: int, width: int) -> tuple[str, ...]:
    begin = start - (item.label_at + 1 if item.label else 0)
    return item.values[begin : begin + width]


def _pick_beside_subtotal(items: Iterable[Item], table: Table, words: Vocabulary) -> None:
    """Rows with one column more than the form: the sums have to tell which one it is."""
    rows: list[tuple[Item, Row]] = []
    for item in items:
        match = label_match(item.label, words)
        if match is not None and item.picked is None:
            row = table.row(match.key)
            if len(item.values) == len(row.columns) + 1:
                rows.append((item, row))
    places = [
        place
        for place in range(1, max((len(row.columns) for _, row in rows), default=0))
        if all(_is_subtotal(item.values, place, table) for item, _ in rows)
    ]
    for item, _ in rows:
        picks = {(*item.values[:place], *item.values[place + 1 :]) for place in places}
        if len(picks) == 1:
            item.picked = picks.pop()


def _is_subtotal(values: tuple[str, ...], place: int, table: Table) -> bool:
    """Whether the value at a place is the sum of at least two before it, and the rest adds up."""
    numbers = [read_number(value).number or 0 for value in values]
    sums = (sum(numbers[start:place]) for start in range(place - 1))
    rest = (*values[:place], *values[place + 1 :])
    return _adds_up(rest, table) and any(numbers[place] == each for each in sums)


def _adds_up(values: tuple[str, ...], table: Table) -> bool:
    """Whether the last value is the sum of the others, in a table whose rows end so."""
    if not any(rule.axis == "column" for rule in table.totals):
        return False
    *parts, total = (read_number(value).number or 0 for value in values)
    return sum(parts) == total
