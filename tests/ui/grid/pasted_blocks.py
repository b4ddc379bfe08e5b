"""Blocks as ledgers have them, made by chance, each with the cell that every number belongs to.

Run as ``python -m tests.ui.grid.pasted_blocks --count 5000``.
"""

from __future__ import annotations

import argparse
import html
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, product, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from report_editor.document import Document, Part, read_number
from report_editor.forms import form, read_form
from report_editor.ui.grid.block import ClipboardTable, from_html, from_tsv
from report_editor.ui.grid.block_placement import Target
from report_editor.ui.grid.clipboard import copy_cells, read_block
from report_editor.ui.grid.editing import Editing
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.placing import place_block
from report_editor.workspace.session import Session
from tests.made_up_editions import EDITIONS, write_edition
from tests.ui.grid.ledgers import find_faults as find_ledger_faults
from tests.ui.grid.ledgers import make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address, Form, Row, Table
    from report_editor.ui.grid.block import Texts

BLANKS = ("", "-", "/", "无", "—", "0")
STRANGE_ROWS = ("其中：网上申请", "备注行", "城管局", "（八）未列明", "小计")
STRANGE_COLUMNS = ("网上", "小计", "上年数", "其中涉企")


@dataclass(slots=True)
class PastedBlock:
    """Block, where it is pasted, and the cell of each of its texts."""

    texts: Texts
    form: Form
    table: Table
    target: Target
    kind: str
    cells: dict[Address, str] = field(default_factory=dict)
    """Text of each cell that the block has words or a place for."""
    is_plain: bool = True
    """Set where everything is named and certain: no number may be left out."""


def load_editions() -> list[Form]:
    """Return the real editions and the made-up ones."""
    found = [form("2019"), form("2021")]
    with tempfile.TemporaryDirectory() as folder:
        for name in EDITIONS:
            write_edition(Path(folder), name)
            found.append(read_form(Path(folder) / f"{name}.toml"))
    return found


def make_block(chance: random.Random, editions: list[Form]) -> PastedBlock:
    """Make a block; one number in ten is a blank or 0, all others are different."""
    edition = chance.choice(editions)
    table = edition.tables[chance.choice(list(edition.tables))]
    numbers = count(chance.randrange(11, 60), chance.choice((1, 7, 103)))
    values = {}
    for cell in table.cells:
        if not cell.is_total:
            blank = chance.random() < 0.1
            values[cell.address] = chance.choice(BLANKS) if blank else str(next(numbers))
    document = Document(edition, parts={Part.CELLS: values})
    for cell in table.cells:
        if cell.is_total:
            is_wrong = chance.random() < 0.05
            values[cell.address] = str(next(numbers) if is_wrong else document.value(cell.address))
    start = table.value_cells[chance.choice(list(values))]
    target = Target(start.row, start.column, addresses=(start.key,))
    kind = chance.random()
    if kind < 0.2:
        return _make_bare(chance, edition, table, values)
    if kind < 0.3:
        return _make_copied(chance, edition, table, values, target)
    return _make_labelled(chance, edition, table, values, target)


def _make_bare(
    chance: random.Random, edition: Form, table: Table, values: dict[Address, str]
) -> PastedBlock:
    """Make numbers alone: a rectangle of the form, or a row without its totals."""
    rows = sorted({cell.row for cell in table.value_cells.values()})
    top = chance.randrange(len(rows))
    lines = [rows[top]]
    while len(lines) < 6 and lines[-1] + 1 in rows and chance.random() < 0.6:
        lines.append(lines[-1] + 1)
    left = min(cell.column for cell in table.value_cells.values() if cell.row == lines[0])
    found: Texts = []
    cells: dict[Address, str] = {}
    skips = chance.random() < 0.4
    for line in lines:
        row: list[str | None] = []
        for column in range(left, table.grid_column_count):
            cell = table.anchors[line, column]
            is_total = table.value_cells.get(cell.key) is not None and cell.role.value == "total"
            is_all = all(
                each.role.value == "total"
                for each in table.value_cells.values()
                if each.column == column
            )
            if skips and is_total and is_all:
                continue
            is_anchor = (cell.row, cell.column) == (line, column)
            row.append(values[cell.key] if is_anchor else "")
            if is_anchor:
                cells[cell.key] = values[cell.key]
        found.append(row)
    target = Target(lines[0], left, addresses=(table.anchors[lines[0], left].key,))
    kind = "bare rows without totals" if skips else "bare rows"
    block = PastedBlock(found, edition, table, target, kind, cells, is_plain=False)
    return _render(chance, block, None)


