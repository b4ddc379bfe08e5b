"""Percentages are those of the counts, rounded as the text of a report states them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.exporters.picture.shares import format_shares

AT_THE_ENDS = {"不足0.1%": Fraction(0), "超过99.9%": Fraction(100)}
counts = st.one_of(
    st.integers(0, 30),
    st.integers(0, 10**15),
    st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False),
)


def read_share(text: str) -> Fraction:
    found = AT_THE_ENDS.get(text)
    return Fraction(text.removesuffix("%")) if found is None else found


@given(st.lists(counts, min_size=1, max_size=12).filter(any))
def test_equal_counts_have_equal_shares_and_none_is_far_from_its_count(
    numbers: list[int | Decimal],
) -> None:
    texts = format_shares(numbers)
    assert len(set(texts)) <= len(set(numbers))
    shares = [read_share(text) for text in texts]
    total = Fraction(sum(numbers, start=0))
    for share, number in zip(shares, numbers, strict=True):
        assert abs(share - 100 * Fraction(number) / total) < Fraction(1, 10)
        assert share in (0, 100) or abs(share - 100 * Fraction(number) / total) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("numbers", "shares"),
    [
        ([1, 1, 1], ["33.3%", "33.3%", "33.3%"]),
        ([6, 1, 1, 3, 1, 0], ["50.0%", "8.3%", "8.3%", "25.0%", "8.3%", "0%"]),
        ([7, 0], ["100%", "0%"]),
        ([1, 799], ["0.1%", "99.9%"]),
        ([1, 7], ["12.5%", "87.5%"]),
        ([3, 1997], ["0.2%", "99.9%"]),
        ([99_999, 1], ["超过99.9%", "不足0.1%"]),
        ([Decimal("0.5"), Decimal("1.5")], ["25.0%", "75.0%"]),
    ],
)
def test_they_are_written_with_one_decimal(numbers: list[int | Decimal], shares: list[str]) -> None:
    assert format_shares(numbers) == shares


@pytest.mark.parametrize("numbers", [[], [0, 0], [5, -1], [-3]])
def test_there_are_none_of_nothing_or_of_negative_counts(numbers: list[int]) -> None:
    assert format_shares(numbers) == [""] * len(numbers)
