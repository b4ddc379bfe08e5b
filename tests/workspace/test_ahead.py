"""A file named at the start is read by another process while the window is made."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.common.resources import resource
from report_editor.importers.problem import ImportProblem
from report_editor.workspace.ahead import FileAhead
from report_editor.workspace.opening import OpenProblem, open_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.importers.reader_process import Reading


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workbook of the program."""
    path = tmp_path / "年报.xlsx"
    shutil.copy(resource("examples", "示例报告.xlsx"), path)
    return path


def test_a_workbook_of_ours_is_the_same_report_however_it_is_read(own: Path) -> None:
    used: list[Reading[object]] = []
    ahead = FileAhead(own)
    opened = open_file(own, used.append, ahead)
    assert len(used) == 1, "it was read in this process"
    assert opened == open_file(own)
    assert opened.is_own
    assert opened.sha256


def test_somebody_elses_file_is_read_ahead_as_well(samples: Path) -> None:
    file = samples / "yanlong-2022.txt"
    assert open_file(file, ahead=FileAhead(file)) == open_file(file)


def test_another_file_is_not_taken_for_the_one_that_was_named(own: Path, samples: Path) -> None:
    other = samples / "yanlong-2022.txt"
    assert open_file(other, ahead=FileAhead(own)).document == open_file(other).document


def test_the_file_is_read_anew_when_it_is_opened_again(own: Path) -> None:
    ahead = FileAhead(own)
    first = open_file(own, ahead=ahead)
    own.write_bytes(b"PK\x03\x04")
    with pytest.raises(OpenProblem, match="年报"):
        open_file(own, ahead=ahead)
    assert first.is_own


def test_a_bad_file_costs_the_same_sentence(tmp_path: Path) -> None:
    for name, content in {"坏.xlsx": b"PK\x03\x04", "空.docx": b"", "乱.pdf": b"%PDF-"}.items():
        path = tmp_path / name
        path.write_bytes(content)
        sentences = []
        for ahead in (FileAhead(path), None):
            with pytest.raises(Exception, match=name) as refused:
                open_file(path, ahead=ahead)
            sentences.append(str(refused.value))
        assert sentences[0] == sentences[1]


def test_where_no_process_can_begin_this_one_reads(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(own.parent / "没有"))
    assert open_file(own, ahead=FileAhead(own)).is_own


def test_a_reading_that_is_dropped_ends(own: Path) -> None:
    ahead = FileAhead(own)
    ahead.drop()
    reading = ahead.read(own)
    assert reading is not None
    with pytest.raises(ImportProblem):
        reading.result()
