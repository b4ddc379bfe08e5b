"""Rules are registered: what each needs, what it may give, and what a broken one costs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from report_editor.checks.catalogue import read_catalogue
from report_editor.checks.finding import METADATA, Issue, Severity
from report_editor.checks.registry import RULES
from report_editor.checks.report import CheckedReport, each_body_paragraph, read_tables
from report_editor.checks.rule import Rule, is_applicable, rule
from report_editor.checks.runner import FAILED, finish, run_in_steps
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.forms import form, forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from report_editor.checks.report import Paragraph
    from report_editor.document import Document

WRONG = {"requests.new.business": "5", "disclosure.licensing.decisions": "00"}


@rule("section.empty", Severity.ERROR)
def break_at_once(report: CheckedReport) -> Iterator[Issue]:
    yield Issue(f"没有这一格：{report.document.value('nowhere.row.column')}", section=METADATA)


@rule("text.slip", Severity.WARNING, each=each_body_paragraph)
def break_at_the_second(_report: CheckedReport, paragraph: Paragraph) -> Iterator[Issue]:
    yield paragraph.issue(f"第 {paragraph.index} 段。")
    if paragraph.index:
        raise RuntimeError("坏了")


@rule("text.masked", Severity.WARNING, each=each_body_paragraph)
def look_at_each(_report: CheckedReport, paragraph: Paragraph) -> Iterator[Issue]:
    yield paragraph.issue(f"{paragraph.section} {paragraph.index}。")


def break_the_list(report: CheckedReport) -> Iterable[Paragraph]:
    return report.paragraphs_by_section["nowhere"]


@rule("text.brackets", Severity.WARNING, each=break_the_list)
def look_at_nothing(_report: CheckedReport, paragraph: Paragraph) -> Iterator[Issue]:
    yield paragraph.issue("不会出现。")


@rule(("text.slip", "text.masked"), Severity.INFO)
def give_what_is_not_declared(_report: CheckedReport) -> Iterator[Issue]:
    yield Issue("有声明。", section=METADATA, code="text.masked")
    yield Issue("没有声明。", section=METADATA, code="text.brackets")


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        (break_at_once, []),
        (break_at_the_second, ["第 0 段。", "第 1 段。"]),
        (look_at_nothing, []),
        (give_what_is_not_declared, ["有声明。"]),
    ],
    ids=lambda each: getattr(each, "codes", None) and each.find.__name__,
)
def test_a_rule_that_fails_costs_its_own_finding_and_a_line_in_the_log(
    make: Callable[..., Document],
    caplog: pytest.LogCaptureFixture,
    broken: Rule,
    kept: list[str],
) -> None:
    report = CheckedReport(make(WRONG))
    without = finish(run_in_steps(RULES, report))
    assert {"requests.flow", "cell.normalised"} <= {each.code for each in without}
    half = len(RULES) // 2
    with caplog.at_level(logging.ERROR):
        found = finish(run_in_steps([*RULES[:half], broken, *RULES[half:]], report))
    (failed,) = [each for each in found if each.code == FAILED]
    assert (failed.severity, failed.section) == (Severity.WARNING, METADATA)
    assert read_catalogue()[broken.codes[0]].title in failed.message
    (line,) = caplog.records
    assert line.name == "report_editor.checks.runner"
    assert line.exc_info
    assert broken.codes[0] in line.getMessage()
    others = [each for each in found if each != failed]
    assert [each.message for each in others if each not in without] == kept
    assert [each for each in others if each in without] == without


def test_rules_on_the_same_things_take_turns(make: Callable[..., Document]) -> None:
    first = rule("text.slip", Severity.WARNING, each=each_body_paragraph)(look_at_each.find)
    report = CheckedReport(
        make(texts={"overview": ["甲", "乙"], "problems": [], "other_matters": []})
    )
    found = [
        (each.code, each.paragraph) for each in finish(run_in_steps([first, look_at_each], report))
    ]
    assert found == [
        ("text.slip", 0), ("text.masked", 0), ("text.slip", 1), ("text.masked", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("need", "editions"),
    [
        ("overview", ["2019", "2021"]),
        ("proceedings", ["2019", "2021"]),
        ("petitions", []),
        ("requests.other", ["2019"]),
        ("requests.other_rest", ["2021"]),
        ("requests.other.total", ["2019"]),
        ("disclosure.*.in_force", ["2021"]),
        ("disclosure.*.newly_made", ["2019"]),
        ("*.*.total", ["2019", "2021"]),
        ("requests.new.nowhere", []),
    ],
)
def test_a_rule_is_left_out_where_the_edition_lacks_what_it_needs(
    need: str, editions: list[str]
) -> None:
    needing = rule("text.slip", Severity.INFO, needs=("overview", need))(look_at_each.find)
    assert [each.id for each in forms() if is_applicable(needing, each)] == editions


def test_every_rule_fits_an_edition_and_none_has_nothing_to_do() -> None:
    """A need that is misspelt would leave its rule out everywhere, without a sound."""
    for each in RULES:
        assert any(is_applicable(each, edition) for edition in forms()), each.codes
        assert each.find.__doc__ or each.find.__qualname__.startswith("_compare"), each.codes


def test_codes_of_the_form_are_those_of_its_totals_and_balances() -> None:
    assert form("2021").codes == {
        "requests.flow", "requests.results", "requests.row_total", "proceedings.total",
    }  # fmt: skip


def test_a_rule_looks_again_only_where_something_that_it_reads_changed(
    make: Callable[..., Document],
) -> None:
    seen: list[str] = []

    @rule("text.slip", Severity.INFO, each=each_body_paragraph, reads=read_tables)
    def note(_report: CheckedReport, paragraph: Paragraph) -> Iterator[Issue]:
        seen.append(paragraph.original)
        yield paragraph.issue(paragraph.original)

    def look(document: Document) -> tuple[list[str], list[str]]:
        seen.clear()
        found = finish(run_in_steps([note], CheckedReport(document)))
        return [each.message for each in found], seen.copy()

    document = make(texts={"overview": ["甲。", "乙。"], "problems": [], "other_matters": []})
    assert look(document) == (["甲。", "乙。"], ["甲。", "乙。"])
    assert look(document) == (["甲。", "乙。"], [])
    document.apply(set_paragraphs(document, "overview", ["甲。", "丙。"]))
    assert look(document) == (["甲。", "丙。"], ["丙。"])
    document.apply(set_cells(document, {"requests.new.business": "5"}))
    assert look(document) == (["甲。", "丙。"], ["甲。", "丙。"])
    document.apply(set_cells(document, {"requests.new.business": "0"}))
    assert look(document)[1] == []  # as it was before
