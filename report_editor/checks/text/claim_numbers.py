"""Say which numbers of the tables a claim may give, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.report import SUIT_ROWS
from report_editor.checks.text.claim_words import REST, WITHDRAWN, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.checks.text.claim import Claim
    from report_editor.document import Document, Number
    from report_editor.forms import Address

CODES = {
    Kind.RECEIVED: "narrative.received",
    Kind.HANDLED: "narrative.received",
    Kind.ANSWERED: "narrative.answered",
    Kind.CARRIED: "narrative.carried",
    Kind.RESULT: "narrative.results",
    Kind.APPLICANT: "narrative.applicants",
    Kind.CASE: "narrative.proceedings",
    Kind.OUTCOME: "narrative.proceedings",
}
"""Codes of the findings by what is claimed."""

_ROWS = {
    "carried_in": "上年结转",
    "carried_out": "结转下年度",
    "carried": "上年结转或结转下年度",
}
_CASES = {
    "reconsideration": ("行政复议", ("proceedings.reconsideration",)),
    "suits": ("行政诉讼", SUIT_ROWS),
    "direct_suit": ("未经复议直接起诉", SUIT_ROWS[:1]),
    "suit_after_reconsideration": ("复议后起诉", SUIT_ROWS[1:]),
}
_GROUP = "group:"


class _OpenInputError(Exception):
    """A number is made of inputs that are not filled in: it may still become any other."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Numbers of the tables for a claim."""

    table: str
    name: str
    """Name of what is counted, for the message."""
    readings: tuple[Number, ...]
    """Number for each way in which the claim may be meant; two may come to the same."""
    is_of_received: bool = False
    """True if applicants are counted, of all that was received."""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return each number that the claim may give."""
        return tuple(dict.fromkeys(self.readings))


class ClaimNumbers:
    """Looks up the numbers of claims in one report."""

    def __init__(
        self, document: Document, filled_tables: frozenset[str], open_inputs: frozenset[Address]
    ) -> None:
        """Prepare to look up numbers in the tables that have anything filled in.

        Nothing is compared with a number that one of the open inputs is a part of.
        """
        self._filled_tables = filled_tables
        self._open_inputs = open_inputs
        self._form = document.form
        self._value = document.value

    def allowed(self, claim: Claim) -> Allowed | None:
        """Return what the tables say, None where they have nothing to compare."""
        is_case = claim.kind in (Kind.CASE, Kind.OUTCOME)
        table = "proceedings" if is_case else "requests"
        if table not in self._filled_tables or claim.kind is Kind.COUNT:
            return None
        try:
            name, numbers = self._look_up(claim)
        except _OpenInputError:
            return None
        is_of_received = claim.kind is Kind.APPLICANT and _is_of_received(claim)
        return Allowed(table, name, numbers, is_of_received) if numbers else None

    def bases(self, claims: Iterable[Claim]) -> set[Number]:
        """Return the numbers that a percentage may be a share of; none while any is open."""
        try:
            bases = {*self._rows(("processed",)), *self.received()}
        except _OpenInputError:
            return set()
        bases |= {each.number for each in claims if each.kind is Kind.ANSWERED}
        return bases - {0}

    def processed(self) -> Number:
        """Return the number of applications answered."""
        return next(iter(self._rows(("processed",))), 0)

    def result_rows(self, claim: Claim) -> frozenset[str]:
        """Return the rows of 表三 that a claim of results adds up; of a reason only its own."""
        if claim.keys[0] in (REST, WITHDRAWN):
            return frozenset(self._group_rows("其他处理"))
        groups = [frozenset(self._result_rows(key)) for key in claim.keys]
        return min(groups, key=len) if _has_reason(groups) else frozenset().union(*groups)

    def _look_up(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        if claim.kind in (Kind.RECEIVED, Kind.HANDLED, Kind.ANSWERED):
            return self._look_up_general(claim)
        if claim.kind is Kind.CARRIED:
            (key,) = claim.keys[-1:]
            rows = ("carried_in", "carried_out") if key == "carried" else (key,)
            return _ROWS[key], tuple(number for row in rows for number in self._rows((row,)))
        if claim.kind is Kind.RESULT:
            return self._look_up_results(claim)
        if claim.kind is Kind.APPLICANT:
            return self._look_up_applicants(claim)
        return self._look_up_cases(claim)

    def _look_up_general(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        kinds = {claim.kind, *claim.others}
        if kinds in ({Kind.ANSWERED}, {Kind.ANSWERED, Kind.HANDLED}):
            if claim.is_part and any(self._rows(("carried_in",))):
                return "", ()
            answered = self._rows(("processed",))
            if claim.has_withdrawn:
                rest = self._rows(self._group_rows("其他处理"))
                answered += tuple(each - other for each in answered for other in rest)
            return "办理答复", answered
        if kinds == {Kind.RECEIVED} and claim.keys == ("new",):
            return "本年新收", self._rows(("new",))
        received = self.received()
        if claim.with_carried is not None:
            received = received[1:] if claim.with_carried else received[:1]
        if kinds != {Kind.RECEIVED}:
            received += self._rows(("processed",))
        return "收到申请", received

    def received(self, columns: tuple[str, ...] = ("total",)) -> tuple[Number, ...]:
        """Return the numbers that 收到 may mean: without and with those of the year before."""
        new, carried = (self._rows((row,), columns) for row in ("new", "carried_in"))
        return (new[0], new[0] + carried[0]) if new and carried else ()

    def _look_up_results(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        columns = self._columns((claim.column,)) if claim.column else ("total",)
        if claim.keys[0] in (REST, WITHDRAWN):
            return self._look_up_rest(claim)
        groups = [self._result_rows(key) for key in claim.keys]
        names = [self._result_name(key) for key in claim.keys]
        if not all(groups):
            return "", ()
        every = tuple(dict.fromkeys(row for rows in groups for row in rows))
        if _has_reason([frozenset(rows) for rows in groups]):
            return names[-1], tuple(each for rows in groups for each in self._rows(rows, columns))
        whole = self._rows(every, columns)
        return "及".join(names), whole

    def _look_up_rest(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        """Return what the last of a list may be, and how many may have been withdrawn at most."""
        name, others = "其他处理", self._rows(self._group_rows("其他处理"))
        if claim.keys[0] == REST and claim.within is not None and claim.within.kind is Kind.RESULT:
            return name, ()  # 撤回 may stand beside it: the sum in the brackets is compared
        if claim.keys[0] == WITHDRAWN:
            is_possible = others and claim.number <= others[0]
            return f"{name}（撤回的申请计入这里）", (claim.number,) if is_possible else others
        listed = {row for each in claim.listed for row in self.result_rows(each)}
        rest = (self.processed() - sum(self._rows(tuple(listed)) or (0,)),)
        return name, (*others, *self._rows(("other_rest",)), *rest)

    def _look_up_applicants(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        columns = self._columns(claim.keys)
        names = "、".join(self._column_name(key) for key in claim.keys)
        whole = _find_whole(claim)
        if _is_of_received(claim):
            numbers = self.received(columns)
            if claim.keys == ("business",):  # 企业 is often said of all organisations
                numbers += self.received(self._columns(("organisations",)))
            return f"{names}申请", numbers
        assert whole is not None  # without any it is of the received
        if whole.kind is Kind.ANSWERED:
            return f"{names}申请的办理结果", self._rows(("processed",), columns)
        if whole.kind is Kind.CARRIED and "carried" not in whole.keys:
            return f"{names}{_ROWS[whole.keys[-1]]}", self._rows(whole.keys[-1:], columns)
        if whole.kind is Kind.RESULT:
            rows = tuple(row for key in whole.keys for row in self._result_rows(key))
            title = "及".join(self._result_name(key) for key in whole.keys)
            return f"{names}的{title}", self._rows(rows, columns)
        return "", ()

    def _look_up_cases(self, claim: Claim) -> tuple[str, tuple[Number, ...]]:
        if claim.kind is Kind.CASE:
            names = "和".join(_CASES[key][0] for key in claim.keys)
            return f"{names}总计", self._cases(claim.keys, "total")
        column = claim.keys[-1]
        numbers: list[Number] = []
        name, cases = "", claim.within
        while cases is not None:
            name = name or "和".join(_CASES[key][0] for key in cases.keys if key in _CASES)
            numbers.extend(self._cases(cases.keys, column))
            cases = cases.within if cases.within is not None else None
        label = next(
            (each.label for each in self._form.tables["proceedings"].columns if each.key == column),
            "",
        )
        return f"{name}{label}", tuple(numbers)

    def _cases(self, keys: tuple[str, ...], column: str) -> tuple[Number, ...]:
        rows = dict.fromkeys(row for key in keys if key in _CASES for row in _CASES[key][1])
        return self._sum(f"{row}.{column}" for row in rows)

    def _rows(
        self, rows: tuple[str, ...], columns: tuple[str, ...] = ("total",)
    ) -> tuple[Number, ...]:
        """Return the sum of some rows and columns of 表三; nothing if the form lacks one."""
        return self._sum(f"requests.{row}.{column}" for row in rows for column in columns)

    def _sum(self, addresses: Iterable[str]) -> tuple[Number, ...]:
        cells = list(addresses)
        if not cells or not all(each in self._form.cells for each in cells):
            return ()
        if not all(self._open_inputs.isdisjoint(self._form.inputs_of[each]) for each in cells):
            raise _OpenInputError
        return (sum(map(self._value, cells)),)

    def _group_rows(self, group: str) -> tuple[str, ...]:
        return tuple(
            row.key
            for row in self._form.tables["requests"].rows
            if group in (row.group or row.label)
        )

    def _result_rows(self, key: str) -> tuple[str, ...]:
        return self._group_rows(key.removeprefix(_GROUP)) if key.startswith(_GROUP) else (key,)

    def _result_name(self, key: str) -> str:
        if key.startswith(_GROUP):
            return key.removeprefix(_GROUP)
        rows = {row.key: row for row in self._form.tables["requests"].rows}
        return rows[key].short.lstrip("（一二三四五六）0123456789.") if key in rows else ""

    def _columns(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the columns of applicants; 法人或其他组织 are all but the first."""
        columns: dict[str, None] = {}
        for key in keys:
            each = self._organisations() if key == "organisations" else [key]
            columns.update(dict.fromkeys(each))
        return tuple(columns)

    def _organisations(self) -> Iterator[str]:
        for column in self._form.tables["requests"].columns:
            if column.key not in ("natural_person", "total"):
                yield column.key

    def _column_name(self, key: str) -> str:
        if key == "organisations":
            return "法人或其他组织"
        columns = self._form.tables["requests"].columns
        return next((each.short for each in columns if each.key == key), "")


def _find_whole(claim: Claim) -> Claim | None:
    """Return what applicants are a part of; 企业 of 法人或其他组织 are a part of what those are."""
    whole = claim.within
    while whole is not None and whole.kind is Kind.APPLICANT:
        whole = whole.within
    return whole


def _is_of_received(claim: Claim) -> bool:
    whole = _find_whole(claim)
    return whole is None or whole.kind in (Kind.RECEIVED, Kind.HANDLED)


def _has_reason(groups: list[frozenset[str]]) -> bool:
    """Check whether a row stands beside its group (因本机关不掌握无法提供): either may be meant."""
    return len(groups) > 1 and any(one < other for one in groups for other in groups)
