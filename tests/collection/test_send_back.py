"""A note to an office says what to put right: each place, its numbers, what to do."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from report_editor.checks import Severity
from report_editor.collection.send_back import Sender, name_note, write_note
from report_editor.document import Document, Part
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.send_back import Note

SENDER = Sender("青山县人民政府办公室", "2024年2月1日", "2024年2月8日", "王某，1234567")


@pytest.fixture
def faulty(row: Callable[..., ReportRow]) -> ReportRow:
    return row(0, cells={"requests.new.research": "3", "requests.new.business": "若干"})


@pytest.fixture
def note(faulty: ReportRow) -> Note:
    note = write_note(faulty, SENDER)
    assert note is not None
    return note


def test_each_error_and_warning_is_told_and_no_hint(faulty: ReportRow, note: Note) -> None:
    told = [each.finding for each in faulty.findings if each.finding.severity is not Severity.INFO]
    hints = [each.finding for each in faulty.findings if each.finding.severity is Severity.INFO]
    assert note.count == len(told)
    assert hints
    assert all(each.message in note.text for each in told)
    assert not any(each.message in note.text for each in hints)
    assert f"有 {note.count} 处" in note.text


def test_a_place_has_where_numbers_and_what_to_do(note: Note) -> None:
    (line,) = [each for each in note.text.splitlines() if "科研机构”一列不平衡" in each]
    assert line.startswith("　　1．表三“")
    assert "新收 3" in line
    assert "按台账改正" in line, "the advice of the catalogue"


def test_a_place_that_the_sentence_names_is_not_said_twice(row: Callable[..., ReportRow]) -> None:
    note = write_note(row(0, texts={"overview": []}))
    assert note is not None
    (line,) = [each for each in note.text.splitlines() if "“一、总体情况”没有内容" in each]
    assert line.count("一、总体情况") == 1


def test_it_is_polite_and_says_who_asks_and_until_when(note: Note) -> None:
    lines = note.text.splitlines()
    assert lines[0] == "关于请修改完善2023年政府信息公开工作年度报告的函"
    assert lines[2] == f"{name_office(0)}："
    assert "于2024年2月8日前重新报送" in note.text
    assert "联系人：王某，1234567。" in note.text
    assert [line.strip() for line in lines[-2:]] == ["青山县人民政府办公室", "2024年2月1日"]


def test_the_word_file_says_the_same(note: Note) -> None:
    word = docx.Document(io.BytesIO(note.make_word_file()))
    paragraphs = [each.text for each in word.paragraphs]
    assert [each for each in paragraphs if each] == [
        line.strip("　") for line in note.text.splitlines() if line
    ]
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Title"
    assert note.make_word_file() == note.make_word_file()


def test_the_text_file_opens_in_notepad(note: Note) -> None:
    data = note.make_text_file()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").replace("\r\n", "\n") == note.text


def test_what_the_office_gave_a_reason_for_is_not_asked_again() -> None:
    document = make_report(0, cells={"requests.new.research": "3"})
    row = make_row(document)
    reasons = {
        each.finding.identity: "已核对"
        for each in row.findings
        if each.finding.severity is not Severity.INFO
    }
    parts = {part: document.entries(part) for part in Part} | {Part.SET_ASIDE: reasons}
    texts = {key: document.paragraphs(key) for key in document.text_keys}
    settled = Document(document.form, parts=parts, texts=texts)
    assert write_note(make_row(settled)) is None


def test_what_a_comparison_found_is_told(row: Callable[..., ReportRow]) -> None:
    other = row(1)
    finding = next(each.finding for each in other.findings)
    found = replace(finding, code="compare.copied", severity=Severity.WARNING, message="抄写。")
    note = write_note(other, across=[found])
    assert note is not None
    assert "抄写。" in note.text


def test_a_report_in_order_gets_no_note(row: Callable[..., ReportRow]) -> None:
    kept = "主动公开、依申请公开、信息管理、公开平台、监督保障都有制度，没有发生责任追究。"
    good = row(0, texts={"overview": [kept]}, organization="青山县教育局")
    assert {each.finding.severity for each in good.findings} <= {Severity.INFO}
    assert write_note(good) is None


def test_hostile_text_is_one_plain_line(row: Callable[..., ReportRow]) -> None:
    bad = row(0, organization="甲\u202e局", cells={"requests.new.research": "3"})
    note = write_note(bad)
    assert note is not None
    assert "\u202e" not in note.text
    assert note.make_word_file()
    assert "/" not in name_note(row(0, organization="a/b\\c:d"), ".docx")
