"""LibreOffice reads the workbook as we mean it: same totals, same names, nothing changed."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest
from openpyxl.styles import Font
from python_calamine import load_workbook

from report_editor.document import Document, Part
from report_editor.forms import Form, forms
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook
from tests.workbook.user_sheets import with_own_sheet
from tests.workbook.workbook_surgery import edited, named_cell, packed, parts_of, small_report

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
RAWS = [
    "00",
    "１２３",
    "1,234",
    "22（其中修订16件）",
    "若干",
    "/",
    "7",
    "",
    "5件",
    "-3",
    " 8 ",
    "=1+1",
]
TEXTS = [
    "（一）主动公开。",
    "=1+1",
    "  前后有空格  ",
    "\t开头",
    "一\n二\r\n三",
    "\x00\x0b",
    "😀🄀𠮷",
    "长" * 40_000,
    "_x000D_",
    "2024",
    "TRUE",
    "1月1日",
    "'引号",
    "<&>\"'",
    "",
    "最后一段",
]


def report(form: Form) -> Document:
    raws = {cell.address: RAWS[at % len(RAWS)] for at, cell in enumerate(form.inputs)}
    raws |= {
        cell.address: "59237.2449"
        for cell in form.inputs
        if cell.address == "disclosure.fees.amount"
    }
    total = next(cell.address for cell in form.cells.values() if cell.is_total)
    return Document(
        form,
        parts={
            Part.FIELDS: {"organization": " 某乡 ", "year": "2024", "contact": "=1+1"},
            Part.CELLS: {address: raw for address, raw in raws.items() if raw},
            Part.STATED: {total: "7"},
        },
        texts={"preamble": TEXTS[:3], "overview": TEXTS, "problems": ["", "x"]},
    )


def converted(data: bytes, folder: Path, *, ending: str) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    (folder / "in").mkdir(exist_ok=True)
    source = folder / "in" / "a.xlsx"
    source.write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (folder / f"a.{ending}").read_bytes()


def with_wrong_stored_values(data: bytes) -> bytes:
    """Every value stored with a formula replaced, so that only a calculation can be right."""
    wrong = {
        name: re.sub(rb"(</f><v>)[^<]*", rb"\g<1>987654321", content)
        for name, content in parts_of(data).items()
    }
    return packed(wrong)


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_it_calculates_the_same_totals_from_the_formulas(form: Form, tmp_path: Path) -> None:
    document = report(form)
    recalculated = converted(
        with_wrong_stored_values(to_workbook(document)), tmp_path, ending="xlsx"
    )
    book = openpyxl.load_workbook(BytesIO(recalculated), data_only=True)
    totals = [cell.address for cell in form.cells.values() if cell.is_total]
    assert totals
    for address in totals:
        assert named_cell(book, address).value == pytest.approx(float(document.value(address)))
    assert book["基本信息"]["A1"].value == "某乡2024年政府信息公开工作年度报告"
    difference = named_cell(book, "check.requests.flow.total").value
    left, right = (
        document.sum_of(cell.address for cell in side)
        for side in (form.balances[-1].left, form.balances[-1].right)
    )
    assert difference == pytest.approx(float(left - right))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_report_saved_by_it_is_the_same_report(form: Form, tmp_path: Path) -> None:
    document = report(form)
    saved = converted(to_workbook(document), tmp_path, ending="xlsx")
    assert b"LibreOffice" in parts_of(saved)["docProps/app.xml"]
    reopened = from_workbook(saved)
    assert reopened.notes == ()
    assert reopened.document == document
    assert set(form.cells) <= set(openpyxl.load_workbook(BytesIO(saved)).defined_names)


def test_sheets_added_with_it_survive_a_save(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("我的台账")
        sheet["A1"], sheet["B1"], sheet["B2"] = "科室", 3, "=B1*2"
        sheet["A1"].font = Font(bold=True, color="FFFF0000")
        sheet["A1"].number_format = "0.000"

    document = report(forms()[-1])
    keep = converted(edited(to_workbook(document), add), tmp_path, ending="xlsx")
    assert "xl/sharedStrings.xml" in parts_of(keep)
    saved = to_workbook(document, keep=keep)
    assert from_workbook(saved).document == document
    seen = converted(saved, tmp_path, ending="xlsx")
    assert from_workbook(seen).document == document
    sheet = openpyxl.load_workbook(BytesIO(seen), data_only=True)["我的台账"]
    assert [cell.value for cell in (sheet["A1"], sheet["B1"], sheet["B2"])] == ["科室", 3, 6]
    assert sheet["A1"].font.b
    assert sheet["A1"].font.color is not None
    assert sheet["A1"].font.color.rgb == "FFFF0000"
    assert sheet["A1"].number_format == "0.000"


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_it_finds_the_values_stored_with_the_formulas_right(form: Form, tmp_path: Path) -> None:
    """Calculated anew, no cell changes: read by a third program from both files."""
    data = to_workbook(report(form))
    stored = load_workbook(BytesIO(data))
    calculated = load_workbook(BytesIO(converted(data, tmp_path, ending="xlsx")))
    for name in stored.sheet_names:
        before, after = (
            {
                (row, column): value
                for row, values in enumerate(book.get_sheet_by_name(name).to_python())
                for column, value in enumerate(values)
                if value != ""
            }
            for book in (stored, calculated)
        )
        assert before.keys() == after.keys()
        for cell, value in before.items():
            same = pytest.approx(value) if isinstance(value, float) else value
            assert after[cell] == same, (name, cell)


def pages(data: bytes, folder: Path) -> list[str]:
    """The texts of the pages that it prints, in order of the texts."""
    (folder / "a.pdf").write_bytes(converted(data, folder, ending="pdf"))
    text = subprocess.run(
        ["pdftotext", "-raw", str(folder / "a.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    return sorted(re.sub(r"— [0-9]+ —", "", page) for page in text.split("\f"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_added_sheets_print_the_same_after_a_save(tmp_path: Path) -> None:
    """A sheet with a chart, a comment and its own formats, and a sheet that is a chart."""
    data = with_own_sheet()
    # The formula into another file goes; of that file nothing was known, so it had no value.
    before = [page.replace("#NAME?\n", "") for page in pages(data, tmp_path)]
    assert pages(to_workbook(small_report(), keep=data), tmp_path) == before
    assert any("科室" in page for page in before)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_its_pages_are_those_of_the_form(tmp_path: Path) -> None:
    form = forms()[-1]
    (tmp_path / "a.pdf").write_bytes(converted(to_workbook(report(form)), tmp_path, ending="pdf"))
    pages = (
        subprocess.run(
            ["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True
        )
        .stdout.decode()
        .removesuffix("\f")
        .split("\f")
    )
    for number, page in enumerate(pages, 1):
        assert f"— {number} —" in page
    seen = re.sub(r"\s", "", "".join(pages))
    for table in form.tables.values():
        for cell in table.grid:
            assert re.sub(r"\s", "", cell.text) in seen
    described = subprocess.run(
        ["pdfinfo", "-l", "-1", str(tmp_path / "a.pdf")], check=True, capture_output=True
    ).stdout.decode()
    assert described.count("(A4)") == len(pages)


def test_it_prints_a_long_paragraph_to_its_end(tmp_path: Path) -> None:
    sentence = "本年度主动公开政府信息和依申请公开政府信息的情况如下。"
    texts = [f"{sentence * count}第{count}段完毕。" for count in (30, 70, 150)]
    document = Document(forms()[-1], texts={"overview": texts, "preamble": texts})
    pdf = pypdfium2.PdfDocument(converted(to_workbook(document), tmp_path, ending="pdf"))
    shown = "".join(page.get_textpage().get_text_range() for page in pdf)
    shown = "".join(shown.split())
    for count in (30, 70, 150):
        assert shown.count(f"第{count}段完毕") == 2
    assert shown.count("情况如下") == 2 * (30 + 70 + 150)
