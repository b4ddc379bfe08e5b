"""Bound what a process takes that reads a file from outside, and a program that it starts.

The standard library knows a limit of memory on Unix only, psutil on Linux only; on Windows it takes
a job object, which no library of ours offers. A program that reserves far more address space than
it uses, as LibreOffice does, is watched instead.
"""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1 << 20
MEMORY = 1536 * MIB
"""Bytes; a report needs a tenth of it, and an old PC has twice as much."""


def limit_memory() -> None:
    """Limit this process to :data:`MEMORY`; on Windows, what it starts ends with it.

    Where the system has no such limit, the time limit has to do.
    """
    if sys.platform == "win32":
        _limit_on_windows()
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    # The soft limit only: a converter that is started from here needs address space of its own.
    bounded = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bounded, hard))


@contextmanager
def without_memory_limit() -> Iterator[None]:
    """Lift the limit for a while, to start a process that has the whole address space."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


_LOOK = 0.2
"""Seconds between two looks at a watched program; it may take some 100 MB more in that time."""


def watch(
    process: subprocess.Popen[bytes], *, seconds: float, memory: int, disk: int, folder: Path
) -> str:
    """Wait until a program ends, or takes more than it may; ending it is left to the caller.

    Args:
        process: The program; what it starts is counted with it.
        seconds: Time that it has.
        memory: Bytes of memory that it may take.
        disk: Bytes that it may write to the folder.
        folder: Folder to which it writes.

    Returns:
        A Chinese phrase on what it took too much of; empty where it ended by itself.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if _measure_memory(process.pid) > memory:
                return f"要用的内存超过 {memory // MIB} MB"
            if _measure_folder(folder) > disk:
                return f"写出的内容超过 {disk // MIB} MB"
        else:
            return ""
    return f"超过 {seconds:.0f} 秒还没有完成"


def measure_own_memory() -> int:
    """Return the bytes of memory that this process holds."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def _measure_memory(pid: int) -> int:
    """Return the bytes of memory that a process and all that it started take now."""
    import psutil

    taken = 0
    with suppress(psutil.Error):  # it has just ended
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                taken += each.memory_info().rss
    return taken


def _measure_folder(folder: Path) -> int:
    size = 0
    for place, _folders, names in os.walk(folder):  # which passes over what has just gone
        for name in names:
            with suppress(OSError):
                size += Path(place, name).lstat().st_size
    return size


_JOB_EXTENDED_LIMITS = 9
_LIMIT_PROCESS_MEMORY = 0x100
_LIMIT_KILL_ON_CLOSE = 0x2000
_LIMITS = "@2qI2NIN2I6Q4N"
"""Fields of JOBOBJECT_EXTENDED_LIMIT_INFORMATION: the third has flags, the 16th the bytes."""


def _limit_on_windows() -> None:
    windll: Any = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows only
    kernel = windll.kernel32
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return
    flags = _LIMIT_PROCESS_MEMORY | _LIMIT_KILL_ON_CLOSE
    limits = struct.pack(_LIMITS, 0, 0, flags, *[0] * 12, MEMORY, 0, 0, 0)
    job = ctypes.c_void_p(job)
    kernel.SetInformationJobObject(job, _JOB_EXTENDED_LIMITS, limits, len(limits))
    # The handle stays open as long as the process lives; its end ends the job.
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
