"""A report written as a workbook and read again is the same report, whatever stands in it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from report_editor.document import FIELDS, UNPLACED, Document, Part
from report_editor.document.commands import set_cells
from report_editor.forms import Form, forms
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook
from tests.workbook.workbook_surgery import edited, named_cell, small_workbook

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


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_what_is_written_reads_back_as_the_same_report(document: Document) -> None:
    data = to_workbook(document)
    reopened = from_workbook(data)
    assert reopened.document == document
    assert reopened.notes == ()
    assert not reopened.read_only
    assert to_workbook(document) == data


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_script_reads_every_total_without_calculating(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(to_workbook(document)), data_only=True)
    for address, cell in document.form.cells.items():
        sheet, place = next(book.defined_names[address].destinations)
        if cell.is_total:
            assert book[sheet][place].value == pytest.approx(float(document.value(address)))


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
