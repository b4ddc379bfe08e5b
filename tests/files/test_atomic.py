"""The atomic writer on the real file system of the machine that runs the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report_editor.files.atomic import write_atomically
from report_editor.files.refusals import WriteProblem

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links and permissions")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_new_file_and_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "某镇2024年年报.xlsx"
    for data in (b"one", b"two\r\n\n\x00\x1a" * 100_000, b""):
        write_atomically(path, data)
        assert path.read_bytes() == data
        assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["报" * 85, "x" * 255, "x" * 250 + ".xlsx", ".隐藏", "a.b.c"])
def test_a_name_as_long_as_the_system_takes(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, b"data")
    assert (tmp_path / name).read_bytes() == b"data"


@posix
def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.xlsx"
    real.write_bytes(b"old")
    link = tmp_path / "link.xlsx"
    link.symlink_to(Path("real") / "a.xlsx")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path / "real") == ["a.xlsx"]


@posix
def test_a_link_to_nothing_creates_what_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "later.xlsx")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "later.xlsx").read_bytes() == b"new"


@posix
def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(link)
    with pytest.raises(WriteProblem, match="链接"):
        write_atomically(link, b"new")


@posix
def test_another_hard_link_keeps_the_old_content(tmp_path: Path) -> None:
    path, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(b"old")
    other.hardlink_to(path)
    write_atomically(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("没有/a.xlsx", "所在的文件夹不见了"),
        ("x" * 300, "太长"),
        ("a\0b", "不接受这个文件名"),
        ("folder", "文件夹或设备"),
    ],
)
def test_places_that_fail_have_their_sentence(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteProblem, match=words) as problem:
        write_atomically(tmp_path / name, b"data")
    assert "请" in str(problem.value)
    assert len(str(problem.value)) < 200
    assert names(tmp_path) == ["folder"]


@posix
def test_a_device_is_never_replaced() -> None:
    with pytest.raises(WriteProblem):
        write_atomically(Path(os.devnull), b"data")
    assert Path(os.devnull).is_char_device()


@posix
def test_read_only_file_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(WriteProblem, match="只读"):
        write_atomically(path, b"new")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(WriteProblem, match="权限"):
            write_atomically(tmp_path / "b.xlsx", b"new")
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old"


def test_leftovers_of_dead_processes_go(tmp_path: Path) -> None:
    dead = 2**31 - 1  # beyond the numbers that a system gives
    leftovers = {
        "old and dead": (f".a.xlsx.{dead}-1.tmp", 7200),
        "young: another machine may be writing": (f".a.xlsx.{dead}-2.tmp", 60),
        "alive": (f".a.xlsx.{os.getppid()}-1.tmp", 7200),
        "of another file": (f".b.xlsx.{dead}-1.tmp", 7200),
        "somebody's own": (".a.xlsx.tmp", 7200),
    }
    path = tmp_path / "a.xlsx"
    for name, age in leftovers.values():
        (tmp_path / name).write_bytes(b"")
        then = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (then, then))
    write_atomically(path, b"data")
    gone = leftovers.pop("old and dead")[0]
    assert gone not in names(tmp_path)
    assert names(tmp_path) == sorted(["a.xlsx", *(name for name, _ in leftovers.values())])
