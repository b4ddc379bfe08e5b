"""Bound the memory of the process that reads a file from outside.

The standard library knows such a limit on Unix only, psutil on Linux only; on Windows it takes a
job object, which no library of ours offers.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 1536 * 1024 * 1024
"""Bytes; a report needs a tenth of it, and an old PC has twice as much."""


def limit_memory(limit: int = MEMORY) -> None:
    """Limit this process to so many bytes; on Windows, what it starts ends with it.

    Where the system has no such limit, the time limit has to do.
    """
    if sys.platform == "win32":
        _limit_on_windows(limit)
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    # The soft limit only: a converter that is started from here needs address space of its own.
    bounded = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
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


_JOB_EXTENDED_LIMITS = 9
_LIMIT_PROCESS_MEMORY = 0x100
_LIMIT_KILL_ON_CLOSE = 0x2000
_LIMITS = "@2qI2NIN2I6Q4N"
"""Fields of JOBOBJECT_EXTENDED_LIMIT_INFORMATION: the third has flags, the 16th the bytes."""


def _limit_on_windows(limit: int) -> None:
    windll: Any = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows only
    kernel = windll.kernel32
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return
    flags = _LIMIT_PROCESS_MEMORY | _LIMIT_KILL_ON_CLOSE
    limits = struct.pack(_LIMITS, 0, 0, flags, *[0] * 12, limit, 0, 0, 0)
    job = ctypes.c_void_p(job)
    kernel.SetInformationJobObject(job, _JOB_EXTENDED_LIMITS, limits, len(limits))
    # The handle stays open as long as the process lives; its end ends the job.
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
