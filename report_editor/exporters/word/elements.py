"""Make elements of WordprocessingML (ECMA-376, part 1, 17); lengths are points.

Word refuses a file in which the children of an element stand in another order than the schema's.
The functions here and the callers keep that order.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any, TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(name: str, /, *children: Element, **attributes: object) -> Element:
    """Return an element of the main namespace with its attributes and children."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def to_twips(points: float) -> int:
    """Return a length in twentieths of a point, in which Word counts."""
    return round(20 * points)


def to_half_points(points: float) -> int:
    """Return the size of a type in half points, never more than it is."""
    return floor(2 * points + 0.01)


def make_run(text: str | Sequence[str], *properties: Element) -> Element:
    """Return a run of text in one line, or in several that break where they are told."""
    lines = [text] if isinstance(text, str) else text
    content: list[Element] = []
    for line in lines:
        if content:
            content.append(make("br"))
        content.append(make("t"))
        content[-1].text = line
        content[-1].set(_XML_SPACE, "preserve")
    return make("r", *_wrap("rPr", properties), *content)


def make_paragraph(
    style: str,
    runs: Iterable[Element],
    *,
    keeps_with_next: bool = False,
    spacing: dict[str, float] | None = None,
    left: float | None = None,
    right: float | None = None,
    align: str = "",
) -> Element:
    """Return a paragraph of a style, and what it has otherwise than the style.

    Args:
        style: Identifier of the style; empty for body text.
        runs: Content.
        keeps_with_next: True if it must stand on the same page as what follows.
        spacing: Space ``before`` and ``after`` it, and the height of its lines as ``line``.
        left: Indent on the left, instead of that of the first line.
        right: Indent on the right.
        align: Value of ``w:jc``.
    """
    properties: list[Element] = []
    if style:
        properties.append(make("pStyle", val=style))
    if keeps_with_next:
        properties.append(make("keepNext"))
    if spacing:
        lengths: dict[str, object] = {key: to_twips(each) for key, each in spacing.items()}
        exact = {"lineRule": "exact"} if "line" in spacing else {}
        properties.append(make("spacing", **lengths, **exact))
    indents = {"left": left, "right": right}
    given: dict[str, object] = {k: to_twips(v) for k, v in indents.items() if v is not None}
    if given:
        properties.append(make("ind", **given))
    if align:
        properties.append(make("jc", val=align))
    return make("p", *_wrap("pPr", properties), *runs)


def _wrap(name: str, properties: Iterable[Element]) -> list[Element]:
    """Return the element around some properties, none where there are no properties."""
    listed = list(properties)
    return [make(name, *listed)] if listed else []
