"""What on a saved page is the site's and not the report's: menus, scripts, hidden parts."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from lxml import etree

from report_editor.importers import left_out

Element = Any  # lxml ships no types

SILENT = "-"
"""Dropped without being counted: it never shows on a page."""

_TAGS = {
    **dict.fromkeys(("script", "style", "noscript", "template"), left_out.SCRIPT),
    **dict.fromkeys(("iframe", "object", "embed", "applet"), left_out.SCRIPT),
    **dict.fromkeys(("svg", "canvas", "audio", "video"), left_out.SCRIPT),
    **dict.fromkeys(("button", "select", "textarea", "input"), left_out.FORM),
    "nav": left_out.MENU,
    "del": left_out.DELETED,
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
_TOKENS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_GROUPS = frozenset(("ul", "ol", "dl", "div", "p", "td", "li", "section", "header", "footer"))
_REPORT = re.compile(
    r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\([一二三四五六七八九十]\)"
)
_TRAIL = re.compile(r"[您你]?的?(当前|现在|當前)?(所在)?的?(位置|页面)\s*[:：]")
_SEPARATORS = re.compile(r"[|｜·>＞/\\-—]")
_MOST_MENU_TEXT = 1500
_MOST_MENU_ELEMENTS = 300
_LINK_TEXT = 14
"""Characters of a menu's link, on average, at most."""


def dropped_kind(element: Element, tag: str, *, drop_hidden: bool) -> str | None:
    """Under what kind an element is left out; None where it is kept."""
    kind = _TAGS.get(tag)
    if kind is not None:
        return kind
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


def is_hidden(element: Element) -> bool:
    """Whether the markup itself says that an element does not show."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _HIDING.search(style.replace(" ", "").lower()) is not None


def is_trail(text: str) -> bool:
    """Whether a line says where in the site one is: 当前位置：首页 > 政府信息公开."""
    return _TRAIL.match(text) is not None and len(text) < 200


def hidden_and_visible(root: Element) -> tuple[int, int]:
    """How many characters of a page are marked hidden, and how many are not."""
    hidden = visible = 0
    walker = etree.iterwalk(root, events=("start",))
    for _event, element in walker:
        if _TAGS.get(element.tag) is not None:
            walker.skip_subtree()
        elif is_hidden(element):
            hidden += sum(len(text.strip()) for text in element.itertext())
            walker.skip_subtree()
        else:
            visible += len((element.text or "").strip())
        visible += len((element.tail or "").strip())
    return hidden, visible


def _has_text(element: Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _is_menu(element: Element, tag: str) -> bool:
    """Named as one, or made of links; nothing that looks like a part of the report is one."""
    named = tag == "footer" or any(
        token.lower() in _NAMES
        for value in (element.get("class"), element.get("id"))
        if value
        for token in _TOKENS.split(value)
    )
    inside = list(islice(element.iter(), _MOST_MENU_ELEMENTS + 1))
    if len(inside) > _MOST_MENU_ELEMENTS or any(each.tag == "table" for each in inside):
        return False
    links = [each for each in inside if each.tag == "a"]
    if not named and len(links) < 3:
        return False
    text = "".join("".join(element.itertext()).split())
    if not text or len(text) > _MOST_MENU_TEXT or _REPORT.search(text):
        return False
    if named:
        return True
    words = ["".join("".join(link.itertext()).split()) for link in links]
    words = [word for word in words if word and not word.isdecimal()]
    linked = sum(map(len, words))
    text = _SEPARATORS.sub("", text)
    return len(words) >= 3 and linked >= 0.8 * len(text) and linked <= _LINK_TEXT * len(words)
