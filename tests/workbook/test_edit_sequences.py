"""After random edits the report has what the sheets show, or a note speaks of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.forms import form, forms
from report_editor.workbook.read import from_workbook
from report_editor.workbook.reopened import Reopened
from tests.workbook.edit_sequences import (
    find_differences,
    find_python_of_libreoffice,
    report_of,
    run_in_libreoffice,
    run_in_process,
    workbook_of,
)
from tests.workbook.edit_with_openpyxl import edit_with_openpyxl
from tests.workbook.seen_on_sheets import silent_differences

if TYPE_CHECKING:
    from tests.workbook.random_edits import Edit

EDITED = Path(__file__).with_name("edited_in_libreoffice")


@pytest.mark.parametrize("by", ["openpyxl", "xml"])
def test_a_few_sequences_make_no_silent_difference(by: str) -> None:
    assert run_in_process(by, range(2), list(forms())) == {}


@pytest.mark.slow
@pytest.mark.parametrize("by", ["openpyxl", "xml"])
def test_more_sequences_make_no_silent_difference(by: str) -> None:
    assert run_in_process(by, range(100, 104), list(forms())) == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(EDITED.glob("sequence-*.xlsx")), ids=lambda path: path.stem)
def test_what_libreoffice_edited_makes_no_silent_difference(path: Path) -> None:
    """Its files, stored, so that its manner is tried where it is not installed."""
    data = path.read_bytes()
    edition = from_workbook(data).document.form
    assert find_differences(data, report_of(edition), is_calculated=True) == []


@pytest.mark.slow
@pytest.mark.skipif(
    find_python_of_libreoffice() is None, reason="LibreOffice and its Python module are needed"
)
def test_libreoffice_itself_makes_no_silent_difference(tmp_path: Path) -> None:
    assert run_in_libreoffice(range(200, 203), list(forms()), tmp_path) == {}


@pytest.mark.parametrize(
    "edit",
    [
        ["set", 3, 4, 3, 444],
        ["clear", 3, 4, 3, 4, 3],
        ["clear", 3, 4, 3, 4, 8],
        ["cut", 3, 4, 3, 4, 3, 3, 4, 5],
        ["cut", 3, 4, 3, 4, 3, 3, 32, 12],
        ["cut", 3, 4, 4, 29, 4, 5, 15, 11],
        ["swap_texts", 3, 4, 0, 5, 0],
        ["delete_rows", 3, 9, 1],
        ["set", 1, 2, 0, "换了一段"],
        ["set", 5, 2, 0, True],
    ],
    ids=str,
)
def test_a_reader_that_dropped_an_edit_would_be_found_out(edit: Edit) -> None:
    """The eyes see what a reader misses that gives the report as it was, without a note."""
    edition = form("2021")
    data, before = edit_with_openpyxl(workbook_of(edition), [edit]), report_of(edition)
    assert silent_differences(data, Reopened(before), before, is_calculated=False)
    assert find_differences(data, before) == []