def _make_copied(
    chance: random.Random, edition: Form, table: Table, values: dict[Address, str], target: Target
) -> PastedBlock:
    """Copy the whole grid, or a rectangle of it that is pasted where it was."""
    inputs = {each.address: values[each.address] for each in table.cells if not each.is_total}
    document = Document(edition, parts={Part.CELLS: inputs})
    model = GridModel(Session(document), table, QObject())
    is_whole = chance.random() < 0.4
    rows = sorted(chance.sample(range(table.grid_row_count + 1), 2))
    columns = sorted(chance.sample(range(table.grid_column_count + 1), 2))
    positions = set(product(range(*rows), range(*columns)))
    data = copy_cells(model, set(table.anchors) if is_whole else positions)
    is_html = chance.random() < 0.5
    if not is_html:
        data.setHtml("")
    table_read = read_block(data)
    assert table_read is not None
    texts = table_read.rows
    chosen = dict.fromkeys(table.anchors[each] for each in sorted(positions))
    found = [cell for cell in chosen if cell.key in values]
    cells = {key: model.text(cell) for key, cell in table.value_cells.items()}
    if is_whole:
        return PastedBlock(texts, edition, table, target, "whole grid", cells)
    if found:
        target = Target(found[0].row, found[0].column, addresses=(found[0].key,))
    cells = {cell.key: cells[cell.key] for cell in found}
    return PastedBlock(texts, edition, table, target, "part of the grid", cells, is_plain=False)


def _make_labelled(
    chance: random.Random,
    edition: Form,
    table: Table,
    values: dict[Address, str],
    target: Target,
) -> PastedBlock:
    """Make rows with labels, with headers or without."""
    depth, has_headers = chance.randint(1, 4), chance.random() < 0.6
    chosen = chance.choice(sorted({row.columns for row in table.rows}))
    rows = _choose_rows(chance, table, chosen)
    columns = _choose_columns(chance, table, rows[0], has_headers=has_headers)
    block: Texts = []
    if chance.random() < 0.2:
        block.append([f"{edition.section(table.key).heading}（单位：件）"])
    if has_headers:
        titles = [
            table.column(key).label if key else chance.choice(STRANGE_COLUMNS) for key in columns
        ]
        block.append([*([""] * depth), *titles])
    # A title or a blank row between would part a merged label; a group is merged or repeated.
    merged = chance.choice((None, "", "again"))
    made = PastedBlock(block, edition, table, target, f"{depth} label columns")
    made.is_plain = "" not in columns and has_headers
    strays = count(900_001)
    before = ""
    for number, row in enumerate(rows, 1):
        labels = _make_labels(row, depth, number)
        if merged != "again" and row.group and row.group == before and depth > 1:
            labels[depth - 2] = merged
        before = row.group
        addresses = [f"{table.key}.{row.key}.{key}" if key else "" for key in columns]
        line = [values[each] if each else str(next(strays)) for each in addresses]
        block.append([*labels, *line])
        made.cells |= {each: values[each] for each in addresses if each}
        if chance.random() < 0.05:
            block.append([""] * (depth + len(columns)))
            before = ""
        if chance.random() < 0.05:
            name = chance.choice(STRANGE_ROWS)
            extra = [str(next(strays)) for _ in columns]
            block.append([*([""] * (depth - 1)), name, *extra])
            made.is_plain, before = False, ""
    if chance.random() < 0.15:
        at = chance.choice((depth, depth + len(columns)))
        made.texts = [[*row[:at], "", *row[at:]] if len(row) > 1 else row for row in block]
    made.kind += ", headers" if has_headers else ", no headers"
    if chance.random() < 0.08 and has_headers and depth == 1:
        width = max(map(len, made.texts))
        padded = [[*row, *([""] * (width - len(row)))] for row in made.texts]
        made.texts = [list(column) for column in zip(*padded, strict=True)]
        made.kind, made.is_plain = "turned on its side", False
    return _render(chance, made, merged)


def _choose_rows(chance: random.Random, table: Table, columns: tuple[str, ...]) -> list[Row]:
    """Choose some of the rows with some columns, now and then in another order."""
    all_rows = [row for row in table.rows if row.columns == columns]
    rows = [row for row in all_rows if chance.random() < 0.7] or all_rows[:1]
    if chance.random() < 0.2:
        chance.shuffle(rows)
        rows.sort(key=lambda row: row.group)  # groups stay together, as in any ledger
    return rows


def _choose_columns(
    chance: random.Random, table: Table, row: Row, *, has_headers: bool
) -> list[str]:
    """Choose columns of a row; below headers in any order, an empty key for a strange one."""
    columns = list(row.columns)
    if not has_headers:
        inputs = [key for key in columns if not _is_total(table, row, key)]
        return chance.choice((columns, inputs or columns))
    columns = [key for key in columns if chance.random() < 0.8] or columns
    if chance.random() < 0.5:
        chance.shuffle(columns)
    if chance.random() < 0.15:
        columns.insert(chance.randrange(len(columns) + 1), "")
    return columns


def _make_labels(row: Row, depth: int, number: int) -> list[str | None]:
    """Return the texts of the label columns."""
    if depth == 1:
        return [row.label]
    if depth == 2:
        return [row.group, row.label] if row.group else [row.label, ""]
    return [*([str(number)] if depth == 4 else []), "", row.group, row.label]


def _is_total(table: Table, row: Row, key: str) -> bool:
    rules = [rule for rule in table.totals if rule.axis == "column"]
    return any(rule.target == key and set(rule.parts) <= set(row.columns) for rule in rules)


