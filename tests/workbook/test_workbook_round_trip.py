"""A report written as a workbook and read again is the same report, whatever stands in it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from report_editor.document import FIELDS, UNPLACED, Document, Part
from report_editor.document.commands import set_cells
from report_editor.forms import Form, form, forms
from report_editor.workbook.layout import TEXT_WIDTH, defined_names
from report_editor.workbook.paragraph_rows import split_paragraph
from report_editor.workbook.read import from_workbook
from report_editor.workbook.values import show_text
from report_editor.workbook.write import to_workbook
from tests.workbook.workbook_surgery import edited, named_cell, small_report, small_workbook

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from openpyxl.workbook import Workbook

RAWS = st.one_of(
    st.integers(0, 10**6).map(str),
    st.decimals(0, 10**8, places=4).map(str),
    st.sampled_from(
        [
            "00",
            "１２３",
            "1,234",
            "5件",
            "22（其中修订16件）",
            "若干",
            "/",
            "—",
            "无",
            "-3",
            "2.5",
            "=1+1",
            "=cmd",
            "+1",
            "@x",
            "1e5",
            "1e999",
            "NaN",
            "TRUE",
            "0.1万元",
            " 7 ",
            "999999999999999",
            "9.95",
            "59237.2449",
            "12345678901234567890",
            "'5",
            "_x0041_",
            "",
        ]
    ),
    st.text(max_size=12),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(
        [
            "",
            " ",
            "=SUM(A1)",
            "\t开头",
            "  前后有空格  ",
            "😀🀄𠮷",
            "一\n二\r\n三\r四",
            "\x00\x0b\x1f",
            "_x000D_",
            "{=1}",
            "-1",
            "2022",
            "1月1日",
            "<&>\"'",
            "\ufffe\uffff",
            "�",
        ]
    ),
    st.sampled_from(["x" * 40_000, "𠮷" * 16_001, "长" * 32_000, "长" * 32_001, "长" * 100_000]),
)


@st.composite
def documents(draw: DrawFn) -> Document:
    form: Form = draw(st.sampled_from(forms()))
    inputs = [cell.address for cell in form.inputs]
    totals = [cell.address for cell in form.cells.values() if cell.is_total]
    keyed = st.dictionaries(st.text(max_size=8), TEXTS, max_size=2)
    return Document(
        form,
        parts={
            Part.FIELDS: draw(st.dictionaries(st.sampled_from(FIELDS), TEXTS)),
            Part.CELLS: draw(st.dictionaries(st.sampled_from(inputs), RAWS, max_size=30)),
            Part.STATED: draw(st.dictionaries(st.sampled_from(totals), RAWS, max_size=5)),
            Part.SET_ASIDE: draw(keyed),
            Part.UNCONFIRMED: draw(keyed),
            Part.PREVIOUS: draw(keyed),
        },
        texts={
            section: draw(st.lists(TEXTS, max_size=4))
            for section in [*(each.key for each in form.text_sections), UNPLACED]
        },
    )


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_what_is_written_reads_back_as_the_same_report(document: Document) -> None:
    data = to_workbook(document)
    reopened = from_workbook(data)
    assert reopened.document == document
    assert reopened.notes == ()
    assert not reopened.read_only
    assert to_workbook(document) == data


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_reader_that_does_not_calculate_finds_every_total(document: Document) -> None:
    book = load_workbook(BytesIO(to_workbook(document)))
    assert list(book.sheet_names)[:-1] == list(
        dict.fromkeys(sheet for sheet, _ in defined_names(document.form).values())
    )
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    for address, (sheet, position) in defined_names(document.form).items():
        if address in document.form.cells and document.form.cells[address].is_total:
            value = sheets[sheet][position.row][position.column]
            assert value == pytest.approx(float(document.value(address)))


TRAPS = [
    *("=1+1", "#N/A", "#REF!", "_x0041_", "_x000D_", "_x005F_x0041_", "{=1}", "+1", "@x", "'5"),
    *("TRUE", "1e5", "007", "2024-01-01", "http://example.cn", "<&>", "]]>"),
    *("  前后有空格  ", " ", "\t开头", "一\n二\r\n三", "\n", "\x00\x0b\x1f", "\ud800半", "\ufffe"),
    *("x" * 8_000, "长" * 32_767, "长" * 40_000, "_x0041_" * 5_000, "😀" * 17_000),
]


def test_another_reader_finds_every_text_as_the_editor_shows_it() -> None:
    """No text becomes a formula, an error, a number, an escape or less than was written."""
    report = Document(form("2021"), texts={"overview": TRAPS})
    data = to_workbook(report)
    rows = load_workbook(BytesIO(data)).get_sheet_by_name("一、总体情况").to_python()
    paragraphs = report.paragraphs("overview")
    assert {"一", "二", "三", "�半", "�"} < {*paragraphs}
    shown = map(show_text, paragraphs)
    parts = [part for text in shown for part in split_paragraph(text, TEXT_WIDTH)]
    assert [row[0] for row in rows[1:]] == parts
    assert from_workbook(data).document == report


@pytest.mark.slow
def test_a_trap_in_an_input_or_in_the_metadata_stays_a_text() -> None:
    addresses = [cell.address for cell in form("2021").inputs]
    raws = dict(zip(addresses, (text for text in TRAPS if not text.isspace()), strict=False))
    for trap in ("=1+1", "_x0041_", "#N/A", "\x00", "长" * 40_000):
        report = Document(
            form("2021"),
            parts={Part.CELLS: raws, Part.FIELDS: {"title": trap, "organization": trap}},
        )
        data = to_workbook(report)
        rows = load_workbook(BytesIO(data)).get_sheet_by_name("基本信息").to_python()
        assert rows[0][0] == show_text(trap)[:8_000], "the value of the title's formula"
        assert rows[1][1] == show_text(trap)
        assert from_workbook(data).document == report


@pytest.mark.slow
def test_several_threads_write_the_same_bytes_as_one() -> None:
    reports = [small_report(), *(Document(each, texts={"overview": TRAPS}) for each in forms())]
    expected = [to_workbook(report) for report in reports]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(5):
            assert list(threads.map(to_workbook, reports)) == expected


@pytest.mark.slow
def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.workbook.workbook_surgery import small_workbook as made;"
        "print(*(hashlib.sha256(made()).hexdigest() for _ in range(2)))"
    )
    seen = {
        digest
        for seed in ("1", "2")
        for digest in subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
        )
        .stdout.decode()
        .split()
    }
    assert seen == {hashlib.sha256(small_workbook()).hexdigest()}


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_any_inputs_edited_elsewhere_are_taken_over_and_nothing_else(
    document: Document, data: st.DataObject
) -> None:
    # openpyxl reads the text _x0041_ as A and saves it as such.
    assume("_x0041_" not in document.entries(Part.CELLS).values())
    inputs = st.sampled_from([cell.address for cell in document.form.inputs])
    typed = data.draw(st.dictionaries(inputs, st.integers(0, 999_999), min_size=1, max_size=8))

    def edit(book: Workbook) -> None:
        for address, number in typed.items():
            named_cell(book, address).value = number

    reopened = from_workbook(edited(to_workbook(document), edit))
    expected = from_workbook(to_workbook(document)).document
    changed = {
        address: str(number)
        for address, number in typed.items()
        if expected.number(address) != number
    }
    expected.apply(set_cells(expected, changed))
    assert reopened.document.entries(Part.CELLS) == expected.entries(Part.CELLS)
    assert reopened.document.entries(Part.STATED) == expected.entries(Part.STATED)
    for address in expected.form.cells:
        assert reopened.document.number(address) == expected.number(address)
