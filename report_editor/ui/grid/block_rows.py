"""Rows of a pasted block: cells that came in one column are parted, at spaces and line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import CellProblem, read_number
from report_editor.forms import Form, NumberKind, Table
from report_editor.importers.recognition.items import can_be_grouped, read_items
from report_editor.importers.recognition.source_rows import SourceRow, is_number, split_values
from report_editor.importers.recognition.vocabulary import get_vocabulary
from report_editor.ui.grid.block_words import BlockWords, is_label

if TYPE_CHECKING:
    from report_editor.ui.grid.block import Texts

_BAR = re.compile(r"[|│｜]")
_OUTER_BARS = re.compile(r"^[|│｜]|[|│｜]$")
_GAP = re.compile(r"\S(?:\s{2,}|\u3000)\S")
"""More than one space, which groups no digits."""


@dataclass(frozen=True, slots=True)
class BlockRows:
    """Rows of a block, as long as they came."""

    rows: Texts
    is_spaced: bool = False
    """One space parted numbers that may be one: 1 234."""
    is_gapped: bool = False
    """Numbers stood one a line, with blank lines between."""

    @property
    def is_column(self) -> bool:
        """Return whether it is one column of several numbers."""
        return len(self.rows) > 1 and all(len(row) == 1 for row in self.rows)


def read_rows(block: Texts, form: Form, table: Table) -> BlockRows:
    """Return the rows of a block without blank rows below it.

    Other blanks stay: they say where a number stands, and how long a row is.
    """
    rows = list(block)
    while rows and not any(map(_has_text, rows[-1])):
        rows.pop()
    if len(rows) == 1 and not any(map(_has_text, rows[0][1:])):
        rows = [rows[0][:1]]  # one merged cell
    if any(len(row) == 1 and _BAR.search(row[0] or "") for row in rows):
        rows = [_split_at_bars(row) for row in rows if not _is_ruled(row)]
    if any(len(row) != 1 for row in rows):
        return BlockRows(rows)
    texts = [(row[0] or "").strip() for row in rows]
    is_column = len(texts) > 1 and is_label(texts[0]) and not any(map(is_label, texts[1:]))
    if is_column and BlockWords(form, table).find_columns(texts[0]):
        return BlockRows([[text] for text in texts])  # a header and its column
    if any(map(is_label, texts)):
        return _read_labelled_lines(texts, form, table)
    parted = [_split(text) for text in texts]
    if any(len(cells) > 1 for cells in parted):
        found: Texts = [list(cells) for cells in parted if any(cells)]
        return BlockRows(found, is_spaced=_is_spaced(texts, parted))
    numbers = [text for text in texts if text]
    if len(numbers) > 1 and not any(texts[1::2]):
        return BlockRows([[text] for text in numbers], is_gapped=True)
    return BlockRows([[text] for text in texts])


def _split_at_bars(row: list[str | None]) -> list[str | None]:
    """Split a line of a table whose cells bars part, as Markdown writes them."""
    text = (row[0] or "").strip() if len(row) == 1 else ""
    if not _BAR.search(text):
        return row
    return [cell.strip() for cell in _BAR.split(_OUTER_BARS.sub("", text))]


def _is_ruled(row: list[str | None]) -> bool:
    """Check whether a row is a line of dashes below headers: |---|:-:|."""
    text = (row[0] or "").strip() if len(row) == 1 else ""
    return bool(_BAR.search(text)) and not set(text) - set("|│｜-—─:=+ ")


def _read_labelled_lines(texts: list[str], form: Form, table: Table) -> BlockRows:
    """Read lines of one cell each: a label may stand over its values, or before them."""
    parted = [split_values(text) for text in texts]
    if any(len(cells) > 1 for cells in parted):
        found: Texts = [list(_split_words(cells)) for cells in parted if any(cells)]
        return BlockRows(found, is_spaced=_is_spaced(texts, parted))
    lines = [SourceRow((text,), "", 0) for text in texts if text]
    items = read_items(lines, get_vocabulary(form, table.key))
    rows: Texts = []
    for number in range(len(items.items) + 1):
        if words := [text for index, _, text in items.words if index == number]:
            rows.append(["", *words])
        if number < len(items.items):
            rows.append([items.items[number].label, *items.items[number].values])
    return BlockRows(rows)


def _split(text: str) -> tuple[str, ...]:
    """Split numbers that spaces part; a text that is one number stays whole."""
    is_gapped = bool(_GAP.search(text))
    if (
        not is_gapped
        and read_number(text, NumberKind.MONEY, "").problem is not CellProblem.NOT_A_NUMBER
    ):
        return (text,)
    pieces = tuple(text.split())
    return pieces if len(pieces) > 1 and all(map(is_number, pieces)) else (text,)


def _split_words(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Split a line of headers alone at its spaces."""
    pieces = tuple(cells[0].split()) if len(cells) == 1 else ()
    return ("", *pieces) if len(pieces) > 2 else cells


def _is_spaced(texts: list[str], parted: list[tuple[str, ...]]) -> bool:
    return any(
        can_be_grouped(cells) and not _GAP.search(text)
        for text, cells in zip(texts, parted, strict=True)
    )


def _has_text(text: str | None) -> bool:
    return bool(text and text.strip())
