"""Ways of writing numbers in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("公开信息２３条。", "“２３”"),
        ("公开信息1 234条。", "“1 234”"),
        ("公开信息6余件。", "“6余”"),
        ("公开信息六余件。", "“六余”"),
        ("公开信息1,234条，阅读量5678次。", "“5678”"),
        ("公开信息23条，1,234条，5,678次。", None),
        ("公开信息1234条，阅读量5678次。", None),
        ("公开信息60余件，十余件，二十六件，3.6余。", None),
        ("2023 年 123 条，1 次，2023 100字。", None),
        ("见www.abc.gov.cn/20231234，第2023条，1,234条。", None),
    ],
)
def test_numbers_are_written_one_way(
    make: Callable[..., Document], text: str, example: str | None
) -> None:
    hints = findings(make(texts={"overview": ["前言。", text]}), "text.number_style")
    assert [(each.severity, each.paragraph) for each in hints] == (
        [(Severity.INFO, 1)] if example else []
    )
    assert all(example in each.message for each in hints if example)


def test_a_way_of_writing_is_told_once(make: Callable[..., Document]) -> None:
    texts = {"overview": ["公开２３条。", "公开２４条。"], "problems": ["培训１次，改进不足。"]}
    (hint,) = findings(make(texts=texts), "text.number_style")
    assert (hint.section, hint.paragraph) == ("overview", 0)
    assert "等 3 段" in hint.message
