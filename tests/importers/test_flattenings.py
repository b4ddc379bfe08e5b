"""A sample of the generated reports that ``python -m tests.importers.flattenings`` tries."""

from __future__ import annotations

import pytest

from tests.importers.flattenings import PDF_WRITERS, WRITERS, find_fault, generate_report


@pytest.mark.parametrize("name", WRITERS)
def test_no_number_is_in_a_wrong_cell_and_nothing_unaccounted(name: str) -> None:
    report = generate_report(0)
    assert not find_fault(report, name, WRITERS[name](report))


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_the_same_of_more_reports(name: str) -> None:
    for seed in range(1, 4):
        report = generate_report(seed)
        assert not find_fault(report, name, WRITERS[name](report)), seed


@pytest.mark.slow
@pytest.mark.parametrize("name", PDF_WRITERS)
def test_the_same_of_pdfs(name: str) -> None:
    for seed in (3,):
        report = generate_report(seed)
        assert not find_fault(report, name, PDF_WRITERS[name](report)), seed
