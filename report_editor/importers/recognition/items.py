"""Take the rows of a table apart into items: labels with values, values alone, other words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, TypeAlias

from report_editor.importers.recognition.folding import split_number
from report_editor.importers.recognition.source_rows import is_number, is_value, split_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.importers.recognition.source_rows import SourceRow
    from report_editor.importers.recognition.vocabulary import RowMatch, Vocabulary

Piece: TypeAlias = "tuple[str, SourceRow]"
"""Text of a cell that stands in a row of its own, and that row."""
_LONGEST_JOIN = 6
"""Rows over which a label is broken, at most."""
_DIGIT = re.compile(r"\d")
_ONE_BLANK = re.compile(r"(?<=[0-9])\s(?=[0-9])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}")
SUBTOTALS = frozenset(("小计", "合计", "小計", "合計"))
"""Headers of a column of sums beside those of the form."""
_OF_LABELS = ("round", "comma")
"""Styles of numbers that stand before labels alone; 3.2亿元 begins like 3.其他."""
_LONGEST_STRUNG = 5000
"""Characters of a text that may hold a whole table; the largest on the form has some 1500."""


@dataclass(slots=True)
class Item:
    """A label, the values that stand behind it, or both."""

    label: str
    values: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    label_index: int = -1
    """Index of the label in its row; -1 where each cell stands in a row of its own."""
    cell_count: int = 0
    """Count of its cells, labels and blanks included."""
    is_spaced: bool = False
    """One blank parted the values: ``1 234`` may be one number or two."""
    picked: tuple[str, ...] | None = None
    """Values in the order of the columns of the form's row, once that is certain."""
    is_shifted: bool = False
    """Its cells were found shifted to the left, and the values picked accordingly."""
    is_doubtful: bool = False
    """A cell may be missing, or the label another's: only the printed totals can confirm it."""

    @property
    def base(self) -> int:
        """Return the index of its first value in its row."""
        return self.label_index + 1 if self.label else 0

    @property
    def picked_lines(self) -> tuple[int, ...]:
        """Return the line of the source that each picked value stands in."""
        rows = self.rows[-len(self.values) :]
        lines: list[int] = []
        at = 0
        for value in self.picked or ():
            at = next((i for i in range(at, len(self.values)) if self.values[i] == value), at)
            lines.append(rows[min(at, len(rows) - 1)].line)  # all may stand in one row
            at += 1
        return tuple(lines)

    @property
    def text(self) -> str:
        """Return label and values."""
        return " | ".join(text for text in (self.label, *self.values) if text)


@dataclass(slots=True)
class Items:
    """All items of a table, in order, and the texts that are none."""

    items: list[Item] = field(default_factory=list)
    words: list[tuple[int, SourceRow, str]] = field(default_factory=list)
    """Texts that are neither label nor value: index of the next item, the row, the text."""
    extra_columns: dict[int, int] = field(default_factory=dict)
    """For each block how many columns the headers name behind those of the form, such as 备注."""
    repeated: set[int] = field(default_factory=set)
    """Blocks whose merged cells stand in each of their positions: their headers do."""
    first_columns: dict[int, set[int]] = field(default_factory=dict)
    """For each block the indexes of cells in which a header names the table's first column."""


def read_items(rows: Iterable[SourceRow], words: Vocabulary) -> Items:
    """Take the rows of a table apart."""
    found = Items()
    run: list[Piece] = []
    for row in rows:
        cells = row.cells
        if len(cells) == 1:
            split = split_values(cells[0])
            if pieces := _split_strung(cells[0], words):
                run += [(piece, row) for piece in pieces]
                continue
            if len(split) == 1:
                run.append((cells[0], row))
                continue
        if len(cells) == 1:
            headers = _find_headers(split, words)
            run += [(text, row) for text in headers]
            if headers:
                split = (*split[0].split()[len(headers) :], *split[1:])
            else:
                split = _complete_label(_split_groups(split, words), run, words)
        _add_run(run, words, found)
        run = []
        if len(cells) == 1:
            is_spaced = bool(_ONE_BLANK.search(cells[0]))
            _add_row(replace(row, cells=split), words, found, is_spaced=is_spaced)
        elif any(cells):
            _add_row(row, words, found)
    _add_run(run, words, found)
    return found


def _split_strung(text: str, words: Vocabulary) -> list[str]:
    """Return the cells of a text into which several rows of a table have run; none of any other."""
    pieces = text.split() if len(text) <= _LONGEST_STRUNG else []
    rows = [index for index, piece in enumerate(pieces) if words.is_exact_row(piece)]
    ends = [index for index in rows if index + 1 < len(pieces) and is_number(pieces[index + 1])]
    texts = [piece for piece in pieces if not is_number(piece)]
    is_headed = not ends and len(texts) > 2 and all(map(words.is_known, texts))
    return pieces if len(ends) > 1 or is_headed else []


