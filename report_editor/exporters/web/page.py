"""Write a report as a web page: one file that needs nothing else and runs nothing.

Its structure is what programs that read a page aloud go by (WCAG 2.2, GB/T 37668-2019): headings
of three levels, tables with a caption and with the headers of each value.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.document.heading_levels import Level
from report_editor.exporters.report_parts import VALUES, print_report
from report_editor.exporters.table_headers import find_headers, find_scopes, list_block_starts
from report_editor.exporters.typeset.title import list_words
from report_editor.exporters.web.markup import Element, add, list_rows, list_spans, serialize
from report_editor.exporters.web.style import name_size, write_style
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.report_parts import (
        PrintedClosing,
        PrintedParagraph,
        PrintedReport,
        PrintedSection,
        PrintedTable,
    )
    from report_editor.forms import GridCell

_NUMBER = re.compile(r"-?[0-9.]*")
_ADDRESS = re.compile("[!-~]{25,}")
_ADDRESS_BREAK = re.compile("(?<=[!-~][/.?&=_-])(?=[!-~]{4})")
"""Position in an address of the web, or in any long word, where a line may end."""
_NUMBERING = re.compile("(^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+、)")
"""Number of a group of rows, behind which its name may begin a line."""


def make_page(document: Document, options: PublicationOptions) -> tuple[bytes, tuple[str, ...]]:
    """Return the page in UTF-8, and Chinese sentences about what was left out or replaced."""
    report = print_report(document)
    root = etree.Element("html", lang=report.wording.language)
    _add_head(root, report, write_style(document.form.tables.values()))
    article = add(add(add(root, "body"), "main"), "article")
    if options.draft:
        add(article, "p", "草　稿", class_="draft")
    if report.title:
        _add_words(add(article, "h1"), list_words(report.title))
    for section in report.sections:
        _add_section(article, section)
    _add_closing(article, report.closing, has_signatory=options.signature)
    return f"<!DOCTYPE html>\n{serialize(root)}\n".encode(), report.notes


def _add_head(root: Element, report: PrintedReport, style: str) -> None:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = add(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "meta", http_equiv="Content-Security-Policy", content=policy)
    add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    add(head, "meta", name="author", content=report.closing.organization)
    add(head, "title", report.title)
    add(head, "style", style)


def _add_section(article: Element, section: PrintedSection) -> None:
    part = add(article, "section")
    if section.heading:
        add(part, "h2", section.heading, id=section.key)
        part.set("aria-labelledby", section.key)
    for paragraph in section.paragraphs:
        _add_paragraph(part, paragraph, "h3" if section.heading else "h2")
    if section.table:
        _add_table(part, section, section.table)


def _add_paragraph(part: Element, paragraph: PrintedParagraph, heading: str) -> None:
    text, length = paragraph.text, paragraph.heading_length
    kind = {Level.ONE: "one", Level.TWO: "two"}.get(paragraph.level, "")
    if paragraph.is_heading and paragraph.has_own_type:
        add(part, heading, text, class_=kind)
    elif paragraph.has_own_type:
        whole = add(part, "p")
        add(whole, "b", text[:length], class_=kind)
        _add_words(whole, _split_addresses(text[length:]))
    else:
        whole = add(part, "p", class_="kept" if paragraph.is_heading else "")
        _add_words(whole, _split_addresses(text))


def _add_table(part: Element, section: PrintedSection, printed: PrintedTable) -> None:
    name = f"{section.key}-caption"
    region = add(part, "div", class_="table", role="region", tabindex="0", aria_labelledby=name)
    whole = add(region, "table", class_=section.key)
    add(whole, "caption", section.title, id=name)
    group = add(whole, "colgroup")
    for _ in printed.table.paper:
        add(group, "col")
    headers, scopes = find_headers(printed.table), find_scopes(printed.table)
    starts = list_block_starts(printed.table)
    for row, cells in list_rows(printed):
        if row == 0 and printed.table.header_rows:
            body = add(whole, "thead")
        elif row == printed.table.header_rows or row in starts:
            body = add(whole, "tbody")
        line = add(body, "tr")
        for cell, text in cells:
            if cell.role in VALUES:
                names = " ".join(_name(section, header) for header in headers[cell])
                kind = ""
                if _NUMBER.fullmatch(text):
                    kind = f"number {name_size(printed.table, cell, text)}".strip()
                add(line, "td", text, headers=names, class_=kind, **list_spans(cell))
            else:
                name, spans = _name(section, cell), list_spans(cell)
                words = [word for word in _NUMBERING.split(text) if word]
                th = add(line, "th", id=name, scope=scopes[cell], class_=cell.role, **spans)
                _add_words(th, words if cell.role is CellRole.GROUP else [text])


def _split_addresses(text: str) -> list[str]:
    """Return the pieces of a text, between which a line may end: long addresses are divided."""
    return _ADDRESS_BREAK.split(text) if _ADDRESS.search(text) else [text]


def _add_words(element: Element, words: Sequence[str]) -> None:
    """Put words at the end of an element; between them a line may end."""
    for number, word in enumerate(words):
        if number:
            add(element, "wbr").tail = word
        elif len(element):
            element[-1].tail = word
        else:
            element.text = word


def _name(section: PrintedSection, cell: GridCell) -> str:
    """Return the id of a header: its table and its row and column in the grid."""
    return f"{section.key}-{cell.row}-{cell.column}"


def _add_closing(article: Element, closing: PrintedClosing, *, has_signatory: bool) -> None:
    if lines := closing.list_lines(has_signatory=has_signatory):
        part = add(article, "div", class_="closing")
        for kind, text in lines:
            add(part, "p", text, class_=kind)
