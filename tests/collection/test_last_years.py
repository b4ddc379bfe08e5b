"""Each office is compared with its own report of last year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from report_editor.collection.last_years import find_last_year, write_index
from report_editor.collection.worker import examine
from tests.collection.reports import make_report, name_office, write_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow

CARRIED = {"requests.new.research": "4", "requests.carried_out.research": "4"}


@pytest.fixture
def index(tmp_path: Path, row: Callable[..., ReportRow]) -> Callable[..., Path]:
    """Write the index of reports, given as number, year and name; the files are named so too."""

    def write(*reports: tuple[int, int | None, str]) -> Path:
        rows = [
            row(number, year=year or 0, organization=name, file=f"/去年/{number}-{year}.xlsx")
            for number, year, name in reports
        ]
        path = tmp_path / "index.json"
        write_index(rows, path)
        return path

    return write


def find(index: Path, **arguments: Any) -> tuple[str, str]:
    file, note = find_last_year(index, make_report(0, **arguments))
    return file.name if file else "", note


def test_the_report_of_the_year_before_is_taken(index: Callable[..., Path]) -> None:
    name = name_office(0)
    path = index((0, 2021, name), (1, 2022, name), (2, 2023, name), (3, 2022, name_office(3)))
    assert find(path) == ("1-2022.xlsx", "")


def test_an_earlier_one_is_taken_where_that_year_is_missing(index: Callable[..., Path]) -> None:
    """A finding of the check then says that it is of another year."""
    path = index((0, 2019, name_office(0)), (1, 2020, name_office(0)))
    assert find(path) == ("1-2020.xlsx", "")


def test_a_name_is_found_however_it_is_written(index: Callable[..., Path]) -> None:
    path = index((0, 2022, "青山縣 教育局"))
    assert find(path, organization="青山县（教育局）") == ("0-2022.xlsx", "")


def test_none_and_several_are_told(index: Callable[..., Path]) -> None:
    assert "没有找到这个单位" in find(index())[1]
    assert "没有找到这个单位" in find(index((0, 2022, "")), organization="")[1]
    file, note = find(index((0, 2022, name_office(0)), (1, 2022, name_office(0))))
    assert file == ""
    assert "有 2 份这个单位的报告（“0-2022.xlsx”、“1-2022.xlsx”）" in note


@pytest.mark.parametrize("is_folder", [False, True], ids=["one for all", "each its own"])
def test_a_report_is_compared_with_last_year_s(
    tmp_path: Path, row: Callable[..., ReportRow], *, is_folder: bool
) -> None:
    last = write_report(make_report(0, year=2022, cells=CARRIED), tmp_path / "去年.json")
    this = write_report(make_report(0), tmp_path / "今年.json")
    if is_folder:
        index = tmp_path / "index.json"
        write_index([row(0, year=2022, file=str(last))], index)
        found = examine(str(this), last_years=str(index))
    else:
        found = examine(str(this), last_year=str(last))
    assert "last_year.carried" in {each["code"] for each in found["report"]["findings"]}


def test_a_last_year_that_cannot_be_read_any_more_is_a_note(
    tmp_path: Path, row: Callable[..., ReportRow]
) -> None:
    this = write_report(make_report(0), tmp_path / "今年.json")
    index = tmp_path / "index.json"
    write_index([row(0, year=2022, file=str(tmp_path / "没了.json"))], index)
    note = examine(str(this), last_years=str(index))["report"]["last_year_note"]
    assert note.startswith("上年的报告没有读出来")
    assert "没了.json" in note
