"""Join findings that follow from one wrong number into the one that names it.

A number that breaks a balance also contradicts the sentences that have it right. What would be
settled by the correction that settles another finding becomes a clause of that finding's message.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from report_editor.document import Document, Part, format_number
from report_editor.document.commands import set_cells

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from report_editor.checks.finding import Cause, Consequence, Correction, Finding
    from report_editor.checks.report import CheckedReport

_MOST_FOLLOWERS = 60
"""Findings that are tried: a text that contradicts everything was copied, not mistyped."""

_MOST_GROUPS = 3
"""Wrong inputs that are named by what contradicts them alone, in tables without balances."""

_STEP = 1000
"""Findings after which there may be a pause."""

_MOST_QUOTED = 3


class Found(NamedTuple):
    """A finding with what its rule knows of other numbers."""

    finding: Finding
    cause: Cause | None = None
    consequence: Consequence | None = None


_Settled: TypeAlias = "dict[Correction, list[Found]]"


def join_findings(
    report: CheckedReport, found: Sequence[Found]
) -> Generator[None, None, list[Finding]]:
    """Return the findings, those that follow from another one told within it, with pauses."""
    followers = [each for each in found if each.consequence is not None][:_MOST_FOLLOWERS]
    joined: dict[int, Finding] = {}
    dropped: set[int] = set()
    trial = _copy_numbers(report.document)
    for main in found:
        if main.cause is None:
            continue
        rest = [each for each in followers if id(each) not in dropped]
        settled = yield from _try(trial, main.cause.corrections, rest)
        joined[id(main)] = _join(report, main, settled)
        dropped.update(map(id, _find_largest(settled)))
    for _ in range(_MOST_GROUPS):
        rest = [each for each in followers if id(each) not in dropped and id(each) not in joined]
        corrections = dict.fromkeys(
            one for each in rest if each.consequence for one in each.consequence.corrections
        )
        settled = yield from _try(trial, corrections, rest if len(rest) > 1 else ())
        group = _find_largest(settled)
        names = [each for each, settles in settled.items() if len(settles) == len(group)]
        if len(group) < 2:
            break
        is_one = len({address for address, _ in names}) == 1
        joined[id(group[0])] = _name_cell(report, group, names[0]) if is_one else _add(group)
        dropped.update(map(id, group[1:]))
    findings: list[Finding] = []
    for index, each in enumerate(found):
        if id(each) not in dropped:
            findings.append(joined.get(id(each), each.finding))
        if index % _STEP == 0:
            yield
    return findings


def _copy_numbers(document: Document) -> Document:
    """Return a report with the same inputs and nothing else, to try corrections in."""
    parts = {part: document.entries(part) for part in (Part.CELLS, Part.FIELDS)}
    return Document(document.form, parts=parts)


def _try(
    trial: Document, corrections: Iterable[Correction], followers: Sequence[Found]
) -> Generator[None, None, _Settled]:
    """Return which findings are settled by each correction that settles any."""
    settled: _Settled = defaultdict(list)
    for correction in corrections if followers else ():
        address, number = correction
        before = trial.raw(address)
        trial.apply(set_cells(trial, {address: format_number(number)}))
        for each in followers:
            if each.consequence and each.consequence.holds(trial):
                settled[correction].append(each)
        trial.apply(set_cells(trial, {address: before}))
        yield
    return settled


def _find_largest(settled: _Settled) -> list[Found]:
    """Return the most findings that one correction settles."""
    most: list[Found] = []
    for each in settled.values():
        most = each if len(each) > len(most) else most
    return most


def _join(report: CheckedReport, main: Found, settled: _Settled) -> Finding:
    """Return a finding with what follows from it, and its cell where only one explains that."""
    assert main.cause is not None
    finding, most = main.finding, max(map(len, settled.values()), default=0)
    best = [each for each, settles in settled.items() if len(settles) == most]
    if not best:
        return replace(finding, message=finding.message + main.cause.hint)
    says = _quote(settled[best[0]])
    if len(best) > 1 or len(main.cause.corrections) == 1:
        return replace(finding, message=f"{finding.message}{main.cause.hint}{says}也因此对不上。")
    ((address, number),) = best
    name = report.form.cells[address].row.short
    return replace(
        finding,
        cells=(address, *(each for each in finding.cells if each != address)),
        message=f"{finding.message}如果“{name}”是 {format_number(number)}，{says}也对得上。",
    )


def _name_cell(report: CheckedReport, group: Sequence[Found], correction: Correction) -> Finding:
    """Return one finding for several sentences that one cell contradicts."""
    address, number = correction
    now = format_number(report.document.value(address))
    return replace(
        group[0].finding,
        message=f"{_quote(group)}与表格不符：{report.cell_name(address)}现在是 {now}，"
        f"如果是 {format_number(number)} 就都对得上。请核对文字和表格。",
    )


def _add(group: Sequence[Found]) -> Finding:
    """Return the first of several findings of which any of some cells may be the cause."""
    finding = group[0].finding
    return replace(finding, message=f"{finding.message}{_quote(group[1:])}也因此对不上。")


def _quote(found: Sequence[Found]) -> str:
    says = list(_list_sayings(found))
    more = "等" if len(says) > _MOST_QUOTED else ""
    return "、".join(says[:_MOST_QUOTED]) + more


def _list_sayings(found: Sequence[Found]) -> Iterator[str]:
    for each in found:
        if each.consequence:
            yield each.consequence.says
