"""Whatever stands in a report, its Word file is whole, shows the text and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.document import Document, Part
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.report_parts import print_report
from report_editor.exporters.word.word_file import make_word_file
from report_editor.forms import form

if TYPE_CHECKING:
    from tests.exporters.conftest import MakeReport

INJECTED = (
    "<w:p><w:r><w:t>插入</w:t></w:r></w:p>", "]]>&amp;<!-- -->", "&lt;b&gt;", "=SUM(A1:A9)",
    "<?xml?>", "{ PAGE }", "\\* MERGEFORMAT", "http://example.com/a?b=c&d", "a\tb",
    "\u202e文字\u202c", "𠮷葛\U000e0100", "\ufffd", "\u2028", "\x0b", "_x000D_", "％s%d{0}",
)  # fmt: skip
texts = st.one_of(st.sampled_from(INJECTED), st.text(max_size=60))


def read_all(data: bytes) -> tuple[list[str], list[str]]:
    """Return the paragraphs and the different texts of cells, as another program reads them."""
    word = docx.Document(BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs], list(dict.fromkeys(cells))


@pytest.mark.slow
@given(st.lists(texts, min_size=1, max_size=4), texts, texts, texts)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_stands_in_the_file_as_text(
    paragraphs: list[str], value: str, name: str, signatory: str
) -> None:
    document = Document(
        form("2021"),
        parts={
            Part.FIELDS: {"organization": name, "year": "2022", "signatory": signatory},
            Part.CELLS: {"requests.new.natural_person": value},
        },
        texts={"overview": paragraphs},
    )
    word = make_word_file(document, PublicationOptions())
    found, cells = read_all(word.data)
    printed = print_report(document)
    overview = next(each for each in printed.sections if each.key == "overview")
    start = found.index("一、总体情况") + 1 if "一、总体情况" in found else 0
    expected = [paragraph.text for paragraph in overview.paragraphs]
    assert found[start : start + len(expected)] == expected or printed.wording.is_traditional
    shown = {
        cell.key: text
        for section in printed.sections
        if section.table
        for cell, text in section.table.cells
    }
    assert shown["requests.new.natural_person"] in cells
    assert set(printed.notes) <= set(word.notes)


def test_what_is_left_out_is_named(make_report: MakeReport) -> None:
    texts = {"overview": ["转向\u202e文字\u202c。", "制表\t符", "控制\x07符"]}
    word = make_word_file(make_report(texts=texts), PublicationOptions())
    assert [note for note in word.notes if "U+202E" in note and "第 1 段" in note]
    assert [note for note in word.notes if "制表符" in note and "第 2 段" in note]
    assert [note for note in word.notes if "“�”" in note and "第 3 段" in note]
    found, _ = read_all(word.data)
    assert {"转向文字。", "制表 符", "控制�符"} <= set(found)


def test_a_number_that_is_printed_tiny_is_named(make_report: MakeReport) -> None:
    report = make_report(cells={"requests.new.business": "123456789012"})
    notes = make_word_file(report, PublicationOptions()).notes
    assert [note for note in notes if "新收·商业企业" in note and "很小" in note]


def test_the_longest_texts_are_written_whole(make_report: MakeReport) -> None:
    name, text = "很长的名字" * 40, "一二三四五六七八九，" * 2000
    word = make_word_file(
        make_report(organization=name, texts={"overview": [text]}), PublicationOptions()
    )
    found, _ = read_all(word.data)
    assert text in found
    assert found[0].replace("\n", "").startswith(name)
    assert name in found
    with ZipFile(BytesIO(word.data)) as archive:
        assert archive.testzip() is None
