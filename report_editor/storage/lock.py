"""A file beside a report that tells others who has it open. A courtesy, no guard.

Folders that are synchronised bring it late or twice; what guards the content is the check for
changes from outside before each save.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import stat
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from report_editor.files.atomic import write_all
from report_editor.files.file_ops import SYSTEM
from report_editor.files.processes import is_running, own_start

_LIMIT = 4096
_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a report open."""

    user: str
    host: str
    since: datetime | None
    """Local time with its zone; None where the lock file is not readable."""
    pid: int
    started: str
    id: str

    @property
    def is_stale(self) -> bool:
        """The program that made the lock was on this machine and runs no more."""
        return self.host == platform.node() and not is_running(self.pid, self.started)

    @property
    def is_own(self) -> bool:
        """This very process made the lock."""
        own = (platform.node(), os.getpid(), own_start())
        return (self.host, self.pid, self.started) == own

    @property
    def words(self) -> str:
        """张三（电脑 PC-01），自 1月8日 09:30 起."""
        who = self.user or "另一位用户"
        where = f"（电脑 {self.host}）" if self.host else ""
        since = self.since
        when = f"，自 {since.month}月{since.day}日 {since:%H:%M} 起" if since else ""
        return f"{who}{where}{when}"


@dataclass(frozen=True, slots=True)
class Lock:
    """This program's lock on a report."""

    file: Path
    id: str

    def release(self) -> None:
        """Takes the lock away, unless somebody else has taken it over."""
        found = _read(self.file)
        if found and found.id == self.id:
            with contextlib.suppress(OSError):
                self.file.unlink()


@dataclass(frozen=True, slots=True)
class NoLock:
    """The report can be opened but not locked, for instance in a read-only folder."""

    note: str
    """A Chinese sentence for the status bar."""


Acquired: TypeAlias = "Lock | Holder | NoLock"


def lock_file(path: Path) -> Path:
    """Where the lock of a report is."""
    short = path.name.encode(errors="surrogateescape")[:_NAME_BYTES].decode(errors="ignore")
    return path.with_name(f".~{short}.report-editor-lock")


def acquire(path: Path) -> Acquired:
    """Locks a report, or says who has it open; a stale lock is replaced."""
    file = lock_file(_real(path))
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


def holder(path: Path) -> Holder | None:
    """Who else has a report open; None for nobody, for this program and for one that died."""
    found = _read(lock_file(_real(path)))
    return None if found is None or found.is_own or found.is_stale else found


def steal(path: Path) -> Lock | NoLock:
    """Takes a lock over: the user chose to open the report anyway."""
    file = lock_file(_real(path))
    try:
        # Removed, not written over: somebody may have put a link to another file there.
        file.unlink(missing_ok=True)
        return _create(file)
    except (OSError, ValueError):
        return NoLock("没能接管这份报告的锁，别人打开它时不会知道您正在编辑它。")


def opened_by_office(path: Path) -> str:
    """The name of another office program that seems to have the file open; empty if none."""
    path = _real(path)
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


def _real(path: Path) -> Path:
    """The same report opened through a link has the same lock."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def _new(file: Path) -> tuple[Lock, bytes]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that does not know its user
        user = ""
    lock = Lock(file, uuid.uuid4().hex)
    content = {
        "id": lock.id,
        "user": user,
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "pid": os.getpid(),
        "started": own_start(),
    }
    return lock, json.dumps(content).encode()


def _create(file: Path) -> Lock:
    lock, content = _new(file)
    descriptor = SYSTEM.create(file)
    try:
        write_all(descriptor, content, SYSTEM)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    finally:
        SYSTEM.close(descriptor)
    return lock


def _read(file: Path) -> Holder | None:
    """Who holds the lock; None where there is no lock file."""
    content = None
    try:
        if stat.S_ISREG(file.lstat().st_mode):  # a pipe would keep its reader waiting
            with file.open("rb") as opened:
                content = json.loads(opened.read(_LIMIT))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        pass  # there is a lock, and nothing is known of it
    return _holder(content if isinstance(content, dict) else {})


def _holder(content: dict[str, Any]) -> Holder:
    texts = {
        key: value if isinstance(value := content.get(key), str) else ""
        for key in ("user", "host", "started", "id", "since")
    }
    pid = content.get("pid")
    since = None
    with contextlib.suppress(ValueError, OverflowError):
        since = datetime.fromisoformat(texts["since"]).astimezone()
    return Holder(
        user=texts["user"][:100],
        host=texts["host"][:100],
        since=since,
        pid=pid if isinstance(pid, int) else 0,
        started=texts["started"],
        id=texts["id"],
    )
