"""Inputs that once gave a wrong number, a lost sentence or an opened path, each under its name.

Elsewhere: ``cut_D5_to_F5.xlsx`` and ``names_del.xlsx`` in ``tests/workbook/test_places.py``,
``own.xls`` and ``own.ods`` in ``tests/importers/test_own_workbook.py``, ``l_mem.ods`` in
``tests/importers/readers/test_old_formats.py``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from report_editor.checks import check
from report_editor.common.resources import resource
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import place_paragraph
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.json_file import make_json_bytes
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.importers.readers.registry import read_source
from report_editor.importers.source import TableBlock
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import save_report
from report_editor.workbook.user_sheets import list_losses
from report_editor.workbook.write import to_workbook
from report_editor.workspace.opening import Opened, OpenProblem, open_file
from report_editor.workspace.session import Session
from tests.journeys.test_foreign_text import Eyes
from tests.ui.editor.random_editing import press
from tests.workbook.transforming import to_strict
from tests.workbook.workbook_surgery import packed, parts_of, with_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

FILES = Path(__file__).with_name("cases_of_breaking")
EXAMPLE_FILE = resource("examples", "示例报告.xlsx").read_bytes()
EXAMPLE = from_workbook(EXAMPLE_FILE).document
SECTION = "overview"
SECTION_PART = "xl/worksheets/sheet2.xml"


def make_example(
    *,
    fields: Mapping[str, str] | None = None,
    cells: Mapping[str, str] | None = None,
    unplaced: tuple[str, ...] = (),
) -> Document:
    """Return the example with other fields, cells and texts that found no place."""
    parts = {part: dict(EXAMPLE.entries(part)) for part in Part}
    parts[Part.FIELDS] |= dict(fields or {})
    parts[Part.CELLS] |= dict(cells or {})
    texts = {each.key: EXAMPLE.paragraphs(each.key) for each in EXAMPLE.form.text_sections}
    return Document(EXAMPLE.form, parts=parts, texts=texts | {UNPLACED: unplaced})


def open_bytes(folder: Path, name: str, data: bytes) -> Opened:
    (folder / name).write_bytes(data)
    return open_file(folder / name)


def with_second_paragraph(cell: bytes, data: bytes = EXAMPLE_FILE) -> bytes:
    """Return a workbook with another cell A3 in 一、总体情况, its second paragraph."""

    def put(sheet: bytes) -> bytes:
        changed, count = re.subn(rb'<c r="A3" (s="\d+").*?</c>', cell, sheet)
        assert count == 1
        return changed

    return with_part(data, SECTION_PART, put)


def test_text_date(tmp_path: Path) -> None:
    """A date in a cell of text shows its number, which is read; as a date it shows the day."""
    before = EXAMPLE.paragraphs(SECTION)
    data = with_second_paragraph(rb'<c r="A3" \1 t="n"><v>45293</v></c>')
    opened = open_bytes(tmp_path, "text_date.xlsx", data)
    assert opened.document.paragraphs(SECTION) == (before[0], "45293", *before[2:])
    assert "1 段文字" in opened.notes[0]
    dates = (b'<xf numFmtId="164"', b'<xf numFmtId="14"')
    data = with_part(data, "xl/styles.xml", lambda part: part.replace(*dates))
    opened = open_bytes(tmp_path, "text_date.xlsx", data)
    assert opened.document.paragraphs(SECTION)[1] == "2024-01-02"


def test_x_date() -> None:
    """Neither the system of 1904 nor a number beyond the year 9999 stops the reader."""
    path = FILES / "x_date.xlsx"
    (table,) = read_source(path.read_bytes(), path.name).blocks
    assert isinstance(table, TableBlock)
    assert table.rows == (("2958465.99999999", "-1", "1904-01-01"),)
    with pytest.raises(OpenProblem, match="没有认出政府信息公开工作年度报告"):
        open_file(path)


def test_text_newline(tmp_path: Path, qtbot: QtBot) -> None:
    """Two lines in a cell are two paragraphs; typing, undoing and placing keep them in step."""
    cell = rb'<c r="A3" \1 t="inlineStr"><is><t>%s</t></is></c>' % "第一行\n第二行".encode()
    data = with_second_paragraph(cell, to_workbook(make_example(unplaced=("没有位置的一段",))))
    opened = open_bytes(tmp_path, "text_newline.xlsx", data)
    before = EXAMPLE.paragraphs(SECTION)
    expected = [before[0], "第一行", "第二行", *before[2:]]
    assert opened.document.paragraphs(SECTION) == tuple(expected)
    session = Session(opened.document)
    editor = NarrativeEditor(session, SECTION)
    qtbot.addWidget(editor)

    def write(text: str) -> None:
        press(editor, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, text)
        session.history.close_step()

    write("甲")
    session.history.undo()
    session.history.redo()
    write("乙")
    session.history.do(place_paragraph(opened.document, 0, SECTION, "没有位置的一段"))
    expected = [f"甲乙{before[0]}", *expected[1:], "没有位置的一段"]
    assert editor.paragraphs() == tuple(expected)
    save_report(opened.document, tmp_path / "text_newline.xlsx")
    again = open_file(tmp_path / "text_newline.xlsx")
    assert again.document.paragraphs(SECTION) == tuple(expected)
    assert again.document == opened.document


def test_inj3(tmp_path: Path, qtbot: QtBot) -> None:
    """A year of markup is a text everywhere; what is opened, ``tests/test_offline.py`` watches."""
    year = "<img src=file://q/z>"
    document = make_example(fields={Field.YEAR: year, Field.TITLE: f"{year}年度报告"})
    opened = open_bytes(tmp_path, "inj3.xlsx", to_workbook(document))
    assert opened.document == document
    assert opened.document.year is None
    session = Session(opened.document)
    session.check_now()
    page = MetadataPage(session)
    qtbot.addWidget(page)
    page.show()
    eyes = Eyes()
    eyes.look(page)
    assert eyes.wrong == []
    assert year in eyes.seen
    assert any(finding.code == "basics.year" for finding in check(document))


def test_own_half_strict(tmp_path: Path) -> None:
    """Excel's Strict form in all parts but theme and properties opens whole."""
    parts = parts_of(EXAMPLE_FILE)
    strict = frozenset(
        name
        for name in parts
        if name.startswith(("xl/", "_rels/")) and not name.startswith("xl/theme")
    )
    opened = open_bytes(tmp_path, "own-half-strict.xlsx", packed(to_strict(strict)(parts)))
    assert opened.is_own
    assert opened.document == EXAMPLE
    assert opened.notes == ()


