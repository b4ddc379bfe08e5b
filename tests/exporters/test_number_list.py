"""The CSV of the numbers, as spreadsheets and other programs get it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from report_editor.exporters.number_list import make_number_list
from report_editor.exporters.registry import EXPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    MakeReport = Callable[..., Document]


def test_no_text_of_it_is_a_formula(make_report: MakeReport) -> None:
    document = make_report(
        organization='=HYPERLINK("http://x")',
        year="@2022",
        cells={"requests.new.business": "+cmd|' /C calc'!A0", "requests.new.research": "-x"},
    )
    text, _ = make_number_list(document)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    for row in rows[1:]:
        for name, cell in zip(rows[0], row, strict=True):
            is_plain = name == "数值" and cell.lstrip("-").replace(".", "", 1).isdigit()
            assert is_plain or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_decrease_is_a_number(make_report: MakeReport) -> None:
    document = make_report("2019", cells={"disclosure.licensing.change": "-3"})
    text, _ = make_number_list(document)
    (row,) = [each for each in csv.DictReader(io.StringIO(text)) if each["数值"] == "-3"]
    assert row["地址"] == "disclosure.licensing.change"
    assert row["原文"] == ""


def test_excel_sees_that_it_is_utf_8_and_hidden_characters_are_named(
    make_report: MakeReport,
) -> None:
    document = make_report(cells={"requests.new.business": "3\u202e4"})
    exporter = next(each for each in EXPORTERS if each.ending == ".csv")
    exported = exporter.write(document, exporter.options(), lambda _: None)
    assert exported.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in exported.data
    assert "3�4" in exported.data.decode("utf-8-sig")
    assert "“新收·商业企业”" in exported.notes[0]
