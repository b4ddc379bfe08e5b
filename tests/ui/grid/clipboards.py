"""Clipboards as spreadsheets, word processors and pages really fill them, with a given table."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

HIDDEN = "987654"
"""Number in the rows and columns that do not show."""


def put_excel(chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard as Excel does: a page with styles, numbers as such, both kinds of text."""
    style = "mso-number-format:General;text-align:center"
    hidden = _choose_hidden(chance, rows)
    columns = "".join(
        "<col width=0 style='display:none;mso-width-source:userset;mso-width-alt:0'>"
        if at in hidden
        else "<col width=72 style='width:54pt'>"
        for at in range(max(map(len, rows)) + len(hidden))
    )
    body = ""
    for row in rows:
        cells = [f"<td class=xl65{_mark_number(text)}>{_escape(text)}</td>" for text in row]
        for at in sorted(hidden):
            cells.insert(at, f"<td class=xl65 style='display:none' align=right>{HIDDEN}</td>")
        body += f"<tr height=19 style='height:14.25pt'>\r\n  {' '.join(cells)}\r\n </tr>\r\n"
        if chance.random() < 0.1:
            cells = [f"<td class=xl66>{HIDDEN}</td>" for _ in (*row, *hidden)]
            body += f"<tr height=0 style='display:none'>{''.join(cells)}</tr>"
    blanks = "<td width=72 style='width:54pt'></td>" * max(map(len, rows))
    return _fill(
        '<html xmlns:v="urn:schemas-microsoft-com:vml"\r\n'
        'xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n<head>'
        "<meta name=Generator content='Microsoft Excel 15'>"
        f"<style>\r\n<!--table\r\n\t{{mso-displayed-decimal-separator:'\\.';}}\r\n"
        f".xl65\r\n\t{{{style};}}\r\n-->\r\n</style></head>\r\n<body link='#0563C1'>\r\n"
        "<table border=0 cellpadding=0 cellspacing=0 style='border-collapse:collapse'>\r\n"
        f"<!--StartFragment-->\r\n {columns}\r\n {body}<!--EndFragment-->\r\n"
        "<![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'>"
        f"{blanks}</tr>\r\n <![endif]></table></body></html>",
        rows,
    )


def put_wps(chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard as WPS does: hidden rows are 0 high, texts stand in fonts."""
    body = ""
    for row in rows:
        cells = (
            f'<td class="et3"{_mark_number(text)}><font class="font0">{_escape(text)}</font></td>'
            if text
            else '<td class="et2"></td>'
            for text in row
        )
        body += f'<tr height="18" style="height:13.50pt;">{"".join(cells)}</tr>'
        if chance.random() < 0.1:
            hidden = f"<td>{HIDDEN}</td>" * len(row)
            body += f'<tr height="0" style="height:0.00pt;display:none;">{hidden}</tr>'
    return _fill(
        '<html xmlns:et="urn:schemas-microsoft-com:office:et"><head>'
        "<style>.et3{mso-style-parent:style0;white-space:normal;}</style></head><body>"
        f"<!--StartFragment--><table width=504>{body}</table><!--EndFragment--></body></html>",
        rows,
    )


def put_word(_chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard as Word does: paragraphs in cells, no-break spaces in blank ones."""
    body = ""
    for row in rows:
        cells = ""
        for text in row:
            words = f"<span lang=EN-US style='font-size:10.5pt'>{_escape(text)}</span>"
            blank = "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
            cells += (
                "<td width=71 valign=top style='width:53.25pt;border:solid windowtext 1.0pt'>\r\n"
                f"  <p class=MsoNormal align=center>{words if text else blank}</p>\r\n  </td>"
            )
        body += f" <tr style='mso-yfti-irow:0'>\r\n  {cells}\r\n </tr>\r\n"
    return _fill(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<body lang=ZH-CN><!--StartFragment-->\r\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f"<table class=MsoNormalTable border=1>\r\n{body}</table>\r\n"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>",
        rows,
    )


def put_libreoffice(_chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard as LibreOffice does: numbers in attributes, breaks in blank cells."""
    body = "".join(
        "<tr>\n"
        + "".join(
            f'\t\t<td height="17" align="left"{_mark_value(text)}><font face="SimSun">'
            f"{_escape(text) or '<br>'}</font></td>\n"
            for text in row
        )
        + "</tr>\n"
        for row in rows
    )
    return _fill(
        '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4"/></head>'
        f'<body><table cellspacing="0" border="0">\n<colgroup width="85"></colgroup>{body}'
        "</table></body></html>",
        rows,
    )


def put_text(chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard with text alone; lines end as on Windows or not, the last one too."""
    end = chance.choice(("\n", "\r\n"))
    data = QMimeData()
    data.setText(_write_tsv(rows, end) + chance.choice(("", end)))
    return data


def put_bars(_chance: random.Random, rows: list[list[str]]) -> QMimeData:
    """Fill the clipboard with a table whose cells bars part."""
    data = QMimeData()
    lines = (" | ".join(text.replace("\n", " ") for text in row) for row in rows)
    data.setText("\n".join(f"| {line} |" for line in lines))
    return data


MANNERS: tuple[Callable[[random.Random, list[list[str]]], QMimeData], ...] = (
    put_excel, put_wps, put_word, put_libreoffice, put_text, put_text, put_bars,
)  # fmt: skip


def _fill(markup: str, rows: list[list[str]]) -> QMimeData:
    data = QMimeData()
    data.setHtml(markup)
    data.setText(_write_tsv(rows, "\r\n") + "\r\n")
    return data


def _write_tsv(rows: list[list[str]], end: str) -> str:
    """Write a text as Excel does: quoted where a cell has several lines."""
    return end.join(
        "\t".join(f'"{text}"' if "\n" in text else text for text in row) for row in rows
    )


def _choose_hidden(chance: random.Random, rows: list[list[str]]) -> set[int]:
    """Choose hidden columns: between others, and the same in every row."""
    is_even = all(len(row) == len(rows[0]) for row in rows)
    return {chance.randrange(len(rows[0]))} if is_even and chance.random() < 0.2 else set()


def _mark_number(text: str) -> str:
    return f' align=right x:num="{text}"' if text.isdecimal() else ""


def _mark_value(text: str) -> str:
    return f' sdval="{text}" sdnum="1033;"' if text.isdecimal() else ""


def _escape(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\r\n  ")
