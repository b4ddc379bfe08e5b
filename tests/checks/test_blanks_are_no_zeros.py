"""A blank of a report in work is a number to come: no finding or offer reads it as 0."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.runner import finish
from report_editor.checks.text.number_links import find_links
from report_editor.document import Document, format_number
from report_editor.document.commands import set_cells
from tests.checks.found import CASES, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Document]

SENTENCES = [
    "全年收到政府信息公开申请30件，其中自然人20件、法人或其他组织10件，上年结转5件。",
    "办理答复33件，其中予以公开10件、部分公开3件、不予公开8件、无法提供6件、不予处理2件、其他处理4件。",
    "结转下年度继续办理2件，办结率94.29%。",
    "因政府信息公开被申请行政复议3件，提起行政诉讼2件。",
    "全年制发规范性文件4件，废止1件，现行有效规范性文件30件。",
    "全年作出行政许可120件、行政处罚40件。",
]
NUMBERS = {
    **RECEIVED,
    **CASES,
    "disclosure.normative_documents.made": "4",
    "disclosure.normative_documents.repealed": "1",
    "disclosure.normative_documents.in_force": "30",
    "disclosure.licensing.decisions": "120",
    "disclosure.penalties.decisions": "40",
}
ON_NUMBERS = (
    *("narrative.", "disclosure.", "proceedings.", "requests.one_reason", "requests.wrong"),
    *(f"last_year.{each}" for each in ("carried", "in_force", "repealed", "jump", "tenfold")),
    *(f"last_year.{each}" for each in ("pending", "trend")),
)


def make_report(make: Make) -> Document:
    return make(NUMBERS, texts={"overview": ["2023年，我县认真做好工作。", *SENTENCES]})


def list_findings(document: Document, last: Document, *, is_handed_in: bool = False) -> set[str]:
    found = check(document, last, is_handed_in=is_handed_in)
    return {f"{each.code} {each.message}" for each in found if each.code.startswith(ON_NUMBERS)}


def list_wrong_links(document: Document) -> list[str]:
    return [each.words for each in finish(find_links(document, {})) if not each.is_right]


def test_the_filled_report_agrees_with_its_sentences(make: Make) -> None:
    document = make_report(make)
    links = finish(find_links(document, {}))
    assert len(links) >= 15
    assert list_wrong_links(document) == []


@pytest.mark.parametrize("seed", range(25))
def test_what_is_not_filled_in_yet_contradicts_nothing(make: Make, seed: int) -> None:
    document = make_report(make)
    last = make(NUMBERS, year="2022")
    full = list_findings(document, last)
    chance = random.Random(seed)  # noqa: S311 - no secret
    inputs = [each.address for each in document.form.inputs]
    blank = chance.sample(inputs, chance.choice([1, 3, 20, 60, len(inputs) - 3]))
    marks = {each: chance.choice(["", "", "/", "—"]) for each in blank}
    document.apply(set_cells(document, marks))
    assert list_findings(document, last) <= full
    assert list_wrong_links(document) == []


def test_a_finished_source_counts_blanks_as_zero_but_nothing_is_offered(make: Make) -> None:
    document = make_report(make)
    document = make(
        {**NUMBERS, "requests.new.natural_person": ""},
        texts={"overview": list(document.paragraphs("overview"))},
        stated={"requests.granted.total": ""},
    )
    found = [each for each in check(document) if "申请30件" in each.message]
    assert found
    assert not any(each.span and each.span.better for each in found)
    assert list_wrong_links(document) == []


def test_a_blank_counts_as_zero_in_a_report_that_is_handed_in(make: Make) -> None:
    document, last = make_report(make), make(NUMBERS, year="2022")
    assert not any("申请30件" in each for each in list_findings(document, last))
    document.apply(set_cells(document, {"requests.new.natural_person": ""}))
    assert not any("申请30件" in each for each in list_findings(document, last))
    handed_in = check(document, last, is_handed_in=True)
    assert any("申请30件" in each.message for each in handed_in)
    assert not any("申请30件" in each for each in list_findings(document, last))


def test_a_wrong_number_is_found_as_soon_as_its_inputs_are_filled_in(make: Make) -> None:
    document = make_report(make)
    document.apply(set_cells(document, {"requests.new.natural_person": "21"}))
    row = {each.address: "" for each in document.form.inputs if each.row.key == "granted"}
    document.apply(set_cells(document, row))
    assert any("申请30件" in each for each in list_wrong_links(document))


@pytest.mark.parametrize("blank", ["made", "in_force"])
def test_rules_that_are_in_force_wait_for_both_numbers(make: Make, blank: str) -> None:
    cells = {"disclosure.normative_documents.made": "5"}
    document = make({**cells, f"disclosure.normative_documents.{blank}": ""})
    assert "disclosure.in_force" not in {each.code for each in check(document)}


def test_an_input_that_is_no_number_is_not_offered_as_zero(make: Make) -> None:
    document = make_report(make)
    document.apply(set_cells(document, {"requests.new.natural_person": "二十来"}))
    assert document.number("requests.new.natural_person") is None
    assert list_wrong_links(document) == []
    assert format_number(document.value("requests.new.total")) == "10"
