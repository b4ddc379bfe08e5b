"""What other programs find in the file: every label, every number, the text, the properties."""

from __future__ import annotations

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.document import Field, Part
from report_editor.document.wording import Wording
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.report_parts import format_value
from report_editor.forms import CellRole, form
from tests.exporters.fonts.making import make_truetype

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document

    MakeReport = Callable[..., Document]
    ReadText = Callable[..., str]

EDITIONS = ("2019", "2021")
NEW = "requests.new.natural_person"

numbers = st.one_of(
    st.integers(0, 30).map(str),
    st.sampled_from(["", "00", "１２", "1,234", "5件", "0 0", "/", "若干", "-3", "2.5", "1e999"]),
    st.sampled_from(["22（其中修订16件）", "123456789012345", "=1+1", "约十件左右", "𠮷"]),
)
paragraphs = st.one_of(
    st.sampled_from(["（一）主动公开", "（二）其他。全年公开12条。", "1.加强领导。", "一、说明"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80),
    st.integers(1, 60).map(lambda times: "政府信息公开，" * times),
)


def in_order(text: str, parts: list[str]) -> list[str]:
    """The parts that are not found, each after the one before."""
    at, missing = 0, []
    for part in parts:
        squeezed = "".join(part.split())
        found = text.find(squeezed, at)
        if found < 0:
            missing.append(part)
        else:
            at = found + len(squeezed)
    return missing


def labels(report: Document) -> list[str]:
    """Everything the form prints, in its order."""
    printed = []
    for section in report.form.sections:
        if section.numeral:
            printed.append(section.heading)
        if section.key in report.form.tables:
            grid = report.form.tables[section.key].grid
            printed += [cell.text for cell in grid if cell.text]
    return printed


def contents(report: Document) -> list[str]:
    """List the labels and values of the tables, in their order and in the report's characters."""
    wording = Wording(report)
    values = (CellRole.INPUT, CellRole.TOTAL)
    return [
        format_value(report, cell.key) if cell.role in values else wording.write(cell.text)
        for table in report.form.tables.values()
        for cell in table.grid
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_label_of_the_form_is_found(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText, edition: str
) -> None:
    report = make_report(edition)
    data = make_pdf(report, available=noto).data
    assert in_order(pdftotext(data, "-raw"), labels(report)) == []
    text = pdftotext(data)
    assert [label for label in labels(report) if label not in text] == []


@pytest.mark.slow
@settings(max_examples=15)
@given(st.data())
def test_any_report_is_printed_with_all_its_labels_and_numbers(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText, data: st.DataObject
) -> None:
    edition = form(data.draw(st.sampled_from(EDITIONS)))
    few = st.lists(st.sampled_from([cell.address for cell in edition.inputs]), max_size=12)
    report = make_report(
        edition.id,
        cells={address: data.draw(numbers) for address in data.draw(few)},
        texts={
            section.key: data.draw(st.lists(paragraphs, max_size=6))
            for section in edition.text_sections
        },
        organization=data.draw(st.sampled_from(["", "某县人民政府", "某" * 70])),
        publication_date=data.draw(st.sampled_from(["", "2023-01-30", "二〇二三年一月"])),
    )
    options = PublicationOptions(signature=data.draw(st.booleans()), draft=data.draw(st.booleans()))
    pdf = make_pdf(report, options, available=noto)
    expected = [text.replace("𠮷", "〓") for text in contents(report)]
    assert in_order(pdftotext(pdf.data, "-raw"), expected) == []
    assert make_pdf(report, options, available=noto) == pdf


def test_the_numbers_are_those_of_the_document(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    report = make_report(
        cells={
            "requests.new.natural_person": "００７件",
            "requests.granted.natural_person": "22（其中修订16件）",
            "requests.partial.natural_person": "若干",
            "requests.denied_by_law.natural_person": "",
            "disclosure.fees.amount": "59,237.2449",
        }
    )
    text = pdftotext(make_pdf(report, available=noto).data, "-raw")
    assert "数量7000007二、" in text
    assert "（一）予以公开22（其中修订16件）0000022（二）" in text
    assert "其他情形）若干000000（三）" in text
    assert "禁止公开0000003." in text
    assert "（七）总计220000022四、" in text
    assert "行政事业性收费59237.2449" in text


def test_an_amount_without_a_unit_on_the_form_keeps_the_one_that_was_written(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    report = make_report("2019", cells={"disclosure.procurement.amount": "251000元"})
    assert "政府集中采购0251000元" in pdftotext(make_pdf(report, available=noto).data, "-raw")


def test_the_misaligned_rows_of_2019_keep_their_numbers(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    cells = {
        "disclosure.licensing.previous_items": "31",
        "disclosure.licensing.change": "-4",
        "disclosure.licensing.decisions": "58",
    }
    text = pdftotext(make_pdf(make_report("2019", cells=cells), available=noto).data, "-raw")
    assert "行政许可31-458其他对外管理服务事项" in text


def test_text_stays_whole_where_lines_are_spread(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    paragraph = "全年通过门户网站公开信息，电话号码0745-77100010745-771000107，" * 6
    report = make_report(texts={"overview": [paragraph]})
    data = make_pdf(report, available=noto).data
    assert paragraph in pdftotext(data)
    assert paragraph in pdftotext(data, "-raw")


def test_rare_characters_are_copied_and_missing_ones_are_named(
    tmp_path: Path, make_report: MakeReport, pdftotext: ReadText
) -> None:
    make_truetype(tmp_path / "simfang.ttf", "FangSong", "年𠮷")
    report = make_report(texts={"overview": ["书记𠮷田同志，𬭊、堃、喆，\U000f0000与\x07。"]})
    pdf = make_pdf(report, available=Fonts((tmp_path,)))
    assert "书记𠮷田同志，𬭊、堃、喆，〓与〓。" in pdftotext(pdf.data)
    assert "U+F0000" in pdf.notes[0]  # before what is only a matter of looks
    assert "U+FFFD" in pdf.notes[0], "what a document makes of a control character"
    assert not [note for note in pdf.notes if "U+20BB7" in note]


def test_no_text_that_a_document_holds_fails_the_paper(
    make_report: MakeReport, pdftotext: ReadText
) -> None:
    """Halves of pairs and noncharacters are damage by then, and line breaks are paragraphs."""
    strange = "\n\r\v\f\x1c\x85\u2028\u2029\0\x07\x7f\x9b\ud83d\udc00\ufdd0\ufffe\uffff\U0001fffe"
    strange += "\ufeff\ufffc\ufffd\ue000e\u0301か\u3099\u202e\u2066\u200d\xad🇨🇳\U0010fffd\u0378"
    report = make_report(
        cells={NEW: f"1{strange}2"},
        texts={"overview": [f"甲{strange}乙", strange, *strange]},
        organization=f"洪江市{strange}乡",
        contact=f"甲{strange}乙",
        signatory=strange,
    )
    pdf = make_pdf(report)
    assert "洪江市" in pdftotext(pdf.data)
    assert any("U+FFFC" in note for note in pdf.notes)


@pytest.mark.parametrize(
    ("name", "script"), [("شىنجاڭ", "阿拉伯字母"), ("བོད", "藏文"), ("ᠮᠣᠩᠭᠣᠯ", "蒙古文")]
)
def test_scripts_that_join_their_letters_are_printed_and_named(
    tmp_path: Path,
    make_report: MakeReport,
    name: str,
    script: str,
) -> None:
    make_truetype(tmp_path / "simfang.ttf", "FangSong", "年" + "".join(sorted(set(name))))
    report = make_report(texts={"overview": [f"年{name}年"]})
    notes = make_pdf(report, available=Fonts((tmp_path,))).notes
    assert [note for note in notes if script in note]
    assert not [note for note in notes if "没有字体" in note]
    plain = make_pdf(make_report(), available=Fonts((tmp_path,))).notes
    assert not [note for note in plain if "逐个字母" in note]


def test_characters_that_share_a_glyph_are_copied_as_they_were_written(
    tmp_path: Path, make_report: MakeReport, pdftotext: ReadText
) -> None:
    text = "年一⼀，℃与\u2103，Ω与\u2126，µ与μ。"
    make_truetype(tmp_path / "simfang.ttf", "FangSong", "年一与，。", look_alikes={"⼀": "一"})
    data = make_pdf(make_report(texts={"overview": [text]}), available=Fonts((tmp_path,))).data
    assert text in pdftotext(data)
    document = pypdfium2.PdfDocument(data)
    assert text in "".join(document[0].get_textpage().get_text_range().split())
    document.close()


def test_a_place_to_sign_can_be_switched_off(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    fields = {"signatory": "张三", "publication_date": "2023-01-30", "contact": "电话：123"}
    report = make_report(**fields)
    signed = pdftotext(make_pdf(report, available=noto).data, "-raw")
    assert "签发人：张三洪江市岩垅乡人民政府（盖章）2023年1月30日（电话：123）" in signed
    plain = pdftotext(
        make_pdf(report, PublicationOptions(signature=False), available=noto).data, "-raw"
    )
    assert "签发人" not in plain
    assert "盖章" not in plain
    assert "洪江市岩垅乡人民政府2023年1月30日（电话：123）" in plain


def test_a_draft_says_so_on_every_page(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    pdf = make_pdf(make_report(), PublicationOptions(draft=True), available=noto)
    assert pdftotext(pdf.data).count("草稿") == pdf.pages
    assert "草稿" not in pdftotext(make_pdf(make_report(), available=noto).data)


def test_a_text_too_long_for_a_page_is_shortened_and_named(
    make_report: MakeReport, noto: Fonts
) -> None:
    cells = {
        "requests.other_rest.research": "误填的文字，" * 400,
        "requests.other_rest.business": "12345" * 400,
    }
    pdf = make_pdf(make_report(cells=cells), available=noto)
    assert [note for note in pdf.notes if "3.其他·科研机构" in note]
    assert [note for note in pdf.notes if "3.其他·商业企业" in note]
    assert pdf.pages < 8


def test_every_font_is_embedded(tmp_path: Path, make_report: MakeReport, noto: Fonts) -> None:
    program = shutil.which("pdffonts")
    if program is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    path = tmp_path / "r.pdf"
    path.write_bytes(make_pdf(make_report(), available=noto).data)
    listed = subprocess.run([program, str(path)], capture_output=True, check=True, timeout=60)
    fonts = listed.stdout.decode().splitlines()[2:]
    assert len(fonts) == 2
    assert all(re.search(r"CID Type 0C +Identity-H +yes yes yes", font) for font in fonts)


def test_the_properties_name_title_and_author_and_language(
    make_report: MakeReport, noto: Fonts
) -> None:
    report = make_report()
    data = make_pdf(report, available=noto).data
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == report.official_title
    assert document.get_metadata_value("Author") == report.field(Field.ORGANIZATION)
    assert document.get_metadata_value("Creator").startswith("Report Editor")
    outline = [entry.get_title() for entry in document.get_toc()]
    assert outline == [section.heading for section in report.form.sections if section.numeral]
    # Equal reports are equal files; a made-up date would be a lie in the archive.
    assert document.get_metadata_value("CreationDate") == ""
    document.close()
    assert b"/Lang (zh-CN)" in data


@pytest.mark.slow
def test_two_reports_can_be_printed_at_once(make_report: MakeReport) -> None:
    reports = [make_report(texts={"overview": ["政府信息公开" * times]}) for times in range(6)]
    one_by_one = [make_pdf(report, available=Fonts(())).data for report in reports]
    available = Fonts(())
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda report: make_pdf(report, available=available), reports))
    assert [pdf.data for pdf in at_once] == one_by_one


def test_a_blank_report_is_printed(noto: Fonts, pdftotext: ReadText) -> None:
    from report_editor.document import Document

    report = Document(form("2021"), parts={Part.FIELDS: {}})
    text = pdftotext(make_pdf(report, available=noto).data, "-raw")
    assert "一、本年新收政府信息公开申请数量0二、" in text
