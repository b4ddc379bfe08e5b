"""Open a zip archive from outside without letting it fill memory or disk.

A hostile archive expands to gigabytes, or lies about how large its entries are; zipfile believes
it. The bounds leave a report with many photographs ten times what it needs.
"""

from __future__ import annotations

import copy
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from report_editor.ooxml import problems
from report_editor.ooxml.problems import OtherFormat, PackageProblem

MIB = 1 << 20
MAX_ENTRIES = 4000
MAX_ENTRY = 64 * MIB
"""Bytes of the largest entry, unpacked."""
MAX_TOTAL = 192 * MIB
"""Bytes of all entries together, unpacked."""
MAX_RATIO = 250
"""Unpacked by packed size of a large entry, at most; XML of real reports stays below 60."""
_LARGE = 8 * MIB

_ENCRYPTED_ENTRY = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)


def open_bounded_zip(data: bytes) -> ZipFile:
    """Return an archive whose directory stays within the bounds; nothing is unpacked yet.

    Raises:
        OtherFormat: The bytes are no zip archive.
        PackageProblem: The archive is empty, encrypted, damaged, or too large when unpacked.
    """
    _check_format(data)
    # Each entry of the directory has a mark: a huge directory is refused before it is read.
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise problems.refuse_too_large()
    try:
        archive = ZipFile(BytesIO(data))
    except _DAMAGE as error:
        raise problems.refuse_damaged() from error
    entries = archive.infolist()
    for entry in entries:
        _check_entry(entry)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise problems.refuse_too_large()
    return archive


def read_entry(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Return the content of an entry, which must be as long as the directory says.

    Raises:
        PackageProblem: The entry is damaged, or longer or shorter than stated.
    """
    generous = copy.copy(entry)
    generous.file_size += 1  # zipfile stops at the stated size, so that a lie would not show
    try:
        with archive.open(generous) as stream:
            content = stream.read(generous.file_size)
    except _DAMAGE as error:
        raise problems.refuse_damaged(entry.filename) from error
    if len(content) > entry.file_size:
        raise problems.refuse_too_large()
    if len(content) < entry.file_size:
        raise problems.refuse_damaged(entry.filename)
    return content


def _check_format(data: bytes) -> None:
    if not data:
        raise PackageProblem(
            "这个文件是空的，里面什么也没有：可能没有存完，或者没有传完。请重新取得一份，或者打开它的备份。"
        )
    if data.startswith(_OLE) and _ENCRYPTED_OLE in data:
        raise PackageProblem(
            "这个文件设了打开密码。请先在 WPS 或 Office 里取消密码，另存后再打开。"
        )
    if data.startswith(_OLE):
        raise OtherFormat(
            "这是旧格式的文件（.doc、.xls），只是改了后缀，或者设了密码。"
            "请用 WPS 或 Office 打开它，去掉密码，另存为 .docx 或 .xlsx 后再打开。"
        )
    if not data.startswith(b"PK"):
        raise OtherFormat("这个文件不是 Word 文档（.docx）或工作簿（.xlsx）。请确认选对了文件。")


def _check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_ENTRY:
        raise PackageProblem("这个文件设了压缩密码，不能读取。请去掉密码后再打开。")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise problems.refuse_damaged(entry.filename)  # Office programs pack in no other way
    if entry.file_size > min(MAX_ENTRY, max(_LARGE, entry.compress_size * MAX_RATIO)):
        raise problems.refuse_too_large()
