"""The whole job is done by keys and an input method: no mouse has to be touched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from report_editor.workspace.opening import open_file
from tests.benchmarks.effort import JOBS, describe
from tests.journeys.keystrokes import Step, measure
from tests.journeys.whole_job import (
    LAST_YEAR,
    NUMBERS,
    STEPS,
    STEPS_FROM_LEDGER,
    do_job,
    find_faults,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk


@pytest.fixture
def home(samples: Path, home: Path) -> Path:
    """The clerk's own folder, with last year's file among the downloads."""
    (home / "Downloads").mkdir()
    shutil.copy(samples / LAST_YEAR, home / "Downloads")
    return home


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.slow
@pytest.mark.parametrize("steps", [STEPS, STEPS_FROM_LEDGER], ids=["typed", "from a ledger"])
def test_from_last_years_file_to_this_years_paper_without_a_mouse(
    home: Path, clerk: Clerk, steps: tuple[Step, ...]
) -> None:
    assert do_job(clerk.window, clerk.wait, steps) == 0
    assert find_faults(clerk.window, home) == []
    (saved,), (paper,) = home.glob("*/*.xlsx"), home.glob("*/*.pdf")
    again = open_file(saved).document
    assert {key: again.number(key) for key in NUMBERS} == NUMBERS
    with pypdfium2.PdfDocument(paper) as pages:
        text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "2023年" in text
    assert "56條" in text


def test_operators_are_counted_as_the_model_says() -> None:
    effort = measure([Step("", "M Ctrl+Shift+N Down*3 '12 wei=未 .=。 H P B*2 @QFileDialog @")])
    assert dict(effort.operators) == {"M": 1, "K": 3 + 3 + 2 + 4 + 1, "H": 1, "P": 1, "B": 2}
    assert effort.clicks == 1
    assert effort.seconds == pytest.approx(1.35 + 13 * 0.28 + 0.4 + 1.1 + 0.2)


def test_what_is_done_in_another_program_is_counted_and_the_clipboard_is_not() -> None:
    effort = measure([Step("", "~H ~P ~B*2 ~Ctrl+C ^ledger Ctrl+V")])
    assert dict(effort.operators) == {"H": 1, "P": 1, "B": 2, "K": 4}


@pytest.mark.parametrize("job", JOBS)
def test_writer_takes_longer_for_the_same_job(job: str) -> None:
    ours, writer = JOBS[job]
    assert measure(ours).seconds < measure(writer).seconds / 2
    assert describe().count(job) == 3
