"""Pick, of the values that stand behind a label, those of the row's columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.importers.recognition.alignment import align_flat_rows, align_rows
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.items import (
    SUBTOTALS,
    Item,
    Items,
    can_be_grouped,
    match_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.forms import Row, Table
    from report_editor.importers.recognition.vocabulary import Vocabulary


def pick_values(found: Items, table: Table, words: Vocabulary) -> None:
    """Set :attr:`Item.picked` where it is certain which values are the row's columns.

    As many filled values side by side as the row has columns are certain. Where some are blank,
    the other rows of the block have to show where the values begin and how long a row is: a
    row with a cell too few must not shift.
    """
    widths = sorted({len(row.columns) for row in table.rows} | {len(table.cells)})
    merged = {
        len(row.columns)
        for row in table.rows
        for each in row.columns
        if table.value_cells[f"{table.key}.{row.key}.{each}"].column_span > 1
    }
    blocks: dict[tuple[int, bool], list[tuple[Item, int]]] = {}
    for item in found.items:
        if width := _find_width(item, words, widths):
            blocks.setdefault((item.rows[-1].block, item.label_index < 0), []).append((item, width))
    for (block, is_flat), rows in blocks.items():
        extra, is_repeated = found.extra_columns.get(block, 0), block in found.repeated
        if extra or is_repeated:
            for item, width in rows:
                spans = _measure_spans(item, table, words) if is_repeated else [1] * width
                item.picked = _pick_spans(item.values, spans, extra)
            continue
        _pick_in_block(rows, found.first_columns.get(block, set()), words, is_flat=is_flat)
        exact = all(len(item.values) == width for item, width in rows if width in merged)
        for item, width in rows:
            if width in merged and not (exact and len(item.values) == width):
                item.picked = None  # merged cells: which blanks are theirs is unclear
            item.picked = item.picked or _pick_filled(item, width, side_by_side=width not in merged)
            if item.is_spaced and item.picked and can_be_grouped(item.values):
                item.picked = item.picked if _is_sum(item.values, table) else None
    after = _find_subtotal_header(found, words)
    if after is not None:
        _pick_beside_subtotal(found.items, table, words, after)
    _reject_other_editions(found, words)


def _reject_other_editions(found: Items, words: Vocabulary) -> None:
    """Pick nothing below a header of another edition: its columns are others."""
    headers: defaultdict[int, str] = defaultdict(str)
    for index, _, text in found.words:
        headers[index] += fold(text)
    is_foreign = False
    for number, item in enumerate(found.items):
        header = headers[number]
        if any(column in header for column in words.foreign_columns):
            is_foreign = True
        elif any(column in header for column in words.columns):
            is_foreign = False
        if is_foreign:
            item.picked = None


def _find_width(item: Item, words: Vocabulary, widths: list[int]) -> int:
    """Return how many values the form's row of an item has; 0 where that is not known."""
    if not item.label:
        # Values alone: a whole row of the form as printed, whatever its labels.
        return max((width for width in widths if width <= len(item.values)), default=0)
    match = match_label(item.label, words)
    rest = None if match else words.find_group_rest(item.label)
    match = match or next(iter(words.match_rows(item.label)), None)
    key = rest or (match.key if match else None)
    return len(words.table.row(key).columns) if key else 0


def _pick_filled(item: Item, width: int, *, side_by_side: bool) -> tuple[str, ...] | None:
    """Return the values that are not blank, if they are as many as the row has columns."""
    filled = [index for index, value in enumerate(item.values) if value]
    if len(filled) != width or (side_by_side and filled[-1] - filled[0] != width - 1):
        return None
    return tuple(item.values[index] for index in filled)


def _measure_spans(item: Item, table: Table, words: Vocabulary) -> list[int]:
    """Return over how many cells of the grid each value of the form's row runs."""
    match = match_label(item.label, words)
    row = table.row(match.key) if match else None
    addresses = [f"{table.key}.{row.key}.{each}" for each in row.columns] if row else []
    return [table.value_cells[address].column_span for address in addresses]


def _pick_spans(
    values: tuple[str, ...], spans: Sequence[int], extra: int
) -> tuple[str, ...] | None:
    """Pick from a row with further columns behind, or with merged cells in all their positions.

    Blanks tell nothing there: the row has to be as long as its headers say, and the positions of a
    merged cell have to be alike.
    """
    if not spans or len(values) != sum(spans) + extra:
        return None
    starts = accumulate(spans, initial=0)
    cells = [set(values[start : start + span]) for start, span in zip(starts, spans, strict=False)]
    return tuple(cell.pop() for cell in cells) if all(len(cell) == 1 for cell in cells) else None


