"""Numbers as a workbook shows them."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from report_editor.ooxml.number_formats import (
    CellFormats,
    format_float,
    format_iso_moment,
    format_number,
)
from tests.ooxml.making import MAIN


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("7730.2799999999997", "", "7730.28"),
        ("5.0", "", "5"),
        ("1E3", "", "1000"),
        ("-0", "", "0"),
        ("0.30000000000000004", "", "0.3"),
        ("1e-7", "", "0.0000001"),
        ("1e999", "", "1e999"),
        ("1e+20", "", "1e+20"),
        ("nan", "", "nan"),
        ("2 件", "", "2 件"),
        ("", "", ""),
        ("0.07", "0.0%", "7%"),
        ("44956", "yyyy-mm-dd", "2023-01-30"),
        ("44956.5", "yyyy-mm-dd", "2023-01-30 12:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("0.25", "hh:mm", "06:00"),
        ("44956.25", "hh:mm", "2023-01-30 06:00"),
        ("-3", "yyyy-mm-dd", "-3"),
        ("2958465.99999999", "yyyy-mm-dd", "2958465.99999999"),
        ("1e12", "yyyy-mm-dd", "1000000000000"),
    ],
)
def test_a_stored_number_as_text(raw: str, code: str, text: str) -> None:
    assert format_number(raw, code) == text


def test_dates_that_count_from_1904() -> None:
    assert format_number("43494", "yyyy-mm-dd", from_1904=True) == "2023-01-30"
    for beyond in ("2957004", "2958465.99999999"):
        assert format_number(beyond, "yyyy-mm-dd", from_1904=True) == beyond


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_a_number_keeps_fifteen_digits_and_has_no_exponent(number: float) -> None:
    text = format_float(number)
    assert "e" not in text.lower()
    assert Decimal(text) == Decimal(f"{number:.15g}")
    assert text == "0" or not text.startswith("-0") or text.startswith("-0.")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("General", "45000.25"),
        ("G/通用格式", "45000.25"),
        ('General"件"', "45000.25"),
        ("0.00E+00", "45000.25"),
        ('#,##0.00"元/day"', "45000.25"),
        ("[Red]0;[Blue]0", "45000.25"),
        ('"多 "0.####;[Red]"少 "0.####;"平"', "45000.25"),
        ("@", "45000.25"),
        ("0.0%", "4500025%"),
        ("yyyy-mm-dd", "2023-03-15 06:00"),
        ('yyyy"年"m"月"d"日"', "2023-03-15 06:00"),
        ('m"月"', "2023-03-15 06:00"),
        ("[$-804]aaaa", "2023-03-15 06:00"),
        ("[$-404]e/m/d", "2023-03-15 06:00"),
        ("hh:mm:ss", "2023-03-15 06:00"),
        ("[h]:mm", "2023-03-15 06:00"),
    ],
)
def test_a_format_written_out(code: str, text: str) -> None:
    assert format_number("45000.25", code) == text
    assert formats(f"<numFmt numFmtId='176' formatCode='{escape(code)}'/>", 176) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "45000.25"),
        (9, "4500025%"),
        (14, "2023-03-15 06:00"),
        (21, "2023-03-15 06:00"),
        (49, "45000.25"),
    ],
)
def test_a_format_known_by_number(number: int, text: str) -> None:
    assert formats("", number) == text


def formats(numbers: str, used: int) -> str:
    """45000.25 in a cell of a format."""
    styles = (
        f"<styleSheet xmlns='{MAIN}'><numFmts>{numbers}</numFmts>"
        f"<cellXfs><xf numFmtId='{used}'/></cellXfs></styleSheet>"
    )
    return CellFormats(etree.fromstring(styles), from_1904=False).format("45000.25", "0")


def test_without_a_style_sheet_every_number_is_plain() -> None:
    formats = CellFormats(None, from_1904=False)
    assert formats.format("45000", "14") == "45000"
    assert formats.format("45000", None) == "45000"
    assert not formats.is_ruled("0")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023-01-30T00:00:00", "2023-01-30"),
        ("2023-01-30", "2023-01-30"),
        ("2023-01-30T06:00:00Z", "2023-01-30 06:00"),
        ("昨天", "昨天"),
    ],
)
def test_a_moment_in_words(text: str, shown: str) -> None:
    assert format_iso_moment(text) == shown
