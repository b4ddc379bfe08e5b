"""Read the tags of a PDF as a screen reader does, with pikepdf."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWING = {"Tj", "TJ", "'", '"'}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI"}


@dataclass
class Tag:
    """An element of the structure with what it holds."""

    role: str
    text: str = ""
    """Its own text, in the order of its content."""
    children: list[Tag] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    """Its identifier (ID)."""

    def iterate(self) -> Iterator[Tag]:
        yield self
        for child in self.children:
            yield from child.iterate()

    def find(self, role: str) -> list[Tag]:
        return [tag for tag in self.iterate() if tag.role == role]


@dataclass
class Content:
    """Marked contents of the pages of a file, and what is drawn outside them."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    """Text of each marked content, by page and number (MCID)."""
    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    artifacts: list[tuple[int, str, str]] = field(default_factory=list)
    """Page, properties and text of each artifact."""
    stray: list[tuple[int, str]] = field(default_factory=list)
    """Page and operator of what is drawn outside any of them."""


def read_tags(data: bytes) -> tuple[Tag, Content]:
    """Return the structure of a file and the content of its pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = Content()
        for number, page in enumerate(pdf.pages):
            _read_page(number, page, content)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.StructTreeRoot
        (top,) = _list(root.K)
        return _read_element(top, pages, content), content


def _read_element(element: Any, pages: dict[Any, int], content: Content) -> Tag:
    tag = Tag(str(element.S)[1:])
    for attributes in _list(element.get("/A")):
        tag.attributes |= {key[1:]: value for key, value in attributes.items()}
    if "Headers" in tag.attributes:
        tag.attributes["Headers"] = [str(name) for name in tag.attributes["Headers"]]
    tag.name = str(element.get("/ID", ""))
    for child in _list(element.get("/K")):
        if isinstance(child, int):
            tag.text += content.texts[pages[element.Pg.objgen], child]
        elif child.get("/Type") == "/MCR":
            tag.text += content.texts[pages[child.Pg.objgen], int(child.MCID)]
        else:
            assert child.P.objgen == element.objgen
            tag.children.append(_read_element(child, pages, content))
    return tag


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _read_page(number: int, page: Any, content: Content) -> None:
    maps = {
        name: _read_to_unicode(font.ToUnicode.read_bytes())
        for name, font in page.Resources.Font.items()
        if "/ToUnicode" in font
    }
    stack: list[tuple[str, Any]] = []
    replaced = -1
    """Depth of the ActualText that stands for what is shown."""
    current: dict[str, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "Tf":
            current = maps.get(str(operands[0]), {})
        elif name in {"BDC", "BMC"}:
            stack.append((str(operands[0]), operands[1] if len(operands) > 1 else None))
            kind, properties = stack[-1]
            if kind == "/Artifact":
                content.artifacts.append((number, str(dict(properties or {})), ""))
            elif properties is not None and "/MCID" in properties:
                key = (number, int(properties["/MCID"]))
                assert key not in content.texts
                content.texts[key], content.roles[key] = "", kind[1:]
            elif properties is not None and "/ActualText" in properties:
                _add(number, stack, str(properties["/ActualText"]), content)
                replaced = len(stack)
        elif name == "EMC":
            if len(stack) == replaced:
                replaced = -1
            stack.pop()
        elif name in SHOWING | PAINTING:
            if not stack:
                content.stray.append((number, name))
            elif name in SHOWING and replaced < 0:
                _add(number, stack, _decode(operands, current), content)
    assert not stack


def _add(number: int, stack: list[tuple[str, Any]], text: str, content: Content) -> None:
    for kind, properties in stack:
        if kind == "/Artifact":
            page, described, before = content.artifacts[-1]
            content.artifacts[-1] = (page, described, before + text)
            return
        if properties is not None and "/MCID" in properties:
            content.texts[number, int(properties["/MCID"])] += text
            return
    raise AssertionError(f"text outside the structure: {text}")


def _decode(operands: Any, chars: dict[str, str]) -> str:
    shown = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String)).hex()
    return "".join(chars[codes[at : at + 4]] for at in range(0, len(codes), 4))


def _read_to_unicode(stream: bytes) -> dict[str, str]:
    chars: dict[str, str] = {}
    for line in stream.decode("ascii").splitlines():
        if line.startswith("<") and line.count("<") == 2 and "0000> <FFFF" not in line:
            code, char = line.strip("<>").split("> <")
            chars[code.lower()] = bytes.fromhex(char).decode("utf-16-be")
    return chars
