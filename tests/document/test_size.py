"""What is larger than a report can be is refused, with how much it is and what to do."""

from __future__ import annotations

import pytest

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT
from report_editor.document.rollover import roll_over
from report_editor.document.size import (
    count_characters,
    describe_excess,
    describe_excessive_total,
)
from report_editor.forms import form


def test_every_text_counts() -> None:
    report = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2023"}, Part.CELLS: {"requests.new.business": "35"}},
        texts={"overview": ["甲乙", ""], UNPLACED: ["丙"]},
    )
    assert count_characters(report) == 4 + 2 + 3 + 1 + 2


@pytest.mark.parametrize("section", ["overview", "preamble", UNPLACED])
def test_a_paragraph_at_the_limit_is_let_in_and_one_above_it_is_not(section: str) -> None:
    texts = {section: ["甲", "字" * MAX_PARAGRAPH]}
    assert describe_excess(Document(form("2021"), texts=texts)) == ""
    texts[section][1] += "字"
    problem = describe_excess(Document(form("2021"), texts=texts))
    assert "20,001 个字" in problem
    assert "分成几段" in problem
    assert ("第 2 段" in problem) is (section != UNPLACED)


def test_a_cell_has_the_same_limit() -> None:
    cells = {"requests.new.business": "9" * (MAX_PARAGRAPH + 1)}
    assert "999…" in describe_excess(Document(form("2021"), parts={Part.CELLS: cells}))


def test_a_report_at_the_limit_is_let_in_and_one_above_it_is_not() -> None:
    paragraphs = ["字" * 9_999] * (MAX_TEXT // 10_000)  # with the ends of the paragraphs, 10,000
    assert describe_excess(Document(form("2021"), texts={"overview": paragraphs})) == ""
    over = Document(form("2021"), texts={"overview": [*paragraphs, ""]})
    for problem in (describe_excess(over), describe_excessive_total(over)):
        assert "300,001 个字" in problem
        assert "删去" in problem


def test_empty_paragraphs_are_not_free() -> None:
    over = Document(form("2021"), texts={"overview": [""] * (MAX_TEXT + 1)})
    assert describe_excess(over)


def test_a_report_begun_from_the_longest_one_may_be_as_long() -> None:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}},
        texts={"overview": ["字" * 9_999] * (MAX_TEXT // 10_000 - 1)},
    )
    assert describe_excessive_total(roll_over(last)) == ""
    parts = {Part.PREVIOUS: {"#text:overview": "字" * (MAX_TEXT + 1)}}
    assert describe_excessive_total(Document(form("2021"), parts=parts))
