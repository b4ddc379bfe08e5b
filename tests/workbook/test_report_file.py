"""A report saved to its file and opened again; whatever fails leaves the old file as it was."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

import openpyxl
import pytest

from report_editor.document import Document
from report_editor.files.atomic import WriteProblem
from report_editor.forms import form
from report_editor.workbook.report_file import (
    NotOurs,
    WorkbookProblem,
    open_report,
    save_report,
)
from report_editor.workbook.write import to_workbook
from tests.workbook.user_sheets import OWN, with_own_sheet
from tests.workbook.workbook_surgery import small_report, small_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_saved_report_opens_as_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "报告 2024.xlsx"
    save_report(small_report(), path)
    reopened = open_report(path)
    assert reopened.document == small_report()
    assert (reopened.notes, reopened.read_only) == ((), False)
    assert path.read_bytes() == small_workbook()


def test_save_as_carries_the_added_sheets_of_the_file_that_was_open(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(with_own_sheet())
    save_report(small_report(), second, sheets_of=first)
    assert OWN in openpyxl.load_workbook(second).sheetnames


def test_a_report_on_the_other_form_replaces_all_sheets_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    older = Document(form("2019"), texts={"overview": ["旧格式。"]})
    save_report(older, path)
    assert open_report(path).document == older
    assert path.read_bytes() == to_workbook(older)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "文字".encode()])
def test_what_is_not_ours_is_replaced_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    save_report(small_report(), path)
    assert open_report(path).document == small_report()


def test_a_report_that_could_not_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    enormous = Document(form("2021"), texts={"overview": ["".join(map(str, range(4_000_000)))]})
    with pytest.raises(WorkbookProblem, match="没有保存"):
        save_report(enormous, path)
    assert path.read_bytes() == before


def test_a_report_that_reads_back_as_another_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    official = form("2021")
    other = Document(dataclasses.replace(official, sections=official.sections[:-1]))
    with pytest.raises(WorkbookProblem, match="不一致"):
        save_report(other, path)
    assert path.read_bytes() == before


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match="文件夹"):
        open_report(tmp_path)
    with pytest.raises((WorkbookProblem, WriteProblem), match="文件夹"):
        save_report(small_report(), tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match=r"找不到“没有\.xlsx”"):
        open_report(tmp_path / "没有.xlsx")


def test_a_foreign_file_is_left_to_the_importers(tmp_path: Path) -> None:
    path = tmp_path / "网页.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    with pytest.raises(NotOurs):
        open_report(path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX permissions")
def test_a_file_without_read_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(WorkbookProblem, match="没有权限"):
            open_report(path)
    finally:
        os.seteuid(user)
