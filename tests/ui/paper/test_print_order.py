"""Sheets come out of the printer as they are to be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ui.paper.print_order import PrintOrder, Side, list_sides

PAGES = st.lists(st.integers(1, 99), max_size=12, unique=True).map(sorted)
ORDERS = st.builds(
    PrintOrder,
    has_two_sides=st.booleans(),
    is_reversed=st.booleans(),
    copies=st.integers(1, 4),
    is_collated=st.booleans(),
)


@pytest.mark.parametrize(
    ("order", "sides"),
    [
        (PrintOrder(), [1, 2, 3]),
        (PrintOrder(is_reversed=True), [3, None, 1, 2]),
        (PrintOrder(has_two_sides=False, is_reversed=True), [3, 2, 1]),
        (PrintOrder(copies=2), [1, 2, 3, None, 1, 2, 3]),
        (PrintOrder(copies=2, is_collated=False), [1, 2, 1, 2, 3, None, 3]),
        (PrintOrder(has_two_sides=False, copies=2), [1, 2, 3, 1, 2, 3]),
        (PrintOrder(has_two_sides=False, copies=2, is_collated=False), [1, 1, 2, 2, 3, 3]),
    ],
)
def test_three_pages(order: PrintOrder, sides: list[Side]) -> None:
    assert list_sides([1, 2, 3], order) == sides


@given(PAGES, ORDERS)
def test_each_page_is_printed_once_a_copy_on_the_side_it_belongs_to(
    pages: list[int], order: PrintOrder
) -> None:
    sides = list_sides(pages, order)
    assert sorted(side for side in sides if side is not None) == sorted(pages * order.copies)
    assert not sides or sides[-1] is not None, "no sheet is fed for nothing"
    if order.has_two_sides:
        for at, side in enumerate(sides):
            assert side is None or pages.index(side) % 2 == at % 2, "front stays front"
    else:
        assert None not in sides
    if not order.is_reversed and order.copies == 1:
        assert sides == pages
