"""Lines that sites print around a report are no text of it; lines that only look so are."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Field
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise

if TYPE_CHECKING:
    from report_editor.importers.recognised import Recognition

CASES = json.loads((Path(__file__).parents[1] / "cases" / "page-furniture.json").read_text("utf-8"))
TAIL, HEAD, KEPT = CASES["tail"], CASES["head"], CASES["kept"]
MORE = json.loads((Path(__file__).parent / "township_lines.json").read_text("utf-8"))
TITLE = "青山县人民政府2025年政府信息公开工作年度报告"
PREAMBLE = "根据《中华人民共和国政府信息公开条例》编制本报告。"
BODY = ["一、总体情况", "（一）主动公开。全年公开信息90条。", "没有发生泄密。"]
LAST = ["六、其他需要报告的事项", "2025年未收取信息处理费。"]
PLACES = ["above", "below"]


def open_lines(lines: list[str], ending: str) -> Recognition:
    if ending == "html":
        page = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return recognise(read_source(f"<html><body>{page}</body></html>".encode(), "a.html"))
    return recognise(read_source("\n".join(lines).encode(), "a.txt"))


def list_texts(found: Recognition) -> list[str]:
    """Return the text of all sections, the preamble's too."""
    sections = found.document.form.text_sections
    return [text for each in sections for text in found.document.paragraphs(each.key)]


def is_accounted(line: str, found: Recognition) -> bool:
    """Check whether a line is listed, left out with its text, or read as a field."""
    bare = "".join(line.split())
    listed = [*found.document.paragraphs(UNPLACED), *(each.text for each in found.left_out)]
    return any(bare in "".join(text.split()) for text in listed)


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("lines", [*([line] for line in TAIL), TAIL, TAIL[::-1]])
def test_a_line_below_the_last_sentence_is_no_text(lines: list[str], ending: str) -> None:
    found = open_lines([TITLE, PREAMBLE, *BODY, *LAST, *lines], ending)
    assert list_texts(found) == [PREAMBLE, *BODY[1:], LAST[1]]
    assert all(is_accounted(line, found) for line in lines)
    assert found.document.title == TITLE


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("text", ["无", "无。", "没有其他需要报告的事项"])
def test_a_section_without_a_sentence_keeps_its_first_line(text: str, ending: str) -> None:
    found = open_lines([TITLE, *BODY, LAST[0], text, *TAIL], ending)
    assert found.document.paragraphs("other_matters") == (text,)


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lines", [*([line] for line in HEAD), HEAD, HEAD[::-1]])
def test_a_line_around_the_title_is_no_preamble(lines: list[str], place: str, ending: str) -> None:
    top = [*lines, TITLE] if place == "above" else [TITLE, *lines]
    found = open_lines([*top, PREAMBLE, *BODY, *LAST], ending)
    assert list_texts(found) == [PREAMBLE, *BODY[1:], LAST[1]]
    assert all(is_accounted(line, found) for line in lines)
    assert found.document.title == TITLE


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("around", [[], TAIL])
@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_at_the_end_is_text(line: str, around: list[str], ending: str) -> None:
    found = open_lines([TITLE, PREAMBLE, *BODY, *LAST, line, *around], ending)
    assert found.document.paragraphs("other_matters") == (LAST[1], line)


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize(
    "line", ["（一）打印。", "1.目录", "（三）政府信息管理情况", "2.来源：平台"]
)
def test_nothing_numbered_is_left_out_by_its_words(line: str, ending: str) -> None:
    found = open_lines([TITLE, PREAMBLE, *BODY, line, "按规定办理。", *LAST], ending)
    assert found.document.paragraphs("overview") == (*BODY[1:], line, "按规定办理。")


def test_the_date_below_a_report_is_that_of_publication_whatever_follows() -> None:
    found = open_lines([TITLE, *BODY, *LAST, "青山县人民政府", "2026年1月20日", *TAIL[:3]], "txt")
    assert found.document.field(Field.PUBLICATION_DATE) == "2026-01-20"
    assert found.document.paragraphs("other_matters") == (LAST[1],)


def test_where_a_source_ends_with_a_table_its_text_has_no_end() -> None:
    table = ["二、主动公开政府信息情况", "规章 1 2 3"]
    found = open_lines([TITLE, *BODY, "统计数据见下表", *table], "txt")
    assert found.document.paragraphs("overview") == (*BODY[1:], "统计数据见下表")


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", "txt"])
def test_no_line_of_a_site_below_is_text(ending: str) -> None:
    for lines in (*([line] for line in MORE["tail"]), MORE["tail"]):
        found = open_lines([TITLE, PREAMBLE, *BODY, *LAST, *lines], ending)
        assert list_texts(found) == [PREAMBLE, *BODY[1:], LAST[1]], lines


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("place", PLACES)
def test_no_line_of_a_site_above_is_text(place: str, ending: str) -> None:
    for lines in (*([line] for line in MORE["head"]), MORE["head"]):
        top = [*lines, TITLE] if place == "above" else [TITLE, *lines]
        found = open_lines([*top, PREAMBLE, *BODY, *LAST], ending)
        assert list_texts(found) == [PREAMBLE, *BODY[1:], LAST[1]], lines
        assert all(is_accounted(line, found) for line in lines), lines
        assert found.document.title == TITLE, lines
        assert found.document.organization == "青山县人民政府", lines


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("around", [[], MORE["tail"][:4]])
def test_no_line_of_a_report_is_left_out(around: list[str], ending: str) -> None:
    for line in MORE["kept"]:
        found = open_lines([TITLE, PREAMBLE, *BODY, *LAST, line, *around], ending)
        assert found.document.paragraphs("other_matters") == (LAST[1], line)
        found = open_lines([TITLE, PREAMBLE, *BODY, line, "按规定办理。", *LAST], ending)
        assert found.document.paragraphs("overview") == (*BODY[1:], line, "按规定办理。")


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_no_line_of_a_preamble_is_left_out(ending: str) -> None:
    for line in MORE["kept_above"]:
        found = open_lines([TITLE, *MORE["head"][:4], line, *BODY, *LAST], ending)
        assert found.document.paragraphs("preamble") == (line,)


@pytest.mark.parametrize(
    "line", ["编辑：李四", "附件：年报.pdf", "青山县人民政府", "地址：南街1号"]
)
@pytest.mark.parametrize("heading", [[], ["（一）收费情况"]])
def test_a_remark_is_no_answer_where_nothing_else_is(heading: list[str], line: str) -> None:
    found = open_lines([TITLE, *BODY, LAST[0], *heading, line], "txt")
    assert found.document.paragraphs("other_matters") == tuple(heading)
    assert is_accounted(line, found)
