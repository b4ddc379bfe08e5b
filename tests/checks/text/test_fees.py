"""信息处理费 in section 六: lists that do not add up, amounts the rule cannot give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年度收取信息处理费125元。", True),
        ("本年度收取信息处理费共计1,205元。", True),
        ("本年度收取信息处理费0.0125万元。", True),
        ("本年度收取信息处理费120元。", False),
        ("本年度收取信息处理费0.012万元。", False),
        ("本年度收取信息处理费0元。", False),
        ("本年度收取信息处理费零元。", False),
        ("本年度收取信息处理费约125元。", False),
        ("本年度收取信息处理费120元，邮寄费15元。", False),
        ("本年度未收取信息处理费。上年收取信息处理费15元。", False),
        ("本年度收取培训费15元，未收取信息处理费。行政事业性收费15元。", False),
    ],
)
def test_fees_come_in_steps_of_ten_yuan(
    make: Callable[..., Document], text: str, found: bool
) -> None:
    hints = findings(make(texts={"other_matters": [text]}), "narrative.fee_amount")
    assert [each.severity for each in hints] == [Severity.INFO] * found


def test_before_2021_there_was_no_such_rule(make: Callable[..., Document]) -> None:
    texts = {"other_matters": ["本年度收取信息处理费125元。"]}
    document = make(edition="2019", year="2020", texts=texts)
    assert findings(document, "narrative.fee_amount") == []


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("共收取信息处理费3件120元，其中60元、40元、30元。", [(130, 120)]),
        ("共收取信息处理费3件120元，分别为60元、40元、10元。", [(110, 120)]),
        ("共收取信息处理费3件120元，其中60元、40元、20元。", []),
        ("收取信息处理费3件，共计120元，其中县教育局60元、县民政局40元。", []),
        ("共收取信息处理费0.012万元，其中60元、40元、20元。", []),
        ("共收取信息处理费120元，其中100元、40元。", [(140, 120)]),
        ("共收取信息处理费120元，其中100元、40元等。", []),
        ("共收取信息处理费3件，其中按件2件、按量2件。", [(4, 3)]),
        ("共收取信息处理费3件，其中按件2件、按量1件。", []),
        ("共收取信息处理费5件，其中按件2件、按量1件。", []),
        ("共发出信息处理费通知3件，每件100元，其中收取200元、200元。", []),
    ],
)
def test_a_list_of_fees_adds_up(
    make: Callable[..., Document], text: str, sums: list[tuple[int, int]]
) -> None:
    warnings = findings(make(texts={"other_matters": ["前言。", text]}), "narrative.fee_list")
    assert [(each.expected, each.actual) for each in warnings] == sums
    assert all(each.paragraph == 1 for each in warnings)
