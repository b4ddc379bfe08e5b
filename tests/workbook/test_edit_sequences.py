"""After random edits the report has what the sheets show, or a note speaks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_editor.forms import forms
from report_editor.workbook.read import from_workbook
from tests.workbook.edit_sequences import (
    find_differences,
    find_python_of_libreoffice,
    report_of,
    run_in_libreoffice,
    run_in_process,
)

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
