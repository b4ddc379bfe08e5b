"""Encode and decode the lines of a recovery journal: the first state, then one line a change.

A line is a checksum, a space, JSON and a newline. Changes are numbered. Since format 2 the
checksum of a line begins with the journal's own id: each line stands for itself, a damaged one
costs itself, one of another journal is known as such, and the numbers say what is missing.
"""

from __future__ import annotations

import errno
import json
import os
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from report_editor.common.unique_id import make_unique_id
from report_editor.document import Change, Document
from report_editor.document.as_json import from_json
from report_editor.document.packing import pack_document, unpack_document
from report_editor.files.processes import Owner
from report_editor.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 2
LONGEST_LINE = 32 << 20
"""Bytes of a line that are read and written; no report and no change of one is so long."""

_NO_SENSE = (KeyError, TypeError, ValueError, RecursionError, OverflowError)


class JournalError(ValueError):
    """Bytes that are no journal."""


class NewerJournal(JournalError):  # noqa: N818 - nothing is wrong with it
    """A journal that a newer version of this program wrote."""


@dataclass(frozen=True, slots=True)
class Base:
    """State of a report that the changes of a journal start from."""

    document: Document
    """Nobody changes it."""
    path: Path | None = None
    """Report's own file; None where it has none yet."""
    sha256: str = ""
    """Digest of that file while it holds this state, or one before; empty where it holds none."""
    ahead: int = 0
    """Number of changes by which this state is ahead of the one in the file."""

    @staticmethod
    def of(document: Document, path: Path | None = None, sha256: str = "") -> Base:
        """Return the state of a document now."""
        return Base(document.copy(), path, sha256)

    @property
    def is_saved(self) -> bool:
        """Check whether the report's file holds this state."""
        return bool(self.sha256) and not self.ahead


@dataclass(frozen=True, slots=True)
class Head:
    """First line of a journal."""

    owner: Owner
    base: Base
    number: int = 0
    """Number of the last change that the base holds."""
    id: str = field(default_factory=make_unique_id)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    format: int = FORMAT

    @property
    def seed(self) -> int:
        """Return what the checksums of the lines begin with."""
        return zlib.crc32(self.id.encode())


class ChangeEntry(NamedTuple):
    """A change that was made."""

    number: int
    at: datetime
    merge: str
    data: dict[str, Any]
    """As :meth:`Change.to_json` gives it."""

    def read(self, document: Document) -> Change:
        """Return the change, for the document as it was before.

        Raises:
            ValueError: It was made for another state of the document.
        """
        return replace(Change.from_json(self.data, document), merge=self.merge)


class SaveEntry(NamedTuple):
    """A save that began: once the file has this digest, it holds the changes up to a number."""

    number: int
    at: datetime
    path: Path
    sha256: str


Entry: TypeAlias = ChangeEntry | SaveEntry


class Line(NamedTuple):
    """JSON of a line with what the journal must know of it."""

    number: int
    """Number of the change, or of the last one that a save holds."""
    payload: bytes
    is_change: bool = True


def encode_head(head: Head) -> bytes:
    """Return the JSON of the first line."""
    base = head.base
    return _encode(
        {
            "journal": FORMAT,
            "id": head.id,
            "begun": _format_time(head.begun),
            "number": head.number,
            "path": None if base.path is None else str(base.path),
            "sha256": base.sha256,
            "ahead": base.ahead,
            **head.owner._asdict(),
            "document": pack_document(base.document),
        }
    )


def encode_change(number: int, change: Change, at: datetime | None = None) -> Line:
    """Return the line of a change made at a time, now by default."""
    line = {"n": number, "at": _format_time(at), "merge": change.merge, "change": change.to_json()}
    return Line(number, _encode(line))


def encode_save(number: int, path: Path, sha256: str, at: datetime | None = None) -> Line:
    """Return the line of a save that begins; it holds the changes up to a number."""
    line = {"n": number, "at": _format_time(at), "saving": str(path), "sha256": sha256}
    return Line(number, _encode(line), is_change=False)


def join_lines(payloads: Iterable[bytes], seed: int) -> bytes:
    """Return the lines for some JSON texts; the seed of the first line is 0.

    Raises:
        OSError: One is too long to be read again.
    """
    lines = [b"%08x %b\n" % (zlib.crc32(each, seed), each) for each in payloads]
    if any(len(each) > LONGEST_LINE for each in lines):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return b"".join(lines)


def check_line(line: bytes, seed: int) -> bytes | None:
    """Return the JSON text of a line, without its newline; None where the checksum is wrong."""
    payload = line[9:]
    return payload if line[:9] == b"%08x " % zlib.crc32(payload, seed) else None


def decode_head(payload: bytes) -> Head:
    """Return what the first line says.

    Raises:
        NewerJournal: The journal is of a newer format, or of an edition not known here.
        JournalError: The line makes no sense.
    """
    try:
        line = _decode(payload)
        version = line["journal"]
        if version not in range(1, FORMAT + 1):
            raise NewerJournal(f"format {version!r}")
        if str(line["document"]["form"]) not in {each.id for each in forms()}:
            raise NewerJournal(f"edition {line['document']['form']!r}")
        read = unpack_document if version > 1 else from_json
        document = read(line["document"])
        path = None if line["path"] is None else Path(line["path"])
        owner = Owner(str(line["host"]), int(line["pid"]), str(line["started"]))
        begun = _parse_time(line["begun"])
        if version == 1:
            return Head(owner, Base(document, path, str(line["sha256"])), begun=begun, format=1)
        base = Base(document, path, str(line["sha256"]), int(line["ahead"]))
        return Head(owner, base, int(line["number"]), str(line["id"]), begun)
    except JournalError:
        raise
    except (*_NO_SENSE, AttributeError) as error:
        raise JournalError(f"{error!r}") from error


def decode_entry(payload: bytes, number: int | None = None) -> Entry:
    """Return what a line says; ``number`` stands for the one that format 1 does not write.

    Raises:
        JournalError: The line makes no sense.
    """
    try:
        line = _decode(payload)
        at = _parse_time(line["at"])
        known = line["n"] if number is None else number
        if not isinstance(known, int):
            raise JournalError("no number")
        if "saving" in line:
            return SaveEntry(known, at, Path(line["saving"]), str(line["sha256"]))
        if not isinstance(line["change"], dict):
            raise JournalError("no change")
        return ChangeEntry(known, at, str(line["merge"]), line["change"])
    except JournalError:
        raise
    except _NO_SENSE as error:
        raise JournalError(f"{error!r}") from error


def _encode(line: dict[str, Any]) -> bytes:
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    # A half of a surrogate pair may come out of an input method: it must not end the journal.
    return text.encode(errors="surrogatepass")


def _decode(payload: bytes) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(payload.decode(errors="surrogatepass"))
    return line


def _format_time(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")


def _parse_time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()
