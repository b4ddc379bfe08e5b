"""Numbers as their formats show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ooxml.number_looks import render_number


@pytest.mark.parametrize(
    ("text", "code", "look"),
    [
        ("2.5", "0", "3"),
        ("-2.4", "0", "-2"),
        ("2.5", "General", "2.5"),
        ("2.5", "", "2.5"),
        ("2.5", "@", "2.5"),
        ("5", ";;;", ""),
        ("5", '0"件"', "5件"),
        ("5", r"0\件", "5件"),
        ("5", 'General"项"', "5项"),
        ("-5", 'General"项"', "-5项"),
        ("1234567", "0,", "1235"),
        ("1234567.891", "#,##0.00", "1234567.89"),
        ("59237.2449", "#,##0.00", "59237.24"),
        ("0", "#", ""),
        ("0.5", "#.##", ".5"),
        ("5", '0;-0;"-"', "5"),
        ("-5", '0;-0;"-"', "-5"),
        ("0", '0;-0;"-"', "-"),
        ("-5", "0;0", "5"),
        ("3", '[>2]"多";0', "多"),
        ("1", '[>2]"多";0', "1"),
        ("3", '"平"', "平"),
        ("12", '_ * #,##0_ ;_ * "-"_ ;_ @_ ', "12"),
        ("7", "[Red]0;[Blue]0", "7"),
        ("3", '"a;b"0', "a;b3"),
        ("44956", "yyyy-mm-dd", "44956"),
        ("0.5", "# ?/?", "0.5"),
        ("12345", "0.0E+00", "12345"),
        ("若干", "0", "若干"),
        ("1e999", "0", "1e999"),
        ("5", "0" * 2_000, "5"),
    ],
)
def test_a_number_as_its_format_shows_it(text: str, code: str, look: str) -> None:
    assert render_number(text, code) == look


@given(
    st.decimals(-(10**15), 10**15, places=3).map(str),
    st.text('0#?.,%;"\\[]<>=-件_* E/@', max_size=30),
)
def test_any_format_gives_some_text(text: str, code: str) -> None:
    assert isinstance(render_number(text, code), str)
