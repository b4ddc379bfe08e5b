"""Write a file so that after any failure it is the old one or the new one, whole.

The new content goes into a temporary file in the same folder, is brought to the disk, read back
and compared, and only then takes the name. Nothing ever truncates or moves away the old file.

No library does this: those for atomic writes neither read back, nor wait for a scanner on Windows,
nor keep the new content beside when the name cannot be taken.

Decided on purpose:

- A link is followed: the file it leads to is replaced, the link stays.
- Permissions of the old file are kept, its owner and group where the system allows it.
- Another hard link to the old file keeps the old content: writing into the shared content
  could leave it half written.
- What is no ordinary file (a folder, a device) and what is marked read-only is refused.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from report_editor.files import refusals
from report_editor.files.file_ops import SYSTEM, Existing, FileOps
from report_editor.files.patience import call_within
from report_editor.files.processes import is_running
from report_editor.files.refusals import WriteProblem

if TYPE_CHECKING:
    from collections.abc import Callable

RETRY_DELAYS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts while a virus scanner, an indexer or WPS holds the file on Windows."""

LEFTOVER_AGE = 3600.0
"""Seconds after which a dead process's temporary file goes; another machine may own a young one."""

PARTING_SECONDS = 1.0
"""Time that Ctrl+C gives a drive to take the temporary file away."""

_NAME_BYTES = 200
"""UTF-8 bytes of a name that leave room for what a temporary name adds (the limit is 255)."""

Result = TypeVar("Result")

_serial = itertools.count(1)


class NotWanted(Exception):  # noqa: N818 - no error: the caller thought again
    """A write ended before it took the name: what was written is no longer wanted."""


def check_target(path: Path, *, ops: FileOps = SYSTEM) -> None:
    """Refuse a path that no file can be written to, before any work is done in vain.

    What the system refuses is told by whoever reads or writes there.

    Raises:
        WriteProblem: Something else than a regular file stands there, or one marked read-only.
    """
    with contextlib.suppress(OSError, ValueError):
        look_at_target(path, ops)


def write_atomically(
    path: Path, data: bytes, *, ops: FileOps = SYSTEM, is_wanted: Callable[[], bool] = lambda: True
) -> None:
    """Make ``data`` the whole content of a file.

    Blocks until the disk has it, which can take seconds, on a stalled drive for ever: call it from
    a worker thread. ``is_wanted`` is asked last before the old file is replaced: who waited for a
    stalled drive may have saved elsewhere meanwhile.

    Raises:
        WriteProblem: It could not be done. The old file is as it was; if the new content was
            complete and only the name could not be taken, ``kept`` says where it lies.
        NotWanted: ``is_wanted`` said no. The old file is as it was.
    """
    try:
        target, existing = look_at_target(path, ops)
        temporary = name_temporary(target)
        try:
            write_new(temporary, data, existing, ops)
            if not is_wanted():
                raise NotWanted
            _take_name(temporary, target, ops)
        except WriteProblem:
            raise  # the content was kept on purpose
        except KeyboardInterrupt:  # perhaps because the drive is stalled
            call_within(PARTING_SECONDS, lambda: remove(temporary, ops), None)
            raise
        except BaseException:
            remove(temporary, ops)
            raise
        ops.sync_folder(target.parent)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refusals.refuse_writing(path, refusals.explain(error)) from error
    with contextlib.suppress(OSError):
        remove_leftovers(target, ops)


def write_all(descriptor: int, data: bytes, ops: FileOps) -> None:
    """Write until every byte is taken; a full disk takes some and refuses the next."""
    rest = memoryview(data)
    while rest:
        taken = ops.write(descriptor, rest)
        if taken <= 0:
            raise OSError(errno.ENOSPC, "no byte was taken")
        rest = rest[taken:]


def look_at_target(path: Path, ops: FileOps) -> tuple[Path, Existing | None]:
    """Return the file that a path leads to, and what stands there; refuse all but a file."""
    target = _follow_link(path)
    existing = ops.existing(target)
    if existing and not (existing.is_file and existing.writable):
        why = refusals.IS_READ_ONLY if existing.is_file else refusals.NAME_IS_TAKEN
        raise refusals.refuse_writing(path, why)
    return target, existing


def name_temporary(target: Path) -> Path:
    """Return a new name beside a file for what is to take its place."""
    start = f".{shorten_name(target.name)}."
    return target.with_name(f"{start}{os.getpid()}-{next(_serial)}.tmp")


def remove(temporary: Path, ops: FileOps) -> None:
    """Remove a temporary file, where the system lets it be removed."""
    with contextlib.suppress(OSError):
        ops.unlink(temporary)


def _follow_link(path: Path) -> Path:
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():  # a ring, or a part that could not be read: the link must stay
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def shorten_name(name: str) -> str:
    """Return the start of a file name that leaves room for what is added to it."""
    return name.encode(errors="surrogateescape")[:_NAME_BYTES].decode(errors="ignore")


def write_new(temporary: Path, data: bytes, model: Existing | None, ops: FileOps) -> None:
    """Write a new file with the permissions of another, bring it to the disk and read it back."""
    descriptor = ops.create(temporary)
    try:
        if model:
            ops.like(descriptor, model)  # before the content: it may be confidential
        write_all(descriptor, data, ops)
        ops.fsync(descriptor)
    finally:
        ops.close(descriptor)
    if retry_while_in_use(lambda: ops.read(temporary), ops) != data:
        raise OSError(errno.EIO, "the bytes read back are not the bytes written")


def _take_name(temporary: Path, target: Path, ops: FileOps) -> None:
    try:
        retry_while_in_use(lambda: ops.replace(temporary, target), ops)
    except OSError as error:
        if refusals.is_in_use(error):
            kept = _keep_beside(temporary, target, ops)
            raise refusals.refuse_writing(target, refusals.explain(error), kept=kept) from error
        raise


def retry_while_in_use(attempt: Callable[[], Result], ops: FileOps) -> Result:
    """Do something again and again while somebody else holds the file."""
    for delay in RETRY_DELAYS:
        try:
            return attempt()
        except OSError as error:
            if not refusals.is_in_use(error):
                raise
        ops.sleep(delay)
    return attempt()


def _keep_beside(temporary: Path, target: Path, ops: FileOps) -> Path:
    """Give the complete content a name that people see; return where it is."""
    moment = time.strftime("%m%d-%H%M%S")
    visible = target.with_name(f"{shorten_name(target.stem)}（未能覆盖 {moment}）{target.suffix}")
    try:
        ops.replace(temporary, visible)
    except OSError:
        return temporary
    return visible


def remove_leftovers(target: Path, ops: FileOps) -> None:
    """Remove what processes that no longer run left behind while writing this file."""
    pattern = re.compile(re.escape(f".{shorten_name(target.name)}.") + r"([0-9]{1,10})-[0-9]+\.tmp")
    for name in ops.names(target.parent):
        match, leftover = pattern.fullmatch(name), target.with_name(name)
        if match and not is_running(int(match[1])):
            found = ops.existing(leftover)
            if found and found.is_file and time.time() - found.modified > LEFTOVER_AGE:
                ops.unlink(leftover)
