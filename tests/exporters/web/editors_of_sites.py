"""Do to a pasted page what the editors of sites do to it: drop what they do not keep."""

from __future__ import annotations

from lxml import html

DROPPED = ("script", "style", "meta", "link", "title")
KEPT_BY_ALL = ("rowspan", "colspan")
KEPT_BY_MOST = (*KEPT_BY_ALL, "border", "align", "cellpadding", "cellspacing", "width", "scope")


def paste(markup: str, *, kept: tuple[str, ...] = KEPT_BY_MOST, is_plain: bool = False) -> str:
    """Return what is left of a page.

    Args:
        markup: The page.
        kept: Attributes that stay, where their value is no share in per cent.
        is_plain: Whether headings become paragraphs, and headers cells as any others.
    """
    root = html.fromstring(markup)
    for each in list(root.iter()):
        if each.tag in DROPPED:
            each.drop_tree()
            continue
        for name in list(each.attrib):
            if name not in kept or "%" in each.get(name):
                del each.attrib[name]
        if is_plain and each.tag in ("h1", "h2", "h3", "th"):
            each.tag = "td" if each.tag == "th" else "p"
    return str(html.tostring(root, encoding="unicode"))
