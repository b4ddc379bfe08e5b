"""A workbook from outside as a bounded set of parts: nothing is unpacked before it is weighed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES = 64 << 20
"""Bytes of the largest file taken."""
_MOST_PARTS = 2000
_LONGEST_DIRECTORY = 512 << 10
_LARGEST_PART = 24 << 20
_LARGEST_WHOLE = 96 << 20
_RATIO = 200
"""How often its packed size a large part may be; text packs ten to thirty times."""
_RATIO_FROM = 8 << 20

_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_DAMAGED = "这个文件已经损坏，读不下去（{where}）。请从历史版本或备份里打开它。"


class WorkbookProblem(Problem):
    """The workbook cannot be read or written; the text is a Chinese sentence for the user."""


class NotOurs(WorkbookProblem):
    """The file is no workbook of this program: an importer may try it."""


def damaged(where: str) -> WorkbookProblem:
    """The problem of a file that breaks off or contradicts itself at some place."""
    return WorkbookProblem(_DAMAGED.format(where=where))


class Package:
    """The parts of a workbook, by name; each is read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Weighs the file by its directory.

        Raises:
            NotOurs: the file is no zip package at all.
            WorkbookProblem: it is empty, encrypted, damaged, or larger than any report.
        """
        _check_kind(data)
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise damaged("目录") from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        _check_weight(self._zip.infolist())

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            WorkbookProblem: there is no such part, or it is damaged.
        """
        info = self._parts.get(name)
        if info is None:
            raise damaged(f"缺少 {name}")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(name)
        try:
            with self._zip.open(info) as part:
                # Bounded: the directory may have told a smaller size than is really packed.
                content = part.read(_LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
            struct.error,
        ) as error:
            raise damaged(name) from error
        if len(content) > _LARGEST_PART:
            raise _too_large()
        return content

    def xml(self, name: str) -> Element:
        """The root element of a part, with entities and outside references forbidden.

        Raises:
            WorkbookProblem: there is no such part, or it is damaged or declares a document type.
        """
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> Element:
    """The root element of some XML; ``name`` is for the message.

    Raises:
        WorkbookProblem: it is no well-formed XML, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise WorkbookProblem("这个文件里有不应有的外部引用（XML 实体），为安全起见不打开。")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise WorkbookProblem("这个文件里有不应有的外部引用（XML 实体），为安全起见不打开。")
    return root


def _check_kind(data: bytes) -> None:
    if not data:
        raise WorkbookProblem("这个文件是空的，里面什么也没有。请从历史版本或备份里打开它。")
    if len(data) > MOST_BYTES:
        raise _too_large()
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise WorkbookProblem("这个文件设了打开密码。请先在 WPS 或 Excel 里取消密码，再打开。")
        raise NotOurs("这是旧版的办公文档，不是本程序保存的报告。")
    if not data.startswith(b"PK"):
        raise NotOurs("这个文件不是工作簿（.xlsx）。")


def _check_directory(data: bytes) -> None:
    """Bounds the directory itself, which the zip reader would otherwise take in whole."""
    end = data.rfind(_END, max(0, len(data) - (1 << 16) - 22))
    if end < 0 or len(data) < end + 22:
        raise damaged("文件没有结尾，可能没有存完")
    count, size = struct.unpack_from("<HI", data, end + 10)
    if data[max(0, end - 20) : end].startswith(_ZIP64) or count > _MOST_PARTS:
        raise _too_large()
    if size > _LONGEST_DIRECTORY:
        raise _too_large()


def _check_weight(parts: list[zipfile.ZipInfo]) -> None:
    whole = 0
    for part in parts:
        whole += part.file_size
        packed_too_well = (
            part.file_size > _RATIO_FROM and part.file_size > _RATIO * part.compress_size
        )
        if part.file_size > _LARGEST_PART or whole > _LARGEST_WHOLE or packed_too_well:
            raise _too_large()


def _too_large() -> WorkbookProblem:
    return WorkbookProblem("这个文件展开以后大得不像一份报告，为安全起见不打开。")
