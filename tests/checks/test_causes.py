"""One wrong number is one finding, wherever else it is contradicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from tests.checks.altered_cells import alter_cells, make_report

if TYPE_CHECKING:
    from tests.checks.claim_sentences import Cells


@pytest.mark.parametrize("has_totals", [False, True])
@pytest.mark.parametrize("has_last_year", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_wrong_cell_is_one_finding_however_many_sentences_contradict_it(
    seed: int, has_totals: bool, has_last_year: bool
) -> None:
    altered = alter_cells(f"causes-{seed}", 6, has_totals=has_totals, has_last_year=has_last_year)
    for address, found in altered:
        assert len(found) <= 1, [each.message for each in found]
        if not address.startswith("proceedings") or has_totals:
            assert len(found) == 1, address


def test_the_sentence_that_has_it_right_says_which_cell_is_wrong() -> None:
    cells: Cells = {"requests.new.business": 20, "requests.granted.business": 18,
                    "requests.carried_out.business": 2}  # fmt: skip
    text = "全年收到政府信息公开申请20件，答复18件，结转下年度办理2件。"
    wrong = {**cells, "requests.new.business": 23}
    found = check(make_report(wrong, text))
    (flow,) = [each for each in found if each.code.startswith(("requests.", "narrative."))]
    assert flow.cells[0] == "requests.new.business"
    assert "如果“新收”是 20，文字写的“收到政府信息公开申请20件”也对得上" in flow.message


def test_a_cell_of_a_table_without_balances_is_named_by_the_sentences() -> None:
    cells: Cells = {"proceedings.reconsideration.upheld": 12,
                    "proceedings.reconsideration.pending": 1}  # fmt: skip
    text = "因政府信息公开引起的行政复议4件，其中维持3件，尚未审结1件。"
    found = check(make_report(cells, text))
    (one,) = [each for each in found if each.code.startswith("narrative.")]
    assert "“行政复议·结果维持”现在是 12，如果是 3 就都对得上" in one.message
    assert "行政复议4件" in one.message
    assert "维持3件" in one.message


def test_numbers_that_no_one_cell_explains_stay_findings_of_their_own() -> None:
    cells: Cells = {"requests.new.business": 20, "requests.granted.business": 17}
    text = "全年收到政府信息公开申请20件，答复11件。"
    found = check(make_report(cells, text))
    codes = [each.code for each in found if each.code.startswith(("requests.", "narrative."))]
    assert sorted(codes) == ["narrative.answered", "requests.flow"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("因政府信息公开引起行政复议5件，其中纠正、尚未审结各4件。", 4),
        ("收到申请20件，答复18件，其中予以公开30件、部分公开2件。", 30),
    ],
)
def test_a_wrong_number_of_the_text_is_one_finding(text: str, number: int) -> None:
    cells: Cells = {
        "requests.new.business": 20, "requests.granted.business": 16,
        "requests.partial.business": 2, "requests.carried_out.business": 2,
        "proceedings.reconsideration.upheld": 3, "proceedings.reconsideration.corrected": 1,
        "proceedings.reconsideration.pending": 1,
    }  # fmt: skip
    found = check(make_report(cells, text))
    (one,) = [each for each in found if each.code.startswith("narrative.")]
    assert one.actual == number
