"""Writes a printed report as a web page: clean, as Word saves it, as WPS does, inside a site."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from tests.importers.roundtrip.printed import Printed

STYLES = ("clean", "word", "wps", "site")

_PARAGRAPH = {
    "clean": "<p>{}</p>\n",
    "word": (
        "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span\n"
        "lang=EN-US style='font-family:仿宋_GB2312;mso-hansi-font-family:仿宋'>{}"
        "<o:p></o:p></span></p>\n"
    ),
    "wps": (
        '<p class="MsoNormal" style="text-indent:32.0pt;"><span style="mso-spacerun:\'yes\';'
        'font-family:仿宋_GB2312;font-size:16.0pt;"><font face="仿宋_GB2312">{}</font></span>'
        "<span style=\"mso-spacerun:'yes';\"><o:p></o:p></span></p>\n"
    ),
    "site": '<p style="text-indent:2em">&emsp;&emsp;<span>{}</span></p>\n<br>',
}
_SITE = (
    "<div class=nav><ul><li><a href='/'>首页</a></li><li><a href='/zwgk'>政务公开</a></li></ul>"
    "</div><script>var total = 12;</script><div class=info>发布时间：2024-01-20 浏览次数：35</div>"
)


def html_of(report: Printed, style: str) -> bytes:
    """Return the page as bytes; a clean one says it is UTF-8, the others GBK as old sites are."""
    charset = "utf-8" if style in ("clean", "site") else "gb18030"
    parts = [
        _table(block, style) if isinstance(block, PrintedTable) else _text(block, style)
        for block in [report.title, *report.blocks, *report.closing]
    ]
    body = "".join(parts)
    if style == "site":
        body = f"{_SITE}<table width=980><tr><td>{body}</td></tr></table><div>版权所有：某县</div>"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{escape(report.title)}</title></head><body>{body}</body></html>"
    )
    return page.encode(charset)


def _text(text: str, style: str) -> str:
    return _PARAGRAPH[style].format(escape(text, quote=False))


def _table(table: PrintedTable, style: str) -> str:
    rows = []
    for row in table.rows():
        cells = ""
        for cell in row:
            span = f" colspan={cell.column_span}" if cell.column_span > 1 else ""
            span += f" rowspan={cell.row_span}" if cell.row_span > 1 else ""
            inside = escape(cell.text, quote=False) or "&nbsp;"
            if style in ("word", "wps"):
                inside = _PARAGRAPH[style].format(inside)
            cells += f"<td{span}>{inside}</td>"
        rows.append(f"<tr>{cells}</tr>\n")
    return f"<table border=1 cellspacing=0>{''.join(rows)}</table>\n"
