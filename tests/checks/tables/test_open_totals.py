"""A printed total of parts that are not filled in: the blank is no 0, so the sum is not known."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.document.commands import set_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.checks import Finding
    from report_editor.document import Document

    Make = Callable[..., Document]

CODES = ("requests.row_total", "requests.results", "proceedings.total", "cell.blank_total")
ACCEPT = "采用计算值"


def list_printed(document: Document, *, is_handed_in: bool = False) -> list[Finding]:
    """Find what is said of totals as they are printed, those that are no number too."""
    is_total = (*CODES, "cell.not_a_number")
    return [each for each in check(document, is_handed_in=is_handed_in) if each.code in is_total]


def advises(document: Document, finding: Finding) -> bool:
    fix = find_fix(document, finding)
    return ACCEPT in finding.message or (fix is not None and fix.name == ACCEPT)


def blank_rows(document: Document, address: str) -> list[str]:
    return [each for each in document.form.inputs_of[address] if not document.raw(each)]


@pytest.mark.parametrize("printed", ["6", "", "不详"])
def test_a_total_is_not_accepted_before_its_parts_are_filled_in(make: Make, printed: str) -> None:
    total, part = "requests.granted.total", "requests.granted.research"
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    document = make({**cells, part: ""}, stated={total: printed})
    (finding,) = list_printed(document)
    assert "还有 1 格没有填" in finding.message
    assert finding.expected is None
    assert not advises(document, finding)
    document.apply(set_cells(document, {part: "0"}))
    (finding,) = list_printed(document)
    assert "格没有填" not in finding.message
    assert advises(document, finding)
    assert finding.expected == 5


def test_of_blank_totals_those_with_all_parts_are_settled(make: Make) -> None:
    cells = {"requests.granted.business": "5", "requests.partial.business": "2"}
    stated = {"requests.granted.total": "", "requests.partial.total": ""}
    document = make({**cells, "requests.partial.research": ""}, stated=stated)
    by_cells = {each.cells: each for each in list_printed(document)}
    assert advises(document, by_cells["requests.granted.total",])
    assert not advises(document, by_cells["requests.partial.total",])


def test_a_report_handed_in_is_read_as_it_stands(make: Make) -> None:
    total = "requests.granted.total"
    document = make(
        {"requests.granted.business": "5", "requests.granted.research": ""}, stated={total: "6"}
    )
    (finding,) = list_printed(document, is_handed_in=True)
    assert finding.expected == 5


@pytest.mark.parametrize("seed", range(30))
def test_no_total_with_a_blank_part_is_ever_offered(make: Make, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    document = make({})
    form = document.form
    inputs = [each.address for each in form.inputs if each.table != "disclosure"]
    totals = [each.address for each in form.cells.values() if each.is_total]
    cells = {each: chance.choice(["", "0", "1", "7"]) for each in chance.sample(inputs, 25)}
    stated = {each: chance.choice(["", "3", "不详"]) for each in chance.sample(totals, 8)}
    document = make(cells, stated=stated)
    for finding in list_printed(document):
        named = finding.cells[:1] if finding.code != "cell.blank_total" else finding.cells
        if any(blank_rows(document, each) for each in named):
            assert not advises(document, finding), finding.message
            assert finding.expected is None
        else:
            assert "格没有填" not in finding.message
