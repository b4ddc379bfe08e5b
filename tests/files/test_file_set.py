"""Files that are written together: after any failure all are new, or all are as they were."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from report_editor.files.atomic import NotWanted
from report_editor.files.file_ops import SYSTEM
from report_editor.files.file_set import write_together
from report_editor.files.refusals import WriteProblem
from tests.files.fake_disk import FakeDisk, PowerCut, Watched, fail_at, windows_error

FOLDER = Path("folder")
NEW = {
    "年报.pdf": b"new paper, longer than the old one",
    "年报.docx": b"new Word",
    "年报.csv": b"1",
}
OLD = {"年报.pdf": b"old paper", "年报.docx": b"old Word file, which is the longer one here"}
OTHER = {"别的.txt": b"not ours"}
ENDLESS = 200


def make_disk(old: dict[str, bytes]) -> FakeDisk:
    disk = FakeDisk(piece=16)
    for name, data in {**OTHER, **old}.items():
        disk.put(FOLDER / name, data, mode=0o600)
    return disk


def contents(disk: FakeDisk) -> dict[str, bytes | None]:
    return {name: disk.content(FOLDER / name) for name in disk.files()}


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("old", [{}, OLD])
def test_all_are_written_and_what_else_is_there_stays(old: dict[str, bytes]) -> None:
    disk = make_disk(old)
    write_together(FOLDER, NEW, ops=disk)
    assert contents(disk) == {**OTHER, **NEW}
    assert disk.still_open == 0
    assert {disk.mode(FOLDER / name) for name in old} <= {0o600}


@pytest.mark.parametrize("old", [{}, OLD])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_an_error_at_any_call_leaves_all_old_or_all_new(number: int, old: dict[str, bytes]) -> None:
    swept = 0
    for at in range(1, ENDLESS):
        disk = make_disk(old)
        disk.before_call = fail_at(at, OSError(number, os.strerror(number)))
        try:
            write_together(FOLDER, NEW, ops=disk)
        except WriteProblem as problem:
            assert "请" in str(problem)  # noqa: PT017 - both outcomes are right, at some call
            assert contents(disk) == {**OTHER, **old}, f"call {at}, {disk.calls[at - 1]}"
        else:
            assert {**contents(disk), **NEW, **OTHER} == contents(disk)
        assert disk.still_open == 0
        if len(disk.calls) < at:
            break
        swept += 1
    assert 30 < swept < ENDLESS


def test_a_disk_that_is_full_from_some_call_on_leaves_all_as_it_was() -> None:
    """Every later write fails as well; giving names back needs no space."""
    for at in range(1, ENDLESS):
        disk = make_disk(OLD)

        def refuse(number: int, call: str, at: int = at) -> None:
            if number >= at and call in ("create", "write", "fsync"):
                raise OSError(errno.ENOSPC, "full")

        disk.before_call = refuse
        try:
            write_together(FOLDER, NEW, ops=disk)
        except WriteProblem as problem:
            assert "磁盘空间已满" in str(problem)  # noqa: PT017
            assert contents(disk) == {**OTHER, **OLD}
        else:
            assert contents(disk) == {**OTHER, **NEW}
            break
    assert 10 < at < ENDLESS


def test_a_file_that_somebody_holds_open_puts_the_others_back() -> None:
    """Word on Windows holds the second file: the first one has its old content again."""
    disk = make_disk(OLD)
    replaced: list[int] = []

    def hold(_number: int, call: str) -> None:
        replaced.extend([1] if call == "replace" else [])
        if call == "replace" and 2 <= len(replaced) <= 8:
            raise windows_error(32)

    disk.before_call = hold
    with pytest.raises(WriteProblem, match=r"“年报.docx”.*正在被别的程序使用.*还是原来的样子"):
        write_together(FOLDER, NEW, ops=disk)
    assert contents(disk) == {**OTHER, **OLD}


def test_a_copy_that_cannot_go_back_is_not_removed() -> None:
    disk = make_disk(OLD)
    replaced: list[int] = []

    def fail(_number: int, call: str) -> None:
        replaced.extend([1] if call == "replace" else [])
        if call == "replace" and len(replaced) > 1:
            raise OSError(errno.EIO, "gone")

    disk.before_call = fail
    with pytest.raises(WriteProblem):
        write_together(FOLDER, NEW, ops=disk)
    assert OLD["年报.pdf"] in contents(disk).values()


def test_a_power_cut_leaves_each_file_old_or_new() -> None:
    for at in range(1, ENDLESS):
        disk = make_disk(OLD)
        disk.before_call = fail_at(at, PowerCut())
        with suppress(PowerCut):
            write_together(FOLDER, {"年报.pdf": NEW["年报.pdf"]}, ops=disk)
        for state in disk.after_power_loss():
            assert state[FOLDER / "年报.pdf"] in (OLD["年报.pdf"], NEW["年报.pdf"])
            assert state[FOLDER / "年报.docx"] == OLD["年报.docx"]
        if len(disk.calls) < at:
            break
    assert 10 < at < ENDLESS


@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_no_longer_wanted_changes_nothing(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "发布"
    if is_there:
        folder.mkdir()
        fill(folder, OLD)
    with pytest.raises(NotWanted):
        write_together(folder, NEW, is_wanted=lambda: False)
    assert folder.is_dir() == is_there
    assert not is_there or read(folder) == OLD


def test_a_folder_that_was_made_goes_where_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "发布"
    disk = Watched(fail_at(9, OSError(errno.ENOSPC, "full")))
    with pytest.raises(WriteProblem, match="磁盘空间已满"):
        write_together(folder, NEW, ops=disk)
    assert list(tmp_path.iterdir()) == []
    write_together(folder, NEW)
    assert read(folder) == NEW


@pytest.mark.parametrize("name", ["a\0b", "没有/的", "年报.pdf"])
def test_a_folder_that_cannot_be_is_a_sentence(tmp_path: Path, name: str) -> None:
    fill(tmp_path, OLD)
    with pytest.raises(WriteProblem, match="没有写成"):
        write_together(tmp_path / name, NEW)
    assert read(tmp_path) == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_limit_of_the_system_in_the_middle_leaves_all_as_it_was(tmp_path: Path) -> None:
    """The third file is larger than the system allows, as if the disk were full there."""
    fill(tmp_path, OLD)
    words = (
        "import resource, signal, sys; from pathlib import Path;"
        "from report_editor.files.file_set import write_together;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000));"
        "write_together(Path(sys.argv[1]), {'年报.pdf': b'x', '年报.docx': bytes(20_000)})"
    )
    done = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "允许的大小" in done.stderr
    assert read(tmp_path) == OLD


def test_the_system_makes_and_removes_folders(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert SYSTEM.make_folder(folder)
    assert not SYSTEM.make_folder(folder)
    SYSTEM.remove_folder(folder)
    assert not folder.exists()
