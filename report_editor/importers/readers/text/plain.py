"""Read plain text, Markdown and CSV: paragraphs, and tables written in characters.

Tables come as Markdown, as cells between tabs, as CSV, or flattened: each cell on a line of its
own that ends in ``|``, blank cells as further ``|``.
"""

from __future__ import annotations

import csv
import io
import re

from report_editor.files.refusals import describe_bad_size, quote
from report_editor.importers import left_out
from report_editor.importers.left_out import LeftOut
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.collect import join_lines
from report_editor.importers.readers.text.encoding import REPLACEMENT, decode
from report_editor.importers.readers.text.wrapped_lines import find_paragraphs, measure_wrap
from report_editor.importers.source import Paragraph, Source, TableBlock

MAX_BYTES = 5 * 1024 * 1024
"""A report is some 30 kB of text."""
MAX_LINES = 50_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_RULE = re.compile(r"(?=.*(---|:-|-:))\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
"""Line under a Markdown table's head."""
_CELL_LINE = re.compile(r"[^|]*[^|\s][^|]*\|")
"""One cell of a flattened table."""
_MARK = re.compile(r"^[ \t]{0,3}(#{1,6}\s+|[-*+]\s+(?=[一-鿿“《])|>\s?)")


def read(data: bytes, name: str) -> Source:
    """Read a text file.

    Raises:
        ImportProblem: it is empty, too large, or no text.
    """
    if problem := describe_bad_size(quote(name), len(data), MAX_BYTES):
        raise ImportProblem(problem)
    text = _decode_text(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if not text.strip():
        raise ImportProblem(describe_bad_size(quote(name), 0))
    wrong = len(_CONTROL.findall(text)) + text.count(REPLACEMENT)
    if wrong > 4 + len(text) // 100:
        raise ImportProblem(f"“{name}”不是文字文件，或者已经损坏，没有读取。请确认选对了文件。")
    text = _CONTROL.sub("", text)
    if text.count("\n") > MAX_LINES:
        raise ImportProblem(
            f"“{name}”超过 {MAX_LINES} 行，不像一份年度报告，没有读取。请确认选对了文件。"
        )
    source = Source()
    if name.lower().endswith(".csv"):
        _add_csv(text, source)
    else:
        _add_lines(text.split("\n"), source)
    return source


def _decode_text(data: bytes) -> str:
    """Decode text, also UTF-16 without a mark: in it every line end has a null byte."""
    if b"\x00" not in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    low, high = data[0::2].count(0), data[1::2].count(0)
    return data.decode("utf-16-le" if high >= low else "utf-16-be", "replace")


def _add_csv(text: str, source: Source) -> None:
    """Add one table; the recogniser takes rows of one cell for paragraphs."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise ImportProblem(
            "这个 CSV 文件写得不完整，没有读取。请在表格软件里另存一次。"
        ) from error
    rows = (tuple(cell.strip() for cell in line) for line in lines)
    source.blocks.append(TableBlock(tuple(row for row in rows if any(row)), "CSV 表"))


def _add_lines(lines: list[str], source: Source) -> None:
    width = measure_wrap(lines)
    start = 0
    while start < len(lines):
        kind = _classify_line(lines[start])
        end = start + 1
        while end < len(lines) and kind != "text" and _classify_line(lines[end]) == kind:
            end += 1
        where = f"第 {start + 1} 行" if end == start + 1 else f"第 {start + 1} 行起的表格"
        if kind == "pipes":
            if rows := _split_pipe_rows(lines[start:end]):
                source.blocks.append(TableBlock(rows, where))
        elif kind == "tabs":
            cells = (line.strip("\n").split("\t") for line in lines[start:end])
            rows = tuple(tuple(cell.strip() for cell in row) for row in cells)
            source.blocks.append(TableBlock(rows, where))
        else:
            for indexes in find_paragraphs(lines, start, width):
                _add_paragraph(lines, indexes, source)
                end = indexes[-1] + 1
        start = end


def _add_paragraph(lines: list[str], indexes: list[int], source: Source) -> None:
    """Add the text of some lines, and what stands between them to what was left out."""
    text = join_lines(_MARK.sub("", lines[index]).strip() for index in indexes)
    if text:
        source.blocks.append(Paragraph(text, f"第 {indexes[0] + 1} 行"))
    for index in sorted({*range(indexes[0], indexes[-1])} - {*indexes}):
        if number := lines[index].strip():
            entry = LeftOut(left_out.PAGE_NUMBER, number, f"第 {index + 1} 行")
            source.left_out.append(entry)


def _classify_line(line: str) -> str:
    if "|" in line:
        return "pipes"
    return "tabs" if "\t" in line.lstrip() else "text"


def _split_pipe_rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a run of lines with ``|`` in them; flattened cells are a row each."""
    if any(_CELL_LINE.fullmatch(line.strip()) for line in lines):
        # A text behind the last | of a line is a cell too.
        ended = [line.rstrip().removesuffix("|").split("|") for line in lines]
        return tuple((cell.strip(),) for cells in ended for cell in cells)
    rows = []
    for line in lines:
        bare = line.strip()
        if _RULE.fullmatch(bare) or not bare.strip("| "):
            continue
        bare = bare.removeprefix("|").removesuffix("|")
        rows.append(tuple(cell.strip().strip("*").strip() for cell in bare.split("|")))
    return tuple(rows)
