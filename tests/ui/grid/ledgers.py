"""Ledgers as offices keep them, made by chance: what stands beside, above and between the numbers.

A ledger begins as some rows of a table with their labels and headers, and is changed by one to
three :data:`VARIATIONS`. All its numbers are different, so that each knows its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from report_editor.document import Document, Part
from report_editor.forms import NumberKind
from report_editor.ui.grid.block_placement import Target
from report_editor.ui.grid.block_words import BlockWords
from report_editor.ui.grid.clipboard import read_block
from report_editor.ui.grid.editing import Editing
from report_editor.workspace.session import Session
from tests.ui.grid.clipboards import HIDDEN, MANNERS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from report_editor.forms import Address, Form, Table

_ZERO = re.compile(r"0 ?(?:件|（件）)?")
OFFICES = ("城管局", "教育局", "青禾镇人民政府", "合计单位", "本级")


@dataclass(slots=True)
class Ledger:
    """Texts of a ledger: rows of headers, and rows of labels and values."""

    edition: Form
    table: Table
    target: Target
    rows: list[list[str]]
    heads: int
    """Rows of headers, at the top."""
    labels: int
    """Columns of labels, at the left."""
    strays: Iterator[int]
    """Numbers that belong nowhere."""
    cells: dict[str, set[Address]] = field(default_factory=dict)
    """Cells of each number; none for one that belongs nowhere."""
    is_open: bool = False
    """Set where no number has one certain cell, because there are two years."""
    is_plain: bool = True
    """Set where everything is named and certain: no number may be left out."""
    kinds: list[str] = field(default_factory=list)

    @property
    def body(self) -> range:
        """Return the indexes of the rows below the headers."""
        return range(self.heads, len(self.rows))

    def add_column(self, at: int, header: str, make: Callable[[int], str]) -> None:
        """Put a column before another; negative numbers count from the end, as in a slice."""
        for index, row in enumerate(self.rows):
            text = make(index) if index >= self.heads else header * (index == self.heads - 1)
            row.insert(at if at >= 0 else len(row) + 1 + at, text)

    def make_stray(self, _index: int = 0) -> str:
        """Return a number that belongs nowhere."""
        return str(next(self.strays))

    def add_row(self, at: int, labels: list[str]) -> None:
        """Put a row of strays before another."""
        blanks = [""] * (self.labels - len(labels))
        width = len(self.rows[-1]) - self.labels
        self.rows.insert(at, [*blanks, *labels, *(self.make_stray() for _ in range(width))])


def make_ledger(chance: random.Random, editions: list[Form]) -> Ledger:
    """Make a ledger with one to four variations."""
    ledger = _make_plain(chance, editions)
    chosen = chance.sample(VARIATIONS, chance.choice((1, 1, 2, 2, 3)))
    if chance.random() < 0.25:
        chosen.append(chance.choice(ORDERS))
    for vary in chosen:
        if vary(chance, ledger) is not False:
            ledger.kinds.append(vary.__name__)
    return ledger


def _make_plain(chance: random.Random, editions: list[Form]) -> Ledger:
    edition = chance.choice(editions)
    table = edition.tables[chance.choice(list(edition.tables))]
    numbers = count(chance.randrange(11, 60), chance.choice((1, 7, 103)))
    inputs = {
        each.address: "0" if chance.random() < 0.05 else str(next(numbers))
        for each in table.cells
        if not each.is_total
    }
    document = Document(edition, parts={Part.CELLS: inputs})
    values = {each.address: str(document.value(each.address) or 0) for each in table.cells}
    chosen = chance.choice(sorted({row.columns for row in table.rows}))
    all_rows = [row for row in table.rows if row.columns == chosen]
    rows = [row for row in all_rows if chance.random() < 0.6] or all_rows[:1]
    heads, labels = chance.choice((0, 1, 1)), chance.choice((1, 1, 2))
    columns = list(chosen)
    if heads and chance.random() < 0.5:
        chance.shuffle(columns)
    found = [[*([""] * labels), *(table.column(key).label for key in columns)]] * heads
    cells: dict[str, set[Address]] = {}
    group = ""
    for row in rows:
        addresses = [f"{table.key}.{row.key}.{key}" for key in columns]
        for each in addresses:
            cells.setdefault(values[each], set()).add(each)
        texts = [row.label] if labels == 1 else [row.group, row.label]
        if labels == 1 and row.group != group and row.group:
            found.append([row.group, *([""] * len(columns))])  # a group stands over its rows
        group = row.group
        found.append([*texts, *(values[each] for each in addresses)])
    start = table.value_cells[chance.choice(list(values))]
    target = Target(start.row, start.column, addresses=(start.key,))
    rows_of_texts = [list(row) for row in found]
    ledger = Ledger(edition, table, target, rows_of_texts, heads, labels, count(900_001), cells)
    ledger.is_plain = bool(heads)
    return ledger


# ---------------------------------------------------------------------- columns beside


def add_shares(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put a column of percentages behind some columns."""
    if ledger.heads + ledger.labels > 3:
        return False
    width = len(ledger.rows[-1])
    for at in range(width, ledger.labels, -1):
        if chance.random() < 0.5:
            name = chance.choice(("占比", "比例（%）", "同比"))
            ledger.add_column(at, name, lambda _: f"{chance.randrange(1000) / 10}%")
    ledger.is_plain &= len(ledger.rows[-1]) == width
    return None


