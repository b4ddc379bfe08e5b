"""The command check with folders and many files."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.collection.reports import make_report, name_office, write_report
from tests.commands.conftest import UNBALANCED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run


def test_a_folder_is_checked_with_its_folders_one_line_a_file(run: Run, county: Path) -> None:
    result = run("check", county, "--jobs", "2")
    lines = result.stdout.splitlines()
    assert result.returncode == 1
    assert result.stderr == "", "progress is for a terminal only"
    assert [line.partition("：")[0] for line in lines] == [
        str(county / name) for name in ("甲.json", "乡镇/丙.json", "乡镇/乙.html")
    ]
    assert "个错误" in lines[1]
    assert "[requests.flow]" in lines[1]
    assert "[requests.flow]" not in lines[0] + lines[2]


def test_a_folder_with_one_report_prints_it_as_one_file(run: Run, county: Path) -> None:
    shutil.rmtree(county / "乡镇")
    assert run("check", county).stdout == run("check", county / "甲.json").stdout


@pytest.mark.slow
def test_no_error_in_any_is_success(run: Run, county: Path) -> None:
    (county / "乡镇" / "丙.json").unlink()
    assert run("check", county).returncode == 0


def test_a_file_that_cannot_be_read_stands_in_the_json_with_path_and_sentence(
    run: Run, county: Path
) -> None:
    bad = county / "乡镇" / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    result = run("check", county, "--json")
    files: list[dict[str, Any]] = json.loads(result.stdout)["files"]
    assert result.returncode == 2
    assert [each["file"] for each in files] == [
        str(county / name) for name in ("甲.json", "乡镇/丙.json", "乡镇/乙.html", "乡镇/坏.pdf")
    ]
    assert "损坏" in files[-1]["problem"]
    assert files[-1]["findings"] == []
    assert any(each["code"] == "requests.flow" for each in files[1]["findings"])
    assert str(bad) in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
@pytest.mark.slow
def test_findings_are_written_one_row_each(run: Run, county: Path, ending: str) -> None:
    (county / "图.docx").write_bytes(b"")
    out = county / f"问题{ending}"
    assert run("check", county, "-o", out).returncode == 2
    printed = json.loads(run("check", county, "--json", "-o", out).stdout)["files"]
    codes = [each["code"] for file in printed for each in file["findings"]]
    if ending == ".json":
        assert json.loads(out.read_text("utf-8"))["files"] == printed
        return
    if ending == ".csv":
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    else:
        values = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
        heading = next(values)
        rows = [dict(zip(map(str, heading), row, strict=True)) for row in values]
    unread, *_ = [row for row in rows if row["代码"] == "file.unreadable"]
    assert "是空的" in unread["说明"]
    assert sorted(row["代码"] for row in rows if row is not unread) == sorted(codes)
    flow = next(row for row in rows if row["代码"] == "requests.flow")
    assert flow["单位"] == name_office(2)
    assert flow["级别"] == "错误"
    assert flow["位置"].startswith("表三“")
    assert (str(flow["应为"]), str(flow["实为"])) == ("3", "0")


@pytest.mark.slow
def test_a_text_that_begins_as_a_formula_stays_a_text(run: Run, tmp_path: Path) -> None:
    name = "=1+1局"
    write_report(make_report(0, organization=name, cells=UNBALANCED), tmp_path / "a.json")
    write_report(make_report(1), tmp_path / "b.json")
    for ending in (".xlsx", ".csv"):
        run("check", tmp_path / "a.json", tmp_path / "b.json", "-o", tmp_path / f"o{ending}")
    cell = openpyxl.load_workbook(tmp_path / "o.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert f"'{name}," in (tmp_path / "o.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["a.pdf", "a", "没有的文件夹/a.csv"])
def test_a_table_that_cannot_be_written_is_one_line(run: Run, county: Path, name: str) -> None:
    result = run("check", county, "-o", county / name)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.slow
def test_each_office_is_compared_with_its_own_last_year(run: Run, tmp_path: Path) -> None:
    carried = {"requests.new.research": "4", "requests.carried_out.research": "4"}
    this, last = tmp_path / "今年", tmp_path / "去年"
    write_report(make_report(0), this / "甲.json")
    write_report(make_report(1, organization="青山縣（教育局）"), this / "乙.json")
    write_report(make_report(2), this / "丙.json")
    write_report(make_report(3), this / "丁.json")
    write_report(make_report(0, year=2022), last / "一.json")
    write_report(
        make_report(1, year=2022, organization="青山县教育局", cells=carried), last / "二.json"
    )
    for name in ("四.json", "五.json"):
        write_report(make_report(3, year=2022), last / name)
    result = run("check", this, "--last-year", last, "--json")
    files = {
        each["file"].rpartition("/")[2]: {finding["code"] for finding in each["findings"]}
        for each in json.loads(result.stdout)["files"]
    }
    assert "last_year.carried" in files["乙.json"]
    assert result.returncode == 1
    assert not any(code.startswith("last_year.carried") for code in files["丙.json"])
    lines = run("check", this, "--last-year", last).stdout.splitlines()
    assert ["没有作两年之间的核对" in line for line in lines] == [True, True, False, False]
    alone = run("check", this / "丙.json", "--last-year", last).stdout
    assert "没有找到这个单位的报告" in alone


@pytest.mark.slow
def test_last_year_s_one_file_is_for_all(run: Run, county: Path, tmp_path: Path) -> None:
    last = write_report(make_report(0, year=2022), tmp_path / "去年.json")
    result = run("check", county, "--last-year", last, "--json")
    for each in json.loads(result.stdout)["files"]:
        assert any(finding["code"].startswith("last_year.") for finding in each["findings"])
    assert run("check", county, "--last-year", tmp_path / "没有.json").returncode == 2


@pytest.mark.slow
def test_a_last_year_that_cannot_be_read_is_told(run: Run, county: Path, tmp_path: Path) -> None:
    last = tmp_path / "去年"
    last.mkdir()
    (last / "坏.docx").write_bytes(b"PK broken")
    result = run("check", county, "--last-year", last)
    assert result.returncode == 2
    assert "坏.docx" in result.stderr
    assert len(result.stdout.splitlines()) == 3, "the others are checked all the same"


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal(
    run: Run, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    result = run("check", county)
    assert "检查 3/3" in result.stderr
    assert result.stderr.rstrip().endswith("看了 3 份报告，1 份有错误。")


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1000"])
def test_a_number_of_processes_is_a_number(run: Run, county: Path, jobs: str) -> None:
    result = run("check", county, "--jobs", jobs)
    assert result.returncode == 2
    assert "--jobs" in result.stderr
