"""A sample of the mutated files; more of them: ``python -m tests.importers.mutations``."""

from __future__ import annotations

import pytest

from tests.importers.mutations import make_sound_files, run


@pytest.mark.slow
def test_a_mutated_file_is_a_report_or_a_sentence() -> None:
    outcomes = [*run(140, 11, make_sound_files())]
    # How long each took decides nothing here: the machine may be busy.
    wrong = [each for each in outcomes if not each.is_plain]
    assert wrong == []
    assert {each.kind for each in outcomes} == {"own", "recognition", "sentence"}
