"""Parse the XML of a part from outside: no entities, no network, bounded memory.

A file of ISO 29500 Strict differs for a reader in the names of its namespaces alone. Some programs
convert only half of the parts, so each part is folded into the usual names by itself.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from report_editor.ooxml.problems import PackageProblem, refuse_damaged

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION_ID = f"{{{_OFFICE}}}id"
RELATION_TYPE = f"{_OFFICE}/"
"""Start of the type of a relation that every program knows."""

_BYTES_OF_MARK, _BYTES_OF_BYTE = 256, 4
"""Bytes of memory for a tag or an attribute, whatever its length, and for each byte of the XML; as
measured with tags, attributes, namespaces and texts between them, and texts of wide characters.
"""

_DECLARED = re.compile(rb"\A[^<]{0,8}<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)")
_PLAIN = re.compile(rb"(?i)utf-?8|utf-?16([bl]e)?|us-ascii|gb\w+|iso-8859-\d+|windows-125\d")
"""Encodings in which a tag cannot be written without the bytes ``<`` and ``=``, as it can in UTF-7:
what is counted is what is parsed. Office itself knows the first two.
"""
_STRICT = re.compile(rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)/")


def fold_strict(content: bytes) -> bytes:
    """Return XML in which namespaces and types of relations have their usual names."""
    return _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", content)


def estimate_memory(content: bytes) -> int:
    """Return the bytes that the tree of a part and the texts in it take at most."""
    marks = content.count(b"<") + content.count(b"=")
    return _BYTES_OF_MARK * marks + _BYTES_OF_BYTE * len(content)


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root element of a part, namespaces by their usual names.

    How much is parsed is bounded by :class:`~report_editor.ooxml.package.Package`.

    Raises:
        PackageProblem: It is no well-formed XML, or declares entities.
    """
    declared = _DECLARED.match(content)
    if declared and not _PLAIN.fullmatch(declared[1]):
        raise refuse_damaged(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(fold_strict(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse_damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise PackageProblem(
            "这个文件里有 Office 文件不应有的实体声明（外部引用），可能是恶意文件，没有读取。"
            "请确认它的来源。"
        )
    return root


def parse_number(text: str | None, default: int = 0) -> int:
    """Return a whole number of up to eight digits, as attributes hold it, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def parse_switch(text: str | None) -> bool:
    """Check whether an attribute of a sheet is switched on; an absent one is not."""
    return text in ("1", "true")
