"""Notice that somebody else changed a file since this program last read or wrote it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from report_editor.files.regular_file import open_regular

if TYPE_CHECKING:
    from pathlib import Path


class Outside(StrEnum):
    """Relation of a file to the content that is known of it."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    """Deleted, renamed, or its folder cannot be reached."""


class Fingerprint(NamedTuple):
    """Size and digest by which a file's content is known again.

    Times are not part of it: a copy tool may keep them and a look may change them.
    """

    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal."""

    @staticmethod
    def of(data: bytes) -> Fingerprint:
        """Return the fingerprint of bytes just read or written."""
        import hashlib

        return Fingerprint(len(data), hashlib.sha256(data).hexdigest())


def read_fingerprint(path: Path) -> Fingerprint | None:
    """Return the fingerprint of a file now; None where it cannot be read.

    Reads the whole file, so for one on a network call it from a worker thread.
    """
    import hashlib

    try:
        with open(open_regular(path), "rb") as file:  # noqa: PTH123 - a descriptor
            digest = hashlib.file_digest(file, "sha256")
            return Fingerprint(file.tell(), digest.hexdigest())
    except (OSError, ValueError):
        return None


def compare_with_file(path: Path, sha256: str) -> Outside:
    """Find out how a file stands to a content of which the digest is known."""
    now = read_fingerprint(path)
    if now is None:
        return Outside.GONE
    return Outside.SAME if now.sha256 == sha256 else Outside.CHANGED
