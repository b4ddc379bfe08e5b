"""Tables of many reports are added up, and each number can be traced to its reports."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.collection.sums import Sums, sum_up
from report_editor.collection.takeover import TakeoverProblem, list_differences, plan_takeover
from report_editor.document import History, Part
from report_editor.forms import form
from tests.collection.conftest import make_row
from tests.collection.reports import make_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.collection.report_row import ReportRow


def test_every_sum_is_that_of_the_documents(row: Callable[..., ReportRow]) -> None:
    documents = [make_report(number) for number in range(12)]
    (sums,) = sum_up(row(number) for number in range(12))
    for address in form("2021").cells:
        assert sums.sum(address) == sum(each.value(address) for each in documents)
        assert sums.sum(address) == sum(number for _, number in sums.list_contributions(address))


def test_a_blank_is_no_report_in_the_sum_of_a_cell(row: Callable[..., ReportRow]) -> None:
    address = "requests.new.business"
    rows = [row(0, cells={address: "5"}), row(1, cells={address: ""}), row(2, cells={address: "0"})]
    (sums,) = sum_up(rows)
    assert sums.sum(address) == 5
    assert sums.count(address) == 2
    assert [each.file.name for each, _ in sums.list_contributions(address)] == ["0.xlsx", "2.xlsx"]


def test_a_text_that_is_no_number_is_not_added_and_told(row: Callable[..., ReportRow]) -> None:
    address = "requests.new.business"
    (sums,) = sum_up([row(0, cells={address: "5"}), row(1, cells={address: "若干"})])
    assert sums.sum(address) == 5
    assert [each.file.name for each in sums.list_no_numbers(address)] == ["1.xlsx"]


def test_money_is_added_exactly(row: Callable[..., ReportRow]) -> None:
    address = "disclosure.fees.amount"
    (sums,) = sum_up(row(number, cells={address: "0.1"}) for number in range(3))
    assert sums.sum(address) == Decimal("0.3")


def test_editions_and_years_are_not_mixed(row: Callable[..., ReportRow]) -> None:
    rows = [row(0), row(1, year=2022), row(2, year=2020, edition="2019"), row(3)]
    found = [(each.year, each.form.id, len(each.rows)) for each in sum_up(rows)]
    assert found == [(2023, "2021", 2), (2022, "2021", 1), (2020, "2019", 1)]
    with pytest.raises(ValueError, match="not mixed"):
        Sums(form("2021"), 2023, rows)


def test_sums_become_the_tables_of_a_report_in_one_step_that_can_be_undone(
    row: Callable[..., ReportRow],
) -> None:
    blank = "requests.other_rest.business"
    (sums,) = sum_up(row(number, cells={blank: ""}) for number in range(5))
    own = make_report(99, cells={"requests.new.business": "3", blank: "7"})
    history = History(own)
    before = own.copy()
    change = plan_takeover(own, sums)
    assert "5 份" in change.label
    history.do(change)
    assert own.raw(blank) == ""
    assert all(own.value(each) == sums.sum(each) for each in own.form.cells)
    assert not list_differences(own, sums)
    history.undo()
    assert own == before
    assert list_differences(own, sums)


def test_totals_printed_of_other_numbers_go_with_them(row: Callable[..., ReportRow]) -> None:
    (sums,) = sum_up([row(0)])
    own = make_report(1)
    own.apply(plan_takeover(own, sums))
    printed = make_report(1)
    stated = {"requests.new.total": "1", "proceedings.reconsideration.total": "9"}
    printed = type(own)(
        own.form,
        parts={**{part: printed.entries(part) for part in Part}, Part.STATED: stated},
    )
    printed.apply(plan_takeover(printed, sums))
    assert not printed.entries(Part.STATED)


def test_sums_of_another_edition_are_refused(row: Callable[..., ReportRow]) -> None:
    (sums,) = sum_up([row(0)])
    with pytest.raises(TakeoverProblem, match="换成同一版格式"):
        plan_takeover(make_report(1, year=2020, edition="2019"), sums)


WRITTEN = st.sampled_from(
    [
        "",
        "0",
        "7",
        "00",
        "１２",
        "1,234",
        "5件",
        "22（其中修订16件）",
        "若干",
        "-2",
        "1.5",
        "/",
        "3.5万元",
    ]
)
"""Ways in which offices write the number of a cell."""


@settings(max_examples=15)
@given(st.lists(st.lists(WRITTEN, min_size=8, max_size=8), min_size=1, max_size=5))
def test_sums_of_whatever_is_written_are_those_of_the_numbers_it_means(
    written: list[list[str]],
) -> None:
    edition = form("2021")
    addresses = [cell.address for cell in edition.inputs][::25][:8]
    documents = [
        make_report(number, cells=dict(zip(addresses, texts, strict=False)))
        for number, texts in enumerate(written)
    ]
    (sums,) = sum_up(make_row(each) for each in documents)
    for address in edition.cells:
        assert sums.sum(address) == sum(each.value(address) for each in documents)
    for address in addresses:
        numbers = [each.number(address) for each in documents]
        assert sums.count(address) == sum(number is not None for number in numbers)
        assert [number for _, number in sums.list_contributions(address)] == [
            number for number in numbers if number is not None
        ]
