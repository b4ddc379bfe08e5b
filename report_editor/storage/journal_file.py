"""Append to the file of a recovery journal, sync it, write it anew, remove it; without threads."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from report_editor.files.atomic import write_all, write_atomically
from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.storage.journal_lines import join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUFFIX = ".journal"


class JournalFile:
    """One journal on the disk.

    Where the disk refuses, :meth:`rewrite` raises WriteProblem, the others raise OSError. After an
    error only :meth:`rewrite` brings the file in order again.
    """

    def __init__(self, file: Path, *, ops: FileOps = SYSTEM) -> None:
        """Touch nothing yet."""
        self.file = file
        self._ops = ops
        self._descriptor: int | None = None
        self._checksum = 0
        self._size = 0

    def is_intact(self) -> bool:
        """Check whether the file is there as it was written; a cleaning tool may have taken it."""
        found = self._ops.existing(self.file)
        return found is not None and found.size == self._size

    def rewrite(self, payloads: Sequence[bytes]) -> None:
        """Write the journal anew, synced; until that is done the former one stands."""
        self.close()  # Windows replaces no file that is open
        data, checksum = join_lines(payloads)
        write_atomically(self.file, data, ops=self._ops)
        self._checksum, self._size = checksum, len(data)

    def append(self, payloads: Sequence[bytes]) -> None:
        """Add lines; a crash of this program no longer loses them, a power cut may."""
        if self._descriptor is None:
            self._descriptor = self._ops.append_to(self.file)
        data, checksum = join_lines(payloads, self._checksum)
        write_all(self._descriptor, data, self._ops)
        self._checksum, self._size = checksum, self._size + len(data)

    def sync(self) -> None:
        """Return once all lines are on the disk."""
        if self._descriptor is not None:
            self._ops.fsync(self._descriptor)

    def remove(self) -> None:
        """End the journal; one that is not there is fine."""
        self.close()
        with contextlib.suppress(FileNotFoundError):
            self._ops.unlink(self.file)

    def close(self) -> None:
        """Let go of the file, which stays."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                self._ops.close(descriptor)