def add_changes(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put a column of other numbers among the values."""
    if "drop_column" in ledger.kinds:
        return False  # it could be the one that was dropped
    at = chance.randrange(ledger.labels, len(ledger.rows[-1]) + 1)
    ledger.add_column(at, chance.choice(("上年数", "增减", "网上", "")), ledger.make_stray)
    ledger.is_plain = False
    return None


def add_serials(chance: random.Random, ledger: Ledger) -> None:
    """Number the rows before their labels, from 1 or as a part of a longer ledger."""
    number, step = chance.choice((1, 1, 7)), chance.choice((1, 1, 2))
    form = chance.choice(("{}", "{}", "{}.", "（{}）"))
    numbers, heads = count(number, step), [""] * ledger.labels

    def make(index: int) -> str:
        row = ledger.rows[index]
        is_value = row[: ledger.labels] != heads[: ledger.labels] and any(row[ledger.labels :])
        return form.format(next(numbers)) if is_value else ""

    ledger.add_column(0, chance.choice(("序号", "行次", "序号")), make)
    ledger.labels += 1


def add_remarks(chance: random.Random, ledger: Ledger) -> None:
    """Put a column of remarks behind the values."""
    words = ("含网上申请", "详见附件", "四舍五入", "")
    ledger.add_column(-1, "备注", lambda _: chance.choice(words))
    ledger.is_plain = False


def add_offices(chance: random.Random, ledger: Ledger) -> None:
    """Put a column of offices before the labels."""
    name = chance.choice(OFFICES)
    ledger.add_column(0, "单位名称", lambda _: name)
    ledger.labels += 1
    ledger.is_plain = False


def add_blank_columns(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put a blank column somewhere."""
    if "drop_column" in ledger.kinds and not ledger.heads:
        return False
    ledger.add_column(chance.randrange(ledger.labels, len(ledger.rows[-1]) + 1), "", lambda _: "")
    return None


def rename_total(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Call the total column by another name."""
    head = ledger.rows[0]
    if not ledger.heads or head.count("总计") != 1:
        return False
    head[head.index("总计")] = "合计"
    return None


def rename_columns(chance: random.Random, ledger: Ledger) -> bool | None:
    """Call some columns by the other names that offices have for them."""
    names = {column.label: column.variants for column in ledger.table.columns}
    found = False
    for head in ledger.rows[: ledger.heads]:
        for at, text in enumerate(head):
            if names.get(text) and chance.random() < 0.7:
                head[at] = chance.choice(names[text])
                found = True
    return None if found else False


def add_second_total(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put the sum of some columns beside the total."""
    if not ledger.heads or "总计" not in ledger.rows[0] or ledger.is_open:
        return False
    total = ledger.rows[0].index("总计")
    ledger.add_column(total, chance.choice(("合计", "小计")), ledger.make_stray)
    ledger.is_plain = False
    return None


# ---------------------------------------------------------------------- rows between


def add_sums(chance: random.Random, ledger: Ledger) -> None:
    """Put rows of sums between the rows, and below them."""
    words = BlockWords(ledger.edition, ledger.table)
    all_names = ("小计", "合计", "占比", "上年同期", "其中：网上")
    names = [name for name in all_names if not words.find_row(name, "")]
    for at in reversed(ledger.body):
        if chance.random() < 0.2:
            ledger.add_row(at, [chance.choice(names)])
            ledger.is_plain = False
    if "合计" in names and chance.random() < 0.5:
        ledger.add_row(len(ledger.rows), ["合计"])
        ledger.is_plain = False


def fill_groups(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Put the sum of a group beside its name."""
    at = [index for index in ledger.body if not any(ledger.rows[index][ledger.labels :])]
    for index in at:
        row = ledger.rows[index]
        row[ledger.labels :] = [ledger.make_stray() for _ in row[ledger.labels :]]
        ledger.is_plain = False
    return None if at else False


def repeat_headers(chance: random.Random, ledger: Ledger) -> bool | None:
    """Print the headers again, as at the top of a page."""
    heads = [list(row) for row in ledger.rows[: ledger.heads]]
    at = [index for index in ledger.body if index > ledger.heads and chance.random() < 0.2]
    for index in reversed(at):
        ledger.rows[index:index] = [list(row) for row in heads]
    return None if heads and at else False


def repeat_rows(_chance: random.Random, ledger: Ledger) -> None:
    """Copy the ledger twice."""
    ledger.rows += [list(ledger.rows[index]) for index in ledger.body]


def add_titles(chance: random.Random, ledger: Ledger) -> None:
    """Put a title above, and who filled it in below."""
    section = ledger.edition.section(ledger.table.key).heading
    titles = (f"2023年{section}统计表", section, "单位：件", "")
    chosen = [[chance.choice(titles)] for _ in range(chance.randrange(1, 3))]
    ledger.rows[:0] = chosen
    ledger.heads += len(chosen)
    if chance.random() < 0.5:
        ledger.rows.append(["填表人：张三", "联系电话", ledger.make_stray()])
        ledger.is_plain = False


def add_other_table(chance: random.Random, ledger: Ledger) -> None:
    """Put another table of the form below or above."""
    other = ledger.edition.tables[chance.choice(list(ledger.edition.tables))]
    if other is ledger.table:
        ledger.is_plain = False
        return
    row = chance.choice(other.rows)
    head = [*([""] * ledger.labels), *(other.column(key).label for key in row.columns)]
    values = [ledger.make_stray() for _ in row.columns]
    texts = [head, [*([""] * (ledger.labels - 1)), row.label, *values]]
    at = chance.choice((0, len(ledger.rows)))
    ledger.rows[at:at] = texts
    ledger.heads += 2 if at == 0 else 0
    ledger.is_plain = False


def _is_even(ledger: Ledger) -> bool:
    return all(len(row) == len(ledger.rows[-1]) for row in ledger.rows)


# ---------------------------------------------------------------------- two years


def set_years_beside(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put the other year's columns beside this year's: which is which, no header of ours says."""
    if not _is_even(ledger) or {"repeat_headers", "add_second_total"} & {*ledger.kinds}:
        return False
    width = len(ledger.rows[-1]) - ledger.labels
    years = chance.sample(("2022年", "2023年"), 2)
    is_paired = chance.random() < 0.5
    for index, row in enumerate(ledger.rows):
        values = row[ledger.labels :]
        others = [ledger.make_stray() for _ in values] if index >= ledger.heads else values
        is_blank = index >= ledger.heads > 0 and width > 1 and chance.random() < 0.3
        both = ([""] * width if is_blank else others), values
        first, second = both if chance.random() < 0.5 else both[::-1]
        pairs = [text for pair in zip(first, second, strict=True) for text in pair]
        row[ledger.labels :] = pairs if is_paired else [*first, *second]
    if ledger.heads and chance.random() < 0.7:
        line = years * width if is_paired else [year for year in years for _ in range(width)]
        at = chance.choice((0, ledger.heads))
        ledger.rows.insert(at, [*([""] * ledger.labels), *line])
        ledger.heads += 1
    ledger.is_open, ledger.is_plain = True, False
    return None


def set_years_below(chance: random.Random, ledger: Ledger) -> None:
    """Put the other year's rows below this year's, or each below its own."""
    has_years = chance.random() < 0.5
    is_paired = chance.random() < 0.5
    # A label above its values, with nothing beside it, is no second row.
    has_rows_above = BlockWords(ledger.edition, ledger.table).has_rows_above
    others = []
    for index in ledger.body:
        row = ledger.rows[index]
        values = [chance.choice((ledger.make_stray(), "", "0")) if text else "" for text in row]
        if chance.random() < 0.2:
            values = [""] * len(row)
        if has_rows_above and not any(values[ledger.labels :]):
            values[-2:] = [ledger.make_stray(), ledger.make_stray()]
        others.append([*row[: ledger.labels], *values[ledger.labels :]])
    own = [ledger.rows[index] for index in ledger.body]
    if is_paired:
        body = [row for pair in zip(own, others, strict=True) for row in pair]
    else:
        body = [*own, *others]
    ledger.rows[ledger.heads :] = body
    if has_years:
        owns = {id(row) for row in own}
        bodies = ledger.rows
        ledger.add_column(0, "", lambda index: "2023年" if id(bodies[index]) in owns else "2022年")
        ledger.labels += 1
    ledger.is_open, ledger.is_plain = True, False


# ---------------------------------------------------------------------- other orders


def drop_corner(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Lose the empty cells over the labels, as a copy of words does."""
    if not ledger.heads:
        return False
    for row in ledger.rows[: ledger.heads]:
        if not any(row[: ledger.labels]):
            del row[: ledger.labels]
    ledger.is_plain = False
    return None


def put_labels_behind(chance: random.Random, ledger: Ledger) -> bool | None:
    """Put the labels behind the values, or among them."""
    if not _is_even(ledger):
        return False
    width = len(ledger.rows[-1])
    at = chance.choice((width, chance.randrange(ledger.labels, width + 1)))
    for row in ledger.rows:
        row[:] = [*row[ledger.labels : at], *row[: ledger.labels], *row[at:]]
    ledger.labels = 0
    ledger.is_plain = False
    return None


def put_total_first(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Put the last column before the first."""
    has_total = any(cell.is_total for cell in ledger.table.cells)
    if not _is_even(ledger) or len(ledger.rows[-1]) <= ledger.labels:
        return False
    if "add_remarks" in ledger.kinds:
        return False  # they would be labels
    if not ledger.heads and (not has_total or "drop_column" in ledger.kinds):
        return False  # without a header or a sum, nothing can tell
    for row in ledger.rows:
        row.insert(ledger.labels, row.pop())
    return None


def drop_column(chance: random.Random, ledger: Ledger) -> bool | None:
    """Leave out a column."""
    width = len(ledger.rows[-1])
    if width <= ledger.labels or not _is_even(ledger) or "set_years_beside" in ledger.kinds:
        return False
    is_left_open = width - ledger.labels < 4 or {"put_total_first", "add_blank_columns"} & {
        *ledger.kinds
    }
    if {"add_changes", "add_second_total"} & {*ledger.kinds}:
        return False  # what is left could be the form's columns as well
    if not ledger.heads and is_left_open:
        return False
    ledger.is_plain &= width - ledger.labels > 1
    at = chance.randrange(ledger.labels, width)
    for row in ledger.rows:
        del row[at]
    return None


def turn(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Turn the ledger on its side."""
    if ledger.is_open:
        return False
    width = max(map(len, ledger.rows))
    padded = [[*row, *([""] * (width - len(row)))] for row in ledger.rows]
    ledger.rows[:] = [list(column) for column in zip(*padded, strict=True)]
    ledger.heads, ledger.labels = ledger.labels, ledger.heads
    ledger.is_plain = False
    return None


# ---------------------------------------------------------------------- texts


def write_units(chance: random.Random, ledger: Ledger) -> bool | None:
    """Write the unit behind each number."""
    kinds = {cell.kind for cell in ledger.table.cells}
    if NumberKind.MONEY in kinds or NumberKind.SIGNED in kinds:
        return False
    unit = chance.choice(("件", " 件", "（件）"))
    for index in ledger.body:
        row = ledger.rows[index]
        for at in range(ledger.labels, len(row)):
            if row[at].isdecimal():
                if row[at] in ledger.cells:
                    ledger.cells[row[at] + unit] = ledger.cells.pop(row[at])
                row[at] += unit
    return None


def break_labels(chance: random.Random, ledger: Ledger) -> None:
    """Break labels and headers over two lines in their cells, or space them out."""
    for row in ledger.rows:
        for at, text in enumerate(row):
            if len(text) > 1 and not text[0].isdecimal() and chance.random() < 0.3:
                middle = chance.randrange(1, len(text))
                row[at] = text[:middle] + chance.choice(("\n", " ", "\u3000")) + text[middle:]


def put_group_headers(_chance: random.Random, ledger: Ledger) -> bool | None:
    """Put a header over several headers."""
    if not ledger.heads:
        return False
    width = len(ledger.rows[-1]) - ledger.labels
    row = [*([""] * ledger.labels), "申请人情况", *([""] * max(0, width - 1))]
    ledger.rows.insert(0, row)
    ledger.heads += 1
    return None


VARIATIONS: tuple[Callable[[random.Random, Ledger], bool | None], ...] = (
    add_shares, add_changes, add_serials, add_remarks, add_offices, add_blank_columns,
    rename_total, rename_columns, add_second_total, add_sums, fill_groups, repeat_headers,
    repeat_rows, add_titles, add_other_table, set_years_beside, set_years_below, put_total_first,
    drop_column, write_units, break_labels, put_group_headers,
)  # fmt: skip
ORDERS = (drop_corner, put_labels_behind, turn)
"""Variations of which one may come last."""


def find_faults(chance: random.Random, ledger: Ledger) -> Iterator[str]:
    """Paste a ledger from a clipboard of some manner; yield what is wrong with the result."""
    manner = chance.choice(MANNERS)
    ledger.kinds.append(manner.__name__)
    table = read_block(manner(chance, ledger.rows))
    assert table is not None
    plan = Editing(Session(Document(ledger.edition)), ledger.table).plan_paste(table, ledger.target)
    for address, text in (*plan.raws.items(), *plan.printed.items()):
        number = " ".join(text.split())
        if not any(each.isdigit() for each in number) or _ZERO.fullmatch(number):
            continue
        if ledger.is_open or address not in ledger.cells.get(number, ()):
            yield f"{address} got {text!r}, which belongs to {ledger.cells.get(number)}"
    omitted = {" ".join(each.text.split()) for each in plan.omitted}
    if ledger.is_plain and (lost := omitted - {HIDDEN}):
        yield f"{lost} left out of a plain ledger"
    placed = {" ".join(text.split()) for text in (*plan.raws.values(), *plan.printed.values())}
    texts = {" ".join(text.split()) for row in ledger.rows for text in row}
    numbers = texts & ledger.cells.keys() - placed - omitted
    if (plan.raws or omitted) and (lost := {each for each in numbers if not _ZERO.fullmatch(each)}):
        yield f"{lost} neither placed nor named"
