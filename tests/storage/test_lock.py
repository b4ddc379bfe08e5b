"""Two people and one file: the lock beside it says who has it open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from report_editor.storage.lock import (
    Holder,
    Lock,
    NoLock,
    acquire,
    find_holder,
    find_office_program,
    locate_lock,
    steal,
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "某镇年报.xlsx"
    path.write_bytes(b"content")
    return path


def test_the_second_is_told_who_was_first(report: Path) -> None:
    lock = acquire(report)
    assert isinstance(lock, Lock)
    first = acquire(report)
    assert isinstance(first, Holder)
    assert first.owner.pid == os.getpid()
    assert not first.is_stale
    assert "起" in first.words
    lock.release()
    assert not locate_lock(report).exists()
    assert isinstance(acquire(report), Lock)


def test_a_stolen_lock_is_not_released_by_its_former_holder(report: Path) -> None:
    first = acquire(report)
    assert isinstance(first, Lock)
    second = steal(report)
    assert isinstance(second, Lock)
    first.release()
    assert locate_lock(report).exists()
    second.release()
    assert not locate_lock(report).exists()


def test_the_lock_of_a_program_that_died_is_replaced(report: Path) -> None:
    code = "import sys; from pathlib import Path; from report_editor.storage.lock import acquire; "
    subprocess.run(
        [sys.executable, "-c", code + "acquire(Path(sys.argv[1]))", str(report)], check=True
    )
    assert locate_lock(report).exists()
    assert find_holder(report) is None
    assert isinstance(acquire(report), Lock)
    assert find_holder(report) is None  # this program itself


def test_a_later_process_with_the_same_number_is_another_one(report: Path) -> None:
    acquire(report)
    content = json.loads(locate_lock(report).read_bytes())
    if not content["started"]:
        pytest.skip("this system does not tell when a process began")
    content["started"] = "another boot.1"
    locate_lock(report).write_text(json.dumps(content))
    assert isinstance(acquire(report), Lock)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"pid": "x", "since": 3, "host": null}',
        b'{"user": "Zhang", "host": "elsewhere", "pid": 1, "since": "2026-01-08T01:30:00+00:00"}',
    ],
)
def test_a_lock_of_another_machine_or_unreadable_is_respected(report: Path, content: bytes) -> None:
    locate_lock(report).write_bytes(content)
    other = acquire(report)
    assert isinstance(other, Holder)
    assert not other.is_stale
    assert other.words
    assert find_holder(report) == other
    assert locate_lock(report).read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_one_report_through_two_names_has_one_lock(report: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "link.xlsx"
    link.symlink_to(report)
    assert isinstance(acquire(report), Lock)
    assert isinstance(acquire(link), Holder)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_taking_over_never_writes_through_a_link(report: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    locate_lock(report).symlink_to(precious)
    assert isinstance(acquire(report), Holder)
    assert isinstance(steal(report), Lock)
    assert precious.read_bytes() == b"precious"


def test_a_folder_that_takes_no_lock_gives_a_note(tmp_path: Path) -> None:
    for path in (tmp_path / "gone" / "a.xlsx", Path("/proc/a.xlsx"), tmp_path / "a\0.xlsx"):
        lock = acquire(path)
        assert isinstance(lock, NoLock)
        assert lock.note.endswith("。")
        assert isinstance(steal(path), NoLock)


def test_the_longest_name_has_a_lock(tmp_path: Path) -> None:
    assert isinstance(acquire(tmp_path / ("报" * 83 + ".xlsx")), Lock)


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".~lock.某镇年报.xlsx#", "LibreOffice"),
        ("~$某镇年报.xlsx", "WPS 或 Excel"),
        ("~$年报.xlsx", "WPS 或 Excel"),
    ],
)
def test_marks_of_other_programs_are_seen(report: Path, mark: str, program: str) -> None:
    assert find_office_program(report) == ""
    report.with_name(mark).write_bytes(b"")
    assert find_office_program(report) == program
