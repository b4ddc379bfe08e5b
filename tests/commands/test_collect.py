"""The command collect: sums, one row a report, findings, who is missing or twice."""

from __future__ import annotations

import csv
import io
import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from report_editor.collection.summary_tables import name_cell
from report_editor.forms import forms
from tests.collection.reports import make_report, name_office, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run

ADDRESS = "disclosure.licensing.decisions"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder with three reports that balance."""
    folder = tmp_path / "县"
    for number in range(3):
        write_report(make_report(number), folder / f"{number}.json")
    return folder


def read_sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read each sheet of a workbook as rows by their headings."""
    sheets = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        heading, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return sheets


def test_every_cell_has_a_label_of_its_own() -> None:
    for edition in forms():
        names = [name_cell(cell, edition) for cell in edition.cells.values()]
        assert len(set(names)) == len(names)


@pytest.mark.slow
def test_a_workbook_has_sums_reports_findings_and_the_roster(run: Run, good: Path) -> None:
    out = good / "汇总.xlsx"
    (good / "名单.lst").write_text(f"{name_office(0)}\n{name_office(1)}\n青山县财政局\n", "utf-8")
    write_report(make_report(1), good / "又一份.html")
    result = run("collect", good, "-o", out, "--expected", good / "名单.lst")
    assert result.returncode == 1
    assert result.stderr == ""
    assert "没有交：青山县财政局" in result.stdout
    sheets = read_sheets(out)
    assert list(sheets) == ["合计", "报告", "发现的问题", "缺报和重复"]
    expected = sum(make_report(number).value(ADDRESS) for number in range(3))
    (line,) = [row for row in sheets["合计"] if row["地址"] == ADDRESS]
    assert (line["合计"], line["份数"], line["年度"], line["格式"]) == (expected, 3, 2023, "2021")
    assert len(sheets["报告"]) == 4
    form = make_report(0).form
    label = name_cell(form.cells[ADDRESS], form)
    row = next(each for each in sheets["报告"] if each["文件"].endswith("0.json"))
    assert (row["单位"], row[label]) == (name_office(0), make_report(0).value(ADDRESS))
    states = {(each["情况"], each["单位"]) for each in sheets["缺报和重复"]}
    assert states == {
        ("没有交", "青山县财政局"),
        ("重复", name_office(1)),
        ("不在名单里", name_office(2)),
    }
    assert run("collect", good, "-o", out).returncode == 1, "what was written is no report"


@pytest.mark.slow
def test_all_in_order_is_success(run: Run, good: Path) -> None:
    names = "\n".join(map(name_office, range(3)))
    (good / "名单.lst").write_text(names, "utf-8")
    result = run("collect", good, "-o", good / "o.csv", "--expected", good / "名单.lst")
    assert (result.returncode, result.stderr) == (0, "")
    assert "没有交：无" in result.stdout


@pytest.mark.slow
def test_what_does_not_balance_is_told_by_the_exit_code(run: Run, good: Path) -> None:
    cells = {"requests.new.research": "3"}
    write_report(make_report(3, cells=cells), good / "3.json")
    assert run("collect", good, "-o", good / "o.csv").returncode == 1


@pytest.mark.slow
def test_last_year_s_folder_is_the_list(run: Run, good: Path, tmp_path: Path) -> None:
    last = tmp_path / "去年"
    for number in (0, 1, 2, 7):
        write_report(make_report(number, year=2022), last / f"{number}.json")
    result = run("collect", good, "-o", good / "o.csv", "--expected", last)
    assert result.returncode == 1
    assert f"没有交：{name_office(7)}\n" in result.stdout


@pytest.mark.slow
def test_csv_has_a_row_a_report_and_one_for_the_sums(run: Run, good: Path) -> None:
    out = good / "o.csv"
    assert run("collect", good, "-o", out).returncode == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row["行别"] for row in rows] == ["报告"] * 3 + ["合计"]
    form = make_report(0).form
    for cell in form.cells.values():
        *numbers, total = [float(row[name_cell(cell, form)] or 0) for row in rows]
        assert sum(numbers) == total


def test_json_has_everything_by_address(run: Run, good: Path) -> None:
    out = good / "o.json"
    (good / "坏.pdf").write_bytes(b"%PDF-1.4")
    assert run("collect", good, "-o", out).returncode == 2
    data = json.loads(out.read_text("utf-8"))
    (sums,) = data["sums"]
    licensing = sums["tables"]["disclosure"]["licensing"]["decisions"]
    assert licensing == sum(make_report(number).value(ADDRESS) for number in range(3))
    assert sums["counts"]["disclosure"]["licensing"]["decisions"] == 3
    assert [each["unit"] for each in data["reports"]] == list(map(name_office, range(3)))
    assert data["unread"][0]["file"].endswith("坏.pdf")
    assert "损坏" in data["unread"][0]["problem"]


@pytest.mark.slow
def test_editions_have_sheets_and_sums_of_their_own(run: Run, good: Path) -> None:
    write_report(make_report(5, year=2020, edition="2019"), good / "旧.json")
    out = good / "o.xlsx"
    assert run("collect", good, "-o", out).returncode == 0
    sheets = read_sheets(out)
    assert [len(rows) for title, rows in sheets.items() if title.startswith("报告（")] == [3, 1]
    groups = {(row["年度"], row["格式"], row["份数"]) for row in sheets["合计"]
              if row["地址"] == "requests.new.business"}  # fmt: skip
    assert groups == {(2023, "2021", 3), (2020, "2019", 1)}


@pytest.mark.skipif(find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_parquet_without_its_library_says_what_to_install(run: Run, good: Path) -> None:
    result = run("collect", good, "-o", good / "o.parquet")
    assert result.returncode == 2
    assert "pip install pyarrow" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (good / "o.parquet").exists()


@pytest.mark.slow
def test_parquet_has_numbers_under_their_addresses(run: Run, good: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert run("collect", good, "-o", good / "o.parquet").returncode == 0
    table = parquet.read_table(good / "o.parquet")
    *numbers, total = table.column(ADDRESS).to_pylist()
    assert sum(numbers) == total
    form = make_report(0).form
    label = table.schema.field(ADDRESS).metadata[b"label"].decode()
    assert label == name_cell(form.cells[ADDRESS], form)


@pytest.mark.slow
def test_a_sum_that_is_open_elsewhere_gives_a_sentence_and_stays(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses to replace a file that Excel holds open."""
    from report_editor.files import atomic, file_ops

    def refuse(*_paths: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[misc, attr-defined, unused-ignore]
        raise error

    out = good / "汇总.csv"
    out.write_bytes(b"old")
    monkeypatch.setattr(type(file_ops.SYSTEM), "replace", refuse)
    monkeypatch.setattr(atomic, "RETRY_DELAYS", ())
    result = run("collect", good, "-o", out)
    assert result.returncode == 2
    assert "关闭它" in result.stderr
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["o.pdf", "o", "没有的文件夹/o.xlsx"])
def test_a_sum_that_cannot_be_written_is_one_line(run: Run, good: Path, name: str) -> None:
    result = run("collect", good, "-o", good / name)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_list_that_is_not_there_is_one_line(run: Run, good: Path) -> None:
    result = run("collect", good, "-o", good / "o.csv", "--expected", good / "没有")
    assert result.returncode == 2
    assert "找不到" in result.stderr
    assert not (good / "o.csv").exists()
