"""Texts written in cells and the numbers they mean; a doubtful one is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import CellProblem, format_number, read_number
from report_editor.forms import NumberKind

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@given(st.text(max_size=30), st.sampled_from(list(NumberKind)))
def test_any_text_is_read_without_failing_and_kept(text: str, kind: NumberKind) -> None:
    reading = read_number(text, kind, "万元" if kind is NumberKind.MONEY else "件")
    assert reading.raw == text
    assert reading.is_blank == (reading.number is None and reading.problem is None)
    if reading.problem is CellProblem.NOT_A_NUMBER:
        assert reading.number is None
    if reading.remark:
        assert reading.remark in text


@given(st.integers(0, 10**12))
def test_a_plain_count_is_itself(number: int) -> None:
    reading = read_number(str(number))
    assert (reading.number, reading.problem, reading.normalised) == (number, None, False)
    assert format_number(number) == str(number)


@given(st.decimals(0, 10**9, places=4))
def test_a_plain_amount_is_itself(amount: Decimal) -> None:
    reading = read_number(format_number(amount), NumberKind.MONEY, "万元")
    assert reading.number == amount
    assert not reading.normalised
    assert (
        read_number(format_number(reading.number or 0), NumberKind.MONEY, "万元").number == amount
    )


@given(st.integers(0, 10**12), st.sampled_from(["", "件", " 件", "件 "]), st.booleans())
def test_grouping_width_spaces_and_unit_do_not_change_the_number(
    number: int, unit: str, wide: bool
) -> None:
    text = f" {number:,}{unit} "
    reading = read_number(text.translate(FULL_WIDTH) if wide else text)
    assert reading.number == number
    assert reading.normalised


@pytest.mark.parametrize(
    "text",
    [
        "约20", "20余", "近20件", "二十", "20-30", "20～30", "1e999", "0x10", "1_000", "NaN", "∞",
        "1,23", "12,34", "1,2345", "1 2", "3.1.4", "--5", "5人", "5%", "1/2", "½", "=1+1", "O",
        "٣", "5²", "5①", "⑤", "5⑴", "5㈠", "9" * 16, "20件10件", "十件", "5 6 7",
    ],
)  # fmt: skip
def test_a_doubtful_text_is_no_number(text: str) -> None:
    reading = read_number(text)
    assert reading.number is None
    assert reading.problem is CellProblem.NOT_A_NUMBER


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "/", "／", "-", "—", "－", "——", "无", "無", "不适用"]
)
def test_ink_that_says_nothing_is_blank(text: str) -> None:
    assert read_number(text).is_blank


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("00", 0),
        ("0 0", 0),
        ("007", 7),
        ("+5", 5),
        ("-0", 0),
        ("5个", 5),
        ("5.0", 5),
        ("5\u200b", 5),
    ],
)
def test_other_ways_to_write_a_count(text: str, number: int) -> None:
    reading = read_number(text)
    assert reading.number == number
    assert reading.normalised
    assert reading.problem is None


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("251000元", "万元", "25.1"),
        ("25.1万元", "万元", "25.1"),
        ("25.1 萬元", "万元", "25.1"),
        ("251000元", "", "251000"),
        ("59237.2449", "万元", "59237.2449"),
    ],
)
def test_money_is_read_in_the_unit_of_its_column(text: str, unit: str, number: str) -> None:
    assert read_number(text, NumberKind.MONEY, unit).number == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"), [("减3", -3), ("減少 3项", -3), ("增３", 3), ("增加12", 12), ("减0", 0)]
)
def test_a_change_may_be_written_in_words(text: str, number: int) -> None:
    assert read_number(text, NumberKind.SIGNED, "项").number == number
    assert read_number(text, NumberKind.COUNT).number is None


def test_a_remark_stays_beside_the_number_as_it_was_written() -> None:
    reading = read_number("22（其中修订16件）")
    assert (reading.number, reading.remark) == (22, "（其中修订16件）")
    assert reading.normalised


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("-3", NumberKind.COUNT, CellProblem.NEGATIVE),
        ("−3", NumberKind.COUNT, CellProblem.NEGATIVE),
        ("-3", NumberKind.SIGNED, None),
        ("-0.5", NumberKind.MONEY, CellProblem.NEGATIVE),
        ("1.5", NumberKind.COUNT, CellProblem.NOT_WHOLE),
        ("1.5", NumberKind.SIGNED, CellProblem.NOT_WHOLE),
        ("1.5", NumberKind.MONEY, None),
    ],
)
def test_what_a_kind_of_cell_refuses(
    text: str, kind: NumberKind, problem: CellProblem | None
) -> None:
    reading = read_number(text, kind, "万元" if kind is NumberKind.MONEY else "件")
    assert reading.problem is problem
    assert reading.number is not None


def test_a_long_text_is_read_in_no_time() -> None:
    for text in ("(" * 10**6, "1" * 10**6, "1," * 10**6, "5(" + ")" * 10**6, " 0" * 10**6):
        assert read_number(text).raw == text
