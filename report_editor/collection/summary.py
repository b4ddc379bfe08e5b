"""Everything that is to be said of many reports together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.collection.copies import describe_copies
from report_editor.collection.duplicates import choose_counted
from report_editor.collection.hierarchy import Family, check_family, find_families
from report_editor.collection.outliers import find_outliers
from report_editor.collection.roster import Roster, call_roster
from report_editor.collection.sums import Sums, sum_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from report_editor.collection.pool import Pool
    from report_editor.collection.report_row import ReportRow, UnreadFile

_IS_EARLIER = "同一单位另有一份，改得更晚"
_IS_A_SUM = "它是下级报告之和"


@dataclass(frozen=True, slots=True)
class Summary:
    """Reports of many offices, added up and compared."""

    rows: tuple[ReportRow, ...]
    unread: tuple[UnreadFile, ...]
    left_out: Mapping[int, str]
    """Reasons why reports do not count in a sum, by the identity (``id``) of the row."""
    sums: tuple[Sums, ...]
    roster: Roster
    families: tuple[Family, ...]
    across: tuple[tuple[ReportRow, Finding], ...]
    """Findings that only a comparison with the other reports gives."""

    def is_counted(self, row: ReportRow) -> bool:
        """Check whether a report counts in the sums."""
        return id(row) not in self.left_out

    @property
    def is_in_order(self) -> bool:
        """Check whether no office is missing or twice, and the numbers of all balance."""
        roster = self.roster
        return (
            not (roster.missing or roster.renamed or roster.twice)
            and not any(map(has_wrong_numbers, self.rows))
            and not any(
                finding.severity is not Severity.INFO and finding.cells
                for _, finding in self.across
            )
        )


def has_wrong_numbers(row: ReportRow) -> bool:
    """Check whether numbers of a report cannot be right."""
    return bool(row.broken) or (
        row.errors > 0
        and any(
            each.finding.severity is Severity.ERROR and each.finding.cells for each in row.findings
        )
    )


def summarise_reports(
    rows: Sequence[ReportRow],
    unread: Iterable[UnreadFile] = (),
    expected: Iterable[str] | None = None,
    jobs: int | None = None,
    watch: Callable[[Pool], None] = lambda _pool: None,
) -> Summary:
    """Add up and compare reports; those with alike texts are read again, in a watched pool."""
    chosen = choose_counted(rows)
    families = find_families(chosen)
    left_out = _list_left_out(rows, chosen, families)
    sums = sum_up(row for row in chosen if id(row) not in left_out)
    return Summary(
        rows=tuple(rows),
        unread=tuple(unread),
        left_out=left_out,
        sums=tuple(sums),
        roster=call_roster(rows, expected),
        families=tuple(families),
        across=tuple(_compare(families, sums, partial(describe_copies, chosen, jobs, watch))),
    )


def sum_some(summary: Summary, rows: Sequence[ReportRow]) -> Summary:
    """Return a summary with the sums of some of its reports; the comparison stays that of all."""
    chosen = choose_counted(rows)
    left_out = _list_left_out(rows, chosen, find_families(chosen))
    sums = sum_up(row for row in chosen if id(row) not in left_out)
    return replace(summary, left_out=left_out, sums=tuple(sums))


def _list_left_out(
    rows: Iterable[ReportRow], chosen: Iterable[ReportRow], families: Iterable[Family]
) -> dict[int, str]:
    """Return why reports do not count: one that is a sum of others itself, the earlier of two."""
    latest = set(map(id, chosen))
    left_out = {id(row): _IS_EARLIER for row in rows if id(row) not in latest}
    return left_out | {id(each.head): _IS_A_SUM for each in families if each.is_head_a_sum}


def _compare(
    families: Iterable[Family],
    sums: Iterable[Sums],
    describe: Callable[[], Iterable[tuple[ReportRow, Finding]]],
) -> Iterator[tuple[ReportRow, Finding]]:
    for family in families:
        for finding in check_family(family):
            yield family.head, finding
    for each in sums:
        yield from find_outliers(each)
    yield from describe()
