"""Reports that are copied from each other are found, and numbers far above all others."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from report_editor.collection.copies import (
    describe_copies,
    find_copies,
    list_shared_sentences,
)
from report_editor.collection.fingerprints import find_prints, list_sentences
from report_editor.collection.outliers import find_outliers
from report_editor.collection.sums import sum_up
from tests.bounded_work import bounded_work
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office, write_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.collection.report_row import ReportRow
    from report_editor.document import Document


def copy_texts(source: Document, number: int, changed: int = 0) -> Document:
    """Return the report of another office with the texts of one, some numbers in it changed."""
    texts = {
        key: [
            paragraph.replace("存在的", f"{changed} 件存在的") if changed else paragraph
            for paragraph in source.paragraphs(key)
        ]
        for key in ("overview", "problems", "other_matters")
    }
    return make_report(number, texts=texts)


def test_reports_of_their_own_words_are_no_copies(row: Callable[..., ReportRow]) -> None:
    assert not find_copies([row(number) for number in range(30)])


@pytest.mark.slow
@pytest.mark.parametrize("changed", [0, 7])
def test_a_copied_text_is_found_with_its_sentences(tmp_path: Path, changed: int) -> None:
    reports = [make_report(number) for number in range(12)]
    reports[9] = copy_texts(reports[4], 9, changed)
    rows = [
        make_row(each, str(write_report(each, tmp_path / f"{number}.json")))
        for number, each in enumerate(reports)
    ]
    (copy,) = find_copies(rows)
    assert {copy.one.file.stem, copy.other.file.stem} == {"4", "9"}
    ((row, finding),) = describe_copies(rows)
    assert row is rows[9]
    assert finding.code == "compare.copied"
    assert name_office(4) in finding.message
    first = next(
        iter(list_shared_sentences(list_sentences(reports[4]), list_sentences(reports[9])))
    )
    assert first[:30] in finding.message


def test_one_section_that_is_copied_is_enough_where_it_is_most_of_the_text() -> None:
    source = make_report(0)
    texts = {**{key: source.paragraphs(key) for key in ("overview",)}, "problems": ["没有。"]}
    rows = [make_row(source), make_row(make_report(1, texts=texts))]
    assert len(find_copies(rows)) == 1


def test_the_same_office_is_no_copy_of_itself() -> None:
    source = make_report(0)
    assert not find_copies([make_row(source), make_row(make_report(0, year=2022, texts={
        key: source.paragraphs(key) for key in ("overview", "problems")}))])  # fmt: skip


def test_of_many_with_one_text_each_is_told() -> None:
    source = make_report(0)
    rows = [make_row(copy_texts(source, number)) for number in range(40)]
    copies = find_copies(rows)
    assert {id(row) for copy in copies for row in (copy.one, copy.other)} == set(map(id, rows))
    assert len(copies) < 3 * len(rows)


def test_thousands_of_reports_with_phrases_of_all_take_no_square_of_their_number(
    row: Callable[..., ReportRow],
) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    template = row(0)
    usual = [chance.randrange(1 << 32) for _ in range(60)]
    rows = []
    for number in range(2_000):
        own = [chance.randrange(1 << 32) for _ in range(140)]
        rows.append(replace_prints(template, f"第{number}局", usual + own))
    rows[1_500] = replace_prints(template, "抄写局", list(rows[300].prints))
    with bounded_work():
        (copy,) = find_copies(rows)
    assert {copy.one.organization, copy.other.organization} == {"第300局", "抄写局"}


def replace_prints(row: ReportRow, organization: str, prints: list[int]) -> ReportRow:
    return replace(row, organization=organization, prints=array("I", prints))


def test_the_own_name_and_numbers_make_no_difference() -> None:
    one = make_report(0, texts={"overview": [f"{name_office(0)}全年主动公开政府信息 100 条。" * 3]})
    other = make_report(0, organization=name_office(5), texts={
        "overview": [f"{name_office(5)}全年主动公开政府信息 2345 条。" * 3]})  # fmt: skip
    assert find_prints(one) == find_prints(other)


def test_a_number_far_above_all_others_is_a_hint(row: Callable[..., ReportRow]) -> None:
    address = "disclosure.fees.amount"
    rows = [row(number, cells={address: str(10 + number)}) for number in range(12)]
    rows.append(row(12, cells={address: "397000"}))
    found = [each for each in find_outliers(sum_up(rows)[0]) if each[1].cells == (address,)]
    ((outlier, finding),) = found
    assert outlier is rows[-1]
    assert "第二多的是 21" in finding.message
    assert finding.severity == "info"


def test_numbers_of_few_offices_are_never_far_above(row: Callable[..., ReportRow]) -> None:
    address = "disclosure.fees.amount"
    rows = [row(number, cells={address: "1"}) for number in range(5)]
    rows.append(row(12, cells={address: "397000"}))
    assert not [each for each in find_outliers(sum_up(rows)[0]) if each[1].cells == (address,)]


def test_what_a_row_keeps_of_a_report_is_small(row: Callable[..., ReportRow]) -> None:
    kept = row(0)
    assert len(kept.packed) < 4_000
    assert len(kept.prints) < 400
    assert len(kept.numbers) == len(kept.form.inputs)
