"""Read saved web pages, clean or in the markup of Word and WPS, and web archives (.mht)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.importers import left_out
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.readers.collect import Collector, Content, Grid, clean
from report_editor.importers.readers.html import site_parts
from report_editor.importers.readers.html.parse import Element, parse_markup
from report_editor.importers.readers.list_numerals import format_list_number
from report_editor.importers.readers.text.encoding import REPLACEMENT, decode

if TYPE_CHECKING:
    from email.message import EmailMessage

    from report_editor.importers.source import Source

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_TABLE_PARTS = frozenset(("table", "tr", "td", "th"))
_WRAP = re.compile(r"[ \t\f]*[\r\n][ \t\r\n\f]*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’—…]")


def read(data: bytes, name: str) -> Source:
    """Read a page or a web archive, which its name's ending or its head makes known.

    Raises:
        ImportProblem: there is nothing to read in it, or more than a report can hold.
    """
    limits.check_size(data)
    if name.lower().endswith((".mht", ".mhtml")) or b"mime-version:" in data[:2048].lower():
        pages = _read_archive(data)
    else:
        pages = [decode(data)]
    source = max((read_page(page) for page in pages), key=lambda each: len(each.blocks))
    if not source.blocks:
        raise ImportProblem(
            "这个网页里没有可以读取的文字。如果正文是网页打开后才加载的，"
            "请在浏览器里打开它，全选、复制，再用“粘贴报告”。"
        )
    return source


def read_page(text: str) -> Source:
    """Read the markup of one page; it may be found empty.

    Raises:
        ImportProblem: there is more in it than a report can hold.
    """
    root = parse_markup(text)
    if root is None:
        return Collector().source
    hidden, visible = site_parts.count_hidden_and_visible(root)
    walk = _PageWalk(drop_hidden=hidden <= visible)
    walk.collector.drop(left_out.UNDECODABLE, text.count(REPLACEMENT))
    title = next(iter(root.iter("title")), None)
    walk.collector.source.title = clean("".join(title.itertext())) if title is not None else ""
    walk.read(root)
    return walk.collector.source


def _read_archive(data: bytes) -> list[str]:
    message: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    pages = [
        decode(payload, str(part.get_content_charset() or ""))
        for part in message.walk()
        if part.get_content_type() == "text/html"
        and isinstance(payload := part.get_payload(decode=True), bytes)
    ]
    return pages or [decode(data)]  # saved under the wrong ending, or its head is damaged


@dataclass(slots=True)
class _List:
    """A list being read, with the number of its next item; a list with signs has none."""

    next: int | None
    style: str


@dataclass(slots=True)
class _PageWalk:
    """One walk over a page, without recursion: pages nest as deep as they like."""

    drop_hidden: bool
    collector: Collector = field(default_factory=Collector)
    _text: list[str] = field(default_factory=list)
    _contents: list[Content] = field(default_factory=lambda: [[]])
    """Contents of the page and, within it, of the cells being read."""
    _tables: list[Grid] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _pre: int = 0

    def read(self, root: Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        is_dropped = False
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                kind = site_parts.classify_dropped(element, tag, drop_hidden=self.drop_hidden)
                is_dropped = kind is not None
                if kind is None:
                    self._start(tag, element)
                    self._add(element.text)
                    continue
                walker.skip_subtree()  # the next event is the end of this element
                if kind is not site_parts.SILENT:
                    self.collector.drop(kind, text=site_parts.read_visible_text(element))
                if tag in _BLOCKS:
                    self._flush()
            else:
                if not is_dropped:
                    self._end(tag)
                is_dropped = False
                self._add(element.tail)
        self._flush()
        self.collector.add_content(self._contents[0])

    def _start(self, tag: str, element: Element) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _TABLE_PARTS:
            self._start_table_part(tag)
        elif tag in ("ul", "ol"):
            self._lists.append(_read_list(element, tag))
        elif tag == "li" and self._lists and (number := self._lists[-1].next) is not None:
            self._lists[-1].next = number + 1
            self._text.append(format_list_number(number, self._lists[-1].style) + ".")
        elif tag == "pre":
            self._pre += 1
        elif tag == "input":
            self._text.append(element.get("value") or "")

    def _start_table_part(self, tag: str) -> None:
        if tag == "table":
            grid = Grid()
            self._contents[-1].append(grid)
            self._tables.append(grid)
        elif self._tables and (tag == "tr" or not self._tables[-1].rows):
            self._tables[-1].rows.append([])
        if tag in ("td", "th") and self._tables:
            cell: Content = []
            self._tables[-1].rows[-1].append(cell)
            self._contents.append(cell)

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in ("td", "th") and self._tables:
            self._contents.pop()
        elif tag == "table":
            self._tables.pop()
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "pre":
            self._pre -= 1

    def _add(self, text: str | None) -> None:
        for number, line in enumerate((text or "").splitlines() if self._pre else (text or "",)):
            if number:
                self._flush()
            self._text.append(line)

    def _flush(self) -> None:
        text = clean(_join_wrapped_lines("".join(self._text)))
        self._text.clear()
        if site_parts.is_trail(text):
            self.collector.drop(left_out.MENU, text=text)
        elif text:
            self._contents[-1].append(text)


def _read_list(element: Element, tag: str) -> _List:
    style = (element.get("style") or "").replace(" ", "").lower()
    if tag == "ul" or "list-style:none" in style or "list-style-type:none" in style:
        return _List(None, "")
    start = element.get("start") or "1"
    kind = element.get("type") or "1"
    styles = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    number = int(start) if start.isdecimal() and len(start) < 5 else 1
    return _List(number, styles.get(kind, "decimal"))


def _join_wrapped_lines(text: str) -> str:
    """Join the lines of the markup: between Chinese characters a line end is no blank."""
    pieces = _WRAP.split(text)
    result = pieces[0]
    for piece in pieces[1:]:
        chinese = result and piece and _WIDE.match(result[-1]) and _WIDE.match(piece)
        result += piece if chinese else " " + piece
    return result
