"""Names of cells and the rows and columns that they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ooxml.references import (
    MAX_COLUMNS,
    MAX_ROWS,
    Position,
    column_letters,
    parse_cell,
    parse_range,
)

POSITIONS = st.builds(Position, st.integers(0, MAX_ROWS - 1), st.integers(0, MAX_COLUMNS - 1))


@given(POSITIONS)
def test_a_cell_comes_back_from_its_name(position: Position) -> None:
    assert parse_cell(position.coordinate) == position
    assert parse_cell(position.a1) == position
    assert parse_cell(position.a1.lower()) == position


@given(POSITIONS, POSITIONS)
def test_a_range_begins_at_its_upper_left(one: Position, other: Position) -> None:
    found = parse_range(f"{one.a1}:{other.coordinate}")
    assert found is not None
    first, last = found
    assert (first.row, last.row) == (min(one.row, other.row), max(one.row, other.row))
    assert first.column == min(one.column, other.column)
    assert last.column == max(one.column, other.column)


@pytest.mark.parametrize(
    "text",
    ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "A1:", "$A", "#REF!", "A１", "A1 "],
)
def test_what_is_no_cell(text: str) -> None:
    assert parse_cell(text) is None


def test_ranges() -> None:
    assert parse_range("B2") == (Position(1, 1), Position(1, 1))
    assert parse_range("B2:XFE1") is None
    assert parse_range("A:A") is None


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_of_columns(column: int, letters: str) -> None:
    assert column_letters(column) == letters