def read_paper(document: Document, *options: str) -> tuple[str, tuple[str, ...]]:
    """Return what another program reads from the PDF, without blanks, and the notes on it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    pdf = make_pdf(document, available=Fonts(()))
    done = subprocess.run(
        [program, *options, "-", "-"], input=pdf.data, capture_output=True, check=True
    )
    return "".join(done.stdout.decode().split()), pdf.notes


@pytest.mark.slow
def test_sur_organization(tmp_path: Path) -> None:
    """Half a character in the organ is damage that is seen, and the paper is made."""
    data = make_json_bytes(EXAMPLE).replace(
        '"organization": "青禾县柳溪镇人民政府"'.encode(),
        r'"organization": "\ud83d镇"'.encode(),
    )
    opened = open_bytes(tmp_path, "sur_organization.json", data)
    assert opened.document.organization == "\ufffd镇"
    pdf = make_pdf(opened.document, available=Fonts(()))
    paper = pypdfium2.PdfDocument(pdf.data)
    assert len(paper) == pdf.pages
    paper.close()
    assert from_workbook(to_workbook(opened.document)).document == opened.document


@pytest.mark.slow
def test_02_longorg(tmp_path: Path) -> None:
    """A name of 58 characters is printed whole."""
    name = (
        "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克风景名胜区管理委员会"
        "综合行政执法局暨文化和旅游市场综合行政执法大队"
    )
    document = make_example(fields={Field.ORGANIZATION: name})
    opened = open_bytes(tmp_path, "02-longorg.json", make_json_bytes(document))
    assert opened.document == document
    assert read_paper(document)[0].startswith(f"{name}2024年政府信息公开工作年度报告")


@pytest.mark.slow
def test_03_rare() -> None:
    """Rare characters come back from the workbook; each is printed or named."""
    document = open_file(FILES / "03-rare.json").document
    assert document.organization == "𠮷林县㛃龘镇人民政府"
    assert from_workbook(to_workbook(document)).document == document
    text, notes = read_paper(document)
    shown = unicodedata.normalize("NFC", text) + "".join(notes)
    written = "".join(document.paragraphs(SECTION)) + document.organization
    letters = {each for each in unicodedata.normalize("NFC", written) if each != " "}
    missing = [c for c in letters if c not in shown and f"U+{ord(c):04X}" not in shown]
    named, counted = len(re.findall(r"U\+[0-9A-F]+", notes[0])), re.search(r"等 (\d+) 个", notes[0])
    assert counted is not None
    assert len(missing) == int(counted[1]) - named


@pytest.mark.slow
def test_05_bignum(tmp_path: Path) -> None:
    """Numbers of nine digits in every input stand whole in their cells, and so do their totals."""
    number = "123456789"
    document = make_example(cells={cell.address: number for cell in EXAMPLE.form.inputs})
    opened = open_bytes(tmp_path, "05-bignum.json", make_json_bytes(document))
    assert opened.document == document
    assert opened.document.value("requests.new.total") == 6 * int(number)
    reopened = from_workbook(to_workbook(document))
    assert reopened.document == document
    assert reopened.notes == ()
    text, _ = read_paper(document, "-raw")
    assert text.count(number) >= len(EXAMPLE.form.inputs)
    assert str(6 * int(number)) in text


@pytest.mark.slow
def test_08_linebreak() -> None:
    """Whatever breaks a line badly is copied as it was written."""
    document = open_file(FILES / "08-linebreak.json").document
    text = re.sub(r"—\d+—", "", read_paper(document, "-raw")[0])
    for paragraph in document.paragraphs(SECTION):
        assert "".join(paragraph.split()) in text


MANY_KINDS = FILES / "user-sheets-many-kinds.xlsx"
CANNOT_COME_ALONG = ("externalLink", "pivot", "slicer")


def save_again(data: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the parts of a report before and after it is saved twice."""
    document = from_workbook(data).document
    saved = data
    for _ in range(2):
        saved = to_workbook(document, keep=saved)
        assert from_workbook(saved).document == document
    assert list_losses(saved) == ()
    return parts_of(data), parts_of(saved)


