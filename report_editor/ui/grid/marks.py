"""Marks of a cell: signs and the words that go with them.

Marks that follow from the cell's own text, from a printed total and from the balances are kept up
to date while a person types; all others come from the findings of the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.document import CellProblem, Document, format_number
from report_editor.document.balances import evaluate_balance
from report_editor.document.completeness import count_blanks, describe_open_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import Address, Balance, Table


class Sign(IntEnum):
    """Shape painted beside a number; the gravest is the smallest."""

    INVALID = 0
    """Text that is no number, or none that can stand here."""
    UNEQUAL = 1
    """Two numbers that must be equal are not."""
    ERROR = 2
    WARNING = 3
    NORMALISED = 4
    """Read as a number that the source wrote otherwise."""
    INFO = 5
    BLANK = 6
    """Nothing filled in yet: the ground is pale, and no shape is painted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark on a cell."""

    sign: Sign
    words: str


_SIGNS = {Severity.ERROR: Sign.ERROR, Severity.WARNING: Sign.WARNING, Severity.INFO: Sign.INFO}
_LIVE = frozenset(
    {
        "cell.blank",
        "cell.not_a_number",
        "cell.negative",
        "cell.not_whole",
        "cell.normalised",
        "cell.blank_total",
    }
)
"""Findings that repeat what the grid itself marks while one types."""
_PROBLEMS = {
    CellProblem.NOT_A_NUMBER: "不是数，没有计入合计。请改成数字。",
    CellProblem.NEGATIVE: "小于 0，这里不能填负数。请核对。",
    CellProblem.NOT_WHOLE: "不是整数，这里按件填写。请核对。",
}


class Marks:
    """Marks of one table."""

    def __init__(self, document: Document, table: Table) -> None:
        self._document = document
        self._table = table
        self._own = _LIVE.union(
            (rule.code for rule in table.totals), (balance.code for balance in table.balances)
        )
        self._found: dict[Address, tuple[Mark, ...]] = {}
        self._broken: dict[Balance, str] = {}
        self._calm: set[tuple[str, Address]] = set()
        """Codes and cells of the findings that are set aside."""
        self._calm_codes: set[str] = set()
        """Codes of which all findings are set aside: what follows from them is calm as well."""
        self.rebalance(table.value_cells.keys())

    def at(self, address: Address) -> tuple[Mark, ...]:
        """Return the marks of a cell, the gravest first."""
        is_total = self._document.form.cells[address].is_total
        marks = [*(self._stated_marks(address) if is_total else self._text_marks(address))]
        marks += [
            Mark(Sign.UNEQUAL, words)
            for balance, words in self._broken.items()
            if address in balance.addresses and not self._is_calm(balance.code, address)
        ]
        marks += self._found.get(address, ())
        return tuple(sorted(marks, key=lambda mark: mark.sign))

    def rebalance(self, changed: Iterable[Address]) -> set[Address]:
        """Compute anew the balances of changed cells; return the cells whose marks differ."""
        changed = set(changed)
        touched: set[Address] = set(self._table.value_cells if self._calm else ())
        self._calm, self._calm_codes = set(), set()  # what was set aside said something else
        for balance in self._table.balances:
            if changed.isdisjoint(balance.addresses):
                continue
            state = evaluate_balance(self._document, balance)
            is_wrong = not state.is_balanced and not count_blanks(self._document, balance.addresses)
            words = state.words if is_wrong else None
            if words != self._broken.get(balance):
                touched.update(balance.addresses)
            if words is None:
                self._broken.pop(balance, None)
            else:
                self._broken[balance] = words
        return touched

    def set_findings(
        self, findings: Iterable[Finding], set_aside: Iterable[Finding] = ()
    ) -> set[Address]:
        """Replace the marks made of findings; return the cells whose marks differ.

        What the grid marks itself is not marked where the finding on it is set aside.
        """
        findings = tuple(findings)
        before_calm, before_codes = self._calm, self._calm_codes
        self._calm = {(each.code, cell) for each in set_aside for cell in each.cells}
        self._calm_codes = {code for code, _ in self._calm} - {each.code for each in findings}
        touched: set[Address] = set()
        if (before_calm, before_codes) != (self._calm, self._calm_codes):
            touched.update(self._table.value_cells)
        found: dict[Address, tuple[Mark, ...]] = {}
        for finding in findings:
            if finding.code in self._own:
                continue
            sign = _SIGNS[finding.severity]
            for address in finding.cells:
                if address in self._table.value_cells:
                    found[address] = (*found.get(address, ()), Mark(sign, finding.message))
        before, self._found = self._found, found
        return touched | {
            address
            for address in before.keys() | found.keys()
            if before.get(address) != found.get(address)
        }

    def _is_calm(self, code: str, address: Address) -> bool:
        """Check whether somebody has set aside what the grid would mark."""
        return code in self._calm_codes or (code, address) in self._calm

    def _text_marks(self, address: Address) -> Iterable[Mark]:
        reading = self._document.parse(address)
        if reading.is_blank:
            yield Mark(Sign.BLANK, "还没有填，没有发生的请填 0。")
        elif reading.problem is not None:
            yield Mark(Sign.INVALID, f"“{reading.raw}”{_PROBLEMS[reading.problem]}")
        elif reading.normalised and reading.number is not None:
            words = f"原文写作“{reading.raw}”，按 {format_number(reading.number)} 计算。"
            yield Mark(Sign.NORMALISED, words)

    def _stated_marks(self, address: Address) -> Iterable[Mark]:
        stated = self._document.differing(address)
        if stated is not None:
            printed = f"原文是 {stated.raw}" if stated.raw else "原文这里空着"
            value = format_number(self._document.value(address))
            if any(self._is_calm(rule.code, address) for rule in self._table.totals):
                return
            blanks = count_blanks(self._document, [address])
            advice = describe_open_parts(blanks) if blanks else "右键可以采用计算值。"
            yield Mark(Sign.UNEQUAL, f"{printed}，程序算出 {value}。{advice}")