def _render(chance: random.Random, block: PastedBlock, merged: str | None) -> PastedBlock:
    """Put the block on a clipboard in some manner, and read it from there."""
    manner = chance.choice(("tsv", "tsv", "html", "html", "spaces", "lines"))
    texts = block.texts
    flat = [text or "" for row in texts for text in row]
    is_flat = all(flat) and not any(" " in text for text in flat) and len(texts[0]) > 1
    if manner == "html":
        table = from_html(_write_html(texts))
        block.texts = table.rows if table else []
    elif manner == "spaces" and is_flat:
        block.texts = from_tsv("\n".join("  ".join(text or "" for text in row) for row in texts))
    elif manner == "lines" and is_flat and not (block.kind[:4] == "bare" and texts[1:]):
        block.texts = from_tsv("\n".join(flat))
        block.is_plain = False
    else:
        block.texts = from_tsv("\n".join("\t".join(text or "" for text in row) for row in texts))
        manner = "tsv"
    block.kind += f", {manner}" + (", merged" if merged is None else "")
    return block


def _write_html(texts: Texts) -> str:
    """Write an HTML table; None is a position that the cell above covers."""
    written = ""
    for at, row in enumerate(texts):
        written += "<tr>"
        for column, text in enumerate(row):
            if text is None and at and column < len(texts[at - 1]):
                continue
            below = (each[column] if column < len(each) else "" for each in texts[at + 1 :])
            span = 1 + sum(1 for _ in takewhile(lambda each: each is None, below))
            written += f'<td rowspan="{span}">{html.escape(text or "")}</td>'
        written += "</tr>"
    return f"<table>{written}</table>"


def find_faults(block: PastedBlock) -> Iterator[str]:
    """Paste a block; yield what is wrong with the result."""
    placement = place_block(block.texts, block.form, block.table, block.target)
    asks = bool(placement.guesses or placement.omitted or placement.aimless)
    is_aimed = block.kind.startswith("bare")
    for address, text in (*placement.raws.items(), *placement.totals.items()):
        right = block.cells.get(address)
        if right != text and not (is_aimed and asks) and not (_is_blank(text) and right is None):
            yield f"{address} got {text!r}, not {right!r}"
    placed = Counter([*placement.raws.values(), *placement.totals.values()])
    omitted = Counter(each.text for each in placement.omitted)
    for address, text in block.cells.items():
        if not _is_blank(text) and not placed[text] + omitted[text]:
            yield f"{text!r} of {address} is neither placed nor named"
    if block.is_plain:
        if placement.omitted:
            yield f"{[each.text for each in placement.omitted]} left out of a plain block"
        missing = [each for each, text in block.cells.items() if not _is_blank(text)]
        missing = [e for e in missing if e not in placement.raws and e not in placement.totals]
        if missing:
            yield f"{missing} not placed, of a plain block"
    yield from _find_faults_of_step(block)


def _find_faults_of_step(block: PastedBlock) -> Iterator[str]:
    """Paste into a report; it has to be one step that can be undone."""
    session = Session(Document(block.form))
    before = session.document.copy()
    said = Editing(session, block.table).paste(
        ClipboardTable(block.texts), block.target, lambda _plan: True
    )
    if not said.endswith("。"):
        yield f"said {said!r}"
    if session.history.undo() is not None and session.history.undo() is not None:
        yield "more than one step"
    if session.document != before:
        yield "undo did not bring the report back"


def _is_blank(text: str) -> bool:
    return not read_number(text).number


def main() -> None:
    """Paste as many blocks and ledgers as asked for; print the faults and how much was placed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    application = QCoreApplication([])  # the session has timers
    chance = random.Random(arguments.seed)  # noqa: S311 - dice, not secrets
    editions = load_editions()
    faults: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for number in range(arguments.count):
        ledger = make_ledger(chance, editions)
        if found := list(find_ledger_faults(chance, ledger)):
            faults["+".join(ledger.kinds)] += 1
            print(number, ledger.edition.id, ledger.table.key, ledger.kinds, ledger.target)
            for line in ledger.rows[:20]:
                print("   ", line)
            for fault in found[:4]:
                print("  !", fault)
        block = make_block(chance, editions)
        name = block.kind.partition(",")[0]
        kinds[name] += 1
        found = list(find_faults(block))
        result = place_block(block.texts, block.form, block.table, block.target)
        placed[name] += set(block.cells) <= result.raws.keys() | result.totals.keys()
        if found:
            faults[block.kind] += 1
            if sum(faults.values()) <= 10:
                print(number, block.form.id, block.table.key, block.kind, block.target)
                for row in block.texts:
                    print("   ", row)
                for fault in found[:4]:
                    print("  !", fault)
    for name, total in sorted(kinds.items()):
        print(f"{name}: {total} blocks, {placed[name]} placed whole")
    application.quit()
    print(
        f"{arguments.count} blocks and as many ledgers, {sum(faults.values())} with faults",
        dict(faults) or "",
    )


if __name__ == "__main__":
    main()
