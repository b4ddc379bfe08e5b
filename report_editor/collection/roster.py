"""Compare the offices that have reported with those expected: missing, twice, called otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.collection.duplicates import find_duplicates
from report_editor.collection.units import find_near, fold_unit, is_short_form
from report_editor.common.problem import Problem
from report_editor.files.refusals import quote
from report_editor.files.regular_file import read_regular_file
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.registry import find_reader
from report_editor.importers.readers.text.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow


class RosterProblem(Problem):
    """A list of offices that is none; the text is a Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Offices and their reports; names are compared after folding."""

    missing: tuple[str, ...]
    """Offices that are expected and have not reported, as the list calls them."""
    renamed: tuple[tuple[str, ReportRow], ...]
    """Offices that are expected, each with the report of one of nearly that name. They may be
    the same; a person must decide. Where neither name is a short form of the other, as of two towns
    with one character another, both are also missing and unexpected."""
    unexpected: tuple[ReportRow, ...]
    """Reports of offices that nobody expects."""
    twice: tuple[tuple[ReportRow, ...], ...]
    """Reports of the same office and year; the first was written last."""
    nameless: tuple[ReportRow, ...]
    """Reports whose office was not recognised."""


def call_roster(rows: Sequence[ReportRow], expected: Iterable[str] | None = None) -> Roster:
    """Compare the reports with the offices expected, if there is a list of them."""
    twice = tuple(tuple(group) for group in find_duplicates(rows))
    nameless = tuple(row for row in rows if not fold_unit(row.organization))
    if expected is None:
        return Roster((), (), (), twice, nameless)
    wanted = {folded: name for name in expected if (folded := fold_unit(name))}
    present = {folded: row for row in rows if (folded := fold_unit(row.organization))}
    absent = [folded for folded in wanted if folded not in present]
    strange = [folded for folded in present if folded not in wanted]
    near = dict(find_near(absent, strange))
    short = {one: other for one, other in near.items() if is_short_form(one, other)}
    taken = set(short.values())
    return Roster(
        missing=tuple(wanted[each] for each in absent if each not in short),
        renamed=tuple((wanted[each], present[other]) for each, other in near.items()),
        unexpected=tuple(present[each] for each in strange if each not in taken),
        twice=twice,
        nameless=nameless,
    )


def read_expected(path: Path) -> list[str]:
    """Return the names of a list, one a line; blank lines are passed over.

    Raises:
        ReadProblem: It cannot be read.
        RosterProblem: It is no text.
    """
    data = read_regular_file(path)
    try:
        is_text = find_reader(data, path.name).key == "text"
    except ImportProblem:  # a picture, an archive
        is_text = False
    if not is_text:
        raise RosterProblem(
            f"名单{quote(path.name)}不是文本文件。请把单位名称复制到记事本里，每行一个，存成 .txt；"
            "也可以用上年报告的文件夹当名单。"
        )
    return [name for line in decode(data).splitlines() if (name := line.strip("\ufeff \t\u3000"))]
