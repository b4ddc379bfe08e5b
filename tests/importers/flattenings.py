"""Try generated reports in every flattening: no number in a wrong cell, nothing unaccounted.

``python -m tests.importers.flattenings --count 2000`` tries so many reports, each in all ways, but
only every fifth in both kinds of PDF, and prints what went wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.accounts import check_accounts, check_lines
from tests.importers.readers.test_wrapped_lines import wrap
from tests.importers.roundtrip import as_docx, as_html, as_odd, as_pdf, as_text, as_xlsx
from tests.importers.roundtrip.holding import check_numbers, check_text, squeezed
from tests.importers.roundtrip.printed import Liberties, Printed, PrintedTable, printed

if TYPE_CHECKING:
    from collections.abc import Callable

ZEROS = ("0", "", "—", "/", "无", "0")
"""Ways to print a zero."""
FILLED = ("all", "totals", "inputs", "words")
"""Cells that are filled: all, the totals only, the inputs only, or some with words."""
_LABEL, _PAGE_WIDTH, _PAGE = 24, 56, 25
"""Characters of a line in a cell, half-width characters of a line of text, and lines of a page."""
FURNITURE: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "cases" / "page-furniture.json").read_text("utf-8")
)
"""Lines that sites print below the title and below the text."""
WORDS = ("未增未减", "31批次", "见附件", "若干", "0/0", "3.2亿元")


def expand_rows(table: PrintedTable, *, is_spread: bool) -> list[str]:
    """Return rows between bars without the cells that others above cover, filled up at the end."""
    rows = [
        [
            text
            for cell in row
            for text in (cell.text, *([""] * (cell.column_span - 1 if is_spread else 0)))
        ]
        for row in table.rows()
    ]
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return [lines[0], "|" + "---|" * width, *lines[1:]]


def pad_pipes(report: Printed, *, is_spread: bool) -> bytes:
    """Return the report in Markdown as converters of web pages write it."""
    lines: list[str] = []
    for block in (report.title, *report.blocks, *report.closing):
        if isinstance(block, PrintedTable):
            lines += expand_rows(block, is_spread=is_spread)
        else:
            lines.append(block)
    return "\n".join(lines).encode()


def join_page(report: Printed) -> bytes:
    """Return the report in one line, as some sites give the text of a page."""
    texts: list[str] = []
    for block in (report.title, *report.blocks, *report.closing):
        if block in (*FURNITURE["head"], *FURNITURE["tail"]):
            continue  # nothing parts them from the text in one line
        if isinstance(block, PrintedTable):
            texts += [squeezed(cell.text) for row in block.rows() for cell in row if cell.text]
        else:
            texts.append(block)
    return " ".join(texts).encode()


def copy_from_viewer(report: Printed) -> bytes:
    """Return the report as copied out of a PDF viewer: broken lines, page numbers in between."""
    lines: list[str] = []
    for block in (report.title, *report.blocks, *report.closing):
        if isinstance(block, PrintedTable):
            for row in block.rows():
                texts = [squeezed(cell.text) for cell in row if cell.text]
                long = [text for text in texts if len(text) > _LABEL]
                lines += [text[:_LABEL] for text in long[-1:]]
                lines.append(
                    " ".join(text[_LABEL:] if text in long[-1:] else text for text in texts)
                )
        else:
            lines += wrap(block, _PAGE_WIDTH) if len(block) > _LABEL else [block]
    pages = range(0, len(lines), _PAGE)
    copied = [[*lines[at : at + _PAGE], f"— {at // _PAGE + 1} —"] for at in pages]
    return "\n".join(line for page in copied for line in page).encode()


def write_bare_page(report: Printed) -> bytes:
    """Return a page whose elements are never closed, as browsers accept it."""
    parts = []
    for block in (report.title, *report.blocks, *report.closing):
        if isinstance(block, PrintedTable):
            rows = "".join(
                "<tr>"
                + "".join(f"<td rowspan={c.row_span} colspan={c.column_span}>{c.text}" for c in row)
                for row in block.rows()
            )
            parts.append(f"<table>{rows}</table>")
        else:
            parts.append(f"<p>{block}")
    return f"<html><body>{''.join(parts)}".encode()


WRITERS: dict[str, Callable[[Printed], bytes]] = {
    "padded pipes.md": partial(pad_pipes, is_spread=True),
    "short padded pipes.md": partial(pad_pipes, is_spread=False),
    "page in one line.txt": join_page,
    "viewer.txt": copy_from_viewer,
    "report.docx": as_docx.docx_of,
    "bare.html": write_bare_page,
    **{f"{style}.html": partial(as_html.html_of, style=style) for style in as_html.STYLES},
    **{f"{style}.txt": partial(as_text.text_of, style=style) for style in as_text.STYLES},
    "one sheet.xlsx": partial(as_xlsx.xlsx_of, style="one sheet"),
    **as_odd.WRITERS,
}
PDF_WRITERS: dict[str, Callable[[Printed], bytes]] = {
    "reportlab.pdf": as_pdf.pdf_of,
    "own.pdf": as_pdf.own_pdf_of,
}


def generate_report(seed: int) -> Printed:
    """Return a report, printed with one way of writing zeros and of filling cells."""
    chance = random.Random(seed)  # noqa: S311 - a test
    how = Liberties(
        seed=chance.randrange(2**32),
        edition=chance.choice(["2021", "2021", "2019"]),
        traditional=chance.random() < 0.2,
        profile=chance.choice(["zeros", "numbers"]),
        titles=chance.choice(["official", "variant"]),
        totals=chance.choice(["right", "right", "wrong", "blank"]),
        drops_rows=chance.random() < 0.3,
        misspells=chance.random() < 0.2,
        merges_other=chance.random() < 0.2,
        subtotal_column=chance.random() < 0.1,
        subtotal_row=chance.random() < 0.1,
        signed=chance.random() < 0.3,
        paragraphs=2,
    )
    report = printed(how)
    if chance.random() < 0.5:
        report.blocks[:0] = chance.sample(FURNITURE["head"], 3)
        if str(report.blocks[-1]).endswith("。"):  # a heading at the end has its text below
            report.closing += chance.sample(FURNITURE["tail"], 4)
    zero, filled = chance.choice(ZEROS), chance.choice(FILLED)
    tables = [block for block in report.blocks if isinstance(block, PrintedTable)]
    for table in tables:
        for cell in table.cells:
            if not cell.address:
                continue
            is_total = report.edition.cells[cell.address].is_total
            if cell.text == "0":
                cell.text = zero
            if (filled == "totals" and not is_total) or (filled == "inputs" and is_total):
                cell.text = ""
            elif filled == "words" and not is_total and chance.random() < 0.05:
                cell.text = chance.choice(WORDS)
            report.says[cell.address] = cell.text
    return report


def find_fault(report: Printed, name: str, data: bytes) -> str:
    """Return what is wrong with a report read back; empty if nothing is."""
    try:
        source = read_source(data, name)
        found = recognise(source)
        check_numbers(report, found, broken=name.endswith(".pdf"))
        check_text(report, found, paragraphs=False)
        check_accounts(source, found)
        check_lines(found)
    except (AssertionError, ImportProblem) as fault:
        line = traceback.extract_tb(fault.__traceback__)[-1].line
        return f"{line}: {fault}"
    return ""


def main() -> None:
    """Try as many reports as asked for and print what went wrong, and how many files were read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, help="seed of the first report")
    options = parser.parse_args()
    read: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for seed in range(options.first, options.first + options.count):
        report = generate_report(seed)
        writers = WRITERS | PDF_WRITERS if seed % 5 == 0 else WRITERS
        for name, write in writers.items():
            read[name] += 1
            if fault := find_fault(report, name, write(report)):
                faults[name] += 1
                print(f"{seed} {name}: {fault}", flush=True)
    for name, count in read.items():
        print(f"{name}: {faults[name]} of {count} wrong")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
