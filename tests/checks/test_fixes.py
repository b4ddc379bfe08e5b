"""A fix settles its finding, changes what the finding names, and nothing else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.fixes import find_fix, join_fixes
from report_editor.document import Document, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.workspace.opening import open_file
from tests.checks.damaged_reports import damage, make_reports, try_fixes
from tests.checks.found import findings
from tests.checks.published_reports import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.checks.fixes import Fix

    Make = Callable[..., Document]


def only_fix(document: Document, code: str) -> Fix:
    (finding,) = findings(document, code)
    fix = find_fix(document, finding)
    assert fix is not None
    return fix


def test_a_fix_settles_its_finding(make: Make) -> None:
    document = make(
        {"requests.partial.business": "", "disclosure.licensing.decisions": "００"},
        stated={"proceedings.reconsideration.total": "3", "requests.new.total": "7"},
        source={"label:requests.new": "一、新收", "section:problems": "五、存在问题"},
        texts={"overview": ["公开,解读。"]},
    )
    fixable = [finding for finding in check(document) if find_fix(document, finding)]
    assert {finding.code for finding in fixable} == {
        "requests.row_total",
        "proceedings.total",
        "cell.blank",
        "cell.normalised",
        "form.label",
        "form.section_title",
        "text.half_width",
    }
    for finding in fixable:
        fix = find_fix(document, finding)
        assert fix is not None
        document.apply(fix.plan(document))
        assert finding.code not in {each.code for each in check(document)}


@pytest.mark.parametrize("seed", range(4))
def test_no_fix_touches_what_is_not_named_or_makes_an_error(seed: int) -> None:
    """Try a small sample; ``python -m tests.checks.damaged_reports`` is the long run."""
    for document in make_reports(1, seed):
        count, wrong = try_fixes(document)
        assert count > 5
        assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_nor_on_published_reports(samples: Path, name: str) -> None:
    document = open_file(samples / name).document
    for each in (document, damage(document, random.Random(name))):  # noqa: S311 - no secret
        assert try_fixes(each)[1] == []


def test_the_wrong_edition_is_put_right_in_one_step_and_says_what_comes_with_it(
    make: Make,
) -> None:
    cells = {"requests.other.business": "2", "disclosure.rules.newly_made": "13"}
    document = make(cells, edition="2019", year="2022")
    fix = only_fix(document, "form.edition")
    assert fix.asks
    assert fix.name == "换成2021 年版格式"
    assert "13" in "".join(fix.notes)
    document.apply(fix.plan(document))
    assert document.number("requests.other_rest.business") == 2
    assert findings(document, "form.edition") == []


def test_the_unit_of_an_amount_is_not_cleaned_away(make: Make) -> None:
    cells = {"disclosure.procurement.amount": "251000元"}
    document = make(cells, edition="2019", year="2019")
    (finding,) = findings(document, "cell.normalised")
    assert find_fix(document, finding) is None


def test_a_printed_total_does_not_take_the_totals_it_is_made_of_with_it(make: Make) -> None:
    total, part = "requests.processed.total", "requests.processed.business"
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    document = make(cells, stated={total: "9", part: "3"})
    for finding in check(document):
        fix = find_fix(document, finding)
        if fix is not None and finding.cells:
            keys = {edit.key for edit in fix.plan(document).edits}  # type: ignore[union-attr]
            assert keys == {finding.cells[0]}


def test_a_total_that_other_printed_totals_confirm_is_not_replaced(make: Make) -> None:
    """Blame the input, not the grand total, which is the sum of the printed totals."""
    cells = {"requests.granted.business": "5", "requests.new.business": "6"}
    printed = {"requests.processed.business": "6", "requests.processed.total": "6"}
    document = make(cells, stated=printed | {"requests.granted.total": "6"})
    offered = {each.cells[0] for each in check(document) if each.cells and find_fix(document, each)}
    assert not offered & {"requests.processed.business", "requests.processed.total"}


def test_a_total_that_is_no_number_is_replaced(make: Make) -> None:
    document = make(stated={"proceedings.reconsideration.total": "见附"})
    fix = only_fix(document, "cell.not_a_number")
    document.apply(fix.plan(document))
    assert fix.describe(document) == "表四“行政复议·总计”改用计算值 0"
    assert document.entries(Part.STATED) == {}


def test_an_input_that_is_no_number_is_left_to_a_person(make: Make) -> None:
    document = make({"requests.new.business": "见附"})
    (finding,) = findings(document, "cell.not_a_number")
    assert find_fix(document, finding) is None


def test_blanks_become_zeros_in_the_table_that_is_named(make: Make) -> None:
    blanks = ["requests.new.business", "requests.granted.other_organisation"]
    document = make(dict.fromkeys([*blanks, "disclosure.rules.made"], ""))
    (finding,) = [each for each in findings(document, "cell.blank") if each.section == "requests"]
    fix = find_fix(document, finding)
    assert fix is not None
    document.apply(fix.plan(document))
    assert fix.describe(document) == "表三填了 2 格 0"
    assert [document.raw(each) for each in blanks] == ["0", "0"]
    assert document.raw("disclosure.rules.made") == ""


def test_some_of_what_a_fix_would_change_can_be_left_as_it_is(make: Make) -> None:
    totals = ["requests.new.total", "requests.granted.total", "requests.partial.total"]
    document = make(stated=dict.fromkeys(totals, "7"))
    fixes = [fix for each in check(document) if (fix := find_fix(document, each))]
    joined = join_fixes(fixes)
    assert [each.key for each in joined.replacements] == totals
    assert {(each.before, each.after) for each in joined.replacements} == {("7", "0")}
    chosen = joined.replacements[1:]
    document.apply(joined.plan(document, chosen))
    assert list(document.entries(Part.STATED)) == totals[:1]
    assert joined.describe(document, chosen) == "表三有 2 个总计改用计算值"


CELL, TOTAL = "requests.new.business", "requests.new.total"


@pytest.mark.parametrize(
    ("code", "given", "now", "text"),
    [
        ("cell.blank", {"cells": {CELL: ""}}, "4", ""),
        ("cell.normalised", {"cells": {CELL: "５"}}, "６", ""),
        ("requests.row_total", {"stated": {TOTAL: "7"}}, "4", ""),
        ("text.half_width", {"texts": {"overview": ["公开,解读。"]}}, "0", "公开,解读,公开。"),
    ],
)
def test_a_report_that_was_changed_since_is_left_alone(
    make: Make, code: str, given: dict[str, dict[str, str]], now: str, text: str
) -> None:
    document = make(**given)
    (finding,) = findings(document, code)
    assert find_fix(document, finding)
    document.apply(set_cells(document, {CELL: now}))
    if text:
        document.apply(set_paragraphs(document, "overview", [text]))
    assert find_fix(document, finding) is None


def test_numbers_are_confirmed_in_the_paragraph_that_names_them(make: Make) -> None:
    texts = {"overview": ["公开100条。", "收到申请5件，办结4件。"]}
    kept = {"overview:100": "100", "overview:5": "5", "overview:4": "4"}
    document = make(texts=texts, unconfirmed=kept)
    finding = findings(document, "narrative.unconfirmed")[1]
    fix = find_fix(document, finding)
    assert fix is not None
    document.apply(fix.plan(document))
    assert set(document.entries(Part.UNCONFIRMED)) == {"overview:100"}
    assert fix.describe(document) == "“一、总体情况”第 2 段确认了 2 个数字"
    document.apply(set_paragraphs(document, "overview", ["收到申请5件，办结4件。"]))
    assert find_fix(document, finding) is None


@pytest.mark.parametrize("numbers", [("5",), ("5", "4"), ("1", "2", "3")])
def test_several_numbers_are_shown_before_they_are_confirmed(
    make: Make, numbers: tuple[str, ...]
) -> None:
    text = "收到申请" + "、".join(f"{each}件" for each in numbers) + "。"
    kept = {f"overview:{each}": each for each in numbers}
    document = make(texts={"overview": [text]}, unconfirmed=kept)
    fix = only_fix(document, "narrative.unconfirmed")
    assert fix.asks == (len(numbers) > 1)
    for number, each in zip(numbers, fix.replacements, strict=True):
        assert f"{number}件" in each.before  # with what stands beside it
        assert each.before.strip("…") in text
