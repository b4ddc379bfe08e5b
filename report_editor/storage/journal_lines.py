"""What a recovery journal says, line by line: what was there, then one line a change.

A line is a checksum, a space, JSON and a newline. The checksum covers the line and all before
it, so a line is taken only after exactly the lines it was written after. Reading stops at the
first one that does not fit; nothing after it is guessed.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.document import Change, Document
from report_editor.document.as_json import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1


class JournalError(ValueError):
    """The bytes are no journal."""


class NewerJournal(JournalError):  # noqa: N818 - nothing is wrong with it
    """A newer version of this program wrote it."""


@dataclass(frozen=True, slots=True)
class Base:
    """The state of a report that the changes of a journal start from."""

    document: dict[str, Any]
    """As :func:`report_editor.document.as_json.to_json` gives it."""
    path: Path | None = None
    """The report's own file; None where it has none yet."""
    sha256: str = ""
    """Digest of that file while it holds this state; empty where no file holds it."""

    @staticmethod
    def of(document: Document, path: Path | None = None, sha256: str = "") -> Base:
        """The state of a document now."""
        return Base(to_json(document), path, sha256)

    def restored(self) -> Document:
        """The document as it was.

        Raises:
            JsonError: this program does not know its form.
        """
        return from_json(self.document)


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that writes a journal."""

    host: str
    pid: int
    started: str


@dataclass(frozen=True, slots=True)
class Made:
    """A change was made."""

    at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class Saving:
    """A save began: once the file has this digest, it holds all changes before this line."""

    at: datetime
    path: Path
    sha256: str


Entry: TypeAlias = Made | Saving


@dataclass(frozen=True, slots=True)
class Journaled:
    """A journal as read."""

    owner: Owner
    begun: datetime
    base: Base
    entries: tuple[Entry, ...]
    rest: bytes
    """What follows the last line that fits: a torn line, or damage."""

    @property
    def is_torn(self) -> bool:
        """The rest is one unfinished line: what a crash in the middle of writing leaves."""
        return b"\n" not in self.rest

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return sum(isinstance(entry, Made) for entry in self.entries)


def head(base: Base, owner: Owner) -> bytes:
    """The JSON of the first line."""
    return _dump(
        {
            "journal": FORMAT,
            "begun": _now(),
            "path": None if base.path is None else str(base.path),
            "sha256": base.sha256,
            "host": owner.host,
            "pid": owner.pid,
            "started": owner.started,
            "document": base.document,
        }
    )


def made(change: Change) -> bytes:
    """The JSON of a line for a change made now."""
    return _dump({"at": _now(), "merge": change.merge, "change": change.to_json()})


def saving(path: Path, sha256: str) -> bytes:
    """The JSON of a line for a save that begins now."""
    return _dump({"at": _now(), "saving": str(path), "sha256": sha256})


def lines(payloads: Iterable[bytes], checksum: int = 0) -> tuple[bytes, int]:
    """The lines for some JSON texts, and the checksum that the next line continues from."""
    written = []
    for payload in payloads:
        checksum = zlib.crc32(payload, checksum)
        written.append(b"%08x %b\n" % (checksum, payload))
    return b"".join(written), checksum


def payloads_in(data: bytes) -> tuple[list[bytes], bytes]:
    """The JSON texts of the lines that fit, and the bytes after them."""
    payloads: list[bytes] = []
    checksum = at = 0
    while (end := data.find(b"\n", at)) >= 0:
        payload = data[at + 9 : end]
        following = zlib.crc32(payload, checksum)
        if data[at : at + 9] != b"%08x " % following:
            break
        payloads.append(payload)
        checksum, at = following, end + 1
    return payloads, data[at:]


def read(data: bytes) -> Journaled:
    """Reads a journal.

    Raises:
        NewerJournal: it is of a newer format.
        JournalError: there is no first line, or a line makes no sense.
    """
    payloads, rest = payloads_in(data)
    if not payloads:
        raise JournalError("no first line")
    try:
        first = _load(payloads[0])
        if first["journal"] != FORMAT:
            raise NewerJournal(f"format {first['journal']!r}")
        path, document = first["path"], first["document"]
        if not isinstance(document, dict):
            raise JournalError("no document")
        base = Base(document, None if path is None else Path(path), str(first["sha256"]))
        owner = Owner(str(first["host"]), int(first["pid"]), str(first["started"]))
        begun = _time(first["begun"])
        entries = tuple(_entry(_load(payload)) for payload in payloads[1:])
    except JournalError:
        raise
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise JournalError(f"{error!r}") from error
    return Journaled(owner, begun, base, entries, rest)


def _entry(line: dict[str, Any]) -> Entry:
    at = _time(line["at"])
    if "saving" in line:
        return Saving(at, Path(line["saving"]), str(line["sha256"]))
    return Made(at, replace(Change.from_json(line["change"]), merge=str(line["merge"])))


def _dump(line: dict[str, Any]) -> bytes:
    # A half of a surrogate pair may come out of an input method: it must not end the journal.
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode(
        errors="surrogatepass"
    )


def _load(payload: bytes) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(payload.decode(errors="surrogatepass"))
    return line


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()
