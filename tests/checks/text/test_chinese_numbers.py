"""Numbers in Chinese characters."""

from __future__ import annotations

import pytest

from report_editor.checks.text.chinese_numbers import parse_han_number, replace_han_counts


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百零五", 105),
     ("两百", 200), ("一千二百", 1200), ("二三", None), ("百", None), ("", None)],
)  # fmt: skip
def test_numbers_in_characters(text: str, number: int | None) -> None:
    assert parse_han_number(text) == number


def test_only_counts_become_digits() -> None:
    assert (
        replace_han_counts("收到十二件，第一件，每一件，一一答复")
        == "收到12件，第一件，每一件，一一答复"
    )
