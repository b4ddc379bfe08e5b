"""Append to the file of a recovery journal, sync it, write it anew, remove it; without threads."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from report_editor.files.atomic import write_all, write_atomically
from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.storage.journal_lines import encode_head, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.storage.journal_lines import Head, Line

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
        self._seed = 0
        self._size = 0

    def is_intact(self) -> bool:
        """Check whether the file is there as it was written; a cleaning tool may have taken it."""
        found = self._ops.existing(self.file)
        return found is not None and found.size == self._size

    def rewrite(self, head: Head, lines: Sequence[Line]) -> int:
        """Write the journal anew, synced; until that is done the former one stands.

        Returns:
            The bytes of the first line, which holds the base.
        """
        self.close()  # Windows replaces no file that is open
        first = join_lines([encode_head(head)], 0)
        data = first + join_lines((each.payload for each in lines), head.seed)
        write_atomically(self.file, data, ops=self._ops)
        self._seed, self._size = head.seed, len(data)
        return len(first)

    def append(self, lines: Sequence[Line]) -> None:
        """Add lines; a crash of this program no longer loses them, a power cut may."""
        if self._descriptor is None:
            self._descriptor = self._ops.append_to(self.file)
        data = join_lines((each.payload for each in lines), self._seed)
        write_all(self._descriptor, data, self._ops)
        self._size += len(data)

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
