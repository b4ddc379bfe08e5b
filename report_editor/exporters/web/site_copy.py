"""Write a report as the editors of sites keep it when it is pasted: 复制到网站.

They drop style sheets, classes, ids and scripts (wangEditor filters the styles as well, UEditor
widths in per cent). What stays are attributes of HTML 4 and short styles of an element; each of
the two alone makes the form recognisable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.exporters.plain_text import write_text
from report_editor.exporters.report_parts import VALUES, print_report
from report_editor.exporters.table_headers import find_scopes
from report_editor.exporters.web.markup import Element, add, list_rows, list_spans, serialize
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.report_parts import PrintedParagraph, PrintedReport, PrintedTable
    from report_editor.forms import GridCell

_TITLE = "text-align:center;font-size:22px;line-height:2"
_HEADING = "font-size:18px;line-height:2"
_SUBHEADING = "text-indent:2em;font-size:16px;line-height:2"
_TEXT = "text-indent:2em;line-height:2"
_RIGHT = "text-align:right;line-height:2"
_TABLE = "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"
_CELL = "border:1px solid #555;padding:4px;text-align:"
_WIDEST = 900
"""Pixels of the column in which sites show a text."""


@dataclass(frozen=True, slots=True)
class SiteCopy:
    """A report as it is put on the clipboard."""

    markup: str
    text: str
    """Plain text with the same content, for an editor that takes no markup."""
    notes: tuple[str, ...]
    """Chinese sentences about what was left out or replaced."""


def make_site_copy(document: Document, options: PublicationOptions) -> SiteCopy:
    """Return a report for the clipboard."""
    report = print_report(document)
    text, notes = write_text(report, options)
    return SiteCopy(_write_markup(report, options), text, notes)


def _write_markup(report: PrintedReport, options: PublicationOptions) -> str:
    root = etree.Element("html")
    add(add(root, "head"), "meta", charset="utf-8")
    body = add(root, "body")
    if options.draft:
        add(body, "p", "草　稿", align="right", style=_RIGHT)
    add(add(body, "p", align="center", style=_TITLE), "strong", report.title)
    for section in report.sections:
        if section.heading:
            add(body, "h2", section.heading, style=_HEADING)
        for paragraph in section.paragraphs:
            _add_paragraph(body, paragraph)
        if section.table:
            _add_table(body, section.table)
    for kind, text in report.closing.list_lines(has_signatory=options.signature):
        is_right = kind in ("organization", "date")
        add(body, "p", text, align="right" if is_right else "", style=_RIGHT if is_right else _TEXT)
    return serialize(root)


def _add_paragraph(body: Element, paragraph: PrintedParagraph) -> None:
    text, length = paragraph.text, paragraph.heading_length
    if paragraph.is_heading and paragraph.has_own_type:
        add(body, "h3", text, style=_SUBHEADING)
    elif paragraph.has_own_type:
        lead = add(add(body, "p", style=_TEXT), "strong", text[:length])
        lead.tail = text[length:]
    else:
        add(body, "p", text, style=_TEXT)


def _add_table(body: Element, printed: PrintedTable) -> None:
    whole = add(body, "table", border="1", cellspacing="0", cellpadding="4", width="100%")
    whole.set("style", _TABLE)
    rows, scopes = add(whole, "tbody"), find_scopes(printed.table)
    for _, cells in list_rows(printed):
        line = add(rows, "tr")
        for cell, text in cells:
            is_label = cell.role is CellRole.LABEL and cell.row >= printed.table.header_rows
            align = "left" if is_label else "center"
            shape = {"align": align, "width": _measure(cell, printed), **list_spans(cell)}
            if cell.role in VALUES:
                add(line, "td", text, style=_CELL + align, **shape)
            else:
                style = f"{_CELL}{align};font-weight:normal"
                add(line, "th", text, scope=scopes[cell], style=style, **shape)


def _measure(cell: GridCell, printed: PrintedTable) -> str:
    """Return the width of a cell in pixels; that of a merged one follows from the others."""
    widths = printed.table.paper
    return str(round(_WIDEST * widths[cell.column] / sum(widths))) if cell.column_span == 1 else ""
