"""Folders as they really are: pictures, pipes, files that are no reports, files that vanish."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.collection.find_files import find_files
from report_editor.collection.pool import Pool
from report_editor.collection.report_row import ReportRow, UnreadFile
from tests.collection.reports import make_report, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports."""
    folder = tmp_path / "县"
    for number in range(2):
        write_report(make_report(number), folder / f"{number}.json")
    return folder


@pytest.mark.slow
def test_pictures_are_passed_over_in_silence(run: Run, folder: Path) -> None:
    for number in range(300):
        (folder / f"照片{number}.jpg").write_bytes(b"\xff\xd8\xff")
    result = run("check", folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2


def test_a_folder_of_pictures_only_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    for command in (("check", tmp_path), ("collect", tmp_path, "-o", tmp_path / "o.csv")):
        result = run(*command)
        assert result.returncode == 2
        assert "没有能打开的报告文件" in result.stderr


@pytest.mark.slow
def test_a_path_that_is_not_there_is_a_sentence_and_the_others_go_on(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    result = run("check", tmp_path / "没有的文件夹", folder)
    assert result.returncode == 2
    assert "没有的文件夹" in result.stderr
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.slow
def test_hundreds_of_files_that_are_no_reports_get_a_sentence_each(run: Run, folder: Path) -> None:
    for number in range(400):
        ending, content = [
            (".txt", "今天开会。"), (".docx", "PK"), (".json", "{}"), (".pdf", "%PDF-1.4"),
            (".html", "<p>通知</p>"), (".xls", "\x09\x08"), (".csv", "a,b\n1,2\n"), (".xlsx", ""),
        ][number % 8]  # fmt: skip
        (folder / f"文件{number}{ending}").write_text(content, "utf-8")
    result = run("check", folder, "--json")
    assert result.returncode == 2
    files = json.loads(result.stdout)["files"]
    problems = [each["problem"] for each in files if "problem" in each]
    assert len(files) == 402
    assert len(problems) == 400
    assert all(each.endswith(("。", "）。")) for each in problems)
    assert len(result.stderr.splitlines()) == 400


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
@pytest.mark.slow
def test_a_pipe_is_not_waited_for(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "管道.docx")
    result = run("check", folder)
    assert result.returncode == 2
    assert "不是普通文件" in result.stderr
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_sentence(run: Run, folder: Path) -> None:
    (folder / "0.json").chmod(0)
    result = run("check", folder)
    assert result.returncode == 2
    assert "没有权限读取" in result.stderr


def test_a_folder_that_vanishes_costs_a_sentence_a_file(folder: Path) -> None:
    found = find_files([folder])
    shutil.rmtree(folder)
    with Pool(found.files, jobs=1) as pool:
        outcomes = list(pool.take_results_in_order())
    assert len(outcomes) == 2
    assert all(isinstance(each, UnreadFile) and "找不到" in each.problem for each in outcomes)


def test_a_file_that_changes_on_the_way_is_read_as_it_is_then(folder: Path) -> None:
    found = find_files([folder])
    write_report(make_report(7), folder / "1.json")
    with Pool(found.files, jobs=1) as pool:
        last = list(pool.take_results_in_order())[-1]
    assert isinstance(last, ReportRow)
    assert last.organization == make_report(7).organization


@pytest.mark.slow
def test_a_name_with_signs_that_turn_a_line_is_shown_as_signs(run: Run, folder: Path) -> None:
    write_report(make_report(3), folder / "a\u202egpj.json")
    result = run("check", folder)
    assert "\u202e" not in result.stdout
    assert "[U+202E]" in result.stdout
