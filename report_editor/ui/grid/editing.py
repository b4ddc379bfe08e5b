"""Changes of one table, each one step of the history, and the sentences about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.document import Field, Part, commands, format_number, read_number
from report_editor.document.completeness import is_filled_in
from report_editor.document.uncertain import list_missing
from report_editor.forms import Address, CellRole, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from report_editor.ui.grid.block import ClipboardTable
    from report_editor.ui.grid.block_placement import Target
    from report_editor.ui.grid.paste_plan import PastePlan
    from report_editor.workspace.session import Session

MOST_SUMS = 8
"""Sums of single columns or rows that fit a status bar."""
_NO_BLANKS = "这张表没有空白的格子。"


@dataclass(frozen=True, slots=True)
class EnabledCommands:
    """Commands that make sense for a selection."""

    copy: bool
    change: bool
    """Cut, clear or paste over it."""
    fill_zero: bool
    accept_totals: bool


class Editing:
    """Changes of one table; each returns a sentence for the user, empty where none is needed."""

    def __init__(self, session: Session, table: Table) -> None:
        self._session = session
        self._document = session.document
        self._table = table

    def has_text(self, address: Address) -> bool:
        """Check whether anything stands in a cell; in a total something always does."""
        return address not in self._inputs([address]) or bool(self._document.raw(address))

    def clear(self, addresses: Sequence[Address], label: str) -> str:
        """Empty the inputs among some cells."""
        inputs = self._inputs(addresses)
        self._write(dict.fromkeys(inputs, ""), label)
        return "总计由程序计算，不能清除。" if addresses and not inputs else ""

    def fill_zero(self, addresses: Iterable[Address]) -> str:
        """Write 0 into the empty inputs among some cells."""
        change = commands.fill_zero(self._document, addresses)
        if not self._session.do(change):
            return ""
        if change.edits:
            return "空白填 0。"
        blanks = commands.fill_zero(self._document, self._table.value_cells).edits
        if not blanks:
            return _NO_BLANKS
        return (
            f"选中的格子里没有空白；这张表还有 {len(blanks)} 格空白："
            "按 Ctrl+A 选中整张表，再按 Ctrl+0。"
        )

    def fill_zero_table(self) -> str:
        """Write 0 into the empty inputs of the table.

        Those that nothing could be carried into are left: each is to be looked up by a person.
        """
        missing = list_missing(self._document)
        left = [each for each in self._table.value_cells if each in missing]
        may_be = [each for each in self._table.value_cells if each not in missing]
        change = commands.fill_zero(self._document, may_be)
        words = self.fill_zero(may_be) if change.edits else _NO_BLANKS * (not left)
        if not left or (change.edits and not words):
            return words
        return f"{words}没有从上年报告带来的 {len(left)} 格没有填，请看检查结果。"

    def accept_totals(self, addresses: Iterable[Address]) -> str:
        """Let go of the printed totals among some cells."""
        differing = [each for each in addresses if self._document.differing(each) is not None]
        change = commands.accept_totals(self._document, differing)
        self._session.do(change)
        if not change.edits:
            return "选中的格子里没有与原文不同的总计。"
        return f"{len(change.edits)} 个总计采用了计算值。"

    def enabled_commands(self, addresses: Sequence[Address]) -> EnabledCommands:
        """Find the commands that make sense for some selected cells."""
        writable, inputs = not self._session.read_only, self._inputs(addresses)
        has_blank = any(self._document.parse(each).is_blank for each in inputs)
        has_differing = any(self._document.differing(each) is not None for each in addresses)
        return EnabledCommands(
            copy=bool(addresses),
            change=writable and bool(inputs),
            fill_zero=writable and has_blank,
            accept_totals=writable and has_differing,
        )

    def fill_down(self, columns: Iterable[Sequence[Address]]) -> None:
        """Write the first cell of each column into the inputs below it."""
        raws: dict[Address, str] = {}
        for first, *rest in columns:
            raws |= dict.fromkeys(self._inputs(rest), self._text(first))
        self._write(raws, "向下填充")

    def paste(
        self, block: ClipboardTable, target: Target, confirm: Callable[[PastePlan], bool]
    ) -> str:
        """Write a block from the clipboard, if ``confirm`` says so of the plan."""
        plan = self.plan_paste(block, target)
        if plan.refusal:
            return plan.refusal
        if not confirm(plan):
            return "没有粘贴。"
        change = commands.set_cells(self._document, plan.raws, "粘贴", printed=plan.printed)
        return plan.describe() if self._session.do(change) else ""

    def plan_paste(self, block: ClipboardTable, target: Target) -> PastePlan:
        """Find out what pasting a block would do."""
        # Loaded by the first paste: the window starts without the importers.
        from report_editor.ui.grid.block_words import find_years
        from report_editor.ui.grid.paste_plan import PastePlan
        from report_editor.ui.grid.placing import place_block

        placement = place_block(block.rows, self._document.form, self._table, target)
        placement.omit(block.hidden, "在隐藏的行或列里，或者已经划掉")
        placement.omit(block.others, "在剪贴板里的另一张表里，请分开复制")
        year = self._document.field(Field.YEAR)
        if (years := find_years(block.rows)) and year and year not in years:
            placement.guess(f"剪贴板里写的是 {'、'.join(years)} 年，这份报告是 {year} 年的")
        return PastePlan(placement, self._document, self._table, target)

    def summarise(self, addresses: Sequence[Address]) -> str:
        """Add up a selection, as in 求和 12，共 3 格; compare a single cell with last year."""
        if len(addresses) < 2:
            return "".join(map(self._compare, addresses))
        parts = [f"求和 {self._sum(addresses)}，共 {len(addresses)} 格"]
        rows: dict[int, list[Address]] = {}
        columns: dict[int, list[Address]] = {}
        for address in addresses:
            cell = self._table.value_cells[address]
            rows.setdefault(cell.row, []).append(address)
            columns.setdefault(cell.column, []).append(address)
        if len(columns) > 1 and len(rows) > 1:
            for name, groups in (("各列", columns), ("各行", rows)):
                if len(groups) <= MOST_SUMS:
                    sums = "、".join(self._sum(groups[key]) for key in sorted(groups))
                    parts.append(f"{name} {sums}")
        return "；".join(parts)

    def _compare(self, address: Address) -> str:
        """Return last year's number of a cell, and by what part this year's differs from it."""
        kept = self._document.entries(Part.PREVIOUS).get(address)
        cell = self._document.form.cells[address]
        before = read_number(kept or "", cell.kind, cell.unit).number
        if before is None:
            return ""
        words = f"上年 {format_number(before)}"
        if not before or not is_filled_in(self._document, address):
            return words
        change = 100 * (Decimal(self._document.value(address)) / Decimal(before) - 1)
        return f"{words}，本年 {change:+.0f}%"

    def _sum(self, addresses: Iterable[Address]) -> str:
        return format_number(self._document.sum_of(addresses))

    def _inputs(self, addresses: Iterable[Address]) -> list[Address]:
        cells = self._table.value_cells
        return [address for address in addresses if cells[address].role is CellRole.INPUT]

    def _text(self, address: Address) -> str:
        if self._table.value_cells[address].role is CellRole.INPUT:
            return self._document.raw(address)
        return format_number(self._document.value(address))

    def _write(self, raws: dict[Address, str], label: str) -> None:
        self._session.do(commands.set_cells(self._document, raws, label))
