"""Recognise the parts of a saved page that are the site's: menus, scripts, hidden parts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.importers import left_out

if TYPE_CHECKING:
    from report_editor.importers.readers.html.parse import Element

SILENT = "-"
"""Dropped without being counted: it never shows on a page."""
STRUCK = ("del", "s", "strike")
"""Elements whose text is struck out."""

_TAGS = {
    **dict.fromkeys(("script", "style", "noscript", "template"), left_out.SCRIPT),
    **dict.fromkeys(("iframe", "object", "embed", "applet"), left_out.SCRIPT),
    **dict.fromkeys(("svg", "canvas", "audio", "video"), left_out.SCRIPT),
    **dict.fromkeys(("button", "select", "textarea", "input"), left_out.FORM),
    "nav": left_out.MENU,
    **dict.fromkeys(STRUCK, left_out.DELETED),
    **dict.fromkeys(("title", "xml", "meta", "link", "base", "img"), SILENT),
}
"""Elements that are left out whatever stands in them."""
_HIDING = re.compile(r"display:none|visibility:hidden|mso-hide:all")
_PAPER = re.compile(r"mso-element:(header|footer|comment)")
_NAMES = frozenset({
    "nav", "navbar", "mainnav", "topnav", "subnav", "menu", "menus", "submenu", "footer",
    "foot", "bottom", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "location", "share",
    "toolbar", "sidebar", "copyright", "search", "searchbox", "login", "pagination", "pager",
    "qrcode", "bdsharebuttonbox", "friendlink", "links",
})  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_LISTED = re.compile(r"\s*[0-9]{1,2}[.、．]\s*[一-鿿]")
_TOKENS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_GROUPS = frozenset(("ul", "ol", "dl", "div", "p", "td", "li", "section", "header", "footer"))
_REPORT = re.compile(
    r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\([一二三四五六七八九十]\)"
)
_TRAIL = re.compile(r"[您你]?的?(当前|现在|當前)?(所在)?的?(位置|页面)\s*[:：]")
_SEPARATORS = re.compile(r"[|｜·>＞/\\-—]")
_MAX_MENU_TEXT, _MAX_MENU_ELEMENTS = 1500, 300
_LINK_TEXT = 14
"""Characters of a menu's link, on average, at most."""


def classify_dropped(element: Element, tag: str, *, drop_hidden: bool) -> str | None:
    """Return the kind under which an element is left out; None where it is kept."""
    if tag in _TAGS:
        return _classify_input(element) if tag == "input" else _TAGS[tag]
    if tag in ("html", "body"):
        return None
    if drop_hidden and is_hidden(element):
        return left_out.HIDDEN if _has_text(element) else SILENT
    style = element.get("style")
    if style and _PAPER.search(style.replace(" ", "").lower()):
        return left_out.PAPER
    if tag in _GROUPS and _is_menu(element, tag):
        return left_out.MENU
    return None


def _classify_input(element: Element) -> str | None:
    """Keep a number in a cell, as the pages of systems for filling in reports show them."""
    value = (element.get("value") or "").strip()
    if not value or (element.get("type") or "text").lower() == "hidden":
        return SILENT
    is_in_cell = next(element.iterancestors("td"), None) is not None
    return None if is_in_cell and _NUMBER.fullmatch(value) else left_out.FORM


def is_hidden(element: Element) -> bool:
    """Check whether the markup itself says that an element does not show."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _HIDING.search(style.replace(" ", "").lower()) is not None


def is_trail(text: str) -> bool:
    """Check whether a line names the position in the site: 当前位置：首页 > 政府信息公开."""
    return _TRAIL.match(text) is not None and len(text) < 200


def count_hidden_and_visible(root: Element) -> tuple[int, int]:
    """Count the characters of a page that are marked hidden, and those that are not."""
    hidden = visible = 0
    walker = etree.iterwalk(root, events=("start",))
    for _event, element in walker:
        if element.tag in _TAGS:
            walker.skip_subtree()
        elif is_hidden(element):
            hidden += sum(len(text.strip()) for text in element.itertext())
            walker.skip_subtree()
        else:
            visible += len((element.text or "").strip())
        visible += len((element.tail or "").strip())
    return hidden, visible


def read_visible_text(element: Element) -> str:
    """Return the text of an element and all in it, without scripts, styles and the like."""
    texts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, each in walker:
        if event == "end":
            texts.append((each.tail or "") if each is not element else "")
        elif _TAGS.get(each.tag) in (left_out.SCRIPT, SILENT):
            walker.skip_subtree()
        else:
            shown = each.get("value") if each.tag == "input" else each.text
            texts.append(f" {shown or ''}")
    return "".join(texts)


def _has_text(element: Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _is_menu(element: Element, tag: str) -> bool:
    """Check whether an element is named as a menu or made of links, and no part of a report."""
    names = f"{element.get('class')} {element.get('id')}"
    is_named = tag == "footer" or any(token.lower() in _NAMES for token in _TOKENS.split(names))
    inside = list(islice(element.iter(), _MAX_MENU_ELEMENTS + 1))
    if len(inside) > _MAX_MENU_ELEMENTS or any(each.tag == "table" for each in inside):
        return False
    links = [each for each in inside if each.tag == "a"]
    if not is_named and len(links) < 3:
        return False
    if any(_LISTED.match(each.text or "") for each in inside if each.tag != "a"):
        return False  # nothing numbered is left out, save links
    text = "".join("".join(element.itertext()).split())
    if not text or len(text) > _MAX_MENU_TEXT or _REPORT.search(text):
        return False
    if is_named:
        return True
    words = ["".join("".join(link.itertext()).split()) for link in links]
    words = [word for word in words if word and not word.isdecimal()]
    linked = sum(map(len, words))
    text = _SEPARATORS.sub("", text)
    return len(words) >= 3 and linked >= 0.8 * len(text) and linked <= _LINK_TEXT * len(words)
