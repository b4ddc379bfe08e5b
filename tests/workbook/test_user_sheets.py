"""Sheets that a user added survive every save; what cannot is named before."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from report_editor.document import Document
from report_editor.forms import form
from report_editor.ooxml.problems import PackageProblem
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import open_report, save_report
from report_editor.workbook.user_sheets import list_losses
from report_editor.workbook.write import to_workbook
from tests.bounded_work import bounded_work
from tests.workbook import transforming
from tests.workbook.user_sheets import (
    BOOK,
    BOOK_RELATIONS,
    OFFICE,
    OWN,
    OWN_PART,
    OWN_RELATIONS,
    REQUESTS,
    append_to_sheet,
    chart_of,
    own_parts,
    put_cell,
    related,
    with_own_sheet,
)
from tests.workbook.workbook_surgery import (
    edited,
    named_cell,
    packed,
    parts_of,
    small_report,
    small_workbook,
    with_row_inserted,
    with_shared_strings,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.workbook.transforming import Transformation

LOST = list_losses(with_own_sheet())
"""The formula into another file, of which nothing is known."""
KEPT = "xl/worksheets/sheet9.xml"
"""The user's sheet behind the eight of the report."""
MICROSOFT = "http://schemas.microsoft.com/office"


def save_onto(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of the report saved onto a file, which must be sound and read back the same."""
    data = to_workbook(small_report(), keep=packed(parts))
    assert_sound(data)
    assert from_workbook(data).document == small_report()
    return parts_of(data)


def charts(sheet: Any) -> list[object]:
    found: list[object] = sheet._charts
    return found


def assert_sound(data: bytes) -> None:
    """Every part has one type, every relation a target, every reference a relation."""
    parts = parts_of(data)
    assert len({name.casefold() for name in parts}) == len(parts)
    types = etree.fromstring(parts["[Content_Types].xml"])
    listed = [each.get("PartName")[1:] for each in types if each.get("PartName")]
    endings = {each.get("Extension") for each in types}
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(parts)
    for name, content in parts.items():
        assert name in listed or name.rpartition(".")[2] in endings
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(posixpath.dirname(name))[0], posixpath.basename(name)[:-5]
        ids = set()
        for relation in etree.fromstring(content):
            ids.add(relation.get("Id"))
            if relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target"))
                assert posixpath.normpath(target)[1:] in parts
        source = parts.get(posixpath.join(folder, base), b"<x/>")
        if source.startswith(b"<"):
            for element in etree.fromstring(source).iter():
                used = {element.get(key) for key in element.attrib if f"{{{OFFICE}}}" in key}
                assert used <= ids, element.tag


@pytest.mark.slow
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
    assert_sound(path.read_bytes())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-3:] == [OWN, "空表", "图表页"]
    assert [each.title for each in book.chartsheets] == ["图表页"]
    assert len(charts(book["图表页"])) == 1
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
    assert len(charts(sheet)) == 1
    assert sheet.print_area == f"'{OWN}'!$A$1:$C$9"
    assert book.defined_names["mine"].attr_text == f"'{OWN}'!$B$2"
    unchanged = openpyxl.load_workbook(BytesIO(small_workbook()))
    for name in unchanged.sheetnames:
        for row in unchanged[name].iter_rows():
            for cell in row:
                kept = book[name][cell.coordinate]
                assert kept.value == cell.value
                assert repr((kept.font, kept.border)) == repr((cell.font, cell.border))


@pytest.mark.parametrize(
    "transform",
    [
        transforming.to_strict(frozenset(own_parts())),
        transforming.backslash_names,
        transforming.capital_names,
        transforming.inline_strings,
        transforming.shared_strings,
        transforming.move_parts(
            {
                "xl/charts/chart1.xml": "xl/worksheets/sheet2.xml",
                "xl/worksheets/sheet2.xml": "xl/charts/chart1.xml",
                OWN_PART: "xl/theme/theme1.xml",
                "xl/theme/theme1.xml": "a/b.xml",
                BOOK: "c.xml",
            }
        ),
    ],
    ids=["strict", "backslash", "capital", "inline", "shared", "other names"],
)
def test_sheets_of_a_file_written_otherwise_survive_too(transform: Transformation) -> None:
    saved = save_onto(transform(own_parts()))
    book = openpyxl.load_workbook(BytesIO(packed(saved)))
    sheet = book[OWN]
    assert (sheet["A1"].value, sheet["A2"].value) == ("科室", "=1 是文字")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (3.14159, '0.00"万元"')
    assert sheet["A1"].comment is not None
    assert len(charts(sheet)) == 1
    assert len(charts(book["图表页"])) == 1
    assert book["空表"].sheet_state == "hidden"
    assert list_losses(packed(saved)) == ()


def test_rich_text_stands_in_the_cell_itself() -> None:
    """Nothing hangs on a list of texts that the workbook shares: the new file may have none."""
    parts = transforming.shared_strings(own_parts())
    rich = "<si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space='preserve'> 细</t></r></si>"
    text = b'<c r="A1"[^>]*>.*?</c>'
    strings = parts.get(
        "xl/sharedStrings.xml", b"<sst xmlns='%s'></sst>" % transforming.MAIN.encode()
    )
    number = strings.count(b"<si>")
    parts["xl/sharedStrings.xml"] = strings.replace(b"</sst>", rich.encode() + b"</sst>")
    parts[OWN_PART] = re.sub(text, f'<c r="A1" t="s"><v>{number}</v></c>'.encode(), parts[OWN_PART])
    kept = save_onto(parts)[KEPT]
    assert b't="s"' not in kept
    assert re.search(b'<c r="A1"[^>]*t="inlineStr"><is><r><rPr><b/></rPr>', kept)


@pytest.mark.slow
def test_pictures_in_cells_of_wps_survive() -> None:
    parts = own_parts()
    put_cell(parts, '<c r="J1" t="str"><f>_xlfn.DISPIMG("ID_A",1)</f><v>=DISPIMG("ID_A",1)</v></c>')
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"
    related(parts, BOOK, kind, "xl/cellimages.xml")
    parts["xl/cellimages.xml"] = f'<i xmlns:r="{OFFICE}"><b r:embed="rId1"/></i>'.encode()
    parts["xl/_rels/cellimages.xml.rels"] = b"<Relationships xmlns='%s'></Relationships>" % (
        b"http://schemas.openxmlformats.org/package/2006/relationships"
    )
    related(parts, "xl/cellimages.xml", "image", "xl/media/image1.png")
    parts["xl/_rels/cellimages.xml.rels"] = parts["xl/_rels/cellimages.xml.rels"].replace(
        b"rIdX0", b"rId1"
    )
    assert list_losses(packed(parts)) == LOST
    for _ in range(2):
        parts = save_onto(parts)
        assert b"DISPIMG" in parts[KEPT]
        assert kind.encode() in parts[BOOK_RELATIONS]
        assert b"embed" in parts["xl/cellimages.xml"]
        assert "xl/media/image1.png" in parts


def test_what_excel_keeps_in_the_workbook_for_its_cells_survives() -> None:
    """Pictures in cells, formulas over several cells, and the writers of comments in threads."""
    parts = own_parts()
    put_cell(parts, '<c r="J1" t="e" vm="1"><v>#VALUE!</v></c>')
    put_cell(parts, '<c r="K1" cm="1"><f t="array" ref="K1">B2:B3</f><v>5</v></c>')
    for kind, target in (
        ("sheetMetadata", "xl/metadata.xml"),
        (f"{MICROSOFT}/2022/10/relationships/richValueRel", "xl/richData/richValueRel.xml"),
        (f"{MICROSOFT}/2017/10/relationships/person", "xl/persons/person.xml"),
    ):
        related(parts, BOOK, kind, target)
    thread = f"{MICROSOFT}/2017/10/relationships/threadedComment"
    related(parts, OWN_PART, thread, "xl/threadedComments/threadedComment1.xml")
    assert list_losses(packed(parts)) == LOST
    saved = save_onto(parts)
    assert b'vm="1"' in saved[KEPT]
    assert b'cm="1"' in saved[KEPT]
    assert {"xl/metadata.xml", "xl/richData/richValueRel.xml", "xl/persons/person.xml"} <= set(
        saved
    )
    assert "xl/threadedComments/threadedComment1.xml" in saved


def test_without_the_parts_they_need_cells_do_not_refer_to_them() -> None:
    parts = own_parts()
    put_cell(parts, '<c r="J1" t="e" vm="1" cm="1"><v>#VALUE!</v></c>')
    assert not re.search(rb"\b[cv]m=", save_onto(parts)[KEPT])


def test_what_needs_the_workbook_is_named_and_leaves_no_reference() -> None:
    """A pivot table, a slicer and its shape, a second window, a formula into another file."""
    parts = own_parts()
    related(parts, OWN_PART, "pivotTable", "xl/pivot.xml")
    slicer = related(parts, OWN_PART, f"{MICROSOFT}/2007/relationships/slicer", "xl/slicer.xml")
    related(parts, OWN_PART, "somethingNew", "xl/new.xml")
    append_to_sheet(
        parts, f'<extLst xmlns:r="{OFFICE}"><ext><slicer r:id="{slicer}"/></ext></extLst>'
    )
    drawing = "xl/drawings/drawing1.xml"
    shape = f"<twoCellAnchor><s xmlns='{MICROSOFT}/drawing/2010/slicer' name='甲'/></twoCellAnchor>"
    root_end = re.compile(rb"</(\w+:)?wsDr>\s*$")
    assert root_end.search(parts[drawing])
    parts[drawing] = root_end.sub(lambda match: shape.encode() + match[0], parts[drawing])
    parts[OWN_PART] = parts[OWN_PART].replace(b'workbookViewId="0"', b'workbookViewId="3"')
    said = list_losses(packed(parts))
    assert all(OWN in sentence and sentence.endswith("。") for sentence in said)
    for word in ("数据透视表", "切片器", "somethingNew", "1 个公式"):
        assert [word in sentence for sentence in said].count(True) == 1
    assert len(said) == 4
    saved = save_onto(parts)
    assert b'workbookViewId="0"' in saved[KEPT]
    assert not {"xl/pivot.xml", "xl/slicer.xml", "xl/new.xml"} & set(saved)
    for content in saved.values():
        assert b"slicer" not in content
        assert not re.search(rb"\bpivotTable\b", content)
    assert len(charts(openpyxl.load_workbook(BytesIO(packed(saved)))[OWN])) == 1
    assert list_losses(packed(saved)) == ()


def test_embedded_objects_survive() -> None:
    parts = own_parts()
    related(parts, OWN_PART, "oleObject", "xl/embeddings/x.bin")
    listed = re.search(rb'Id="(rIdX\d+)"', parts[OWN_RELATIONS])
    assert listed
    objects = (
        f'<oleObjects xmlns:r="{OFFICE}"><oleObject r:id="{listed[1].decode()}"/></oleObjects>'
    )
    append_to_sheet(parts, objects)
    saved = save_onto(parts)
    assert b"oleObject" in saved[KEPT]
    assert "xl/embeddings/x.bin" in saved


def test_a_table_of_a_data_connection_becomes_an_ordinary_one_and_is_named() -> None:
    parts = own_parts()
    related(parts, OWN_PART, "table", "xl/tables/table1.xml")
    parts["xl/tables/table1.xml"] = (
        f'<table xmlns="{transforming.MAIN}" tableType="queryTable" connectionId="1"/>'.encode()
    )
    parts["xl/tables/_rels/table1.xml.rels"] = parts[OWN_RELATIONS].split(b"<Relationship ")[0]
    parts["xl/tables/_rels/table1.xml.rels"] += b"</Relationships>"
    related(parts, "xl/tables/table1.xml", "queryTable", "xl/queryTables/queryTable1.xml")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    override = f'<Override PartName="/xl/tables/table1.xml" ContentType="{kind}"/></Types>'
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    assert any("外部数据连接" in each for each in list_losses(packed(parts)))
    saved = save_onto(parts)
    assert b"queryTable" not in saved["xl/tables/table1.xml"]
    assert "xl/queryTables/queryTable1.xml" not in saved


def test_a_formula_whose_source_is_gone_keeps_its_value() -> None:
    parts = own_parts()
    cells = (
        '<c r="J1"><f>[1]S!A1</f><v>7</v></c>'
        '<c r="K1"><f t="shared" ref="K1:L1" si="3">没有的表!A1</f><v>8</v></c>'
        '<c r="L1"><f t="shared" si="3"/><v>9</v></c>'
        '<c r="M1"><f>"[1]没有的表!"&amp;B2</f><v>1</v></c>'
        "<c r=\"N1\"><f>SUM('空表:我的台账'!A1)+DIV/0!</f><v>1</v></c>"
    )
    put_cell(parts, cells)
    assert any("4 个公式" in each for each in list_losses(packed(parts)))
    kept = save_onto(parts)[KEPT]
    assert b"[1]S" not in kept
    for cell in (b'<c r="J1"><v>7</v>', b'<c r="K1"><v>8</v>', b'<c r="L1"><v>9</v>'):
        assert cell in kept
    assert b'<c r="M1"><f>' in kept
    assert b'<c r="N1"><f>' in kept


def test_the_users_own_names_survive_or_are_named() -> None:
    def add(book: Workbook) -> None:
        for name, text in (
            ("税率", "0.06"),
            ("新收", f"'{REQUESTS}'!$D$5"),
            ("区域", f"OFFSET('{OWN}'!$A$1,0,0,2,2)"),
            ("别处", "没有的表!$A$1"),
            ("断了", f"'{OWN}'!#REF!"),
        ):
            book.defined_names[name] = DefinedName(name, attr_text=text)

    data = edited(with_own_sheet(), add)
    assert [each for each in list_losses(data) if "名称" in each] == [
        "名称“别处”引用了保存后没有的表或别的文件，不能保留。"
    ]
    for _ in range(2):
        data = to_workbook(small_report(), keep=data)
        names = openpyxl.load_workbook(BytesIO(data)).defined_names
        assert names["税率"].attr_text == "0.06"
        assert names["新收"].attr_text == f"'{REQUESTS}'!$D$5"
        assert {"区域", "mine"} <= set(names)
        assert not {"别处", "断了"} & set(names)


def test_names_survive_also_without_a_sheet_of_the_users() -> None:
    def add(book: Workbook) -> None:
        book.defined_names["税率"] = DefinedName("税率", attr_text="0.06")

    data = to_workbook(small_report(), keep=edited(small_workbook(), add))
    assert "税率" in openpyxl.load_workbook(BytesIO(data)).defined_names
    assert from_workbook(data).document == small_report()


@pytest.mark.slow
def test_formulas_on_a_sheet_of_the_report_that_was_renamed_or_moved_are_named() -> None:
    def rename(book: Workbook) -> None:
        sheet = book[REQUESTS]
        sheet.title = "表三"
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace(REQUESTS, "表三")
        book[OWN]["C1"] = "=表三!D5*2"
        book[OWN]["C2"] = None

    renamed = edited(with_own_sheet(), rename)
    assert any("1 个公式" in each for each in list_losses(renamed))
    assert b"<f>" not in save_onto(parts_of(renamed))[KEPT]
    data = with_own_sheet()
    parts = parts_of(data)
    part = next(
        name
        for name, content in parts.items()
        if "sheets/sheet" in name and b"SUM($D$5:$I$5)" in content
    )
    moved = with_row_inserted(data, REQUESTS, part, 7)
    assert any("插入" in each and REQUESTS in each for each in list_losses(moved))


def test_what_is_added_to_the_sheets_of_the_report_is_named() -> None:
    def add(book: Workbook) -> None:
        named_cell(book, "requests.new.natural_person").comment = Comment("问过老王", "小李")
        sheet: Worksheet = book[REQUESTS]
        sheet.add_chart(chart_of(sheet), "M5")

    said = list_losses(edited(small_workbook(), add))
    assert len(said) == 2
    assert all(REQUESTS in sentence for sentence in said)
    assert any("批注" in sentence for sentence in said)
    assert any("图表" in sentence for sentence in said)


def test_macros_are_named() -> None:
    parts = parts_of(small_workbook())
    related(parts, BOOK, f"{MICROSOFT}/2006/relationships/vbaProject", "xl/vbaProject.bin")
    assert list_losses(packed(parts)) == ("文件里的宏不能保留。",)


@pytest.mark.parametrize("kind", ["dialogsheet", "xlMacrosheet"])
def test_a_sheet_of_a_rare_kind_is_named_and_left_out(kind: str) -> None:
    parts = own_parts()
    chart_sheet = re.compile(rb'(/relationships/)chartsheet"')
    assert chart_sheet.search(parts[BOOK_RELATIONS])
    parts[BOOK_RELATIONS] = chart_sheet.sub(rb"\1" + kind.encode() + b'"', parts[BOOK_RELATIONS])
    assert any("图表页" in each for each in list_losses(packed(parts)))
    assert "图表页".encode() not in save_onto(parts)[BOOK]


def test_dates_of_the_old_system_stay_the_same_days() -> None:
    parts = own_parts()
    parts[BOOK] = re.sub(rb"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>', parts[BOOK], count=1)
    assert b'date1904="1"' in save_onto(parts)[BOOK]


def test_a_report_of_our_own_loses_nothing() -> None:
    for edition in ("2019", "2021"):
        data = to_workbook(Document(form(edition), texts={"overview": ["一。"]}))
        assert list_losses(data) == ()
        assert list_losses(edited(data, lambda _: None)) == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_of_a_damaged_file_nothing_can_be_named(content: bytes) -> None:
    with pytest.raises(PackageProblem):
        list_losses(content)


def test_a_file_of_somebody_else_is_replaced_whole() -> None:
    others = [b"text", packed({"word/document.xml": b"<x/>"}), packed({"xl/workbook.xml": b"<x/>"})]
    book = openpyxl.Workbook()
    book.defined_names["名称"] = DefinedName("名称", attr_text="5")
    buffer = BytesIO()
    book.save(buffer)
    for content in (*others, buffer.getvalue()):
        assert list_losses(content) == ()
        assert to_workbook(small_report(), keep=content) == small_workbook()


def test_an_added_sheet_that_is_damaged_stops_the_save(tmp_path: Path) -> None:
    parts = parts_of(with_own_sheet())
    name = "xl/worksheets/sheet1.xml"
    assert b"legacyDrawing" in parts[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(before := packed({**parts, name: parts[name][:200]}))
    with pytest.raises(PackageProblem, match=OWN):
        save_report(small_report(), path)
    assert path.read_bytes() == before


@pytest.mark.slow
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
    with pytest.raises(PackageProblem, match=OWN):
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


def test_a_long_text_that_many_cells_share_is_not_copied_without_end() -> None:
    parts = parts_of(with_shared_strings(with_own_sheet()))
    strings = "xl/sharedStrings.xml"
    long = b"<si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    count = parts[strings].count(b"<si>")
    parts[strings] = parts[strings].replace(b"</sst>", long)
    cells = b'<row><c t="s"><v>%d</v></c></row>' % count * 100
    parts[OWN_PART] = parts[OWN_PART].replace(b"</sheetData>", cells + b"</sheetData>")
    with pytest.raises(PackageProblem, match="大得"):
        save_onto(parts)


def test_more_names_and_sheets_than_anybody_keeps_are_refused() -> None:
    for element, listed in (
        ("sheets", "<sheet name='{}' sheetId='99'/>"),
        ("definedNames", "<definedName name='n{}'>1</definedName>"),
    ):
        parts = own_parts()
        many = "".join(listed.format(f"s{number}") for number in range(50_001))
        end = f"</{element}>".encode()
        parts[BOOK] = parts[BOOK].replace(end, many.encode() + end)
        with pytest.raises(PackageProblem, match="大得"):
            list_losses(packed(parts))


@pytest.mark.slow
def test_relations_and_formats_without_end_do_not_take_the_square_of_their_number() -> None:
    parts = own_parts()
    links = "".join(f'<hyperlink ref="A1" r:id="no{number}"/>' for number in range(30_000))
    append_to_sheet(parts, f'<hyperlinks xmlns:r="{OFFICE}">{links}</hyperlinks>')
    with bounded_work():
        saved = save_onto(parts)
    assert not any(b"no29999" in content for content in saved.values())
