"""The list of the reports opened last."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given

from report_editor.storage.recent import LONGEST, RecentFiles
from tests.storage.any_json import json_values

if TYPE_CHECKING:
    from pathlib import Path


def test_recent_files_are_few_and_each_once(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    for number in range(LONGEST + 3):
        recent.add(tmp_path / f"{number}.xlsx", f"{number}年")
    recent.add(tmp_path / "5.xlsx", "again")
    recent.save()
    again = RecentFiles(tmp_path)
    assert again.files == recent.files
    assert len(again.files) == LONGEST
    assert again.files[0].path == tmp_path / "5.xlsx"
    assert again.files[0].title == "again"
    assert len({each.path for each in again.files}) == LONGEST
    again.forget(tmp_path / "5.xlsx")
    again.save()
    assert all(each.path.name != "5.xlsx" for each in RecentFiles(tmp_path).files)
    again.clear()
    again.save()
    assert RecentFiles(tmp_path).files == ()


def test_a_recent_list_written_from_many_threads_ends_as_the_newest(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        for number in range(50):
            recent.add(tmp_path / f"{number}.xlsx")
            threads.submit(recent.save)
    assert RecentFiles(tmp_path).files == recent.files


@pytest.mark.slow
@example({"path": "a\0", "opened": "yesterday", "title": ""})
@example({"path": "a", "opened": "0001-01-01T00:00:00+23:59", "title": ""})
@example({"path": "a", "opened": 7, "title": ""})
@given(entries=json_values)
def test_a_recent_list_of_any_content_is_read(
    tmp_path_factory: pytest.TempPathFactory, entries: object
) -> None:
    folder = tmp_path_factory.mktemp("config")
    good = {"path": "a.xlsx", "opened": datetime.now(UTC).isoformat(), "title": ""}
    (folder / "recent.json").write_text(json.dumps({"files": [entries, good]}), encoding="utf-8")
    assert [each.path.name for each in RecentFiles(folder).files] == ["a.xlsx"]


def test_organization_year_and_state_are_remembered_with_a_file(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path)
    path, other = tmp_path / "去年.pdf", tmp_path / "今年.xlsx"
    recent.add(path, "标题", "青禾县柳溪镇人民政府", 2024)
    recent.note_state(path, "1 个错误")
    recent.add(other, "年报")
    recent.add(path, "标题", "青禾县柳溪镇人民政府", 2024)  # opened again, not checked yet
    recent.note_state(tmp_path / "别的.xlsx", "不在列表里")
    recent.save()
    first, second = RecentFiles(tmp_path).files
    assert (first.organization, first.year, first.state) == (
        "青禾县柳溪镇人民政府",
        2024,
        "1 个错误",
    )
    assert (second.organization, second.year, second.state) == ("", None, "")


@pytest.mark.parametrize(
    "odd", [{"year": "2024", "state": 7}, {"year": -1, "organization": []}, {"year": True}]
)
def test_an_entry_of_another_version_keeps_what_can_be_read(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    entry = {"path": "a.xlsx", "opened": datetime.now(UTC).isoformat(), "title": "年报"}
    content = {"files": [{**entry, **odd}]}
    (tmp_path / "recent.json").write_text(json.dumps(content), encoding="utf-8")
    (read,) = RecentFiles(tmp_path).files
    assert (read.title, read.organization, read.year, read.state) == ("年报", "", None, "")
