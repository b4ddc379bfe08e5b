"""Reach the operating system for the few things that safe writing asks of it.

They stand behind one small protocol so that tests can put a disk in their place which fails at
any call, writes half of what it is given or loses power.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from typing import TYPE_CHECKING, NamedTuple, Protocol

from report_editor.files.regular_file import BINARY, open_regular, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""Errors by which a network or FUSE file system says that it has no such thing as a sync."""


class Existing(NamedTuple):
    """A file that stands at a path already."""

    is_file: bool
    """An ordinary file, not a folder, a device or a pipe."""
    writable: bool
    mode: int
    """Permission bits."""
    owner: int
    group: int
    modified: float
    """Seconds since the epoch."""
    size: int
    """Bytes."""


class FileOps(Protocol):
    """A disk; every method does what this machine does and raises OSError as the system does."""

    def existing(self, path: Path) -> Existing | None:
        """Return what a path, links followed, leads to; None where nothing is."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return Existing(
            is_file=stat.S_ISREG(found.st_mode),
            writable=os.access(path, os.W_OK),
            mode=stat.S_IMODE(found.st_mode),
            owner=found.st_uid,
            group=found.st_gid,
            modified=found.st_mtime,
            size=found.st_size,
        )

    def create(self, path: Path) -> int:
        """Create a file that must not exist yet; return its descriptor."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o666)

    def append_to(self, path: Path) -> int:
        """Open a regular file that exists for writing at its end; return its descriptor."""
        return open_regular(path, os.O_WRONLY | os.O_APPEND)

    def like(self, descriptor: int, model: Existing) -> None:
        """Give an open file the permissions, and if allowed the owner, of another."""
        if sys.platform != "win32":  # there a new file takes the permissions of its folder
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, model.owner, model.group)
            with contextlib.suppress(PermissionError):  # a FAT stick has no permissions to set
                os.fchmod(descriptor, model.mode)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of the bytes; return how many."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        """Return once the bytes are on the disk."""
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:
                raise

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def read(self, path: Path) -> bytes:
        """Return the whole content of a regular file."""
        return read_bytes(path)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another name, in place of the file that had that name."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Return once the names in a folder are on the disk."""
        if sys.platform != "win32":  # a folder cannot be synced there; NTFS journals the rename
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                self.fsync(descriptor)
            finally:
                os.close(descriptor)

    def unlink(self, path: Path) -> None:
        """Remove a name."""
        path.unlink()

    def make_folder(self, folder: Path) -> bool:
        """Make a folder where there is none; return whether it was made."""
        try:
            folder.mkdir()
        except FileExistsError:
            if folder.is_dir():
                return False
            raise
        return True

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""
        folder.rmdir()

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder."""
        return [each.name for each in folder.iterdir()]

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _System(FileOps):
    """Disk of this machine."""


SYSTEM: FileOps = _System()
