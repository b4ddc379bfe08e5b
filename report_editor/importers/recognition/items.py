"""What the lines of a table say: labels with values, values without a label, other words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.importers.recognition.lines import is_number, is_value, split_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.importers.recognition.lines import Line
    from report_editor.importers.recognition.vocabulary import RowMatch, Vocabulary

_LONGEST_JOIN = 6
"""Lines over which a label is broken, at most."""
_ONE_BLANK = re.compile(r"(?<=[0-9])\s(?=[0-9])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}")
_MOST_STRUNG = 5000
"""Characters of a line that may hold a whole table; the largest on the form has some 1500."""


@dataclass(slots=True)
class Item:
    """A label, the values that stand behind it, or both."""

    label: str
    values: tuple[str, ...]
    lines: tuple[Line, ...]
    label_at: int = -1
    """Which cell of its line the label is; -1 where the cells stand one a line."""
    cells: int = 0
    """How many cells the row takes, labels and blanks included."""
    spaced: bool = False
    """The values were told apart by one blank: ``1 234`` may be one number or two."""
    picked: tuple[str, ...] | None = None
    """The values in the order of the row's columns, once that is certain."""
    doubtful: bool = False
    """A cell may be missing, or the label another's: only the printed totals can confirm it."""

    @property
    def place(self) -> str:
        """Everything of the item with where it stood, for the list of what found no place."""
        texts = " | ".join(text for text in (self.label, *self.values) if text)
        where = self.lines[0].where if self.lines else ""
        return f"{texts}（{where}）" if where else texts


@dataclass(slots=True)
class Items:
    """All items of a table, in order, and what is no item."""

    items: list[Item] = field(default_factory=list)
    words: list[tuple[int, Line, str]] = field(default_factory=list)
    """Texts that are neither label nor value: before which item, the line, the text."""
    starts: dict[int, set[int]] = field(default_factory=dict)
    """For each block the cells where a header names the table's first column."""


def items_of(lines: Iterable[Line], words: Vocabulary) -> Items:
    """Takes the lines of a table apart."""
    found = Items()
    run: list[tuple[str, Line]] = []
    for line in lines:
        cells = line.cells
        if len(cells) == 1:
            split = split_values(cells[0])
            if pieces := _strung(cells[0], words):
                run += [(piece, line) for piece in pieces]
                continue
            if len(split) == 1:
                run.append((cells[0], line))
                continue
        _add_run(run, words, found)
        run = []
        if len(cells) == 1:
            spaced = bool(_ONE_BLANK.search(cells[0]))
            _add_row(replace(line, cells=split), words, found, spaced=spaced)
        elif any(cells):
            _add_row(line, words, found)
    _add_run(run, words, found)
    return found


def _strung(text: str, words: Vocabulary) -> list[str]:
    """The cells of a line into which several rows of a table have run; none of any other line."""
    pieces = text.split() if len(text) <= _MOST_STRUNG else []
    rows = [at for at, piece in enumerate(pieces) if words.is_exact_row(piece)]
    ends = [at for at in rows if at + 1 < len(pieces) and is_number(pieces[at + 1])]
    return pieces if len(ends) > 1 else []


def label_match(text: str, words: Vocabulary) -> RowMatch | None:
    """The row whose very words a text is; None for words that name a column or a group too."""
    best = next((match for match in words.row_matches(text) if match.exact), None)
    return None if best is None or (words.column(text) and best.score <= 1.0) else best


# ---------------------------------------------------------------- rows whose cells stand together


def _add_row(line: Line, words: Vocabulary, found: Items, *, spaced: bool = False) -> None:
    cells = line.cells
    texts = [at for at, cell in enumerate(cells) if not is_value(cell)]
    numbers = [at for at, cell in enumerate(cells) if cell and is_value(cell)]
    exact = [at for at in texts if words.is_exact_row(cells[at])]
    if not numbers and _is_header(cells, texts, exact, words):
        for at in texts:
            _add_words(cells[at], line, found)
        first = next(iter(words.columns), "")
        found.starts.setdefault(line.block, set()).update(
            at for at in texts if words.column(cells[at]) == words.columns[first]
        )
        return
    leading = [at for at in texts if not numbers or at < numbers[0]]
    at = _label_at(cells, leading, exact, words)
    if at < 0:
        if numbers or texts:
            found.items.append(Item("", cells, (line,), 0, len(cells), spaced))
        return
    for before in texts:
        if before < at:
            _add_words(cells[before], line, found)
    values = cells[at + 1 :]
    says_something = any(value and not words.knows(value) for value in values)
    if numbers or (words.row_matches(cells[at]) and (len(values) > 1 or says_something)):
        found.items.append(Item(cells[at], values, (line,), at, len(cells), spaced))
    else:
        _add_words(cells[at], line, found)
        for cell in values:
            if cell:
                _add_words(cell, line, found)


