"""A higher office's numbers are the sums of those below it and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from report_editor.collection.hierarchy import Family, check_family, find_families
from report_editor.collection.summary import summarise_reports
from report_editor.collection.sums import sum_up
from report_editor.document import format_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.collection.report_row import ReportRow


@pytest.fixture
def towns(row: Callable[..., ReportRow]) -> list[ReportRow]:
    return [row(number, file=f"青山县/乡镇/{number}.xlsx") for number in range(6)]


@pytest.fixture
def head(row: Callable[..., ReportRow], towns: list[ReportRow]) -> Callable[..., ReportRow]:
    """Make the report of the county: the sums of its towns, but for the cells that are given."""
    (sums,) = sum_up(towns)

    def make(file: str = "青山县/青山县.xlsx", **cells: str) -> ReportRow:
        numbers = {each.address: format_number(sums.sum(each.address)) for each in sums.form.inputs}
        numbers |= {key.replace("__", "."): text for key, text in cells.items()}
        return row(999, organization="青山县人民政府", cells=numbers, file=file)

    return make


def test_a_sum_that_agrees_is_no_finding(
    head: Callable[..., ReportRow], towns: list[ReportRow]
) -> None:
    assert not list(check_family(Family(head(), tuple(towns))))


def test_a_number_below_the_sum_is_a_warning_with_both(
    head: Callable[..., ReportRow], towns: list[ReportRow]
) -> None:
    county = head(disclosure__licensing__decisions="1")
    (finding,) = check_family(Family(county, tuple(towns)))
    assert finding.severity is Severity.WARNING
    assert finding.code == "hierarchy.sum"
    assert finding.cells == ("disclosure.licensing.decisions",)
    assert finding.actual == 1
    assert finding.expected == sum(each.number(finding.cells[0]) or 0 for each in towns)
    assert "下级 6 份" in finding.message


def test_a_number_above_the_sum_may_be_its_own_and_is_a_hint(
    head: Callable[..., ReportRow], towns: list[ReportRow]
) -> None:
    county = head(disclosure__licensing__decisions="99999")
    (finding,) = check_family(Family(county, tuple(towns)))
    assert finding.severity is Severity.INFO
    assert "本级自己" in finding.message


def test_members_of_another_year_are_left_out_and_told(
    head: Callable[..., ReportRow], towns: list[ReportRow], row: Callable[..., ReportRow]
) -> None:
    county = head(disclosure__licensing__decisions="1")
    (finding,) = check_family(Family(county, (*towns, row(7, year=2022))))
    assert "另有 1 份年度或格式不同" in finding.message


@pytest.mark.parametrize("file", ["青山县/青山县.xlsx", "青山县/乡镇/县.xlsx", "青山县/x.xlsx"])
def test_the_head_is_found_by_folder_or_by_name(
    head: Callable[..., ReportRow], towns: list[ReportRow], file: str
) -> None:
    (family,) = find_families([*towns, county := head(file)])
    assert family.head is county
    assert set(map(id, family.members)) == set(map(id, towns))
    assert family.is_head_a_sum


def test_a_head_in_the_folder_above_is_found_by_its_name_however_few_its_numbers(
    row: Callable[..., ReportRow],
) -> None:
    zeros = {each.address: "0" for each in row(0).form.inputs}
    address = "disclosure.licensing.decisions"
    county = row(
        0, organization="青山县人民政府", cells={**zeros, address: "3"}, file="任意/县.json"
    )
    towns = [
        row(number, cells={**zeros, address: "2"}, file=f"任意/下级/{number}.json")
        for number in range(2)
    ]
    ((found, finding),) = summarise_reports([county, *towns]).across
    assert found is county
    assert (finding.expected, finding.actual) == (4, 3)


def test_of_many_folders_with_one_report_each_none_is_a_head(
    row: Callable[..., ReportRow],
) -> None:
    rows = [row(number, file=f"全市/{number}/报告.docx") for number in range(60)]
    assert not find_families(rows)


def test_each_level_has_its_own_family(
    head: Callable[..., ReportRow], row: Callable[..., ReportRow]
) -> None:
    county = head("云水市/青山县/青山县政府.xlsx")
    city = row(500, organization="云水市人民政府", file="云水市/云水市.xlsx")
    placed = [row(number, file=f"云水市/青山县/{number}.xlsx") for number in range(6)]
    bureau = row(600, organization="云水市教育局", file="云水市/教育局.xlsx")
    families = {each.head.name: each for each in find_families([*placed, county, city, bureau])}
    assert set(families) == {"青山县人民政府", "云水市人民政府"}
    assert set(map(id, families["云水市人民政府"].members)) == {id(county), id(bureau)}
    assert len(families["青山县人民政府"].members) == 6


def test_one_report_beside_a_folder_is_no_head_without_the_numbers(
    row: Callable[..., ReportRow], towns: list[ReportRow]
) -> None:
    other = row(30, file="青山县/另一镇.xlsx")
    assert not find_families([*towns, other])
    (sums,) = summarise_reports([*towns, other]).sums
    assert len(sums.rows) == 7, "nothing is left out of a sum on a guess"


def test_a_head_that_is_a_sum_does_not_count_twice(
    head: Callable[..., ReportRow], towns: list[ReportRow]
) -> None:
    county = head(disclosure__licensing__decisions="1")
    summary = summarise_reports([*towns, county])
    (sums,) = summary.sums
    assert len(sums.rows) == 6
    assert not summary.is_counted(county)
    assert [(each.name, finding.code) for each, finding in summary.across] == [
        ("青山县人民政府", "hierarchy.sum")
    ]
    assert not summary.is_in_order
