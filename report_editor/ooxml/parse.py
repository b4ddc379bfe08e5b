"""Parse the XML of a part from outside: no entities, no network, bounded memory.

A file of ISO 29500 Strict differs for a reader in the names of its namespaces alone. Some programs
convert only half of the parts, so each part is folded into the usual names by itself.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from report_editor.ooxml.problems import PackageProblem, refuse_damaged, refuse_too_large

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION_ID = f"{{{_OFFICE}}}id"
RELATION_TYPE = f"{_OFFICE}/"
"""Start of the type of a relation that every program knows."""

MAX_XML = 24 << 20
"""Bytes of the longest part that is parsed; the text of a report takes a thousandth."""
MAX_MARKS = 3_000_000
"""Tags and attributes of a part. Each takes some hundred bytes of memory, whatever its length."""

_STRICT = re.compile(rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)/")


def fold_strict(content: bytes) -> bytes:
    """Return XML in which namespaces and types of relations have their usual names."""
    return _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", content)


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root element of a part, namespaces by their usual names.

    Raises:
        PackageProblem: It is no well-formed XML, too large, or declares entities.
    """
    if len(content) > MAX_XML or content.count(b"<") + content.count(b"=") > MAX_MARKS:
        raise refuse_too_large()
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
