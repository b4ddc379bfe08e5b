"""Whether another process of this machine still runs: who owns a lock, a journal, a leftover."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
    _STILL_ACTIVE = 259

    def _started(pid: int) -> str | None:
        # os.kill(pid, 0) would end the process on Windows.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return "" if ctypes.get_last_error() == 5 else None
        try:
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            if code.value != _STILL_ACTIVE:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, times))
            return f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))

else:

    def _started(pid: int) -> str | None:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            pass  # somebody else's process: it runs
        except OverflowError:
            return None
        return _linux_start(pid)


def _linux_start(pid: int) -> str | None:
    """Boot and clock ticks at which a process began; empty where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()  # the name may hold spaces and brackets
    return None if state == "Z" else f"{boot}.{fields[18]}"


def own_start() -> str:
    """What tells this process from a later one with the same number; empty if unknown."""
    return _started(os.getpid()) or ""


def is_running(pid: int, started: str = "") -> bool:
    """Whether a process of this machine runs, and is the one that began at ``started``.

    Where either start is unknown the number alone decides, in favour of running.
    """
    if pid <= 0:
        return False
    now = _started(pid)
    return now is not None and (not started or not now or now == started)
