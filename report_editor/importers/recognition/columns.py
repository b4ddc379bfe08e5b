"""Which of the values that stand behind a label are the row's columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.items import Item, Items, label_match, may_be_grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Row, Table
    from report_editor.importers.recognition.vocabulary import Vocabulary

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
        if any(
            table.value_cells[f"{table.key}.{row.key}.{each}"].column_span > 1
            for each in row.columns
        )
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
    after = _subtotal_header(found, words)
    if after is not None:
        _pick_beside_subtotal(found.items, table, words, after)
    _leave_other_editions(found, words)


def _leave_other_editions(found: Items, words: Vocabulary) -> None:
    """Rows below a header of another edition: their values are other columns than this one's."""
    headers: dict[int, str] = {}
    for at, _, text in found.words:
        headers[at] = headers.get(at, "") + fold(text)
    is_foreign = False
    for number, item in enumerate(found.items):
        header = headers.get(number, "")
        if any(column in header for column in words.foreign):
            is_foreign = True
        elif any(column in header for column in words.columns):
            is_foreign = False
        if is_foreign:
            item.picked = None


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
            item.doubtful |= any(item.picked) and not item.picked[-1]


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


def _subtotal_header(found: Items, words: Vocabulary) -> str | None:
    """The column behind which the headers name one more, 小计; empty where that is not told."""
    before: tuple[int, str | None] = (-1, None)
    # Blanks that fill up a line of headers make its last one look like a label without values.
    blank = ((at, item.label) for at, item in enumerate(found.items) if not any(item.values))
    texts = [*((at, text) for at, _, text in found.words), *blank]
    texts.sort(key=lambda each: each[0])
    for at, text in [(at, part) for at, whole in texts for part in (whole, *whole.split())]:
        column = words.column(text)
        if not column and fold(text) in _SUBTOTALS and before[0] == at:
            return before[1] or ""
        if column:
            before = (at, column)
    return None


def _pick_beside_subtotal(
    items: Iterable[Item], table: Table, words: Vocabulary, after: str
) -> None:
    """Rows with one column more than the form: its header, else the sums, tell which one it is."""
    rows: list[tuple[tuple[str, ...], Item, Row]] = []
    for item in items:
        match = label_match(item.label, words)
        item.picked = None
        if match is not None:
            row = table.row(match.key)
            width = len(row.columns) + 1
            values = item.values
            if len(values) != width:
                values = _filled(item, width, side_by_side=True) or ()
            if values and not (item.spaced and may_be_grouped(values)):
                rows.append((values, item, row))
    named = [row.columns.index(after) + 1 for _, _, row in rows if after in row.columns]
    places = set(named) or set(range(1, max((len(row.columns) for _, _, row in rows), default=0)))
    fitting = [
        place
        for place in places
        if all(
            _is_subtotal(values, place) and (named or _adds_up(_without(values, place), table))
            for values, _, _ in rows
        )
    ]
    for values, item, _ in rows:
        picks = {_without(values, place) for place in fitting}
        if len(picks) == 1:
            item.picked = picks.pop()


def _without(values: tuple[str, ...], place: int) -> tuple[str, ...]:
    return (*values[:place], *values[place + 1 :])


def _is_subtotal(values: tuple[str, ...], place: int) -> bool:
    """Whether the value at a place is the sum of at least two right before it."""
    numbers = [read_number(value).number or 0 for value in values]
    return any(numbers[place] == sum(numbers[start:place]) for start in range(place - 1))


def _adds_up(values: tuple[str, ...], table: Table) -> bool:
    """Whether the last value is the sum of the others, in a table whose rows end so."""
    if not any(rule.axis == "column" for rule in table.totals):
        return False
    *parts, total = (read_number(value).number or 0 for value in values)
    return sum(parts) == total
