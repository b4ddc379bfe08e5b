"""Checks as a whole: a good report, what was set aside, the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check, is_set_aside, summarise
from tests.bounded_work import bounded_work
from tests.checks.found import CASES, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_a_good_report_has_no_findings(make: Callable[..., Document]) -> None:
    assert check(make()) == []


def test_what_was_set_aside_is_known_as_such(make: Callable[..., Document]) -> None:
    cells = {"disclosure.licensing.decisions": "00"}
    (finding,) = check(make(cells))
    document = make(cells, set_aside={finding.identity: "已核对。"})
    assert check(document) == [finding]
    assert is_set_aside(document, finding)
    assert not is_set_aside(make(cells), finding)


def test_the_summary_counts_errors_and_warnings(make: Callable[..., Document]) -> None:
    assert summarise(check(make())) == "全部平衡，没有发现问题"
    texts = {"overview": ["主动公开、申请、管理、平台、监督考核、社会评议、责任追究都有规定。"]}
    document = make({"requests.new.business": "5", "requests.new.research": ""}, texts=texts)
    assert summarise(check(document)) == "1 个错误，1 个提醒"


def test_the_summary_says_first_that_a_report_in_work_is_not_filled_in(
    make: Callable[..., Document],
) -> None:
    empty = {each.address: "" for each in make().form.inputs}
    assert summarise(check(make(empty))) == "还没有填完，没有发现错误"
    late = {"publication_date": "2024-05-01"}
    assert summarise(check(make(empty, fields=late))) == "还没有填完，1 个提醒"
    finished = {address: "" for address in empty if address.startswith("requests.granted.")}
    assert summarise(check(make(finished))) == "1 个提醒"  # somebody left cells blank in it


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["1" * 10**6, "申请" * 5 * 10**5, "（一）" * 10**5, "收到申请1件，其中" * 10**5, "《" * 10**6,
     "一是" * 10**5, "20" * 5 * 10**5, "一" * 10**6, "a,b;" * 10**5, "未" * 10**6,
     "信息公开复议1件" * 10**5, "100条其中" * 10**5, "2023年1月1日至" * 10**5, "\t \u3000" * 10**5],
)  # fmt: skip
def test_a_paragraph_of_a_megabyte_does_not_hold_the_checks_up(
    make: Callable[..., Document], text: str
) -> None:
    document = make(RECEIVED | CASES, texts={"overview": [text, text], "problems": [text]})
    with bounded_work():
        check(document)


@pytest.mark.slow
@pytest.mark.parametrize(
    "paragraph", ["", "（一）甲情况", "（三）共收到申请99件，其中自然人98件", "一是甲；九是乙"]
)
def test_a_hundred_thousand_paragraphs_do_not_hold_the_checks_up(
    make: Callable[..., Document], paragraph: str
) -> None:
    document = make(RECEIVED, texts={"overview": [paragraph] * 100_000})
    with bounded_work():
        check(document, document.copy())
