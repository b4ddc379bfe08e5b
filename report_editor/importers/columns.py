"""Which of the values that stand behind a label are the row's columns."""

from __future__ import annotations

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
    """Sets :attr:`Item.picked` where as many values stand there as the row has columns.

    Blank cells around the values, as merged labels leave them, are passed over where all rows
    of the block agree on where the values begin.
    """
    widths = sorted({len(row.columns) for row in table.rows} | {len(table.cells)})
    blocks: dict[tuple[int, int], list[Item]] = {}
    subtotal = any(fold(text) in _SUBTOTALS for _, _, text in found.words)
    for item in found.items:
        width = _width(item, words, widths)
        if width == 0 or len(item.values) < width:
            continue
        if len(item.values) == width:
            item.picked = _certain(item, table)
        else:
            block = item.lines[0].block
            blocks.setdefault((block, width), []).append(item)
    for (block, width), items in blocks.items():
        _pick_from_wider(items, width, found.starts.get(block, set()))
    if subtotal:
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


def _certain(item: Item, table: Table) -> tuple[str, ...] | None:
    """The values as they stand, unless white space between them may belong to a number."""
    if item.spaced and may_be_grouped(item.values) and not _adds_up(item.values, table):
        return None
    return item.values


def _pick_from_wider(items: list[Item], width: int, starts: set[int]) -> None:
    """Values among blank cells: where they begin has to follow from the rows themselves."""
    absolute = len({len(item.lines[0].cells) for item in items}) == 1 and all(
        item.label_at >= 0 for item in items
    )
    possible = [_starts(item, width, absolute=absolute) for item in items]
    common = set.intersection(*possible)
    if len(common) > 1 and absolute and len(common & starts) == 1:
        common &= starts
    for item, each in zip(items, possible, strict=True):
        choice = common if len(common) == 1 else each
        picks = {_at(item, start, width, absolute=absolute) for start in choice}
        if len(picks) == 1:
            item.picked = picks.pop()


def _starts(item: Item, width: int, *, absolute: bool) -> set[int]:
    """Where the values of an item can begin: all else around them is blank."""
    base = item.label_at + 1 if absolute else 0
    return {
        base + start
        for start in range(len(item.values) - width + 1)
        if not any(item.values[:start]) and not any(item.values[start + width :])
    }


def _at(item: Item, start: int, width: int, *, absolute: bool) -> tuple[str, ...]:
    begin = start - item.label_at - 1 if absolute else start
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