def _is_header(
    cells: tuple[str, ...], texts: list[int], exact: list[int], words: Vocabulary
) -> bool:
    known = [at for at in texts if words.knows(cells[at])]
    columns = [at for at in texts if words.column(cells[at]) and at not in exact[:1]]
    if len(columns) >= 2 or len(exact) >= 2:
        return True
    return bool(exact) and any(at > exact[-1] for at in known)


def _label_at(
    cells: tuple[str, ...], leading: list[int], exact: list[int], words: Vocabulary
) -> int:
    """The cell that names the row: the last one that is a row's label, else the last text."""
    for at in reversed(leading):
        if at in exact:
            return at
    likely = [at for at in leading if words.row_matches(cells[at])]
    if likely or len(cells) == len(words.table.cells):
        return likely[-1] if likely else -1  # a whole table's values in one line have no label
    return leading[-1] if leading else -1


# ---------------------------------------------------------------- cells that stand one a line


def _add_run(run: list[tuple[str, Line]], words: Vocabulary, found: Items) -> None:
    for texts, values in _stretches(run):
        _add_stretch(texts, values, words, found)


def _stretches(
    run: list[tuple[str, Line]],
) -> Iterator[tuple[list[tuple[str, Line]], list[tuple[str, Line]]]]:
    """The run as pairs: texts, and the values that follow them."""
    texts: list[tuple[str, Line]] = []
    values: list[tuple[str, Line]] = []
    for text, line in run:
        if is_value(text):
            values.append((text, line))
            continue
        if values:
            yield texts, values
            texts, values = [], []
        texts.append((text, line))
    if texts or values:
        yield texts, values


def _add_stretch(
    texts: list[tuple[str, Line]],
    values: list[tuple[str, Line]],
    words: Vocabulary,
    found: Items,
) -> None:
    count = _label_length(texts, words)
    has_number = any(is_number(text) for text, _ in values)
    label = "".join(text for text, _ in texts[len(texts) - count :])
    known = bool(words.row_matches(label)) or words.group_rest(label) is not None
    if not has_number and not (known and len(values) > 1):
        count = 0
    elif not words.is_exact_row(label) and not words.group_rest(label) and words.knows(label):
        count = 0  # values right behind the table's header have no label
    for text, line in texts[: len(texts) - count]:
        _add_words(text, line, found)
    if not count and not has_number:
        return
    label = label if count else ""
    lines = tuple(line for _, line in (*texts[len(texts) - count :], *values))
    block = values[0][1].block
    cells = len(values) + sum(line.block == block for _, line in texts)
    item = Item(label, tuple(text for text, _ in values), lines, cells=cells)
    before = [text for text, _ in texts[: len(texts) - count]]
    headers = [at for at, text in enumerate(before) if _is_header_alone(text, words)]
    if headers:
        before = before[headers[-1] + 1 :]  # what stands above a block's header has none below it
    item.doubtful = bool(label) and _names_a_row(before, words)
    found.items.append(item)


def _is_header_alone(text: str, words: Vocabulary) -> bool:
    return bool(words.column(text)) and not words.is_exact_row(text)


def _names_a_row(texts: list[str], words: Vocabulary) -> bool:
    """Whether a row's label is among texts that no value follows: the values may be its own."""
    return any(
        label_match("".join(texts[at:end]), words) is not None
        for at in range(len(texts))
        for end in range(at + 1, min(at + _LONGEST_JOIN, len(texts)) + 1)
    )


def _label_length(texts: list[tuple[str, Line]], words: Vocabulary) -> int:
    """Over how many of the last texts the label of a row runs."""
    best, best_score = min(1, len(texts)), 0.0
    joined = ""
    for count in range(1, min(_LONGEST_JOIN, len(texts)) + 1):
        joined = texts[-count][0] + joined
        matches = words.row_matches(joined)
        if matches and matches[0].exact:
            return count
        if count > 1 and words.is_exact_row(texts[-count][0]):
            break  # a label of its own, whose values are blank
        if matches and matches[0].score > best_score + 0.05:
            best, best_score = count, matches[0].score
    return best


def _add_words(text: str, line: Line, found: Items) -> None:
    found.words.append((len(found.items), line, text))


def may_be_grouped(values: tuple[str, ...]) -> bool:
    """Whether white space between values may be the thousands separator of one."""
    return any(
        _GROUPED.fullmatch(one) and len(two) == 3 and two.isdecimal()
        for one, two in pairwise(values)
    )
