"""The first choice of the start page: what the date and the recent files say is to be done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from report_editor.storage.find_last_reports import FoundReport
from report_editor.storage.recent import FINAL_STATE, RecentFile
from report_editor.ui.shell.first_choice import describe_file, describe_found, find_first_choice
from report_editor.workspace.last_year import get_due_year

NOW = dt.datetime(2026, 1, 12, 9, 30, tzinfo=dt.UTC)
TOWN = "青禾县柳溪镇人民政府"


def recent(name: str, year: int | None, organization: str = TOWN) -> RecentFile:
    return RecentFile(Path(name), NOW, f"{name}的标题", organization, year, "2 个提醒")


@pytest.mark.parametrize(
    ("today", "due"),
    [("2026-01-01", 2025), ("2026-06-30", 2025), ("2026-07-01", 2026), ("2026-12-31", 2026)],
)
def test_the_report_of_last_year_is_due_in_the_first_half_of_a_year(today: str, due: int) -> None:
    assert get_due_year(dt.date.fromisoformat(today)) == due


def test_without_last_years_report_a_file_is_asked_for() -> None:
    for files in ([], [recent("很久以前.pdf", 2019)], [recent("没有年度.docx", None)]):
        choice = find_first_choice(files, 2025)
        assert choice.title == "开始写 2025 年度报告"
        assert "2024 年度的报告" in choice.words
        assert choice.path is None


def test_last_years_report_is_what_one_begins_from_the_newest_first() -> None:
    files = [recent("前年.xlsx", 2023), recent("去年.pdf", 2024), recent("去年旧稿.docx", 2024)]
    choice = find_first_choice(files, 2025)
    assert choice.title == "开始写 2025 年度报告"
    assert choice.path == Path("去年.pdf")
    assert not choice.is_begun
    assert TOWN in choice.words
    assert "去年.pdf" in choice.words


def found(name: str, year: int | None, folder: str = "下载") -> FoundReport:
    return FoundReport(Path(name), folder, year, NOW)


def test_a_file_that_was_found_is_offered_by_its_name_place_and_year() -> None:
    choice = find_first_choice([], 2026, [found("yanlong-2022.txt", 2022), found("b.doc", 2021)])
    assert choice.title == "开始写 2023 年度报告"
    assert choice.path == Path("yanlong-2022.txt")
    assert choice.words.startswith("用“下载”里找到的 yanlong-2022.txt（2022 年度）：")
    assert not choice.is_begun


def test_of_a_file_that_says_no_year_none_is_promised() -> None:
    choice = find_first_choice([], 2026, [found("政府信息公开年度报告.doc", None)])
    assert choice.title == "开始写 2026 年度报告"
    assert "年度）" not in choice.words


def test_what_was_opened_here_goes_before_what_was_found() -> None:
    files = [recent("去年.pdf", 2024), recent("今年.xlsx", 2025)]
    assert find_first_choice(files, 2025, [found("a.doc", 2024)]).path == Path("今年.xlsx")
    assert find_first_choice(files[:1], 2025, [found("a.doc", 2024)]).path == Path("去年.pdf")


def test_strange_names_of_files_and_folders_stay_in_their_line() -> None:
    strange = found("2022\n年\u202e<b>" + "长" * 500 + ".doc", 2022, "下载/\n\u202e" + "长" * 500)
    for words in (find_first_choice([], 2026, [strange]).words, describe_found(strange, NOW)):
        assert "\n" not in words
        assert "\u202e" not in words
        assert len(words) < 400


def test_this_years_report_is_gone_on_with_once_it_is_begun() -> None:
    choice = find_first_choice([recent("去年.pdf", 2024), recent("今年.xlsx", 2025)], 2025)
    assert choice.title == "继续填写 2025 年度报告"
    assert choice.path == Path("今年.xlsx")
    assert choice.is_begun


@pytest.mark.parametrize(
    ("days", "when"),
    [(0, "今天 09:30"), (1, "昨天 09:30"), (8, "1 月 4 日"), (40, "2025 年 12 月 3 日")],
)
def test_a_file_is_described_with_its_state_and_time(days: int, when: str) -> None:
    file = RecentFile(Path("年报.xlsx"), NOW - dt.timedelta(days=days), state="2 个提醒")
    assert describe_file(file, NOW) == f"年报.xlsx · 2 个提醒 · {when}"


def test_a_final_report_is_looked_at_and_not_gone_on_with() -> None:
    final = replace(recent("今年.xlsx", 2025), state=FINAL_STATE)
    choice = find_first_choice([final], 2025)
    assert choice.title == "查看 2025 年度报告"
    assert FINAL_STATE in choice.words
    assert choice.is_begun
