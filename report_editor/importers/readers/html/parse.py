"""Parse the markup of web pages and of the clipboard with lxml, as forgiving as browsers are."""

from __future__ import annotations

from typing import Any

from lxml import etree

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.collect import raise_digits

Element = Any  # lxml ships no types


def parse_markup(text: str) -> Element | None:
    """Return the root of a page; None where it has no element.

    Raises:
        ImportProblem: elements are nested so deeply that the parser leaves some out.
    """
    # Only HTML's parser runs here: it knows no entities of the document's own. Its limit of 256
    # levels would drop the rest of a page without a word, so it is lifted; the size is bounded.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError):
        return None  # a page without any element
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # Even so there is a limit, at some 2000 levels, and what follows is not parsed.
        raise ImportProblem(
            "这个网页的标签嵌套太深，后面的内容读不出来。"
            "请在浏览器里打开它，全选、复制，再用“粘贴报告”。"
        )
    if root is not None:
        _raise_digits(root)
    return root


def _raise_digits(root: Element) -> None:
    for raised in root.iter("sup"):
        for element in raised.iter():
            element.text = raise_digits(element.text or "")
            if element is not raised:
                element.tail = raise_digits(element.tail or "")
