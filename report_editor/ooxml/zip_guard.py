"""Opens a zip archive from outside without letting it fill memory or disk.

A workbook or a Word file is a zip. A hostile one expands to gigabytes, or lies about how large
its entries are; both are found here, before any library parses it.
"""

from __future__ import annotations

import copy
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MIB = 1024 * 1024
MAX_TOTAL = 192 * MIB
MAX_ENTRY = 64 * MIB
MAX_ENTRIES = 4000
MAX_RATIO = 250
"""How often larger than its packed bytes an entry may be; XML of a real report stays below 60."""

_SMALL = MIB
"""An entry up to this size is harmless whatever its ratio."""
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


class BadZip(Exception):  # noqa: N818 - as zipfile's own BadZipFile
    """The bytes are no sound zip archive, or an encrypted one."""


class ZipTooLarge(BadZip):
    """The archive would expand beyond its bounds."""


def open_bounded_zip(
    data: bytes,
    *,
    max_total: int = MAX_TOTAL,
    max_entry: int = MAX_ENTRY,
    max_entries: int = MAX_ENTRIES,
    max_ratio: int = MAX_RATIO,
) -> ZipFile:
    """An archive whose every entry was unpacked once, in pieces, and found sound.

    Args:
        data: The archive's bytes.
        max_total: Bytes all entries may have together when unpacked.
        max_entry: Bytes one entry may have when unpacked.
        max_entries: How many entries there may be.
        max_ratio: How often larger than packed an entry above 1 MiB may be.

    Raises:
        ZipTooLarge: a bound is exceeded, or an entry is larger than it says.
        BadZip: the archive is damaged, encrypted or packed in an unusual way.
    """
    try:
        archive = ZipFile(BytesIO(data))
        entries = archive.infolist()
        if len(entries) > max_entries:
            raise ZipTooLarge(f"{len(entries)} entries")
        if sum(entry.file_size for entry in entries) > max_total:
            raise ZipTooLarge("the entries together are too large")
        for entry in entries:
            _check_stated(entry, max_entry, max_ratio)
        for entry in entries:
            _check_unpacked(archive, entry)
    except _DAMAGE as error:
        raise BadZip(str(error)) from error
    return archive


def _check_stated(entry: ZipInfo, max_entry: int, max_ratio: int) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise BadZip(f"{entry.filename} is encrypted")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        # The other methods are never used by office programs and cannot be unpacked in pieces.
        raise BadZip(f"{entry.filename} is packed in an unusual way")
    if entry.file_size > max_entry:
        raise ZipTooLarge(f"{entry.filename} is too large")
    if entry.file_size > max(_SMALL, entry.compress_size * max_ratio):
        raise ZipTooLarge(f"{entry.filename} expands too far")


def _check_unpacked(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpacks an entry asking for one byte more than stated, so that a lie shows."""
    generous = copy.copy(entry)
    generous.file_size += 1
    left = generous.file_size
    with archive.open(generous) as stream:
        while left > 0 and (piece := stream.read(min(_CHUNK, left))):
            left -= len(piece)
    if left <= 0:
        raise ZipTooLarge(f"{entry.filename} is larger than it says")
    if left > 1:
        raise BadZip(f"{entry.filename} is cut off")