def _find_headers(cells: tuple[str, ...], words: Vocabulary) -> list[str]:
    """Return the headers before all values of a table in one text, words among them; else none."""
    texts = cells[0].split()
    headers = list(takewhile(lambda text: not is_number(text) and words.is_known(text), texts))
    count = len(texts) - len(headers) + len(cells) - 1
    return headers if len(headers) > 2 and count == len(words.table.cells) else []


def _split_groups(cells: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """Split the names of groups off a row's label: 三、本年度办理结果 （一）予以公开."""
    texts = cells[0].split()
    for start in range(1, len(texts)):
        label = " ".join(texts[start:])
        if words.is_exact_row(label) and all(map(words.is_known, texts[:start])):
            return (*texts[:start], label, *cells[1:])
    return cells


def match_label(text: str, words: Vocabulary) -> RowMatch | None:
    """Return the row whose very words a text is; None for words that name a column or group too."""
    best = next((match for match in words.match_rows(text) if match.is_exact), None)
    return None if best is None or (words.find_column(text) and best.score <= 1.0) else best


def _add_row(row: SourceRow, words: Vocabulary, found: Items, *, is_spaced: bool = False) -> None:
    cells = row.cells
    texts = [index for index, cell in enumerate(cells) if not is_value(cell)]
    numbers = [index for index, cell in enumerate(cells) if cell and is_value(cell)]
    exact = [index for index in texts if words.is_exact_row(cells[index])]
    if not numbers and not exact:
        _note_headers(row, texts, words, found)
    if not numbers and _is_header(cells, texts, exact, words):
        for index in texts:
            _add_words(cells[index], row, found)
        first = next(iter(words.columns.values()), "")
        found.first_columns.setdefault(row.block, set()).update(
            index for index in texts if words.find_column(cells[index]) == first
        )
        return
    leading = [index for index in texts if not numbers or index < numbers[0]]
    index = _find_label(cells, leading, exact, words)
    if index < 0:
        if numbers or texts:
            found.items.append(Item("", cells, (row,), 0, len(cells), is_spaced))
        return
    for before in texts:
        if before < index:
            _add_words(cells[before], row, found)
    values = cells[index + 1 :]
    says_something = any(value and not words.is_known(value) for value in values)
    if numbers or (words.match_rows(cells[index]) and (len(values) > 1 or says_something)):
        found.items.append(Item(cells[index], values, (row,), index, len(cells), is_spaced))
    else:
        _add_words(cells[index], row, found)
        for cell in filter(None, values):
            _add_words(cell, row, found)


def _note_headers(row: SourceRow, texts: list[int], words: Vocabulary, found: Items) -> None:
    """Note what a row of headers tells of its block: columns of its own, repeated cells."""
    known = [index for index in texts if words.is_known(row.cells[index])]
    edges = [index for index in known if words.is_last(row.cells[index])]
    last = max(edges, default=len(row.cells))
    extra = sum(index > last and not _is_like_form(row.cells[index], words) for index in texts)
    found.extra_columns[row.block] = max(extra, found.extra_columns.get(row.block, 0))
    if any(row.cells[one] == row.cells[two] and two == one + 1 for one, two in pairwise(known)):
        found.repeated.add(row.block)


def _is_like_form(text: str, words: Vocabulary) -> bool:
    """Check whether the form prints a text, or words like it; 小计 is dealt with by its sums."""
    is_alike = words.is_nearly_frame(text) or words.is_piece(text) or words.match_rows(text)
    return bool(words.is_known(text) or is_alike) or text in SUBTOTALS


def _is_header(
    cells: tuple[str, ...], texts: list[int], exact: list[int], words: Vocabulary
) -> bool:
    columns = sum(
        bool(words.find_column(cells[index])) for index in texts if index not in exact[:1]
    )
    if columns >= 2 or len(exact) >= 2:
        return True
    return bool(exact) and any(
        index > exact[-1] and words.is_known(cells[index]) for index in texts
    )


def _find_label(
    cells: tuple[str, ...], leading: list[int], exact: list[int], words: Vocabulary
) -> int:
    """Return the index of the label: the last one that is a row's label, else the last text."""
    labels = [index for index in leading if index in exact]
    likely = labels or [index for index in leading if words.match_rows(cells[index])]
    if likely or len(cells) == len(words.table.cells):
        return likely[-1] if likely else -1  # a whole table's values in one row have no label
    return leading[-1] if leading else -1


def _complete_label(cells: tuple[str, ...], run: list[Piece], words: Vocabulary) -> tuple[str, ...]:
    """Complete a row's label by the lines above it, which are taken off the run, if it began there.

    Names of groups may stand between its beginning and its end.
    """
    texts = cells[0].split()
    for start in range(len(texts)):
        groups, end = texts[:start], "".join(texts[start:])
        if words.is_exact_row(end) or not all(map(words.is_known, groups)):
            break
        for count in range(1, min(_LONGEST_JOIN, len(run) + 1)):
            label = "".join(text for text, _ in run[-count:]) + end
            if words.is_exact_row(label):
                del run[-count:]
                return (*groups, label, *cells[1:])
    return cells


def _add_run(run: list[Piece], words: Vocabulary, found: Items) -> None:
    start = 0
    for at, end in _find_worded_rows(run, words):
        _add_stretches(run[start:at], words, found)
        cells = tuple(text for text, _ in run[at + 1 : end])
        rows = tuple(row for _, row in run[at:end])
        found.items.append(Item(run[at][0], cells, rows, cell_count=end - at))
        start = end
    _add_stretches(run[start:], words, found)


def _add_stretches(run: list[Piece], words: Vocabulary, found: Items) -> None:
    """Add the items of a run; those before a word that is none of the form's may be cut off."""
    before: Item | None = None
    for texts, values in _split_run(run):
        if before and values and len(texts) == 1 and not _is_like_form(texts[0][0], words):
            before.is_doubtful = True
        count = len(found.items)
        _add_stretch(texts, values, words, found)
        before = found.items[-1] if len(found.items) > count else None


def _find_worded_rows(run: list[Piece], words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield where rows with words among their values begin and end: 行政许可, 15, 未增未减, 152.

    Between the label and the next text of the form there are as many cells as the row has, and
    none is like a label: none is numbered as labels are, or nearly what the form prints.
    """
    known = [bool(text) and not is_number(text) and words.is_known(text) for text, _ in run]
    for at, (label, _) in enumerate(run):
        match = match_label(label, words) if known[at] else None
        if match is None:
            continue
        end = at + 1
        while end < len(run) and not known[end]:
            end += 1
        cells = [text for text, _ in run[at + 1 : end]]
        texts = [cell for cell in cells if not is_value(cell)]
        is_whole = len(cells) == len(words.table.row(match.key).columns)
        is_label = any(
            split_number(each).style in _OF_LABELS
            or words.match_rows(each)
            or words.is_nearly_frame(each)
            for each in texts
        )
        if is_whole and texts and not is_label and any(map(_DIGIT.search, cells)):
            yield at, end


def _split_run(run: list[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Split a run into pairs: texts, and the values that follow them."""
    texts: list[Piece] = []
    values: list[Piece] = []
    for piece in run:
        is_label = not is_value(piece[0])
        if is_label and values:
            yield texts, values
            texts, values = [], []
        (texts if is_label else values).append(piece)
    if texts or values:
        yield texts, values


def _add_stretch(texts: list[Piece], values: list[Piece], words: Vocabulary, found: Items) -> None:
    count = _measure_label(texts, words)
    has_number = any(is_number(text) for text, _ in values)
    label = "".join(text for text, _ in texts[len(texts) - count :])
    rest = words.find_group_rest(label)
    is_known = bool(words.match_rows(label)) or rest is not None
    if not has_number and not (is_known and len(values) > 1):
        count = 0
    elif not words.is_exact_row(label) and not rest and words.is_known(label):
        count = 0  # values right behind the table's header have no label
    for text, row in texts[: len(texts) - count]:
        _add_words(text, row, found)
    if not count and not has_number:
        return
    label = label if count else ""
    rows = tuple(row for _, row in (*texts[len(texts) - count :], *values))
    block = values[0][1].block
    cells = len(values) + sum(row.block == block for _, row in texts)
    item = Item(label, tuple(text for text, _ in values), rows, cell_count=cells)
    item.is_spaced = any(_ONE_BLANK.search(row.single_text) for _, row in values)
    before, start = [text for text, _ in texts[: len(texts) - count]], 0
    if any(each.label for each in found.items):  # values stand behind their labels here
        for index, text in enumerate(before):
            if words.find_column(text) and not words.is_exact_row(text):
                start = index + 1  # what stands above a block's header has none below it
    item.is_doubtful = bool(label) and _has_row_label(before[start:], words)
    found.items.append(item)


def _has_row_label(texts: list[str], words: Vocabulary) -> bool:
    """Check whether a row's label is among texts that no value follows: values may be its own."""
    return any(
        match_label("".join(texts[index:end]), words) is not None
        for index in range(len(texts))
        for end in range(index + 1, min(index + _LONGEST_JOIN, len(texts)) + 1)
    )


def _measure_label(texts: list[Piece], words: Vocabulary) -> int:
    """Count over how many of the last texts the label of a row runs; 小计 ends none."""
    if texts and texts[-1][0] in SUBTOTALS:
        return 1
    best, best_score = min(1, len(texts)), 0.0
    joined = ""
    for count in range(1, min(_LONGEST_JOIN, len(texts)) + 1):
        joined = texts[-count][0] + joined
        matches = words.match_rows(joined)
        if matches and matches[0].is_exact:
            return count
        if count > 1 and words.is_exact_row(texts[-count][0]):
            break  # a label of its own, whose values are blank
        if matches and matches[0].score > best_score + 0.05:
            best, best_score = count, matches[0].score
    return best


def _add_words(text: str, row: SourceRow, found: Items) -> None:
    found.words.append((len(found.items), row, text))


def can_be_grouped(values: tuple[str, ...]) -> bool:
    """Check whether white space between values may be the thousands separator of one."""
    return any(
        _GROUPED.fullmatch(one) and len(two) == 3 and two.isdecimal()
        for one, two in pairwise(values)
    )
