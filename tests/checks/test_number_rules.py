"""Numbers judged by themselves, against last year, and what a single slip would explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check
from report_editor.checks.fixes import find_fix
from report_editor.checks.text.organ_kind import OrganKind, classify_organ, is_government
from report_editor.document import Document, Part
from report_editor.document.rollover import roll_over

if TYPE_CHECKING:
    from collections.abc import Callable


def findings(document: Document, code: str, last_year: Document | None = None) -> list[Finding]:
    return [finding for finding in check(document, last_year) if finding.code == code]


PLAUSIBILITY = [
    ("disclosure.rules", {"disclosure.rules.in_force": "1"}, {}),
    (
        "disclosure.in_force",
        {"disclosure.normative_documents.made": "2"},
        {
            "disclosure.normative_documents.made": "2",
            "disclosure.normative_documents.in_force": "2",
        },
    ),
    (
        "disclosure.fee_unit",
        {"disclosure.fees.amount": "1000001"},
        {"disclosure.fees.amount": "7730.28"},
    ),
    (
        "proceedings.no_reconsideration",
        {"proceedings.suit_after_reconsideration.upheld": "1"},
        {
            "proceedings.suit_after_reconsideration.upheld": "1",
            "proceedings.reconsideration.upheld": "1",
        },
    ),
    ("cell.remark", {"disclosure.licensing.decisions": "2（含变更）"}, {}),
]


@pytest.mark.parametrize(("code", "wrong", "right"), PLAUSIBILITY)
def test_values_that_can_hardly_be(
    make: Callable[..., Document], code: str, wrong: dict[str, str], right: dict[str, str]
) -> None:
    (finding,) = findings(make(wrong), code)
    rows = {address.rpartition(".")[0] for address in finding.cells}
    assert {address.rpartition(".")[0] for address in wrong} <= rows
    assert findings(make(right), code) == []


def test_a_province_makes_rules(make: Callable[..., Document]) -> None:
    cells = {"disclosure.rules.in_force": "524"}
    for organization in ("上海市人民政府办公厅", "江苏省人民政府", "国家税务总局"):
        assert findings(make(cells, organization=organization), "disclosure.rules") == []
    assert findings(make(cells, organization="青山县教育局"), "disclosure.rules")


def test_direct_suits_are_unusual_since_2024(make: Callable[..., Document]) -> None:
    cells = {"proceedings.direct_suit.upheld": "1"}
    assert findings(make(cells, year="2024"), "proceedings.direct_suit")
    assert findings(make(cells, year="2023"), "proceedings.direct_suit") == []


def test_a_table_of_zeros_is_confirmed_by_the_text(make: Callable[..., Document]) -> None:
    assert findings(make(texts={"overview": ["公开很好。"]}), "requests.all_zero")
    for text in ("本年度未收到公开申请。", "收到申请0件。"):
        assert findings(make(texts={"overview": [text]}), "requests.all_zero") == []


def test_the_2019_form_has_its_own_rules(make: Callable[..., Document]) -> None:
    cells = {
        "disclosure.rules.newly_published": "2",
        "disclosure.procurement.amount": "6944.93",
    }
    document = make(cells, edition="2019", year="2019")
    assert findings(document, "disclosure.published")
    assert findings(document, "cell.no_unit")
    cells = {"disclosure.procurement.amount": "6944.93元"}
    assert findings(make(cells, edition="2019", year="2019"), "cell.no_unit") == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"year": "20222"}, "basics.year"),
        ({"year": ""}, "basics.year"),
        ({"organization": " "}, "basics.organization"),
        ({"title": "青山县2022年政府信息公开工作年度报告"}, "basics.title_year"),
        ({"publication_date": "2023-06-30"}, "basics.publication_date"),
        ({"publication_date": "2024-02-30"}, "basics.publication_date"),
        ({"publication_date": "2024年4月1日"}, "basics.late"),
    ],
)
def test_the_basics(make: Callable[..., Document], fields: dict[str, str], code: str) -> None:
    (finding,) = findings(make(fields=fields), code)
    assert finding.section == "basics"
    assert findings(make(fields={"publication_date": "2024-03-31"}), code) == []


def test_a_department_publishes_by_january(make: Callable[..., Document]) -> None:
    document = make(organization="青山县教育局", fields={"publication_date": "2024-02-01"})
    (finding,) = findings(document, "basics.late")
    assert "2024-01-31" in finding.message


# ---------------------------------------------------------------- diagnosis


def test_two_columns_off_by_the_same_tell_of_a_wrong_column(
    make: Callable[..., Document],
) -> None:
    cells = {
        "requests.new.natural_person": "5",
        "requests.new.business": "3",
        "requests.granted.natural_person": "4",
        "requests.granted.business": "4",
    }
    (finding,) = findings(make(cells), "requests.wrong_applicant")
    assert "自然人" in finding.message
    assert "商业企业" in finding.message
    assert len(finding.cells) == 8
    cells["requests.granted.business"] = "5"
    assert findings(make(cells), "requests.wrong_applicant") == []


def test_a_row_and_a_column_cross_in_the_wrong_cell(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "20",
        "requests.new.business": "7",
        "requests.granted.natural_person": "18",  # the source prints 27 in all: it was 20
        "requests.granted.business": "7",
    }
    stated = {"requests.granted.total": "27", "requests.processed.natural_person": "20",
              "requests.processed.total": "27"}  # fmt: skip
    (finding,) = findings(make(cells, stated=stated), "requests.repair")
    assert finding.cells == ("requests.granted.natural_person",)
    assert (finding.expected, finding.actual) == (20, 18)
    assert finding.severity is Severity.INFO


def test_two_cells_that_would_both_do_are_not_named(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "20",
        "requests.new.business": "20",
        "requests.granted.natural_person": "18",
        "requests.granted.business": "18",
    }
    stated = {"requests.granted.total": "38"}
    assert findings(make(cells, stated=stated), "requests.repair") == []


def test_digits_exchanged_are_recognised(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "45",
        "requests.granted.natural_person": "40",
        "requests.partial.natural_person": "14",
    }
    (finding,) = findings(make(cells), "requests.transposed")
    assert finding.cells == ("requests.new.natural_person",)
    assert (finding.expected, finding.actual) == (54, 45)
    cells["requests.partial.natural_person"] = "5"
    assert findings(make(cells), "requests.transposed") == []


def test_a_row_counted_twice_is_named(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "9",
        "requests.granted.natural_person": "9",
        "requests.denied_query.natural_person": "3",
    }
    (finding,) = findings(make(cells), "requests.counted_twice")
    assert finding.cells == ("requests.denied_query.natural_person",)
    cells["requests.unable_unclear.natural_person"] = "3"
    assert findings(make(cells), "requests.counted_twice") == []


# ---------------------------------------------------------------- last year

THIS = {
    "requests.new.natural_person": "30",
    "requests.carried_in.natural_person": "5",
    "requests.granted.natural_person": "35",
    "disclosure.normative_documents.made": "2",
    "disclosure.normative_documents.repealed": "1",
    "disclosure.normative_documents.in_force": "13",
    "disclosure.licensing.decisions": "60",
}
LAST = {
    "requests.new.natural_person": "40",
    "requests.granted.natural_person": "35",
    "requests.carried_out.natural_person": "5",
    "disclosure.normative_documents.in_force": "12",
    "disclosure.licensing.decisions": "50",
}
OTHER_TEXTS = {
    "overview": ["2022年的工作和这一年的说法完全不同，不能算作重复的句子。"],
    "problems": ["去年的问题是另外一些问题，措施也是另外一些措施，不能算作重复。"],
    "other_matters": ["去年没有发出收费通知。"],
}

CROSS = [
    ("last_year.carried", {}, {"requests.carried_out.natural_person": "4"}),
    ("last_year.in_force", {}, {"disclosure.normative_documents.in_force": "11"}),
    ("last_year.jump", {}, {"disclosure.licensing.decisions": "180"}),
    ("last_year.jump", {"disclosure.licensing.decisions": "9"}, {}),
    (
        "last_year.repealed",
        {"disclosure.normative_documents.repealed": "15"},
        {},
    ),
    ("proceedings.too_many", {"proceedings.reconsideration.upheld": "36"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "this", "last"), CROSS)
def test_this_year_follows_from_last_year(
    make: Callable[..., Document], code: str, this: dict[str, str], last: dict[str, str]
) -> None:
    before = make(LAST, year="2022", texts=OTHER_TEXTS)
    assert findings(make(THIS), code, before) == []
    before = make({**LAST, **last}, year="2022", texts=OTHER_TEXTS)
    assert findings(make({**THIS, **this}), code, before)
    assert findings(make({**THIS, **this}), code) == []


def test_what_was_carried_is_an_error_in_all_and_a_warning_in_a_column(
    make: Callable[..., Document],
) -> None:
    last = make({**LAST, "requests.carried_out.natural_person": "4"}, year="2022")
    one, total = sorted(
        findings(make(THIS), "last_year.carried", last), key=lambda each: each.cells
    )
    assert (one.severity, total.severity) == (Severity.WARNING, Severity.ERROR)
    assert (total.expected, total.actual) == (4, 5)


def test_another_year_is_not_compared(make: Callable[..., Document]) -> None:
    last = make({**LAST, "requests.carried_out.natural_person": "4"}, year="2021")
    codes = {each.code for each in check(make(THIS), last)}
    assert "last_year.year" in codes
    assert "last_year.carried" not in codes


def test_copied_tables_and_texts_are_told(make: Callable[..., Document]) -> None:
    last = make(THIS, year="2022")
    codes = {finding.code for finding in check(make(THIS), last)}
    assert {"last_year.copied", "last_year.repeated", "last_year.problems"} <= codes
    last = make(LAST, year="2022", texts=OTHER_TEXTS)
    codes = {finding.code for finding in check(make(THIS), last)}
    assert not {"last_year.copied", "last_year.repeated", "last_year.problems"} & codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理申请30件，申请数量较去年下降12.3%。", True),
        ("受理申请30件，申请数量较去年下降25%。", False),
        ("受理申请30件，申请与上年相比减少10件。", False),
        ("受理申请30件，申请与上年相比减少11件。", True),
        ("受理申请35件，申请量同比下降12.5%。", False),
        ("受理申请30件，申请同比增长25%。", True),
    ],
)
def test_trends_are_counted_anew(make: Callable[..., Document], text: str, found: bool) -> None:
    last = make(LAST, year="2022", texts=OTHER_TEXTS)
    document = make(THIS, texts={"overview": [text]})
    assert bool(findings(document, "last_year.trend", last)) is found


def test_a_report_begun_from_last_year_s_is_compared_with_it(
    make: Callable[..., Document],
) -> None:
    begun = roll_over(make({**LAST, "requests.carried_out.natural_person": "4"}, year="2022"))
    parts = {part: dict(begun.entries(part)) for part in Part}
    parts[Part.CELLS] |= THIS
    document = Document(begun.form, parts=parts)
    assert len(findings(document, "last_year.carried")) == 2
    assert findings(document, "last_year.year") == []


# ---------------------------------------------------------------- units, fixes


@pytest.mark.parametrize(
    ("name", "unit", "government"),
    [
        ("洪江市巖垅鄉人民政府", OrganKind.TOWN, True),
        ("青山县大河镇人民政府", OrganKind.TOWN, True),
        ("青山区东街街道办事处", OrganKind.TOWN, True),
        ("淮安市洪泽区人民政府", OrganKind.COUNTY, True),
        ("青山县人民政府", OrganKind.COUNTY, True),
        ("广西壮族自治区人民政府", OrganKind.OTHER, True),
        ("沭阳县发展和改革局", OrganKind.BUREAU, False),
        ("上海市科学技术委员会", OrganKind.BUREAU, False),
        ("上海市人民政府办公厅", OrganKind.OTHER, False),
        ("国家发展和改革委员会", OrganKind.OTHER, False),
        ("", OrganKind.OTHER, False),
    ],
)
def test_the_kind_of_an_organ(name: str, unit: OrganKind, government: bool) -> None:
    assert classify_organ(name) is unit
    assert is_government(name) is government


def test_a_fix_settles_its_finding(make: Callable[..., Document]) -> None:
    document = make(
        {"requests.new.business": "", "disclosure.licensing.decisions": "００"},
        stated={"proceedings.reconsideration.total": "3", "requests.new.total": "7"},
        source={"label:requests.new": "一、新收", "section:problems": "五、存在问题"},
    )
    fixable = [finding for finding in check(document) if find_fix(document, finding)]
    assert {finding.code for finding in fixable} == {
        "requests.row_total",
        "proceedings.total",
        "cell.blank",
        "cell.normalised",
        "form.label",
        "form.section_title",
    }
    for finding in fixable:
        change = find_fix(document, finding)
        if change is not None:  # an earlier fix may have settled it already
            document.apply(change)
        assert finding.code not in {each.code for each in check(document)}


def test_the_wrong_edition_is_put_right_in_one_step(make: Callable[..., Document]) -> None:
    document = make({"requests.other.business": "2"}, edition="2019", year="2022")
    (finding,) = findings(document, "form.edition")
    change = find_fix(document, finding)
    assert change is not None
    document.apply(change)
    assert document.number("requests.other_rest.business") == 2
    assert findings(document, "form.edition") == []


def test_the_unit_of_an_amount_is_not_cleaned_away(make: Callable[..., Document]) -> None:
    cells = {"disclosure.procurement.amount": "251000元"}
    document = make(cells, edition="2019", year="2019")
    (finding,) = findings(document, "cell.normalised")
    assert find_fix(document, finding) is None


def test_findings_on_the_source_come_in_the_order_of_the_form(
    make: Callable[..., Document],
) -> None:
    facts = {
        "section:problems": "五、问题",
        "label:requests.new": "新收",
        "section:overview": "一、概况",
    }
    one = check(make(source=facts))
    assert one == check(make(source=dict(reversed(facts.items()))))
    assert [each.section for each in one] == ["overview", "requests", "problems"]
