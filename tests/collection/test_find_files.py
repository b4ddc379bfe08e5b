"""Folders are searched for what may be a report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from report_editor.collection.find_files import find_files

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


def test_a_folder_is_searched_with_its_folders_in_order(tmp_path: Path) -> None:
    paths = put(tmp_path, "a.docx", "b.xlsx", "乡镇/c.pdf", "乡镇/更深/d.HTML", "局/e.json")
    assert find_files([tmp_path]).files == paths


def test_pictures_and_what_office_programs_leave_are_passed_over(tmp_path: Path) -> None:
    good, *_ = put(
        tmp_path, "年报.docx", "~$年报.docx", ".~lock.年报.docx#", ".hidden.docx", "a.jpg", "b.png",
        ".git/x.txt", "章.bmp",
    )  # fmt: skip
    found = find_files([tmp_path])
    assert found.files == [good]
    assert found.others == 3
    assert not found.unread


def test_a_file_that_is_named_is_taken_whatever_it_is(tmp_path: Path) -> None:
    paths = put(tmp_path, "a.jpg", "b")
    assert find_files([*paths, tmp_path / "没有.docx"]).files == [*paths, tmp_path / "没有.docx"]


def test_nothing_is_taken_twice(tmp_path: Path) -> None:
    one, two = put(tmp_path, "a.docx", "乡镇/b.docx")
    assert find_files([two, tmp_path, tmp_path / "乡镇", one]).files == [two, one]


def test_what_is_to_be_written_is_no_report(tmp_path: Path) -> None:
    one, out = put(tmp_path, "a.docx", "汇总.xlsx")
    assert find_files([tmp_path], without=[out]).files == [one]


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    put(tmp_path, "图片/a.jpg")
    (unread,) = find_files([tmp_path / "图片"]).unread
    assert "“图片”里没有能打开的报告文件" in unread.problem


def test_links_to_folders_do_not_lead_round(tmp_path: Path) -> None:
    (one,) = put(tmp_path, "a/b.docx")
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    assert find_files([tmp_path]).files == [one]


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    put(tmp_path, "a/b.docx")
    (tmp_path / "a").chmod(0)
    try:
        (unread,) = find_files([tmp_path]).unread
    finally:
        (tmp_path / "a").chmod(0o755)
    assert "没有权限" in unread.problem
