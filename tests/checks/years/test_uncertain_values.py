"""Values carried over from doubtful cells are found until somebody has looked at them."""

from __future__ import annotations

from report_editor.checks import Severity, check
from report_editor.checks.fixes import find_fix
from report_editor.document import Document, Field, History, Part
from report_editor.document.commands import set_cells
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from tests.checks.found import findings

OUT, IN = "requests.carried_out.", "requests.carried_in."
CODE = "last_year.uncertain"


def begin(cells: dict[str, str], doubts: dict[str, str] | None = None) -> Document:
    edition = form("2021")
    zeros = {each.address: "0" for each in edition.inputs}
    last = Document(
        edition,
        parts={Part.FIELDS: {Field.YEAR: "2022"}, Part.CELLS: {**zeros, **cells}},
    )
    return roll_over(last, doubts=doubts)


def test_certain_values_are_no_finding() -> None:
    assert findings(begin({f"{OUT}business": "4"}), CODE) == []


def test_values_with_the_same_doubt_are_one_finding() -> None:
    doubts = {f"{OUT}natural_person": "总计不对。", f"{OUT}business": "总计不对。"}
    (found,) = findings(begin({f"{OUT}business": "4"}, doubts), CODE)
    assert found.severity is Severity.WARNING
    assert found.cells == (f"{IN}natural_person", f"{IN}business")
    assert "自然人 0、商业企业 4" in found.message
    assert "总计不对。" in found.message


def test_a_click_confirms_a_value_and_undo_takes_that_back() -> None:
    document = begin({f"{OUT}business": "4"}, {f"{OUT}business": "这一列不平衡。"})
    history = History(document)
    (found,) = findings(document, CODE)
    fix = find_fix(document, found)
    assert fix is not None
    history.do(fix.plan(document))
    assert findings(document, CODE) == []
    history.undo()
    assert findings(document, CODE) == [found]


def test_what_could_not_be_carried_over_is_filled_in_by_a_person() -> None:
    document = begin({f"{OUT}business": "-1", f"{OUT}research": "几件"})
    negative, words = findings(document, CODE)
    assert negative.cells == (f"{IN}business",)
    assert words.cells == (f"{IN}research",)
    assert find_fix(document, negative) is None
    document.apply(set_cells(document, {f"{IN}business": "1", f"{IN}research": "0"}))
    assert findings(document, CODE) == []


def test_zeros_for_the_blanks_of_a_table_are_none_for_what_is_missing() -> None:
    document = begin({f"{OUT}business": "几件"})
    for found in findings(document, "cell.blank"):
        fix = find_fix(document, found)
        assert fix is not None
        document.apply(fix.plan(document))
    assert findings(document, "cell.blank") == []
    assert document.raw(f"{IN}business") == ""
    assert [each.cells for each in findings(document, CODE)] == [(f"{IN}business",)]


def test_one_wrong_number_of_last_year_is_one_finding() -> None:
    for raw in ("-1", "几件", "1.5"):
        document = begin({f"{OUT}business": raw})
        about = [each.code for each in check(document) if f"{IN}business" in each.cells]
        assert about == [CODE]
        assert findings(document, "last_year.carried") == []
