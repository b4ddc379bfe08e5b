"""Samples of the long runs; all of them: ``python -m tests.storage.NAME``."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.storage import journal
from tests.storage import torn_journals, two_weeks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_damaged_journal_comes_back_as_a_state_there_was_or_says_what_is_missing(
    tmp_path: Path,
) -> None:
    seed = random.randrange(1 << 30)  # noqa: S311 - no secret
    figures = torn_journals.run(60, seed, tmp_path)
    assert figures.wrong == []
    assert set(figures.outcomes) == {"set aside", "sound", "told"}


@pytest.mark.slow
def test_two_weeks_without_a_save_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "COMPACT_BYTES", 10_000)
    monkeypatch.setattr(journal, "COMPACT_RATIO", 0)
    seed = random.randrange(1 << 30)  # noqa: S311 - no secret
    figures = two_weeks.run(14 * 60, seed, tmp_path)
    print(f"seed {seed}: {figures}")
    assert figures.wrong_days == 0
    assert figures.largest < 200_000
