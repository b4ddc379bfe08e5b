"""What is to be said about a cell: its signs and the words that go with them.

What follows from the cell's own text, from a printed total and from the balances is kept live
here; everything else comes as findings of the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.document import CellProblem, Document, format_number
from report_editor.document.balances import evaluate_balance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Address, Balance, Table


class Sign(IntEnum):
    """The shape painted beside a number; the gravest is the smallest."""

    INVALID = 0
    """The text is no number that can stand here."""
    UNEQUAL = 1
    """Two numbers that must be equal are not."""
    ERROR = 2
    WARNING = 3
    NORMALISED = 4
    """Read as a number that the source wrote otherwise."""
    INFO = 5
    BLANK = 6
    """Nothing filled in yet."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to say about a cell."""

    sign: Sign
    words: str


_SIGNS = {
    Severity.ERROR: Sign.ERROR,
    Severity.WARNING: Sign.WARNING,
    Severity.INFO: Sign.INFO,
}
_LIVE = frozenset(
    {"cell.not_a_number", "cell.negative", "cell.not_whole", "cell.normalised", "cell.blank_total"}
)
"""Findings that say what the grid itself says while one types."""


class Marks:
    """The marks of one table."""

    def __init__(self, document: Document, table: Table) -> None:
        self._document = document
        self._table = table
        self._own = _LIVE.union(
            (rule.code for rule in table.totals), (balance.code for balance in table.balances)
        )
        self._found: dict[Address, tuple[Mark, ...]] = {}
        self._broken: dict[Balance, str] = {}
        self.rebalance({cell.address for cell in table.cells})

    def of(self, address: Address) -> tuple[Mark, ...]:
        """The marks of a cell, the gravest first."""
        marks = [*self._text_marks(address), *self._stated_marks(address)]
        marks += [
            Mark(Sign.UNEQUAL, words)
            for balance, words in self._broken.items()
            if address in balance.addresses
        ]
        marks += self._found.get(address, ())
        return tuple(sorted(marks, key=lambda mark: mark.sign))

    def rebalance(self, changed: set[Address]) -> set[Address]:
        """Looks anew at the balances of changed cells; returns the cells whose marks differ."""
        touched: set[Address] = set()
        for balance in self._table.balances:
            if changed.isdisjoint(balance.addresses):
                continue
            state = evaluate_balance(self._document, balance)
            words = None if state.is_balanced else state.words
            if words != self._broken.get(balance):
                touched.update(balance.addresses)
            if words is None:
                self._broken.pop(balance, None)
            else:
                self._broken[balance] = words
        return touched

    def find(self, findings: Iterable[Finding]) -> set[Address]:
        """Takes the findings of the checks; returns the cells whose marks differ."""
        found: dict[Address, list[Mark]] = {}
        mine = {cell.address for cell in self._table.cells}
        for finding in findings:
            if finding.code in self._own:
                continue
            sign = Sign.BLANK if finding.code == "cell.blank" else _SIGNS[finding.severity]
            for address in finding.cells:
                if address in mine:
                    found.setdefault(address, []).append(Mark(sign, finding.message))
        before = self._found
        self._found = {address: tuple(marks) for address, marks in found.items()}
        return {
            address
            for address in before.keys() | self._found.keys()
            if before.get(address) != self._found.get(address)
        }

    def _text_marks(self, address: Address) -> Iterable[Mark]:
        if self._document.form.cells[address].is_total:
            return
        reading = self._document.parse(address)
        if reading.problem is not None:
            yield Mark(Sign.INVALID, _problem_in_words(reading.problem, reading.raw))
        elif reading.normalised and reading.number is not None:
            words = "原文写作“{raw}”，按 {number} 计算。"
            yield Mark(
                Sign.NORMALISED, words.format(raw=reading.raw, number=format_number(reading.number))
            )

    def _stated_marks(self, address: Address) -> Iterable[Mark]:
        if not self._document.form.cells[address].is_total:
            return
        stated = self._document.stated(address)
        if stated is None:
            return
        value = format_number(self._document.value(address))
        if not stated.raw:
            words = "原文这里空着，程序算出 {value}。右键可以采用计算值。"
        else:
            words = "原文是 {stated}，程序算出 {value}。右键可以采用计算值。"
        yield Mark(Sign.UNEQUAL, words.format(stated=stated.raw, value=value))


def _problem_in_words(problem: CellProblem, raw: str) -> str:
    match problem:
        case CellProblem.NOT_A_NUMBER:
            words = "“{raw}”不是数，没有计入合计。请改成数字。"
        case CellProblem.NEGATIVE:
            words = "“{raw}”小于 0，这里不能填负数。请核对。"
        case CellProblem.NOT_WHOLE:
            words = "“{raw}”不是整数，这里按件填写。请核对。"
    return words.format(raw=raw)
