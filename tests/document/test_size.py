"""What is larger than a report can be is refused, with how much it is and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import (
    place_paragraph,
    set_cells,
    set_entry,
    set_field,
    set_paragraphs,
)
from report_editor.document.history import History
from report_editor.document.limits import MAX_OWN_TEXT, MAX_PARAGRAPH, MAX_PARAGRAPHS, MAX_TEXT
from report_editor.document.rollover import roll_over
from report_editor.document.size import (
    count_characters,
    describe_excess,
    describe_excessive_total,
    describe_growth,
)
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Change


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
    problem = describe_excess(over)
    assert "300,001 个字" in problem
    assert "删去" in problem
    assert describe_excessive_total(over) == ""  # of a file of our own
    over = Document(form("2021"), texts={"overview": [*paragraphs, *paragraphs[:3], ""]})
    assert "330,001 个字" in describe_excessive_total(over)


def test_empty_paragraphs_are_not_free() -> None:
    over = Document(form("2021"), texts={"overview": [""] * (MAX_TEXT + 1)})
    assert describe_excess(over)


FULL = ["字" * 9_999] * (MAX_TEXT // 10_000)


@pytest.mark.parametrize(
    "make",
    [
        lambda full: set_cells(full, {"requests.new.business": "5"}),
        lambda full: set_field(full, Field.CONTACT, "电"),
        lambda full: set_paragraphs(full, "overview", [*FULL, ""]),
        lambda full: set_paragraphs(full, "problems", ["一"]),
        lambda full: set_entry(full, Part.SET_ASIDE, "requests.flow", "已核对", ""),
    ],
)
def test_a_full_report_takes_no_more_by_any_way(make: Callable[[Document], Change]) -> None:
    full = Document(form("2021"), texts={"overview": FULL})
    assert "请先删去一些" in describe_growth(full, make(full))
    assert describe_growth(full, make(full).inverse()) == ""


def test_a_report_takes_so_many_paragraphs_and_no_more() -> None:
    full = Document(form("2021"), texts={"overview": [""] * MAX_PARAGRAPHS})
    assert describe_excess(full) == ""
    more = set_paragraphs(full, "problems", [""])
    assert "10,000 段" in describe_growth(full, more)
    assert "10,001 段" in describe_excess(Document(form("2021"), texts={"overview": [""] * 10_001}))


def test_a_long_cell_is_refused_and_a_long_paragraph_of_old_can_be_placed() -> None:
    long = "字" * (MAX_PARAGRAPH + 1)
    report = Document(form("2021"), texts={UNPLACED: [long]})
    assert "请分成几段，或者缩短" in describe_growth(
        report, set_cells(report, {"requests.new.business": long})
    )
    assert describe_growth(report, place_paragraph(report, 0, "overview", long)) == ""


def test_last_years_text_is_no_entry_of_the_report() -> None:
    parts = {Part.PREVIOUS: {"#text:overview": "字" * (MAX_PARAGRAPH + 1)}}
    assert describe_excess(Document(form("2021"), parts=parts)) == ""


def test_a_report_begun_from_the_longest_one_may_be_as_long() -> None:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}},
        texts={"overview": [*FULL[1:], "字" * 9_990]},
    )
    last.apply(set_cells(last, {"requests.carried_out.business": "12345"}))
    assert count_characters(last) == MAX_TEXT
    assert describe_excessive_total(roll_over(last)) == ""
    parts = {Part.PREVIOUS: {"#text:overview": "字" * (MAX_OWN_TEXT + 1)}}
    assert describe_excessive_total(Document(form("2021"), parts=parts))


LENGTHS = st.sampled_from([0, 1, 9_999, MAX_PARAGRAPH - 1, MAX_PARAGRAPH, MAX_PARAGRAPH + 1])


@given(st.lists(st.lists(LENGTHS, max_size=6), min_size=2, max_size=4))
def test_no_change_that_is_let_in_makes_a_report_that_cannot_be_opened(
    texts: list[list[int]],
) -> None:
    """Ends of paragraphs count as well: one more Enter must not lock the report away."""
    document = Document(form("2021"), texts={"problems": ["字" * 9_999] * 25})
    history = History(document)
    for lengths in texts:
        change = set_paragraphs(document, "overview", ["字" * length for length in lengths])
        if describe_growth(document, change) == "":
            history.do(change)
        assert describe_excess(document) == ""


def test_one_more_paragraph_is_one_more_character() -> None:
    full = ["字" * 9_999] * (MAX_TEXT // 10_000)
    document = Document(form("2021"), texts={"overview": full})
    assert describe_growth(document, set_paragraphs(document, "overview", [*full, ""]))
    assert describe_growth(document, set_paragraphs(document, "problems", [""]))
    fewer = [*full[1:], "字" * 9_998]
    assert describe_growth(document, set_paragraphs(document, "overview", fewer)) == ""


def test_what_was_too_long_may_become_shorter() -> None:
    document = Document(form("2021"), texts={"overview": ["字" * (MAX_PARAGRAPH + 9)]})
    for length, is_let_in in ((MAX_PARAGRAPH + 8, True), (MAX_PARAGRAPH + 10, False)):
        change = set_paragraphs(document, "overview", ["字" * length])
        assert (describe_growth(document, change) == "") is is_let_in
