"""Numbers that can hardly be, judged by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


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
    ("row", "number", "others", "found"),
    [
        ("unable_not_held", "19", "1", True),
        ("refused_petition", "30", "3", True),
        ("unable_not_held", "18", "2", False),
        ("unable_not_held", "18", "1", False),
        ("granted", "30", "1", False),
        ("partial", "30", "1", False),
    ],
)
def test_one_reason_for_nearly_all(
    make: Callable[..., Document], row: str, number: str, others: str, found: bool
) -> None:
    cells = {
        f"requests.{row}.natural_person": number,
        "requests.denied_query.business": others,
    }
    hints = findings(make(cells), "requests.one_reason")
    assert [(each.severity, each.cells) for each in hints] == [
        (Severity.INFO, (f"requests.{row}.total",))
    ] * found
