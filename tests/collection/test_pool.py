"""Many files are examined in few processes; a file that breaks its reader costs itself only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.pool import Pool
from report_editor.collection.report_row import ReportRow, UnreadFile
from report_editor.collection.worker import examine
from report_editor.workspace.opening import open_file
from tests.collection.reports import make_report, write_report

if TYPE_CHECKING:
    from pathlib import Path

# Stands in the reader's place: the name of a file says what it does to it.
ODD = """
import json, os, sys, time
from pathlib import Path
from report_editor.collection.worker import examine
for line in sys.stdin:
    request = json.loads(line)
    name = Path(request["path"]).name
    if name.startswith("crash"):
        os.abort()
    if name.startswith("hang"):
        time.sleep(600)
    if name.startswith("poison"):
        poisoned = True
    elif "poisoned" in globals():
        os.abort()
    memory = 1 << 40 if name.startswith("swell") else 1
    answer = examine(**request)
    answer["report"]["notes"] = [str(os.getpid())]
    print(json.dumps({**answer, "memory": memory}), flush=True)
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [write_report(make_report(number), tmp_path / f"{number}.json") for number in range(6)]


def examine_odd(files: list[Path]) -> list[ReportRow | UnreadFile]:
    """Examine files one after the other with the odd reader."""
    command = [sys.executable, "-c", ODD]
    with Pool(files, jobs=1, command=command) as pool:
        return list(pool.take_results_in_order())


def copy_as(file: Path, name: str) -> Path:
    copy = file.with_name(name)
    copy.write_bytes(file.read_bytes())
    return copy


def read_pid(examined: ReportRow | UnreadFile) -> str:
    assert isinstance(examined, ReportRow)
    return examined.notes[0]


def test_what_comes_back_is_what_one_file_alone_gives(tmp_path: Path) -> None:
    cells = {"requests.new.business": "若干", "disclosure.fees.amount": "1.5"}
    texts = {"problems": ["无。"]}
    path = write_report(make_report(3, cells=cells, texts=texts), tmp_path / "年报.html")
    with Pool([path]) as pool:
        ((index, row),) = pool.take_results()
    opened = open_file(path)
    assert index == 0
    assert isinstance(row, ReportRow)
    assert [each.finding for each in row.findings] == check(opened.document)
    assert row.notes == opened.notes
    assert (row.organization, row.year) == (opened.document.organization, 2023)
    assert row.form is opened.document.form
    assert row.number("disclosure.fees.amount") == opened.document.number("disclosure.fees.amount")
    assert all(
        row.number(a) == opened.document.number(a)
        for a in opened.document.form.cells
        if not opened.document.form.cells[a].is_total
    )
    assert row.no_numbers == ("requests.new.business",)
    assert not row.is_own


@pytest.mark.slow
def test_outcomes_come_in_the_order_of_the_files(files: list[Path]) -> None:
    with Pool(files, jobs=2) as pool:
        assert [each.file for each in pool.take_results_in_order()] == files


def test_one_process_serves_file_after_file(files: list[Path]) -> None:
    assert len({read_pid(each) for each in examine_odd(files)}) == 1


@pytest.mark.slow
def test_a_crash_and_a_swelling_cost_one_file_each(files: list[Path]) -> None:
    given = [
        files[0], copy_as(files[1], "crash.json"), files[1], copy_as(files[3], "swell.json"),
        files[3],
    ]  # fmt: skip
    found = examine_odd(given)
    assert [isinstance(each, ReportRow) for each in found] == [True, False, True, True, True]
    assert isinstance(found[1], UnreadFile)
    assert "读取程序已中止" in found[1].problem
    assert read_pid(found[3]) == read_pid(found[2])
    assert read_pid(found[4]) != read_pid(found[3]), "a fresh reader follows one that has swollen"


@pytest.mark.slow
def test_a_hang_costs_one_file(files: list[Path]) -> None:
    """Every other file is answered at once: only the one that hangs takes its whole time."""
    code = (
        "import sys, time\n"
        "for line in sys.stdin:\n"
        "    time.sleep(600 if 'stalling' in line else 0)\n"
        '    print(\'{"problem": "read"}\', flush=True)\n'
    )
    given = [files[0], copy_as(files[2], "stalling.json"), files[1]]
    with Pool(given, jobs=1, timeout_s=4, command=[sys.executable, "-c", code]) as pool:
        problems = [getattr(each, "problem", "") for each in pool.take_results_in_order()]
    assert problems[::2] == ["read", "read"]
    assert "超过 4 秒" in problems[1]


@pytest.mark.slow
def test_a_file_does_not_suffer_from_the_one_before(files: list[Path]) -> None:
    poison = copy_as(files[1], "poison.json")
    found = examine_odd([files[0], poison, files[2], files[3]])
    assert all(isinstance(each, ReportRow) for each in found)
    assert read_pid(found[2]) != read_pid(found[1])


@pytest.mark.slow
def test_a_pool_that_is_closed_early_ends_at_once(files: list[Path]) -> None:
    hanging = copy_as(files[0], "hang.json")
    with Pool([files[1], hanging, *files], jobs=2, command=[sys.executable, "-c", ODD]) as pool:
        index, _ = next(pool.take_results())
        assert index == 0
    assert not list(pool.take_results())


def test_a_program_that_does_not_start_is_a_sentence_a_file(files: list[Path]) -> None:
    with Pool(files, command=["/does/not/exist"]) as pool:
        found = list(pool.take_results_in_order())
    assert all(isinstance(each, UnreadFile) and "启动不了" in each.problem for each in found)
    assert len(found) == len(files)


def test_a_reader_that_raves_costs_its_files(files: list[Path]) -> None:
    code = (
        "import sys\n"
        'for line in sys.stdin: print(\'{"report": {"form": "2021", "numbers": [1e999]}}\')'
    )
    with Pool(files[:2], jobs=1, command=[sys.executable, "-uc", code]) as pool:
        assert all(isinstance(each, UnreadFile) for each in pool.take_results_in_order())


def test_fingerprints_are_made_where_they_are_wished_for(files: list[Path]) -> None:
    assert not examine(str(files[0]))["report"]["prints"]
    with Pool(files[:1], ExamineOptions(prints=True)) as pool:
        (row,) = pool.take_results_in_order()
    assert isinstance(row, ReportRow)
    assert len(row.prints) > 8
