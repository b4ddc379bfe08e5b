"""One text, one shape: whatever comes in, a document holds lines that everything can show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import Element, fromstring, tostring

from report_editor.document import (
    UNPLACED,
    Change,
    Document,
    EntryEdit,
    Field,
    History,
    Part,
    TextEdit,
)
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import (
    place_paragraph,
    set_cells,
    set_entry,
    set_field,
    set_paragraphs,
)
from report_editor.document.plain_text import split_lines, to_block, to_line
from report_editor.document.rollover import roll_over
from report_editor.forms import form

NEW = "requests.new.natural_person"
BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
DAMAGE = ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\ud800", "\udfff", "\ufdd0", "\ufdd1", "\ufdef"]
DAMAGE += ["\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]
KEPT = ["\t", "\u3000", "\xa0", "\xad", "\u200b", "\u200d", "\u202e", "\ufffc", "\ufffd", "\ue000"]
KEPT += ["e\u0301", "\u2f00", "\U0002f800", "𠮷", "🇨🇳", "\U000f0000", " ", "~", "\u0378"]

hostile = st.text(
    st.sampled_from("".join([*BREAKS, *DAMAGE, *KEPT, "\ufeff", "甲乙1"])) | st.characters(),
    max_size=12,
)


@pytest.mark.parametrize("mark", BREAKS)
def test_a_line_break_of_any_kind_ends_a_paragraph(mark: str) -> None:
    assert split_lines(f"甲{mark}乙") == ("甲", "乙")
    assert split_lines(f"甲{mark}{mark}乙{mark}") == ("甲", "", "乙", "")
    assert to_line(f"1{mark}2") == "1 2"
    assert to_block(f"甲{mark}乙") == "甲\n乙"


@pytest.mark.parametrize("mark", DAMAGE)
def test_what_cannot_be_shown_is_seen_as_damage(mark: str) -> None:
    assert split_lines(f"甲{mark}乙") == ("甲\ufffd乙",)
    assert to_line(f"1{mark}2") == to_block(f"1{mark}2") == "1\ufffd2"


@pytest.mark.parametrize("mark", KEPT)
def test_everything_else_is_kept(mark: str) -> None:
    assert split_lines(f"甲{mark}乙{mark}") == (f"甲{mark}乙{mark}",)
    assert to_line(mark) == to_block(mark) == mark


def test_two_halves_of_a_pair_are_one_character() -> None:
    assert split_lines("甲" + "\ud83d" + "\ude00" + "\ude00") == ("甲😀\ufffd",)


def test_a_mark_of_byte_order_is_dropped() -> None:
    assert split_lines("\ufeff甲\ufeff") == ("甲",)
    assert to_line("\ufeff5") == "5"


@given(hostile)
def test_a_line_is_one_for_python_xml_and_utf_8(text: str) -> None:
    for line in (*split_lines(text), to_line(text)):
        assert len(line.splitlines()) <= 1
        assert not {unicodedata.category(each) for each in line.replace("\t", "")} & {"Cc", "Cs"}
        cell = Element("t")
        cell.text = line  # lxml refuses what XML cannot hold
        assert fromstring(tostring(cell)).text == (line or None)
        assert line.encode().decode() == line


@given(hostile)
def test_the_shape_is_one(text: str) -> None:
    """A text in shape is left as it is, whether by itself or in a row of texts."""
    lines = split_lines(text)
    assert tuple(again for line in lines for again in split_lines(line)) == lines
    assert split_lines("\n".join(lines)) == lines
    assert to_line(to_line(text)) == to_line(text)
    assert to_block(to_block(text)) == to_block(text) == "\n".join(lines)


NASTY = "甲\u2028乙\r\n丙\ud83d\ufdd0"
PARAGRAPHS = ("甲", "乙", "丙\ufffd\ufffd")
LINE = "甲 乙 丙\ufffd\ufffd"


def test_a_document_holds_nothing_else_whichever_way_it_comes() -> None:
    parts: dict[Part, dict[str, str]] = {
        Part.FIELDS: {Field.ORGANIZATION: NASTY, Field.YEAR: "2024"},
        Part.CELLS: {NEW: NASTY},
        Part.STATED: {"requests.new.total": NASTY},
        Part.SET_ASIDE: {"finding": NASTY},
        Part.PREVIOUS: {"#text:overview": NASTY},
        Part.SOURCE: {"section:problems": NASTY},
    }
    built = Document(form("2021"), parts=parts, texts={"overview": [NASTY], UNPLACED: [NASTY]})
    edits = [
        EntryEdit(part, key, None, text)
        for part, entries in parts.items()
        for key, text in entries.items()
    ]
    texts = [TextEdit(key, 0, (), (NASTY,)) for key in ("overview", UNPLACED)]
    changed = Document(form("2021"))
    changed.apply(Change("输入", (*edits, *texts)))
    replayed = Document(form("2021"))
    replayed.apply(Change.from_json(Change("输入", (*edits, *texts)).to_json(), replayed))
    planned = History(Document(form("2021")))
    for part, entries in parts.items():
        for key, text in entries.items():
            planned.do(set_entry(planned.document, part, key, text, ""))
    for key in ("overview", UNPLACED):
        planned.do(set_paragraphs(planned.document, key, [NASTY]))
    data = to_json(built)
    data["organization"], data["narrative"]["overview"] = NASTY, [NASTY]
    data["title"] = f"{NASTY}2024年政府信息公开工作年度报告"
    for document in (built, changed, replayed, planned.document, from_json(data)):
        assert document.organization == LINE
        assert document.raw(NEW) == document.entries(Part.STATED)["requests.new.total"] == LINE
        assert document.entries(Part.SET_ASIDE)["finding"] == LINE
        assert document.entries(Part.SOURCE)["section:problems"] == LINE
        assert document.paragraphs("overview") == PARAGRAPHS
        assert document.entries(Part.PREVIOUS)["#text:overview"] == "\n".join(PARAGRAPHS)
        assert document.paragraphs(UNPLACED) == ("\n".join(PARAGRAPHS),), "one text of the source"
        assert document == built == document.copy()
    assert roll_over(built).paragraphs("overview") == PARAGRAPHS


def test_a_text_that_is_the_same_in_its_shape_is_no_step() -> None:
    history = History(Document(form("2021"), texts={"overview": ["甲", "乙"]}))
    document = history.document
    history.do(set_cells(document, {NEW: "1 2"}))
    history.do(set_field(document, Field.CONTACT, "甲 乙"))
    step = history.state
    history.do(set_paragraphs(document, "overview", ["甲\u2028乙"]))
    history.do(set_cells(document, {NEW: "1\u20282\n"}))
    history.do(set_field(document, Field.CONTACT, "甲\x0b乙"))
    assert history.state is step


def test_a_source_text_of_several_lines_is_placed_as_paragraphs() -> None:
    history = History(Document(form("2021"), texts={UNPLACED: ["甲\n乙", "丙"]}))
    document = history.document
    history.do(place_paragraph(document, 0, "overview", "甲\n乙"))
    assert document.paragraphs("overview") == ("甲", "乙")
    assert document.paragraphs(UNPLACED) == ("丙",)
    history.undo()
    assert document.paragraphs(UNPLACED) == ("甲\n乙", "丙")
