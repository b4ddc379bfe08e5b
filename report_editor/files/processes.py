"""Know the process that owns a lock or a journal, and whether it still runs.

On Linux the system is asked directly: psutil counts starts by the clock, which may be set back
while a program runs, and takes a running process for none where the system hides it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

_SECONDS_TO_1970 = 11_644_473_600
"""From 1601, where Windows begins to count; it counts tenths of a millionth of a second."""
_ROUNDED = 100_000
"""A hundredth of a second so counted; psutil rounds to less."""


class Owner(NamedTuple):
    """A process that owns a file, told from all others by machine, number and start."""

    host: str
    pid: int
    started: str
    """When it began, see :func:`own_start`."""

    @staticmethod
    def this_process() -> Owner:
        """Return this process as an owner."""
        return Owner(_name_host(), os.getpid(), own_start())

    @property
    def is_here(self) -> bool:
        """Check whether the process belongs to this machine."""
        return self.host == _name_host()

    @property
    def is_running(self) -> bool:
        """Check whether the process still runs, which only its own machine knows."""
        return is_running(self.pid, self.started)


def _name_host() -> str:
    """Return the name of this machine, as ``platform.node`` does; that takes a start 1 ms."""
    if sys.platform == "win32":
        import platform

        return platform.node()
    return os.uname().nodename


def own_start() -> str:
    """Return what tells this process from a later one with the same number; empty if unknown."""
    return _find_start(os.getpid()) or ""


def is_running(pid: int, started: str = "") -> bool:
    """Check whether a process of this machine runs, and is the one that began at ``started``.

    Where either start is unknown the number alone decides, in favour of running.
    """
    if pid <= 0:
        return False
    now = _find_start(pid)
    return now is not None and (not started or not now or _is_same(now, started))


def _is_same(one: str, other: str) -> bool:
    (era, count), (other_era, other_count) = (each.rpartition(".")[::2] for each in (one, other))
    if era.isdecimal() and era == other_era and re.fullmatch("[0-9]{1,10}", other_count):
        return abs(int(count) - int(other_count)) < _ROUNDED
    return one == other


def _read_start(pid: int) -> str | None:
    """Return the boot of Linux, and the clock ticks after it, at which a process began.

    Empty where the system does not tell; None where there is no such process.
    """
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except PermissionError:
        pass  # somebody else's process: it runs
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()  # the name may hold spaces and brackets
    return None if state == "Z" else f"{boot}.{fields[18]}"


def _ask_psutil(pid: int) -> str | None:
    """Return the start of a process on another system, as the two halves of a Windows time."""
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        began = round((process.create_time() + _SECONDS_TO_1970) * 10_000_000)
    except psutil.NoSuchProcess:
        return None
    except psutil.AccessDenied:
        return ""
    return f"{began >> 32}.{began & 0xFFFFFFFF}"


_find_start = _read_start if sys.platform == "linux" else _ask_psutil
