"""A disk that is really full: 64 kB of memory where the tests may mount, else a file-size limit."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Change, Document, EntryEdit, Part
from report_editor.files.atomic import write_atomically
from report_editor.files.refusals import WriteProblem
from report_editor.forms import form
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.lock import NoLock, acquire
from report_editor.storage.settings import Settings
from report_editor.storage.versions import list_versions, save
from tests.storage.journaled_session import read_journal, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = 64 << 10
OLD = b"old" * 5000
TOO_MUCH = b"new" * 30_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(mounted)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted: {done.stderr.strip()}")
    try:
        yield mounted
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_a_report_too_large_for_the_disk_leaves_the_old_one(small_disk: Path) -> None:
    report = small_disk / "年报.xlsx"
    write_atomically(report, OLD)
    with pytest.raises(WriteProblem, match="磁盘空间已满"):
        write_atomically(report, TOO_MUCH)
    assert report.read_bytes() == OLD
    assert list(small_disk.iterdir()) == [report]


def test_versions_that_find_no_room_do_not_hinder_the_save(
    small_disk: Path, tmp_path: Path
) -> None:
    report = tmp_path / "年报.xlsx"
    for number in range(6):
        data = b"%d" % number * 15_000
        warning = save(report, data, small_disk)
        assert report.read_bytes() == data
    assert "磁盘空间已满" in warning
    kept = list_versions(report, small_disk)
    assert kept
    assert all(len(each.read()) == 15_000 for each in kept)


def test_a_journal_on_a_full_disk_keeps_what_it_has_and_goes_on_later(small_disk: Path) -> None:
    journal = Journal(small_disk, Base.of(Document(form("2021"))))
    assert journal.sync()
    filler = small_disk / "filler"
    number = 0
    while journal.sync() and number < 100:
        number += 1
        if number == 3:
            _fill(filler, small_disk)
        edit = EntryEdit(Part.SET_ASIDE, str(number), None, "字" * 500)
        journal.append(Change(str(number), (edit,)))
    assert 3 <= number < 100
    assert "磁盘空间已满" in journal.problem
    reader, items = read_journal(journal.file.read_bytes())
    assert not reader.is_damaged
    assert len(items) >= number - 2
    filler.unlink()
    for _ in range(20):
        if journal.sync():
            break
    assert len(read_labels(journal.file)) == number
    journal.close()


def test_a_report_on_a_full_disk_is_opened_without_a_lock(small_disk: Path) -> None:
    report = small_disk / "年报.xlsx"
    _fill(report, small_disk)
    assert isinstance(acquire(report), NoLock)
    assert list(small_disk.iterdir()) == [report], "no empty lock that nobody ever releases"


def _fill(file: Path, disk: Path) -> None:
    with file.open("wb", buffering=0) as opened:
        while _room(disk) > 0:
            opened.write(bytes(min(4096, _room(disk))))


def _room(disk: Path) -> int:
    status = os.statvfs(disk)
    return status.f_bavail * status.f_frsize


def test_settings_on_a_full_disk_stay_as_they_were(small_disk: Path) -> None:
    settings = Settings(small_disk)
    settings.set("name", "old")
    settings.save()
    settings.set("name", "new" * 30_000)
    with pytest.raises(WriteProblem, match="磁盘空间已满"):
        settings.save()
    assert Settings(small_disk).get("name", "") == "old"


LIMITED = """
import resource, signal, sys
from pathlib import Path
from report_editor.files.atomic import write_atomically
from report_editor.files.refusals import WriteProblem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    write_atomically(Path(sys.argv[1]), b"new" * 30000)
except WriteProblem as problem:
    sys.exit(str(problem))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit of file sizes")
def test_a_limit_of_file_sizes_leaves_the_old_report(tmp_path: Path) -> None:
    report = tmp_path / "年报.xlsx"
    write_atomically(report, OLD)
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LIMITED, str(report)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "允许的大小" in run.stderr
    assert report.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [report]
