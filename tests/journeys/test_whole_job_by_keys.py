"""The whole job is done by keys and an input method: no mouse has to be touched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from report_editor.workspace.opening import open_file
from tests.benchmarks.effort import WRITER, describe
from tests.journeys.keystrokes import Step, measure
from tests.journeys.whole_job import LAST_YEAR, NUMBERS, STEPS, do_job, find_faults

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
def test_from_last_years_file_to_this_years_paper_without_a_mouse(home: Path, clerk: Clerk) -> None:
    assert do_job(clerk.window, clerk.wait) == 0
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


def test_writer_takes_longer_for_the_same_job() -> None:
    assert measure(STEPS).clicks == 0
    assert measure(STEPS).seconds < measure(WRITER).seconds
    assert describe().count("|") > 12
