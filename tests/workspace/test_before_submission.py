"""What is left before a report is submitted, each thing once and by its kind."""

from __future__ import annotations

from report_editor.checks import Finding, Severity, check
from report_editor.checks.finding import METADATA
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.uncertain import make_uncertain_key
from report_editor.document.unconfirmed import list_figures_to_confirm
from report_editor.forms import form
from report_editor.workspace.before_submission import list_remaining, summarise_remaining

CELL = "requests.carried_in.natural_person"


def make(fields: dict[str, str], **texts: list[str]) -> Document:
    cells = {each.address: "0" for each in form("2021").inputs}
    return Document(form("2021"), parts={Part.FIELDS: fields, Part.CELLS: cells}, texts=texts)


def count(document: Document) -> dict[str, int]:
    groups = list_remaining(document, check(document))
    return {each.name: len(each.entries) for each in groups if each.entries}


def test_a_blank_report_lacks_everything() -> None:
    found = count(Document(form("2021")))
    assert found["基本信息的问题"] == 3
    assert found["还空着的内容"] == 6


def test_what_may_stay_blank_is_no_error() -> None:
    dated: dict[str, str] = {Field.PUBLICATION_DATE: "2026-01-20"}
    named: dict[str, str] = {Field.ORGANIZATION: "某某县人民政府", Field.YEAR: "2025"}
    severities = {}
    cases: dict[str, dict[str, str]] = {"no date": named, "no name": dated, "neither": {}}
    for name, fields in cases.items():
        document = make(fields)
        groups = list_remaining(document, check(document))
        severities[name] = next(each.severity for each in groups if each.name == "基本信息的问题")
    assert severities["no date"] is Severity.WARNING
    assert severities["no name"] is severities["neither"] is Severity.ERROR


def test_a_warning_about_a_field_is_shown_as_one() -> None:
    document = make({Field.ORGANIZATION: "某某县人民政府", Field.YEAR: "2025"})
    doubt = Finding("basics.title", Severity.WARNING, METADATA, "标题写的是 2024 年。")
    lack = Finding("basics.year", Severity.INFO, METADATA, "没有填写年度。")
    for finding, severity in ((doubt, Severity.WARNING), (lack, Severity.ERROR)):
        groups = {each.name: each for each in list_remaining(document, [finding])}
        assert groups["基本信息的问题"].severity is severity


def test_each_finding_stands_in_one_group() -> None:
    document = make({}, overview=["全年收到申请9件。"])
    document = Document(
        document.form,
        parts={
            Part.FIELDS: {Field.YEAR: "2025"},
            Part.CELLS: {**document.entries(Part.CELLS), "requests.new.business": "3"},
            Part.UNCONFIRMED: {
                **list_figures_to_confirm(document),
                make_uncertain_key(CELL, "0"): "看不清",
            },
        },
        texts={"overview": ["全年收到申请9件。"], UNPLACED: ["没有位置的一行", "长" * 500]},
    )
    findings = check(document)
    groups = list_remaining(document, findings)
    listed = [each.target for group in groups for each in group.entries]
    from_checks = [each for each in findings if each.severity is not Severity.INFO]
    assert [each for each in from_checks if listed.count(each) != 1] == []
    found = count(document)
    assert found["没找到位置的内容"] == 2
    assert found["待核实的数字"] == 1
    assert found["从上年带来、没有把握的数"] == 1
    assert found["错误"] >= 1
    words = summarise_remaining(groups)
    assert all(f"{name} {number} 处" in words for name, number in found.items())
    assert max(len(each.text) for group in groups for each in group.entries) < 400


def test_a_finding_that_was_set_aside_is_settled() -> None:
    document = make({Field.YEAR: "2025", Field.PUBLICATION_DATE: "2026-01-20"})
    assert not any(each.entries for each in list_remaining(document, []))
    assert summarise_remaining(list_remaining(document, [])) == "没有要处理的了。"
