"""A county's fifty reports in nine formats are checked and added up on the command line.

The sums are computed a second time here, from the reports as they were made.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from report_editor.collection.summary_tables import name_cell
from tests.collection.county import (
    COUNT,
    DAMAGED,
    MISSING,
    TWICE,
    WITH_ERRORS,
    County,
    make_county,
)
from tests.collection.reports import name_office
from tests.test_cli import start


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return make_county(tmp_path_factory.mktemp("county"))


@pytest.mark.slow
def test_the_sums_are_those_of_the_reports_and_all_is_told(county: County) -> None:
    out = county.folder / "汇总.xlsx"
    result = start("collect", county.folder, "-o", out, "--expected", county.names)
    assert result.returncode == 2, "one of the files cannot be read"
    assert f"{DAMAGED:02}.docx：" in result.stderr
    assert f"没有交：{name_office(DAMAGED)}、{name_office(MISSING)}\n" in result.stdout
    assert f"重复：{name_office(TWICE)} 2 份\n" in result.stdout
    sheets = CalamineWorkbook.from_path(str(out))
    heading, *rows = sheets.get_sheet_by_name("合计").to_python()
    sums = {row[heading.index("地址")]: row for row in rows}
    form = next(iter(county.reports.values())).form
    for address in form.cells:
        right = sum((Decimal(each.value(address)) for each in county.reports.values()), Decimal(0))
        assert Decimal(str(sums[address][heading.index("合计")])) == right, address
        assert sums[address][heading.index("份数")] == len(county.reports)
    heading, *rows = sheets.get_sheet_by_name("报告").to_python()
    assert Counter(row[0] for row in rows) == Counter(
        [*map(name_office, county.reports), name_office(TWICE)]
    )
    by_name = {row[0]: row for row in rows}
    for number, report in county.reports.items():
        for address, cell in form.cells.items():
            value = by_name[name_office(number)][heading.index(name_cell(cell, form))]
            assert Decimal(str(value)) == report.value(address), (number, address)
    states = Counter(str(row[0]) for row in sheets.get_sheet_by_name("缺报和重复").to_python()[1:])
    assert states == {"没有交": 2, "重复": 2, "没有读出来": 1}
    assert openpyxl.load_workbook(out).sheetnames == [
        "合计", "报告", "发现的问题", "缺报和重复",
    ]  # fmt: skip
    again = start("collect", county.folder, "-o", county.folder / "又.json").stderr
    assert "“汇总.xlsx”是本程序写的汇总表，不是报告" in again, "it is not added up with the others"
    out.unlink()


@pytest.mark.slow
def test_each_report_is_checked_and_none_stops_the_others(county: County) -> None:
    (county.folder / "又.json").unlink(missing_ok=True)
    result = start("check", county.folder, "--json")
    assert result.returncode == 2
    files = json.loads(result.stdout)["files"]
    assert len(files) == COUNT  # one is missing, one there twice
    unread = [each["file"] for each in files if "problem" in each]
    assert [each.rpartition("/")[2] for each in unread] == [f"{DAMAGED:02}.docx"]
    flow = {
        each["file"].rpartition("/")[2][:2]
        for each in files
        if any(finding["code"] == "requests.flow" for finding in each["findings"])
    }
    assert flow == {f"{number:02}" for number in WITH_ERRORS}
