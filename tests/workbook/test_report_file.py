"""A report saved to its file and opened again; whatever fails leaves the old file as it was."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from report_editor.document import Document
from report_editor.files.refusals import LARGEST_FILE, ReadProblem
from report_editor.forms import form
from report_editor.workbook.report_file import (
    NotOurs,
    WorkbookProblem,
    open_report,
    save_report,
)
from report_editor.workbook.write import to_workbook
from tests.workbook.workbook_surgery import edited, packed, parts_of, small_report, small_workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

OWN = "我的台账"
REQUESTS = "三、收到和处理政府信息公开申请情况"


def with_own_sheet() -> bytes:
    """The small workbook after a user added a sheet of every kind of content before the others."""

    def add(book: Workbook) -> None:
        sheet = book.create_sheet(OWN, 0)
        sheet["A1"] = "科室"
        sheet["A1"].font = Font(name="楷体", bold=True, color="FFFF0000")
        sheet["A1"].comment = Comment("问过老王", "小李")
        sheet["A2"] = "=1 是文字"
        sheet["A2"].data_type = "s"
        sheet["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["B2"], sheet["B3"] = 3.14159, 5
        sheet["B2"].number_format = '0.00"万元"'
        sheet["C1"] = f"='{REQUESTS}'!D5*2"
        sheet["C2"] = "='[1]Sheet1'!A1"
        sheet.merge_cells("A5:B6")
        sheet.column_dimensions["A"].width = 33
        green = PatternFill("solid", bgColor="FF00FF00")
        rule = CellIsRule("greaterThan", ["4"], fill=green)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add("B2:B3", rule)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
        sheet.add_chart(chart, "E5")
        sheet.print_area = "A1:C9"
        book.defined_names["mine"] = DefinedName("mine", attr_text=f"'{OWN}'!$B$2")
        book.create_sheet("空表").sheet_state = "hidden"

    return edited(small_workbook(), add)


def test_a_saved_report_opens_as_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "报告 2024.xlsx"
    save_report(small_report(), path)
    reopened = open_report(path)
    assert reopened.document == small_report()
    assert (reopened.notes, reopened.read_only) == ((), False)
    assert path.read_bytes() == small_workbook()


def test_sheets_a_user_added_survive_every_save(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_own_sheet())
    assert open_report(path).document == small_report()
    sizes = []
    for _ in range(3):
        save_report(small_report(), path)
        sizes.append(path.stat().st_size)
    assert len(set(sizes[1:])) == 1
    assert open_report(path).document == small_report()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-2:] == [OWN, "空表"]
    assert book["空表"].sheet_state == "hidden"
    sheet = book[OWN]
    assert (sheet["A1"].value, sheet["A1"].font.name, sheet["A1"].font.b) == ("科室", "楷体", True)
    assert sheet["A1"].font.color is not None
    assert sheet["A1"].font.color.rgb == "FFFF0000"
    assert sheet["A1"].comment is not None
    assert sheet["A1"].comment.text == "问过老王"
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1 是文字", "s")
    assert sheet["A2"].fill.fgColor.rgb == "FFFFFF00"
    assert (sheet["B2"].value, sheet["B2"].number_format) == (3.14159, '0.00"万元"')
    assert sheet["C1"].value == f"='{REQUESTS}'!D5*2"
    assert sheet["C2"].value is None, "a reference to another file has lost its list of files"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A5:B6"]
    assert sheet.column_dimensions["A"].width == 33
    (rules,) = (each.rules for each in sheet.conditional_formatting)
    assert rules[0].dxf.fill.bgColor.rgb == "FF00FF00"
    assert len(sheet._charts) == 1  # type: ignore[attr-defined]
    assert sheet.print_area == f"'{OWN}'!$A$1:$C$9"
    assert book.defined_names["mine"].attr_text == f"'{OWN}'!$B$2"
    unchanged = openpyxl.load_workbook(BytesIO(small_workbook()))
    for name in unchanged.sheetnames:
        for row in unchanged[name].iter_rows():
            for cell in row:
                kept = book[name][cell.coordinate]
                assert kept.value == cell.value
                assert repr((kept.font, kept.border)) == repr((cell.font, cell.border))


def test_fonts_of_a_users_sheet_stay_and_none_of_the_form_comes_in(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet(OWN)
        sheet["A1"], sheet["A2"] = "没有格式", "楷体"
        sheet["A2"].font = Font(name="楷体", size=15)

    def fonts(data: bytes) -> list[tuple[str | None, float | None]]:
        sheet = openpyxl.load_workbook(BytesIO(data))[OWN]
        return [(sheet[cell].font.name, sheet[cell].font.sz) for cell in ("A1", "A2", "B9")]

    path = tmp_path / "a.xlsx"
    path.write_bytes(edited(small_workbook(), add))
    before = fonts(path.read_bytes())
    assert before == [("宋体", 11), ("楷体", 15), ("宋体", 11)]
    for _ in range(2):
        save_report(small_report(), path)
        assert fonts(path.read_bytes()) == before
    styles = parts_of(path.read_bytes())["xl/styles.xml"].decode()
    assert re.findall('<font><name val="([^"]*)"', styles)[0] == "宋体", "widths count its digits"
    assert "Calibri" not in styles


def test_what_cannot_come_along_leaves_no_dangling_reference() -> None:
    """A second window, a pivot table, an embedded object: references to parts that stay behind."""
    parts = parts_of(with_own_sheet())
    sheet, relations = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts[relations] = parts[relations].replace(
        b"</Relationships>",
        (
            f'<Relationship Id="rIdX" Type="{kind}/oleObject" Target="/xl/embeddings/x.bin"/>'
            f'<Relationship Id="rIdP" Type="{kind}/pivotTable" Target="/xl/pivot.xml"/>'
            "</Relationships>"
        ).encode(),
    )
    parts["xl/embeddings/x.bin"] = parts["xl/pivot.xml"] = b"<x/>"
    parts[sheet] = parts[sheet].replace(
        b"</worksheet>",
        (
            f'<oleObjects xmlns:r="{kind}"><oleObject shapeId="1" r:id="rIdX"/></oleObjects>'
            "</worksheet>"
        ).encode(),
    )
    parts[sheet] = parts[sheet].replace(b'workbookViewId="0"', b'workbookViewId="3"')
    saved = parts_of(to_workbook(small_report(), keep=packed(parts)))
    kept = saved["xl/worksheets/sheet9.xml"]
    assert b"oleObject" not in kept
    assert b'workbookViewId="0"' in kept
    listed = saved["xl/worksheets/_rels/sheet9.xml.rels"]
    assert b"rIdX" not in listed
    assert b"rIdP" not in listed
    assert set(re.findall(rb'r:id="([^"]*)"', kept)) <= set(re.findall(rb'Id="([^"]*)"', listed))
    for name, content in saved.items():
        if name.endswith(".rels") and "/worksheets/" in name:
            for target in re.findall(rb'Target="/([^"]*)"', content):
                assert target.decode() in saved
                assert b'PartName="/' + target + b'"' in saved["[Content_Types].xml"]


def test_the_first_save_of_a_process_may_be_in_a_worker(tmp_path: Path) -> None:
    """Many at once, each loading what a save needs, while nothing is loaded yet."""
    save_report(small_report(), tmp_path / "a.xlsx")
    program = (
        "import sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path;"
        "from report_editor.workbook.report_file import load_writer, open_report, report_bytes;"
        "before = Path(sys.argv[1]); document = open_report(before).document;"
        "assert 'openpyxl' not in sys.modules;"
        "threads = ThreadPoolExecutor(8); loading = threads.submit(load_writer);"
        "made = [threads.submit(report_bytes, document.copy()) for _ in range(12)];"
        "assert {each.result() for each in made} == {before.read_bytes()}; loading.result()"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.xlsx")],
        check=True,
        cwd=Path(__file__).parents[2],
    )


def test_nothing_of_a_report_goes_into_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    save_report(small_report(), tmp_path / "a.xlsx")
    assert [each.name for each in tmp_path.glob("*.xlsx")] == ["a.xlsx"]


def test_save_as_carries_the_added_sheets_of_the_file_that_was_open(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(with_own_sheet())
    save_report(small_report(), second, sheets_of=first)
    assert OWN in openpyxl.load_workbook(second).sheetnames


def test_a_report_on_the_other_form_replaces_all_sheets_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    older = Document(form("2019"), texts={"overview": ["旧格式。"]})
    save_report(older, path)
    assert open_report(path).document == older
    assert path.read_bytes() == to_workbook(older)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "文字".encode()])
def test_what_is_not_ours_is_replaced_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    save_report(small_report(), path)
    assert open_report(path).document == small_report()


def test_a_file_larger_than_any_report_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    save_report(small_report(), path)
    assert path.read_bytes() == small_workbook()


def test_an_added_sheet_that_is_damaged_stops_the_save(tmp_path: Path) -> None:
    parts = parts_of(with_own_sheet())
    name = "xl/worksheets/sheet1.xml"
    assert b"legacyDrawing" in parts[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(before := packed({**parts, name: parts[name][:200]}))
    with pytest.raises(WorkbookProblem, match=OWN):
        save_report(small_report(), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", ["9999", "0000000000007777", "1" * 5000, "-1", "x"])
@pytest.mark.parametrize(
    "cell", ['<c r="A1" s="{}"/>', '<c r="A1" t="s"><v>{}</v></c>'], ids=["format", "text"]
)
def test_an_added_sheet_with_a_number_that_means_nothing_stops_the_save(
    cell: str, number: str
) -> None:
    parts = parts_of(with_own_sheet())
    name = "xl/worksheets/sheet1.xml"
    first = re.compile(rb'<c r="A1".*?</c>')
    assert first.search(parts[name])
    parts[name] = first.sub(cell.format(number).encode(), parts[name])
    with pytest.raises(WorkbookProblem, match=OWN):
        to_workbook(small_report(), keep=packed(parts))


def test_parts_that_refer_to_each_other_in_a_long_row_come_along() -> None:
    """As long a row as a file may have parts for, and longer than Python may call itself."""
    parts = parts_of(with_own_sheet())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"

    def leads_to(target: str) -> bytes:
        relation = f'<Relationship Id="rIdNext" Type="{kind}" Target="/{target}"/>'
        return f'<Relationships xmlns="{space}">{relation}</Relationships>'.encode()

    last = 975
    for number in range(last + 1):
        parts[f"xl/media/{number}.xml"] = b"<x/>"
        following = f"xl/media/{(number + 1) % (last + 1)}.xml"
        parts[f"xl/media/_rels/{number}.xml.rels"] = leads_to(following)
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    first = f'<Relationship Id="rIdFirst" Type="{kind}" Target="/xl/media/0.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", first.encode())
    saved = parts_of(to_workbook(small_report(), keep=packed(parts)))
    assert f"xl/media/{last}.xml" in saved


def test_a_report_that_could_not_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    enormous = Document(form("2021"), texts={"overview": ["".join(map(str, range(4_000_000)))]})
    with pytest.raises(WorkbookProblem, match="没有保存"):
        save_report(enormous, path)
    assert path.read_bytes() == before


def test_a_report_that_reads_back_as_another_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    official = form("2021")
    other = Document(dataclasses.replace(official, sections=official.sections[:-1]))
    with pytest.raises(WorkbookProblem, match="不一致"):
        save_report(other, path)
    assert path.read_bytes() == before


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(ReadProblem, match="文件夹"):
        open_report(tmp_path)
    with pytest.raises(ReadProblem, match="文件夹"):
        save_report(small_report(), tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadProblem, match=r"找不到“没有\.xlsx”"):
        open_report(tmp_path / "没有.xlsx")


def test_a_foreign_file_is_left_to_the_importers(tmp_path: Path) -> None:
    path = tmp_path / "网页.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    with pytest.raises(NotOurs):
        open_report(path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX permissions")
def test_a_file_without_read_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(ReadProblem, match="没有权限"):
            open_report(path)
        with pytest.raises(ReadProblem, match="没有权限"):
            save_report(small_report(), path)
    finally:
        os.seteuid(user)
