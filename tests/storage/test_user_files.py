"""Folders, settings, recent files and the counting of starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.files.refusals import WriteProblem
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage.failed_starts import begin_start, start_succeeded
from report_editor.storage.recent import LONGEST, RecentFiles
from report_editor.storage.settings import Settings
from report_editor.storage.small_json import LIMIT, read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path


def test_the_variable_puts_everything_in_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_EDITOR_HOME", str(tmp_path))
    folders = user_folders()
    for folder in (folders.data, folders.config, folders.logs, folders.backups, folders.recovery):
        assert folder.is_relative_to(tmp_path)
        assert make_folder(folder).is_dir()


def test_without_the_variable_the_folders_are_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_EDITOR_HOME", raising=False)
    folders = user_folders()
    assert "report-editor" in str(folders.data)
    assert folders.data != folders.config != folders.logs


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_user_may_enter(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteProblem, match="无法建立"):
        make_folder(tmp_path / "file" / "data")


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b" " * (LIMIT + 1), b"NaN"]
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(damaged)
    assert read_json(file) == {}
    assert (tmp_path / "settings.json.bad").read_bytes() == damaged
    write_json(file, {"a": 1})
    assert read_json(file) == {"a": 1}


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bytes"):
        write_json(tmp_path / "a.json", {"a": "x" * LIMIT})
    assert not (tmp_path / "a.json").exists()


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config")
    settings.set("zoom", 1.5)
    settings.set("columns", ["一", "\ud800"])
    settings.set("shown", True)
    settings.save()
    again = Settings(tmp_path / "config")
    assert again.get("zoom", 1.0) == 1.5
    assert again.get("columns", [""]) == ["一", "\ud800"]
    assert again.get("shown", False)
    assert again.get("never set", "default") == "default"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(value=json_values)
def test_a_setting_of_another_type_counts_as_none(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    folder = tmp_path_factory.mktemp("config")
    (folder / "settings.json").write_text(json.dumps({"name": value}), encoding="utf-8")
    settings = Settings(folder)
    assert type(settings.get("name", 7)) is int
    assert type(settings.get("name", True)) is bool
    assert all(isinstance(each, str) for each in settings.get("name", ["x"]))


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


@given(entries=json_values)
def test_a_recent_list_of_any_content_is_read(
    tmp_path_factory: pytest.TempPathFactory, entries: object
) -> None:
    folder = tmp_path_factory.mktemp("config")
    good = {"path": "a.xlsx", "opened": datetime.now(UTC).isoformat(), "title": ""}
    (folder / "recent.json").write_text(json.dumps({"files": [entries, good]}), encoding="utf-8")
    assert [each.path.name for each in RecentFiles(folder).files] == ["a.xlsx"]


START = """
import sys
from pathlib import Path
from report_editor.storage.failed_starts import begin_start, start_succeeded
print(begin_start(Path(sys.argv[1])))
if sys.argv[2] == "well":
    start_succeeded(Path(sys.argv[1]))
"""


def start(folder: Path, how: str) -> bool:
    run = subprocess.run(
        [sys.executable, "-c", START, str(folder), how], capture_output=True, text=True, check=True
    )
    return run.stdout.strip() == "True"


def test_after_two_failed_starts_the_next_is_clean(tmp_path: Path) -> None:
    assert not start(tmp_path, "badly")
    assert not start(tmp_path, "badly")
    assert start(tmp_path, "badly")
    assert start(tmp_path, "well")
    assert not start(tmp_path, "badly")
    assert not start(tmp_path, "well")
    assert not start(tmp_path, "badly")


def test_a_second_window_that_is_still_starting_is_no_failure(tmp_path: Path) -> None:
    assert not begin_start(tmp_path)
    assert not start(tmp_path, "badly")
    assert not begin_start(tmp_path)
    start_succeeded(tmp_path)
    assert not start(tmp_path, "well")


def test_a_start_is_not_refused_because_it_cannot_be_noted(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not begin_start(tmp_path / "file")
    start_succeeded(tmp_path / "file")
