"""Style of the web page: readable on a wide screen and on a telephone, and official on paper."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from report_editor.exporters.typeset.page import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.forms import GridCell, Table

_FONTS = {
    "TITLE": "FZXiaoBiaoSong-B05S, 方正小标宋简体, STZhongsong, 'Noto Serif CJK SC', serif",
    "BODY": "FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, STFangsong, FandolFang, serif",
    "HEADING": "SimHei, 黑体, 'Noto Sans CJK SC', sans-serif",
    "SUBHEADING": "KaiTi_GB2312, 楷体_GB2312, KaiTi, 楷体, STKaiti, FandolKai, serif",
    "TABLE": "SimSun, 宋体, STSong, 'Noto Serif CJK SC', serif",
}
"""Families of GB/T 9704-2012, by role; a reader's computer has the first or a later one."""

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; overflow-wrap: anywhere;
  font: 18px/1.9 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
article { max-width: 62em; margin: 0 auto; padding: 2.5em 2em 4em; }
h1 { margin: 0 0 1.2em; font: bold 1.6em/1.5 TITLE; text-align: center;
  text-wrap: balance; word-break: keep-all; }
h2, h3 { margin: 1.4em 0 .4em; font-size: 1.2em; line-height: 1.6; break-after: avoid; }
h3 { margin: .9em 0 .3em; font-size: 1.05em; }
section > h2:not([id]), section > h3 { text-indent: 2em; }
p { margin: .5em 0; text-indent: 2em; text-align: justify; }
.kept { break-after: avoid; }
.draft { text-align: right; font-weight: bold; }
.table { margin: .8em 0 1.6em; overflow-x: auto; }
.table:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 15px; line-height: 1.5; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
th, td { border: 1px solid #555; background: #fff; padding: .35em .3em; text-align: center;
  font-weight: normal; }
[rowspan] { position: relative; background-clip: padding-box; }
.number { overflow-wrap: normal; }
.heading { background: #f2f2f2; }
.heading, .header, thead th { font-weight: bold; text-wrap: balance; }
.group { min-width: 4.3em; padding: .2em .1em; word-break: keep-all; }
td { min-width: 2.6em; }
tbody .label { min-width: 9em; padding-left: .6em; text-align: left; }
.closing { margin-top: 2.5em; break-before: avoid; break-inside: avoid; }
.organization, .date { text-align: right; text-indent: 0; }
@media (max-width: 640px) {
  body { font-size: 17px; }
  article { padding: 1.2em 1em 2em; }
  h1 { font-size: 1.35em; }
  p { text-align: left; }
  table { font-size: 13px; }
}
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print {
  body { font: 16pt/28.95pt BODY; color: #000; }
  article { max-width: none; padding: 0; }
  h1 { margin-bottom: 28.95pt; font: 22pt/36pt TITLE; }
  h2, h3 { margin: 0; font: 16pt/28.95pt HEADING; }
  section > h2:not([id]), section > h3, .two { font: 16pt/28.95pt SUBHEADING; }
  .one { font: 16pt/28.95pt HEADING; }
  h2[id] { text-indent: 2em; }
  p, .closing { margin: 0; text-align: justify; }
  .closing { padding-top: 28.95pt; }
  .organization, .date { text-align: right; }
  .table { margin: 0 0 14pt; overflow: visible; break-inside: avoid; }
  table { min-width: 0 !important; table-layout: fixed; font: PRINTEDpt/1.2 TABLE; }
  th, td { min-width: 0 !important; overflow-wrap: anywhere; }
  th, td { background: none; }
  .heading { background: #f2f2f2; }
  [rowspan] { position: static; }
  th, td { border: .5pt solid #000; padding: PADDINGpt; }
  tbody .label { padding-left: 3pt; }
  .heading, .header, thead th { font-family: HEADING; font-weight: normal; }
  tr { break-inside: avoid; }
SIZES
}
"""
_PRINTED, _SMALLEST = 10, 3
"""Size of the type in a printed table, in points, and the smallest of a long number."""
_PADDING = 1.2
_DIGIT = 0.6
"""Width of a digit in em; the widest of the families has one of 0.57."""
_NARROWEST = 2.9
"""Width in em of the narrowest column: four digits have room, and two characters of a header."""


def write_style(tables: Iterable[Table]) -> str:
    """Return the style of a page with some tables, whose columns are as wide as on paper."""
    sizes = (f"  .size-{size} {{ font-size: {size}pt; }}" for size in range(_SMALLEST, _PRINTED))
    lengths = {"PRINTED": str(_PRINTED), "PADDING": str(_PADDING), "SIZES": "\n".join(sizes)}
    style = _STYLE
    for name, words in {**_FONTS, **lengths}.items():
        style = style.replace(name, words)
    for table in tables:
        total = sum(table.paper)
        style += f".{table.key} {{ min-width: {_NARROWEST * total / min(table.paper):.0f}em; }}\n"
        for number, width in enumerate(table.paper, start=1):
            column = f".{table.key} col:nth-child({number})"
            style += f"{column} {{ width: {100 * width / total:.2f}%; }}\n"
    return style


def name_size(table: Table, cell: GridCell, number: str) -> str:
    """Return the class of a number that is printed smaller, so that it is not torn; else nothing.

    On paper the columns have fixed widths; on a screen they are as wide as their numbers.
    """
    share = sum(table.paper[cell.column : cell.column + cell.column_span]) / sum(table.paper)
    room = share * WIDTH - 2 * _PADDING - 1
    size = max(_SMALLEST, floor(room / (_DIGIT * max(1, len(number)))))
    return f"size-{size}" if size < _PRINTED else ""
