"""The program's own report, saved by another program in another format, is the same report."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlrd

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.forms import form
from report_editor.importers.open_file import import_file
from report_editor.importers.own_workbook import read_own
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.excel.old_records import find_records
from report_editor.importers.readers.excel.old_to_new import rebuild_workbook
from report_editor.importers.reading import read_in_worker
from report_editor.workbook.report_file import make_report_bytes
from tests.importers.libreoffice import convert, needs_libreoffice
from tests.workbook.workbook_surgery import edited, with_part

FILES = Path(__file__).parent / "files"


def make_report(edition: str = "2021") -> Document:
    """A report that has something in each of its parts."""
    cells = {"requests.new.business": "3", "requests.granted.business": "００3"}
    if edition == "2021":
        cells |= {"disclosure.fees.amount": "7730.28", "disclosure.rules.made": "无"}
    return Document(
        form(edition),
        parts={
            Part.FIELDS: {
                Field.ORGANIZATION: "青山县人民政府",
                Field.YEAR: "2023",
                Field.CONTACT: "县政务公开办，电话 0512-5555，\n地址：“人民路”1号",
                Field.SIGNATORY: "=张三",
            },
            Part.CELLS: cells,
            Part.STATED: {"requests.new.total": "4"},
            Part.SET_ASIDE: {"requests.flow": "核对过，是上年结转的口径不同"},
        },
        texts={
            "preamble": ["本报告根据条例编制。"],
            "overview": ["（一）主动公开", "公开49条 <b>&amp;</b>。", "长" * 17_000],
            UNPLACED: ["没有位置的一段"],
        },
    )


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ods", "fods", "xls"])
def test_a_report_saved_by_libreoffice_is_the_report(ending: str, tmp_path: Path) -> None:
    reports = [make_report(edition) for edition in ("2021", "2019")]
    files = convert([make_report_bytes(each) for each in reports], "xlsx", ending)
    for report, data in zip(reports, files, strict=True):
        path = tmp_path / f"年报.{ending}"
        path.write_bytes(data)
        found = read_in_worker(path).result()
        assert found.document == report
        assert "另存" in found.notes[0]
        assert len(found.notes) == 1


def test_an_old_workbook_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = import_file(FILES / "own.xls")
    assert found.document.field(Field.CONTACT).startswith("地址：青禾县柳溪镇文昌路1号")
    assert found.document.field(Field.ORGANIZATION) == "青禾县柳溪镇人民政府"
    assert len(found.document.paragraphs("preamble")) == 2
    assert found.document.paragraphs(UNPLACED) == ()
    assert len(found.notes) == 1


@needs_libreoffice
@pytest.mark.slow
def test_both_ways_give_the_same_report() -> None:
    old, open_document = (import_file(FILES / name) for name in ("own.xls", "own.ods"))
    assert old == open_document


def test_what_was_edited_in_the_other_program_is_taken_over_and_said() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["基本信息"]["B2"] = "青山县公安局"

    found = read_own(edited(rebuild_workbook((FILES / "own.xls").read_bytes()), edit))
    assert found is not None
    assert found.document.field(Field.ORGANIZATION) == "青山县公安局"
    assert "机关全称" in found.notes[1]


def test_a_sheet_of_the_user_is_named_because_it_stays_behind() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("台账")["A1"] = "一"

    found = read_own(edited(make_report_bytes(make_report()), add))
    assert found is not None
    assert "“台账”" in found.notes[1]


def test_a_report_of_a_later_version_is_not_brought_down() -> None:
    def raise_schema(part: bytes) -> bytes:
        return re.sub(rb'(name="ReportEditorSchema".*?>)1<', rb"\g<1>9<", part)

    data = make_report_bytes(make_report())
    with pytest.raises(ImportProblem, match="升级"):
        read_own(with_part(data, "docProps/custom.xml", raise_schema))


def test_what_is_none_of_ours_is_left_to_its_reader() -> None:
    book = openpyxl.Workbook()
    stream = BytesIO()
    book.save(stream)
    assert read_own(stream.getvalue()) is None
    assert read_own(b"%PDF-1.4 report_editor.data") is None
    assert read_own((FILES / "own.xls").read_bytes()[:30_000]) is None


def test_an_old_workbook_becomes_new_cell_by_cell() -> None:
    data = (FILES / "own.xls").read_bytes()
    old = xlrd.open_workbook(file_contents=data, formatting_info=True)
    new = openpyxl.load_workbook(BytesIO(rebuild_workbook(data)))
    assert new.sheetnames == old.sheet_names()
    assert [each.sheet_state for each in new.worksheets].count("hidden") == 1
    other = [
        (sheet.name, row, column)
        for sheet in old.sheets()
        for row in range(sheet.nrows)
        for column in range(sheet.ncols)
        if (new[sheet.name].cell(row + 1, column + 1).value or "") != sheet.cell_value(row, column)
        and sheet.cell_value(row, column) != 0
    ]
    assert other == []
    assert old.sheet_by_index(0).cell_value(0, 0) == 0  # LibreOffice did not compute the title
    assert new.worksheets[0]["A1"].value is None
    names = {each.name for each in old.name_obj_list if each.scope == -1}
    assert set(new.defined_names) == names


def test_names_that_compute_are_not_read() -> None:
    """Xlrd computes names; a chain of thirty that double each other fills the memory."""
    records = bytearray(find_records((FILES / "own.xls").read_bytes()))
    name = records.index(b"basics.contact")
    size = name - 1 - 14 + 4  # within the head: the bytes of the formula
    (before,) = struct.unpack_from("<H", records, size)
    assert before == 7
    struct.pack_into("<H", records, size, before + 1)
    new = openpyxl.load_workbook(BytesIO(rebuild_workbook(bytes(records))))
    assert "basics.contact" not in new.defined_names
    assert "basics.year" in new.defined_names
