"""Last year's report is found by the names of files, whatever else lies in the folders."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.files.refusals import LARGEST_FILE
from report_editor.importers.readers import ENDINGS as READABLE
from report_editor.storage import find_last_reports as module
from report_editor.storage.find_last_reports import ENDINGS, SearchedFolder, find_last_reports

if TYPE_CHECKING:
    from pathlib import Path

DUE = 2026
SAYS_SO = "一、政府信息公開工作".encode()


def write(path: Path, content: bytes = b"x", when: float = 1_700_000_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (when, when))
    return path


def find(folder: Path, depth: int = 2) -> list[str]:
    return [
        each.path.name for each in find_last_reports([SearchedFolder(folder, "下载", depth)], DUE)
    ]


def test_every_ending_looked_for_can_be_read() -> None:
    assert set(ENDINGS) <= set(READABLE)


@pytest.mark.parametrize(
    "name",
    [
        "青禾县柳溪镇人民政府2025年政府信息公开工作年度报告.xlsx",
        "2025年政务公开年报.doc",
        "巖垅鄉2022年政府信息公開工作年度報告.PDF",
        "政府信息公开工作年度报告.docx",
        "2024年报.wps",
    ],
)
def test_a_name_that_says_a_report_is_enough(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert find(tmp_path) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "2026年政府信息公开工作年度报告.xlsx",  # this year's, which is begun
        "2031年政府信息公开工作年度报告.xlsx",
        "关于编制2025年政府信息公开工作年度报告的通知.docx",
        "2025年政府信息公开工作年度报告模板.docx",
        "2025年公司年度报告.pdf",
        "2025年政府信息公开年度报告汇总.xlsx",
        "2025年一图读懂政府信息公开年报.pdf",
        "照片2025.pdf",
        "照片2025.txt",
        "20250131.docx",
        "年报.docx",
        "政务公开.docx",
        "2025年政府信息公开工作年度报告.zip",
        "~$2025年政府信息公开工作年度报告.docx",
        ".2025年政府信息公开工作年度报告.docx",
    ],
)
def test_what_is_no_report_of_a_year_before_is_not_offered(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert find(tmp_path) == []


def test_of_a_plain_text_with_only_a_year_in_its_name_the_beginning_is_read(tmp_path: Path) -> None:
    write(tmp_path / "yanlong-2022.txt", SAYS_SO)
    write(tmp_path / "page-2023.html", "信息公开".encode("gb18030"))
    write(tmp_path / "diary-2025.txt", b"dear diary")
    write(tmp_path / "late-2024.txt", b" " * module.PEEK_BYTES + SAYS_SO)
    assert find(tmp_path) == ["page-2023.html", "yanlong-2022.txt"]


def test_what_says_most_comes_first_then_the_newest_year_then_our_own_format(
    tmp_path: Path,
) -> None:
    write(tmp_path / "2025年度报告.docx")
    write(tmp_path / "2022年政务公开年报.xlsx")
    write(tmp_path / "a/2024年政务公开年报.pdf")
    write(tmp_path / "b/2024年政务公开年报.xlsx", when=1_600_000_000)
    found = find_last_reports([SearchedFolder(tmp_path, "文档")], DUE)
    assert [(each.folder, each.path.name) for each in found] == [
        ("文档/b", "2024年政务公开年报.xlsx"),
        ("文档/a", "2024年政务公开年报.pdf"),
        ("文档", "2022年政务公开年报.xlsx"),
        ("文档", "2025年度报告.docx"),
    ]
    assert [each.year for each in found] == [2024, 2024, 2022, 2025]


def test_one_report_in_several_formats_is_offered_once(tmp_path: Path) -> None:
    for ending in (".pdf", ".xlsx", ".html"):
        write(tmp_path / f"2025年政府信息公开工作年度报告{ending}")
    assert find(tmp_path) == ["2025年政府信息公开工作年度报告.xlsx"]


def test_the_folder_says_the_year_where_the_name_does_not(tmp_path: Path) -> None:
    write(tmp_path / "2024年" / "政府信息公开年度报告.doc")
    (found,) = find_last_reports([SearchedFolder(tmp_path, "桌面")], DUE)
    assert (found.year, found.folder) == (2024, "桌面/2024年")


def test_deep_folders_are_not_searched(tmp_path: Path) -> None:
    write(tmp_path / "1/2" / "2025年政务公开年报.doc")
    write(tmp_path / "1/2/3" / "2024年政务公开年报.doc")
    assert find(tmp_path) == ["2025年政务公开年报.doc"]
    assert find(tmp_path, depth=0) == []


def test_links_are_not_followed_and_lead_round_in_no_circle(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "2025年政务公开年报.doc")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "round").symlink_to(folder)
    (folder / "out").symlink_to(outside.parent)
    (folder / outside.name).symlink_to(outside)
    (folder / "2024年政务公开年报.doc").symlink_to(folder / "nowhere")
    assert find(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")
def test_pipes_empty_files_and_huge_ones_are_no_reports(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "2025年政务公开年报.txt")
    os.mkfifo(tmp_path / "pipe-2025.txt")
    write(tmp_path / "2024年政务公开年报.doc", b"")
    huge = write(tmp_path / "2023年政务公开年报.doc")
    os.truncate(huge, LARGEST_FILE + 1)
    assert find(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_strange_names_and_times_stop_nothing(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode("2025年政务公开年报".encode() + b"\xff.doc"))
    write(tmp_path / "2024\n年政务公开年报\u202e<b>.doc")
    write(tmp_path / "2023年政务公开年报.doc", when=-(10**9))
    write(tmp_path / "2022年政务公开年报.doc", when=10**15)  # as far as the disk can keep it
    found = find(tmp_path)
    assert found[:2] == ["2024\n年政务公开年报\u202e<b>.doc", "2023年政务公开年报.doc"]


def test_a_folder_that_is_not_there_or_is_a_file_is_passed_over(tmp_path: Path) -> None:
    file = write(tmp_path / "file")
    there = write(tmp_path / "ok" / "2025年政务公开年报.doc")
    folders = [SearchedFolder(each, "x") for each in (tmp_path / "no", file, there.parent)]
    assert [each.path for each in find_last_reports(folders, DUE)] == [there]


def test_no_more_names_are_looked_at_than_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        write(tmp_path / f"2025年政务公开年报{number}.doc")
    assert len(find(tmp_path)) == 60
    monkeypatch.setattr(module, "MOST_ENTRIES", 50)
    assert len(find(tmp_path)) == 50


def test_a_search_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "2025年政务公开年报.doc")
    monkeypatch.setattr(module, "SECONDS", -1.0)
    assert find(tmp_path) == []
