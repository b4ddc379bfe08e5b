"""Tables that this program writes of many reports are not read as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.collection.findings_table import list_findings
from report_editor.collection.own_tables import OwnTableProblem, refuse_own_table
from report_editor.collection.summary import summarise_reports
from report_editor.collection.summary_tables import list_sheets, make_single_table
from report_editor.collection.table_files import make_csv, make_workbook
from report_editor.collection.worker import examine
from report_editor.common.problem import Problem
from tests.collection.reports import make_report, strip_workbook, write_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow


@pytest.fixture(params=["summary.xlsx", "summary.csv", "findings.xlsx", "findings.csv"])
def table(request: pytest.FixtureRequest, tmp_path: Path, row: Callable[..., ReportRow]) -> Path:
    """A table of three reports, as it is written."""
    rows = [row(number) for number in range(3)]
    summary = summarise_reports(rows)
    data = {
        "summary.xlsx": lambda: make_workbook(list_sheets(summary)),
        "summary.csv": lambda: make_csv(make_single_table(summary)),
        "findings.xlsx": lambda: make_workbook([list_findings(rows)]),
        "findings.csv": lambda: make_csv(list_findings(rows)),
    }[request.param]()
    path: Path = tmp_path / request.param
    path.write_bytes(data)
    return path


def test_a_table_is_refused_with_a_sentence(table: Path) -> None:
    with pytest.raises(OwnTableProblem, match="移到别的文件夹"):
        refuse_own_table(table)
    with pytest.raises(Problem):
        examine(str(table))


def test_a_workbook_of_somebody_else_is_a_report(tmp_path: Path) -> None:
    own = write_report(make_report(0), tmp_path / "own.xlsx")
    other = strip_workbook(own, tmp_path / "另存.xlsx")
    assert examine(str(other))["report"]["organization"]


@pytest.mark.parametrize("name", ["没有.xlsx", "a.csv", "b.xlsx"])
def test_what_is_no_table_is_not_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("没有"):
        path.write_bytes(b"PK\x03\x04 broken")
    refuse_own_table(path)