def _pick_in_block(
    rows: list[tuple[Item, int]], headers: set[int], words: Vocabulary, *, is_flat: bool
) -> None:
    """Pick where the rows of a block show together in which cell their values begin.

    A flattened table fills up its rows with blanks to one length: one in which a cell is missing
    looks like one whose last cell is blank. Otherwise merged labels leave the blanks.
    """
    wider = sum(len(item.values) > width for item, width in rows)
    if is_flat and not any("" in item.values for item, _ in rows):
        return
    if not is_flat and wider * 10 <= len(rows):
        for item, width in rows:
            if len(item.values) == width:
                item.picked = item.values
        return
    length = Counter(item.cell_count for item, _ in rows).most_common(1)[0][0]
    same = [(item, width) for item, width in rows if item.cell_count == length]
    for width in {width for _, width in same}:
        items = [item for item, each in same if each == width <= len(item.values)]
        if is_flat:
            align_flat_rows(items, width)
        else:
            align_rows(items, width, headers, words)


def _find_subtotal_header(found: Items, words: Vocabulary) -> str | None:
    """Return the column behind which the headers name one more, 小计; empty if none is named."""
    before: tuple[int, str | None] = (-1, None)
    # Blanks that fill up a row of headers make its last one look like a label without values.
    blank = ((index, item.label) for index, item in enumerate(found.items) if not any(item.values))
    texts = [*((index, text) for index, _, text in found.words), *blank]
    texts.sort(key=lambda each: each[0])
    parts = [(index, part) for index, whole in texts for part in (whole, *whole.split())]
    for index, text in parts:
        column = words.find_column(text)
        if not column and fold(text) in SUBTOTALS and before[0] == index:
            return before[1] or ""
        if column:
            before = (index, column)
    return None


def _pick_beside_subtotal(
    items: Iterable[Item], table: Table, words: Vocabulary, after: str
) -> None:
    """Pick in rows with one column more than the form, found by its header, else by the sums."""
    rows: list[tuple[tuple[str, ...], Item, Row]] = []
    for item in items:
        match = match_label(item.label, words)
        item.picked = None
        if match is not None:
            row = table.row(match.key)
            width = len(row.columns) + 1
            values = item.values
            if len(values) != width:
                values = _pick_filled(item, width, side_by_side=True) or ()
            if values and not (item.is_spaced and can_be_grouped(values)):
                rows.append((values, item, row))
    named = [row.columns.index(after) + 1 for _, _, row in rows if after in row.columns]
    widest = max((len(row.columns) for _, _, row in rows), default=0)
    fitting = [
        index
        for index in set(named) or range(1, widest)
        if all(
            _is_subtotal(values, index) and (named or _is_sum(_remove(values, index), table))
            for values, _, _ in rows
        )
    ]
    for values, item, _ in rows:
        picks = {_remove(values, index) for index in fitting}
        if len(picks) == 1:
            item.picked = picks.pop()


def _remove(values: tuple[str, ...], index: int) -> tuple[str, ...]:
    return (*values[:index], *values[index + 1 :])


def _is_subtotal(values: tuple[str, ...], index: int) -> bool:
    """Check whether a value is the sum of at least two right before it."""
    numbers = [read_number(value).number or 0 for value in values]
    return any(numbers[index] == sum(numbers[start:index]) for start in range(index - 1))


def _is_sum(values: tuple[str, ...], table: Table) -> bool:
    """Check whether the last value is the sum of the others, in a table whose rows end so.

    Where all values of a table stand in one row, each total has to be the sum of its parts.
    """
    if len(values) == len(table.cells):
        numbers = {
            cell.address: read_number(value).number or 0
            for cell, value in zip(table.cells, values, strict=True)
        }
        totals = {cell.address: cell.parts for cell in table.cells if cell.parts}
        return bool(totals) and all(
            numbers[total] == sum(numbers[part] for part in cells)
            for total, cells in totals.items()
        )
    if not any(rule.axis == "column" for rule in table.totals):
        return False
    *parts, total = (read_number(value).number or 0 for value in values)
    return sum(parts) == total
