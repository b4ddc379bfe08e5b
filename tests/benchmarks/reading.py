"""Measures how long a whole report of each format takes to read and recognise.

    python tests/benchmarks/reading.py [RUNS]

The reports are those that the round trips make; :func:`reading_rows` gives the table's rows to
other measurements.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from report_editor.document import Document, Field, Part
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.roundtrip.as_docx import docx_of
from tests.importers.roundtrip.as_html import html_of
from tests.importers.roundtrip.as_text import text_of
from tests.importers.roundtrip.as_xlsx import xlsx_of
from tests.importers.roundtrip.printed import ORGAN, Liberties, Printed, printed

if TYPE_CHECKING:
    from collections.abc import Callable

Row = tuple[str, str, str]
"""What is read, the budget, the median."""

SHORT = Liberties(seed=1, paragraphs=12, signed=True)
LONG = replace(SHORT, paragraphs=20)
"""About ten pages on paper."""


def reading_rows(runs: int) -> list[Row]:
    """The median of each format, in milliseconds; what is loaded once is not counted."""
    report = printed(SHORT)
    rows = []
    for name, data in (
        ("report.txt", text_of(report, "tabs")),
        ("report.html", html_of(report, "word")),
        ("report.docx", docx_of(report)),
        ("report.xlsx", xlsx_of(report, "one sheet")),
    ):
        rows.append((f"read {name}", "300 ms", f"{_median(data, name, runs):.0f} ms"))
    data, pages = _pdf(printed(LONG))
    row = (f"read report.pdf, {pages} pages", "2000 ms", f"{_median(data, 'a.pdf', runs):.0f} ms")
    return [*rows, row]


def _pdf(report: Printed) -> tuple[bytes, int]:
    totals = report.edition.cells
    cells = {each: text for each, text in report.says.items() if text and not totals[each].is_total}
    fields: dict[str, str] = {Field.ORGANIZATION: ORGAN, Field.YEAR: str(report.year)}
    parts = {Part.FIELDS: fields, Part.CELLS: cells}
    pdf = make_pdf(Document(report.edition, parts=parts, texts=report.narrative))
    return pdf.data, pdf.pages


def _median(data: bytes, name: str, runs: int) -> float:
    recognise(read_source(data, name))
    return 1000 * statistics.median(_seconds(lambda: recognise(read_source(data, name)), runs))


def _seconds(work: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


if __name__ == "__main__":
    for what, budget, median in reading_rows(int(sys.argv[1]) if len(sys.argv) > 1 else 7):
        sys.stdout.write(f"{what:28}{budget:>10}{median:>10}\n")
