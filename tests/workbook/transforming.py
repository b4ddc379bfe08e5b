"""Write the parts of a workbook otherwise, as other programs do, without changing what they say."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, bytes]
    Transformation = Callable[[Parts], Parts]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
_USUAL = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")
_LISTS = ("_rels/.rels", "xl/_rels/workbook.xml.rels")


def to_strict(names: frozenset[str]) -> Transformation:
    """Give some parts the namespaces of ISO 29500 Strict."""

    def transform(parts: Parts) -> Parts:
        def convert(content: bytes) -> bytes:
            content = _USUAL.sub(rb"http://purl.oclc.org/ooxml/\1/", content)
            content = content.replace(b"/custom-properties", b"/customProperties")
            return content.replace(b"/extended-properties", b"/extendedProperties")

        return {name: convert(part) if name in names else part for name, part in parts.items()}

    return transform


def move_parts(names: dict[str, str]) -> Transformation:
    """Give some parts other names and folders; every relation and type follows."""

    def new_name(part: str) -> str:
        return names.get(part, part)

    def transform(parts: Parts) -> Parts:
        moved: Parts = {}
        for name, content in parts.items():
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
                root = etree.fromstring(content)
                for relation in root:
                    target = posixpath.join("/", folder, relation.get("Target"))
                    target = posixpath.normpath(target).lstrip("/")
                    relation.set("Target", f"/{new_name(target)}")
                at = posixpath.split(new_name(source))
                moved[posixpath.join(at[0], "_rels", f"{at[1]}.rels")] = etree.tostring(root)
            else:
                moved[new_name(name)] = content
        types = etree.fromstring(parts["[Content_Types].xml"])
        for each in types:
            if each.get("PartName"):
                each.set("PartName", "/" + new_name(each.get("PartName").lstrip("/")))
        return {**moved, "[Content_Types].xml": etree.tostring(types)}

    return transform


def relative_targets(parts: Parts) -> Parts:
    """Let every relation go by way of the root."""

    def convert(folder: str, content: bytes) -> bytes:
        root = etree.fromstring(content)
        for relation in root:
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target")))
            relation.set("Target", f"..{target}" if folder else f"./{target.lstrip('/')}")
        converted: bytes = etree.tostring(root)
        return converted

    return {
        name: convert(posixpath.dirname(posixpath.dirname(name)), content)
        if name.endswith(".rels")
        else content
        for name, content in parts.items()
    }


def backslash_names(parts: Parts) -> Parts:
    """Write the names of the parts as a path of Windows."""
    return {name.replace("/", "\\"): content for name, content in parts.items()}


def capital_names(parts: Parts) -> Parts:
    """Write the names of the parts in capitals, which make no difference."""
    return {
        name if name == "[Content_Types].xml" else name.upper(): content
        for name, content in parts.items()
    }


def prefixed(names: frozenset[str]) -> Transformation:
    """Write the elements of some parts with a prefix."""

    def convert(content: bytes) -> bytes:
        content = re.sub(rb"<(/?)(?=[A-Za-z]\w*[\s/>])", rb"<\1x:", content)
        return content.replace(b" xmlns=", b" xmlns:x=")

    return lambda parts: {
        name: convert(part) if name in names else part for name, part in parts.items()
    }


def in_utf16(names: frozenset[str]) -> Transformation:
    """Write some parts in another encoding."""

    def convert(content: bytes) -> bytes:
        text = re.sub(r"^<\?xml.*?\?>", "", content.decode())
        return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")

    return lambda parts: {
        name: convert(part) if name in names else part for name, part in parts.items()
    }


def inline_strings(parts: Parts) -> Parts:
    """Put every text into its cell."""
    if STRINGS not in parts:
        return dict(parts)
    strings = list(etree.fromstring(parts[STRINGS]))
    done = {name: content for name, content in parts.items() if name != STRINGS}
    for name, content in done.items():
        if name.startswith("xl/worksheets/"):
            root = etree.fromstring(content)
            for cell in root.iter(f"{{{MAIN}}}c"):
                value = cell.find(f"{{{MAIN}}}v")
                if cell.get("t") == "s":
                    texts = strings[int(value.text)].iter(f"{{{MAIN}}}t")
                    cell.set("t", "inlineStr")
                    inline = etree.SubElement(cell, f"{{{MAIN}}}is")
                    etree.SubElement(inline, f"{{{MAIN}}}t").text = "".join(
                        text.text or "" for text in texts
                    )
                    cell.remove(value)
            done[name] = etree.tostring(root)
    return done


def shared_strings(parts: Parts) -> Parts:
    """Let the cells share their texts, each cut into two runs with a reading above."""
    done = inline_strings(parts)
    items: list[str] = []
    for name, content in done.items():
        if name.startswith("xl/worksheets/"):
            root = etree.fromstring(content)
            for cell in root.iter(f"{{{MAIN}}}c"):
                inline = cell.find(f"{{{MAIN}}}is")
                if inline is not None:
                    text = "".join(inline.itertext())
                    half = len(text) // 2
                    items.append(
                        f'<si><r><t xml:space="preserve">{escape(text[:half])}</t></r>'
                        f'<r><t xml:space="preserve">{escape(text[half:])}</t></r>'
                        "<rPh sb='0' eb='1'><t>du</t></rPh></si>"
                    )
                    cell.remove(inline)
                    cell.set("t", "s")
                    value = etree.SubElement(cell, f"{{{MAIN}}}v")
                    value.text = str(len(items) - 1)
            done[name] = etree.tostring(root)
    done[STRINGS] = f"<sst xmlns='{MAIN}'>{''.join(items)}</sst>".encode()
    return _with_strings_listed(done)


def _with_strings_listed(parts: Parts) -> Parts:
    name = "xl/_rels/workbook.xml.rels"
    if b"sharedStrings" in parts[name]:
        return parts
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/>'
    listed = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    return {**parts, name: listed}


def without(names: frozenset[str]) -> Transformation:
    """Leave some parts out."""
    return lambda parts: {name: part for name, part in parts.items() if name not in names}


def without_names(parts: Parts) -> Parts:
    """Take all defined names out of the workbook."""
    book = re.sub(rb"<definedNames>.*</definedNames>", b"", parts[BOOK], flags=re.DOTALL)
    return {**parts, BOOK: book}


def without_sheet(name: str) -> Transformation:
    """Take a sheet out of the list of sheets."""
    return lambda parts: {
        **parts,
        BOOK: re.sub(f'<sheet [^>]*name="{name}"[^>]*/>'.encode(), b"", parts[BOOK]),
    }


def with_empty_sheet(part: str) -> Transformation:
    """Take all cells out of a sheet."""
    return lambda parts: {
        **parts,
        part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", parts[part], flags=re.DOTALL),
    }


def in_unknown_namespace(names: frozenset[str]) -> Transformation:
    """Write some parts in namespaces that nobody knows."""
    return lambda parts: {
        name: content.replace(b"schemas.openxmlformats.org", b"example.org")
        if name in names
        else content
        for name, content in parts.items()
    }
