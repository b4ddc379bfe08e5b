"""Keep a file beside a report that tells others who has it open: a courtesy, no guard.

Folders that are synchronised bring it late or twice; the content is guarded by the check for
changes from outside before each save. No library for locks does this: they keep others out, where
this says who they are and lets the user decide.
"""

from __future__ import annotations

import contextlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias

from report_editor.common.unique_id import make_unique_id
from report_editor.files.atomic import shorten_name, write_all
from report_editor.files.file_ops import SYSTEM
from report_editor.files.processes import Owner
from report_editor.files.regular_file import read_bytes

_LIMIT = 4096
"""Bytes of the longest lock file read."""
_TEXT_LENGTH = 100


class Holder(NamedTuple):
    """Person and the program that have a report open."""

    user: str
    owner: Owner
    since: datetime | None
    """Local time with its zone; None where the lock file is not readable."""
    id: str

    @property
    def is_stale(self) -> bool:
        """Check whether the program was on this machine and runs no more."""
        return self.owner.is_here and not self.owner.is_running

    @property
    def is_own(self) -> bool:
        """Check whether this very process made the lock."""
        return self.owner == Owner.this_process()

    @property
    def words(self) -> str:
        """Return the holder as a sentence names it: 张三（电脑 PC-01），自 1月8日 09:30 起."""
        where = f"（电脑 {self.owner.host}）" if self.owner.host else ""
        since = self.since
        when = f"，自 {since.month}月{since.day}日 {since:%H:%M} 起" if since else ""
        return f"{self.user or '另一位用户'}{where}{when}"


class Lock(NamedTuple):
    """This program's lock on a report."""

    file: Path
    id: str

    def release(self) -> None:
        """Take the lock away, unless somebody else has taken it over."""
        found = _read(self.file)
        if found and found.id == self.id:
            with contextlib.suppress(OSError):
                self.file.unlink()


class NoLock(NamedTuple):
    """A report that can be opened but not locked, for instance in a read-only folder."""

    note: str
    """A Chinese sentence for the status bar."""


Acquired: TypeAlias = "Lock | Holder | NoLock"


def locate_lock(path: Path) -> Path:
    """Return the path of a report's lock file."""
    return path.with_name(f".~{shorten_name(path.name)}.report-editor-lock")


def acquire(path: Path) -> Acquired:
    """Lock a report, or return who has it open; a stale lock is replaced."""
    file = locate_lock(_resolve(path))
    for _ in range(2):
        try:
            return _create(file)
        except FileExistsError:
            found = _read(file)
        except (OSError, ValueError):
            break
        if found and not found.is_stale:
            return found
        with contextlib.suppress(OSError):
            file.unlink()
    return NoLock("这个文件夹不能写入，别人打开这份报告时不会知道您正在编辑它。")


def find_holder(path: Path) -> Holder | None:
    """Return who else has a report open; None for nobody, this program and one that died."""
    found = _read(locate_lock(_resolve(path)))
    return None if found is None or found.is_own or found.is_stale else found


def steal(path: Path) -> Lock | NoLock:
    """Take a lock over: the user chose to open the report anyway."""
    file = locate_lock(_resolve(path))
    try:
        # Removed, not written over: somebody may have put a link to another file there.
        file.unlink(missing_ok=True)
        return _create(file)
    except (OSError, ValueError):
        return NoLock("没能接管这份报告的锁，别人打开它时不会知道您正在编辑它。")


def find_office_program(path: Path) -> str:
    """Return the name of an office program that seems to have the file open; empty if none."""
    path = _resolve(path)
    marks = {
        f".~lock.{path.name}#": "LibreOffice",
        f"~${path.name}": "WPS 或 Excel",
        f"~${path.name[2:]}": "WPS 或 Excel",  # with a long name the mark takes its first letters
        f".~{path.name}": "WPS",
    }
    for name, program in marks.items():
        with contextlib.suppress(OSError, ValueError):
            if path.with_name(name).is_file():
                return program
    return ""


def _resolve(path: Path) -> Path:
    """Follow links: the same report opened through a link has the same lock."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def _create(file: Path) -> Lock:
    import getpass

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that does not know its user
        user = ""
    lock = Lock(file, make_unique_id())
    since = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"id": lock.id, "user": user, "since": since, **Owner.this_process()._asdict()}
    descriptor = SYSTEM.create(file)
    try:
        write_all(descriptor, json.dumps(content).encode(), SYSTEM)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    finally:
        SYSTEM.close(descriptor)
    return lock


def _read(file: Path) -> Holder | None:
    """Return who holds the lock; None where there is no lock file."""
    content = None
    try:
        content = json.loads(read_bytes(file, _LIMIT))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        pass  # there is a lock, and nothing is known of it
    found = content if isinstance(content, dict) else {}
    user, host, started, identity, since = (
        value if isinstance(value := found.get(key), str) else ""
        for key in ("user", "host", "started", "id", "since")
    )
    begun = None
    with contextlib.suppress(ValueError, OverflowError):
        begun = datetime.fromisoformat(since).astimezone()
    pid = number if isinstance(number := found.get("pid"), int) else 0
    owner = Owner(host[:_TEXT_LENGTH], pid, started)
    return Holder(user[:_TEXT_LENGTH], owner, begun, identity)
