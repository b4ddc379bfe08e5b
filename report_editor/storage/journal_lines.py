"""Encode and decode the lines of a recovery journal: the first state, then one line a change.

A line is a checksum, a space, JSON and a newline. The checksum covers the line and all before
it, so a line is taken only after exactly the lines it was written after. Reading stops at the
first one that does not fit; nothing after it is guessed.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.document import Change, Document
from report_editor.document.as_json import from_json, to_json
from report_editor.files.processes import Owner
from report_editor.storage.old_paragraphs import OldParagraphs, renew_document

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1


class JournalError(ValueError):
    """Bytes that are no journal."""


class NewerJournal(JournalError):  # noqa: N818 - nothing is wrong with it
    """A journal that a newer version of this program wrote."""


@dataclass(frozen=True, slots=True)
class Base:
    """State of a report that the changes of a journal start from."""

    document: dict[str, Any]
    """As :func:`report_editor.document.as_json.to_json` gives it."""
    path: Path | None = None
    """Report's own file; None where it has none yet."""
    sha256: str = ""
    """Digest of that file while it holds this state; empty where no file holds it."""

    @staticmethod
    def of(document: Document, path: Path | None = None, sha256: str = "") -> Base:
        """Return the state of a document now."""
        return Base(to_json(document), path, sha256)

    def restore(self) -> Document:
        """Return the document as it was.

        Raises:
            JsonError: This program does not know its form.
        """
        return from_json(self.document)


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change that was made."""

    at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """A save that began: once the file has this digest, it holds all changes before this line."""

    at: datetime
    path: Path
    sha256: str


Entry: TypeAlias = ChangeEntry | SaveEntry


@dataclass(frozen=True, slots=True)
class JournalContent:
    """A journal as read."""

    owner: Owner
    begun: datetime
    base: Base
    entries: tuple[Entry, ...]
    rest: bytes
    """Bytes after the last line that fits: an unfinished line, or damage."""

    @property
    def is_damaged(self) -> bool:
        """Check whether more than one unfinished line follows the last good one.

        One unfinished line is no damage: a crash in the middle of writing leaves it.
        """
        return b"\n" in self.rest

    @property
    def changes(self) -> int:
        """Return the number of changes."""
        return count_changes(self.entries)


def count_changes(entries: Iterable[Entry]) -> int:
    """Count the changes among some entries."""
    return sum(isinstance(entry, ChangeEntry) for entry in entries)


def encode_head(base: Base, owner: Owner) -> bytes:
    """Return the JSON of the first line."""
    path = None if base.path is None else str(base.path)
    state = {"path": path, "sha256": base.sha256, **asdict(owner), "document": base.document}
    return _encode({"journal": FORMAT, "begun": _now(), **state})


def encode_change(change: Change) -> bytes:
    """Return the JSON of a line for a change made now."""
    return _encode({"at": _now(), "merge": change.merge, "change": change.to_json()})


def encode_save(path: Path, sha256: str) -> bytes:
    """Return the JSON of a line for a save that begins now."""
    return _encode({"at": _now(), "saving": str(path), "sha256": sha256})


def join_lines(payloads: Iterable[bytes], checksum: int = 0) -> tuple[bytes, int]:
    """Return the lines for some JSON texts, and the checksum that the next line continues."""
    lines = []
    for payload in payloads:
        checksum = zlib.crc32(payload, checksum)
        lines.append(b"%08x %b\n" % (checksum, payload))
    return b"".join(lines), checksum


def split_lines(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the JSON texts of the lines that fit, and the bytes after them."""
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


def renew(data: bytes) -> bytes:
    """Return a journal with the paragraphs of today; the same bytes where it has no others.

    Raises:
        JournalError: A line makes no sense.
    """
    payloads, rest = split_lines(data)
    try:
        head, *lines = map(_decode, payloads)
        old = OldParagraphs(head["document"])
        renewed = [{**head, "document": renew_document(head["document"])}]
        renewed += (
            {**line, "change": old.renew(line["change"])} if "change" in line else line
            for line in lines
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise JournalError(f"{error!r}") from error
    return data if renewed == [head, *lines] else join_lines(map(_encode, renewed))[0] + rest


def decode(data: bytes) -> JournalContent:
    """Read a journal.

    Raises:
        NewerJournal: It is of a newer format.
        JournalError: There is no first line, or a line makes no sense.
    """
    payloads, rest = split_lines(data)
    if not payloads:
        raise JournalError("no first line")
    try:
        first = _decode(payloads[0])
        if first["journal"] != FORMAT:
            raise NewerJournal(f"format {first['journal']!r}")
        path, document = first["path"], first["document"]
        if not isinstance(document, dict):
            raise JournalError("no document")
        base = Base(document, None if path is None else Path(path), str(first["sha256"]))
        owner = Owner(str(first["host"]), int(first["pid"]), str(first["started"]))
        begun = _parse_time(first["begun"])
        entries = tuple(_parse_entry(_decode(payload)) for payload in payloads[1:])
    except JournalError:
        raise
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise JournalError(f"{error!r}") from error
    return JournalContent(owner, begun, base, entries, rest)


def _parse_entry(line: dict[str, Any]) -> Entry:
    at = _parse_time(line["at"])
    if "saving" in line:
        return SaveEntry(at, Path(line["saving"]), str(line["sha256"]))
    return ChangeEntry(at, replace(Change.from_json(line["change"]), merge=str(line["merge"])))


def _encode(line: dict[str, Any]) -> bytes:
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    # A half of a surrogate pair may come out of an input method: it must not end the journal.
    return text.encode(errors="surrogatepass")


def _decode(payload: bytes) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(payload.decode(errors="surrogatepass"))
    return line


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _parse_time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()
