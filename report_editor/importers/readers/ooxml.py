"""The packages of Office: a zip of XML parts that point at each other.

Read with lxml alone: files of WPS and of web services break rules that the libraries for writing
such files insist on, and a reader needs only a few of their parts.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any
from zipfile import BadZipFile

from lxml import etree

from report_editor.importers.readers import limits
from report_editor.importers.source import ImportProblem
from report_editor.ooxml.zip_guard import BadZip, ZipTooLarge, open_bounded_zip

Element = Any  # lxml ships no types

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
"""ISO's strict documents differ in the names of their namespaces, and not for a reader."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of up to eight digits, as attributes hold it, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


class Package:
    """One file, its parts parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Opens a package.

        Raises:
            ImportProblem: it is damaged, encrypted or too large.
        """
        limits.check_size(data)
        if data.startswith(_OLE):
            # An encrypted .docx or .xlsx, or an old .doc or .xls under a new name.
            raise ImportProblem(
                "这个文件加了密码，或者是改了后缀的旧格式文件（.doc、.xls）。"
                "请用 WPS 或 Word 打开它，去掉密码，另存为 .docx 或 .xlsx 后再打开。"
            )
        try:
            self._archive = open_bounded_zip(data)
        except ZipTooLarge as error:
            raise ImportProblem(
                "这个文件解压后异常巨大，可能是恶意文件，没有读取。请确认它的来源。"
            ) from error
        except BadZip as error:
            raise ImportProblem(
                "这个文件已损坏或不完整，无法读取。请重新取得一份，"
                "或者用 WPS、Word 打开修复并另存后再打开。"
            ) from error
        self._names = set(self._archive.namelist())

    def names(self, folder: str) -> list[str]:
        """The parts in a folder, in the order of their names."""
        return sorted(name for name in self._names if name.startswith(folder))

    def part(self, name: str) -> Element | None:
        """The root of a part; None where the package has none of that name.

        Raises:
            ImportProblem: the part is no sound XML or declares entities.
        """
        if name not in self._names:
            return None
        try:
            data = _STRICT.sub(_USUAL, self._archive.read(name))
            parser = etree.XMLParser(
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, BadZipFile, ValueError) as error:
            raise ImportProblem(
                f"这个文件里的 {name} 已损坏，无法读取。"
                "请用 WPS、Word 或 Excel 打开它，修复并另存后再打开。"
            ) from error
        if root.getroottree().docinfo.doctype:
            raise ImportProblem(
                "这个文件里有 Office 文件不应有的实体声明，可能是恶意文件，没有读取。"
                "请确认它的来源。"
            )
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part points at: id → (last word of the kind, name)."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue  # never followed
            target = relation.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, path)
        return found

    def main(self, usual: str) -> str:
        """The name of the main part; the usual one where the package does not say."""
        for kind, path in self.related("").values():
            if kind == "officeDocument" and path in self._names:
                return path
        return usual
