"""Read a recovery journal as a stream, whatever its size; what is damaged costs itself."""

from __future__ import annotations

import json
import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from report_editor.files.regular_file import open_regular
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import (
    ChangeEntry,
    Entry,
    Head,
    JournalError,
    check_line,
    decode_entry,
    decode_head,
)
from report_editor.storage.old_paragraphs import OldParagraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Gap:
    """Place where changes are missing."""

    changes: int
    """Number of changes that are missing; 0 where that is not known."""


Item: TypeAlias = Entry | Gap


@contextmanager
def open_journal(path: Path) -> Iterator[JournalReader]:
    """Open a journal for a ``with`` statement; raise as :class:`JournalReader` does."""
    with os.fdopen(open_regular(path), "rb") as file:
        yield JournalReader(file)


class JournalReader:
    """One journal, read once from its beginning to its end.

    An unfinished line at the end is no damage: a crash in the middle of writing leaves it.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read the first line.

        Raises:
            NewerJournal: The journal is of a newer format, or of an edition not known here.
            JournalError: It has no first line that makes sense.
            OSError: The disk refuses.
        """
        self._lines = _split_lines(file)
        first = next(self._lines, None)
        payload = None if first is None else check_line(first, 0)
        if payload is None:
            raise JournalError("no first line")
        self.head: Head = decode_head(payload)
        self.is_damaged = False
        """Set while reading: there was a line that does not belong where it stands."""
        self._checksum = zlib.crc32(payload)
        self._first = json.loads(payload) if self.head.format == 1 else {}

    def __iter__(self) -> Iterator[Item]:
        """Yield changes and saves in the order in which they happened, and where some are missing.

        No change comes twice, and none of another journal.
        """
        if self.head.format == 1:
            return self._read_chained()
        return self._read_numbered()

    def _read_numbered(self) -> Iterator[Item]:
        number = self.head.number
        is_last_damaged = False
        for line in self._lines:
            entry = self._decode(line)
            if isinstance(entry, ChangeEntry) and entry.number <= number:
                entry = None  # it stands here a second time, or too late
            is_last_damaged = entry is None
            if entry is None:
                self.is_damaged = True
            elif isinstance(entry, ChangeEntry):
                if entry.number > number + 1:
                    self.is_damaged = True
                    yield Gap(entry.number - number - 1)
                number = entry.number
                yield entry
            else:
                yield entry
        if is_last_damaged:
            yield Gap(0)

    def _decode(self, line: bytes | None) -> Entry | None:
        payload = None if line is None else check_line(line, self.head.seed)
        if payload is None:
            return None
        try:
            return decode_entry(payload)
        except JournalError:
            return None

    def _read_chained(self) -> Iterator[Item]:
        """Read format 1: a checksum covers all lines before, so the first wrong one ends it."""
        number = 0
        paragraphs = OldParagraphs(self._first["document"])
        for line in self._lines:
            payload = None if line is None else check_line(line, self._checksum)
            if payload is None:
                self.is_damaged = True
                yield Gap(0)
                return
            self._checksum = zlib.crc32(payload, self._checksum)
            try:
                entry = decode_entry(payload, number)
            except JournalError:
                self.is_damaged = True
                number += 1
                yield Gap(1)
                continue
            if isinstance(entry, ChangeEntry):
                number += 1
                entry = entry._replace(number=number, data=paragraphs.renew(entry.data))
            yield entry


def _split_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines without their newlines; None for one that is too long."""
    longest = journal_lines.LONGEST_LINE
    while line := file.readline(longest + 1):
        if line.endswith(b"\n"):
            yield line[:-1]
        elif len(line) > longest:
            yield None
            while line and not line.endswith(b"\n"):
                line = file.readline(_PIECE)
