"""The folders in which the program keeps what belongs to the user."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from report_editor.files.refusals import WriteProblem
from report_editor.files.user_folders import make_folder, user_folders

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
