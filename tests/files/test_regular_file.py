"""What is no readable file of a sensible size has one sentence, whoever wants to read it."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document
from report_editor.files.file_ops import SYSTEM
from report_editor.files.fingerprint import read_fingerprint
from report_editor.files.refusals import (
    LARGEST_FILE,
    ReadProblem,
    SpecialFileError,
    WriteProblem,
    explain,
    refuse_reading,
)
from report_editor.files.regular_file import open_regular, open_regular_file, read_regular_file
from report_editor.forms import form
from report_editor.importers.open_file import import_file
from report_editor.storage.json_files import read_json
from report_editor.workbook.report_file import open_report, read_replaced
from report_editor.workspace.formats import FORMATS
from report_editor.workspace.opening import open_file
from tests.files.fake_disk import windows_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.exporters.registry import Exporter

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files and permissions")


def missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def in_a_missing_folder(folder: Path) -> Path:
    return folder / "没有" / "年报.xlsx"


def below_a_file(folder: Path) -> Path:
    (folder / "文件").write_bytes(b"x")
    return folder / "文件" / "年报.xlsx"


def a_folder(folder: Path) -> Path:
    (folder / "年报.xlsx").mkdir()
    return folder / "年报.xlsx"


def forbidden(folder: Path) -> Path:
    (folder / "密.xlsx").write_bytes(b"x")
    (folder / "密.xlsx").chmod(0)
    return folder / "密.xlsx"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "管道.xlsx")
    return folder / "管道.xlsx"


def device(_folder: Path) -> Path:
    return Path("/dev/zero")


def socket_file(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "接口.xlsx"))
    return folder / "接口.xlsx"


def link_to_itself(folder: Path) -> Path:
    (folder / "环.xlsx").symlink_to(folder / "环.xlsx")
    return folder / "环.xlsx"


def link_to_nothing(folder: Path) -> Path:
    (folder / "断.xlsx").symlink_to(folder / "没有")
    return folder / "断.xlsx"


def empty(folder: Path) -> Path:
    (folder / "空.xlsx").touch()
    return folder / "空.xlsx"


def too_large(folder: Path) -> Path:
    with (folder / "大.xlsx").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    return folder / "大.xlsx"


def too_long_a_name(folder: Path) -> Path:
    return folder / ("长" * 300 + ".xlsx")


def no_name_at_all(folder: Path) -> Path:
    return folder / "a\0b.xlsx"


REFUSED = [
    (missing, "找不到“没有.xlsx”，它可能已被移走或改名"),
    (in_a_missing_folder, "找不到“年报.xlsx”"),
    pytest.param(below_a_file, "找不到“年报.xlsx”", marks=posix),
    (a_folder, "“年报.xlsx”是文件夹，不是文件"),
    pytest.param(forbidden, "没有权限读取“密.xlsx”", marks=posix),
    pytest.param(pipe, "“管道.xlsx”不是普通文件", marks=posix),
    pytest.param(device, "“zero”不是普通文件", marks=posix),
    pytest.param(socket_file, "“接口.xlsx”不是普通文件", marks=posix),
    pytest.param(link_to_itself, "“环.xlsx”读不出来：它是一个指回自己的链接", marks=posix),
    pytest.param(link_to_nothing, "找不到“断.xlsx”", marks=posix),
    (empty, "“空.xlsx”是空的"),
    (too_large, "“大.xlsx”有 65 MB，超过了 64 MB 的上限"),
    (too_long_a_name, "读不出来：文件名或路径太长"),
    (no_name_at_all, "系统不接受这个文件名"),
]


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """As root, who may read everything, becomes somebody else for a while."""
    user = os.geteuid() if os.name == "posix" else 1
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(user)


@pytest.mark.parametrize(("make", "sentence"), REFUSED)
def test_what_cannot_be_read_is_refused_alike_by_everybody(
    make: Callable[[Path], Path], sentence: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    reader = an_ordinary_user if make is forbidden else nullcontext
    said = set()
    for read in (read_regular_file, open_regular_file, open_report, import_file, open_file):
        with reader(), pytest.raises(ReadProblem) as problem:
            read(path)
        said.add(str(problem.value))
    (only,) = said
    assert sentence in only
    assert "请" in only
    assert only.endswith("。")
    assert "\n" not in only
    assert len(only) < 250


def test_a_regular_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"a\r\n\x1a\0" * 1000)
    assert read_regular_file(path) == b"a\r\n\x1a\0" * 1000
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE)
    assert len(read_regular_file(path)) == LARGEST_FILE


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_regular_file(tmp_path / "link") == b"content"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (5, "没有权限读取“年报.xlsx”，或者它正被别的程序占用"),
        (32, "文件正在被别的程序使用。请在 WPS、Excel 等程序里关闭它"),
        (33, "文件正在被别的程序使用"),
        (53, "网络文件夹连接不上。请检查磁盘或网络"),
        (21, "U盘被拔出"),
    ],
)
def test_what_windows_reports_is_told_with_a_way_out(number: int, words: str) -> None:
    sentence = str(refuse_reading(Path("年报.xlsx"), windows_error(number)))
    assert words in sentence
    assert "换一个位置" not in sentence
    assert sentence.endswith("。")


def test_where_no_file_can_be_no_user_sheets_are_looked_for(tmp_path: Path) -> None:
    for path in (missing(tmp_path), in_a_missing_folder(tmp_path), too_long_a_name(tmp_path)):
        assert read_replaced(path) is None


# ---------------------------------------------------------------------- everybody else


class Swapped(type(Path())):  # type: ignore[misc]
    """A path at which a pipe takes the place of a regular file between the look and the opening."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:  # noqa: ARG002
        return Path(__file__).stat()


@posix
@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY])
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, flags: int
) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    with pytest.raises(SpecialFileError):
        open_regular(Swapped(tmp_path / "管道.xlsx"), flags)


@posix
@pytest.mark.parametrize("make", [pipe, socket_file, device, a_folder])
def test_nobody_waits_for_what_is_no_file(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    assert read_fingerprint(path) is None
    assert read_json(path) == {}
    for call in (SYSTEM.read, SYSTEM.append_to):
        with pytest.raises(OSError) as error:  # noqa: PT011 - of several kinds
            call(path)
        assert "请" in explain(error.value)


@posix
@pytest.mark.parametrize("make", [pipe, socket_file, device, a_folder])
@pytest.mark.parametrize("format_", FORMATS, ids=lambda each: each.ending)
def test_nothing_is_written_to_what_is_no_file(
    make: Callable[[Path], Path], tmp_path: Path, format_: Exporter[object]
) -> None:
    path = make(tmp_path)
    before = path.stat()
    with pytest.raises(WriteProblem, match="已经有一个文件夹或设备用了这个名字"):
        format_.write_file(Document(form("2021")), path)
    assert path.stat() == before
    assert [each.name for each in tmp_path.iterdir()] in ([path.name], [])
