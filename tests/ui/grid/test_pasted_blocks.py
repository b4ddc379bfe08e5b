"""Blocks made by chance: no number lands in a cell that its label or header does not name."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.grid.ledgers import find_faults as find_ledger_faults
from tests.ui.grid.ledgers import make_ledger
from tests.ui.grid.pasted_blocks import find_faults, load_editions, make_block

EDITIONS = load_editions()


@pytest.mark.usefixtures("qapp")
@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_no_number_lands_where_its_words_do_not_say(seed: int) -> None:
    block = make_block(random.Random(seed), EDITIONS)  # noqa: S311 - dice, not secrets
    assert list(find_faults(block)) == []


@pytest.mark.usefixtures("qapp")
@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_no_number_of_a_ledger_lands_where_two_cells_are_possible(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets
    ledger = make_ledger(chance, EDITIONS)
    assert list(find_ledger_faults(chance, ledger)) == []
