"""What one asks of cells, each as one step of the history, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import CellProblem, Number, commands, format_number, read_number
from report_editor.forms import Address, CellRole, Table
from report_editor.ui.grid.placing import Placed, Target, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.document import History
    from report_editor.ui.grid.block import Texts

MOST_SUMS = 8
"""Sums of single columns or rows that fit a status bar."""


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done with a selection."""

    copy: bool
    change: bool
    """Cut, clear or paste over it."""
    fill_zero: bool
    accept_totals: bool


class Editing:
    """Changes of one table; each returns a sentence for the user, empty where none is needed."""

    def __init__(self, history: History, table: Table) -> None:
        self._history = history
        self._document = history.document
        self._table = table

    def clear(self, addresses: Iterable[Address], label: str) -> str:
        """Empties the inputs among some cells."""
        chosen = list(addresses)
        inputs = self._inputs(chosen)
        self._write(dict.fromkeys(inputs, ""), label)
        if chosen and not inputs:
            return "总计由程序计算，不能清除。"
        return ""

    def fill_zero(self, addresses: Iterable[Address]) -> str:
        """Writes 0 into the empty inputs among some cells."""
        change = commands.fill_zero(self._document, addresses)
        count = len(change.edits)
        self._history.do(change)
        if not count:
            return "没有空白的格子。"
        return "空白填 0。"

    def accept_totals(self, addresses: Iterable[Address]) -> str:
        """Lets go of the printed totals among some cells."""
        change = commands.accept_totals(self._document, addresses)
        self._history.do(change)
        if not change.edits:
            return "选中的格子里没有与原文不同的总计。"
        return f"{len(change.edits)} 个总计采用了计算值。"

    def has_stated(self, addresses: Iterable[Address]) -> bool:
        """Whether a printed total that differs is kept for one of the cells."""
        return any(self._document.stated(address) is not None for address in addresses)

    def has_blank(self, addresses: Iterable[Address]) -> bool:
        """Whether one of the cells is an input with nothing in it."""
        return any(self._document.parse(each).is_blank for each in self._inputs(addresses))

    def fill_down(self, columns: Iterable[Sequence[Address]]) -> None:
        """Writes the first cell of each column into the inputs below it."""
        raws: dict[Address, str] = {}
        for first, *rest in columns:
            source = self._text(first)
            raws.update(dict.fromkeys(self._inputs(rest), source))
        self._write(raws, "向下填充")

    def paste(self, block: Texts, target: Target) -> str:
        """Writes a block from the clipboard; where no text of it is a number, nothing."""
        placed = place(block, self._table, target)
        if placed.too_wide:
            return "要粘贴的表比这张表的列数多，对不上列，没有粘贴。请只复制同样的列再粘贴。"
        wrong = self._not_numbers(placed)
        filled = [raw for raw in placed.raws.values() if raw.strip()]
        if filled and len(wrong) == len(filled):
            return "剪贴板里的内容不是数字，没有粘贴。请复制表格里的数字再粘贴。"
        if placed.raws:
            self._write(placed.raws, "粘贴")
        return _in_words(placed, len(wrong))

    def summary(self, addresses: Sequence[Address]) -> str:
        """The sums of a selection: 求和 12,共 3 格; empty for a single cell."""
        if len(addresses) < 2:
            return ""
        parts = [f"求和 {format_number(self._sum(addresses))}，共 {len(addresses)} 格"]
        lines: dict[int, list[Address]] = {}
        columns: dict[int, list[Address]] = {}
        for address in addresses:
            cell = self._table.value_cells[address]
            lines.setdefault(cell.row, []).append(address)
            columns.setdefault(cell.column, []).append(address)
        for words, groups in (
            ("各列 {sums}", columns),
            ("各行 {sums}", lines),
        ):
            if len(columns) > 1 and len(lines) > 1 and len(groups) <= MOST_SUMS:
                sums = "、".join(format_number(self._sum(groups[key])) for key in sorted(groups))
                parts.append(words.format(sums=sums))
        return "；".join(parts)

    def _sum(self, addresses: Iterable[Address]) -> Number:
        return self._document.sum_of(addresses)

    def _inputs(self, addresses: Iterable[Address]) -> list[Address]:
        places = self._table.value_cells
        return [address for address in addresses if places[address].role is CellRole.INPUT]

    def _text(self, address: Address) -> str:
        if self._table.value_cells[address].role is CellRole.INPUT:
            return self._document.raw(address)
        return format_number(self._document.value(address))

    def _write(self, raws: dict[Address, str], label: str) -> None:
        self._history.do(commands.set_cells(self._document, raws, label))

    def _not_numbers(self, placed: Placed) -> list[Address]:
        wrong = []
        for address, raw in placed.raws.items():
            cell = self._document.form.cells[address]
            if read_number(raw, cell.kind, cell.unit).problem is CellProblem.NOT_A_NUMBER:
                wrong.append(address)
        return wrong


def _in_words(placed: Placed, wrong: int) -> str:
    done = f"粘贴了 {len(placed.raws)} 格"
    said = [done if placed.raws else "没有粘贴"]
    if placed.locked:
        said.append(f"跳过 {placed.locked} 格不能填写的格子")
    if placed.outside:
        said.append(f"{placed.outside} 格超出表格，没有粘贴")
    if wrong:
        said.append(f"其中 {wrong} 格不是数，已经标出")
    if placed.unknown:
        labels = "、".join(f"“{label}”" for label in placed.unknown[:3])
        said.append(f"有 {len(placed.unknown)} 行的名称这张表里没有，跳过了：{labels}")
    return "，".join(said) + "。"