def list_contents(parts: Mapping[str, bytes]) -> list[str]:
    """Return what the user's sheets consist of: the folder and kind of each part."""
    ours = ("xl/sharedStrings.xml", "docProps/", "[Content_Types]", "_rels/.rels")
    names = [name for name in parts if not name.startswith(ours)]
    return sorted(re.sub(r"\d+", "", name) for name in names)


def test_user_sheets_many_kinds() -> None:
    """What cannot come along is named with its sheet; all else is there after two saves."""
    losses = list_losses(MANY_KINDS.read_bytes())
    assert [each for each in losses if "图表" in each and "数据透视表" in each]
    assert [each for each in losses if "台账" in each and "切片器" in each]
    assert [each for each in losses if "台账" in each and "1 个公式引用了别的文件" in each]
    assert len(losses) == 3
    before, after = save_again(MANY_KINDS.read_bytes())
    kept = {name: part for name, part in before.items() if not name.startswith("xl/pivot")}
    expected = [
        each for each in list_contents(kept) if not any(kind in each for kind in CANNOT_COME_ALONG)
    ]
    assert list_contents(after) == expected


def test_user_sheet_wps_cellimage() -> None:
    """The pictures in cells of WPS are there after two saves."""
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"
    content_type = "application/vnd.wps-officedocument.cellimage+xml"
    parts = parts_of(MANY_KINDS.read_bytes())
    parts["xl/cellimages.xml"] = (
        b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
        b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        b'<etc:cellImage><a:blip r:embed="rId1"/></etc:cellImage></etc:cellImages>'
    )
    parts["xl/_rels/cellimages.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="media/image1.png"/></Relationships>'
    )
    for name, end, added in (
        ("xl/_rels/workbook.xml.rels", b"</Relationships>",
         f'<Relationship Id="rIdCI" Type="{kind}" Target="cellimages.xml"/>'),
        ("[Content_Types].xml", b"</Types>",
         f'<Override PartName="/xl/cellimages.xml" ContentType="{content_type}"/>'),
        ("xl/worksheets/sheet14.xml", b"</row></sheetData>",
         '<c r="Z3" t="str"><f>_xlfn.DISPIMG("ID_ABC",1)</f><v>=DISPIMG("ID_ABC",1)</v></c>'),
    ):  # fmt: skip
        assert end in parts[name]
        parts[name] = parts[name].replace(end, added.encode() + end)
    before, after = save_again(packed(parts))
    assert kind.encode() in after["xl/_rels/workbook.xml.rels"]
    assert b"embed" in after["xl/cellimages.xml"]
    target = re.search(rb'Target="(?:/xl/)?(media/[^"]+)"', after["xl/_rels/cellimages.xml.rels"])
    assert target is not None
    assert after[f"xl/{target[1].decode()}"] == before["xl/media/image1.png"]
    assert any(b"DISPIMG" in part for name, part in after.items() if "worksheets/sheet" in name)
