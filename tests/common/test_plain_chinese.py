from __future__ import annotations

import unicodedata

import pytest

from report_editor.common.plain_chinese import is_simplified, plain_chinese
from report_editor.common.resources import resource


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("三、收到和處理政府信息公開申請情況", "三、收到和处理政府信息公开申请情况"),
        ("（一）２０２４年", "(一)2024年"),
        ("乾隆 後來\u3000", "乾隆 后来 "),
        ("云水市衞生局 記敍", "云水市卫生局 记叙"),
        ("— · ——", "— · ——"),
        ("信息公幵 處理", "信息公幵 处理"),
        ("", ""),
    ],
)
def test_simplified_and_half_width(text: str, plain: str) -> None:
    assert plain_chinese(text) == plain


@pytest.mark.parametrize("half", ["\ud800", "申請\ud83d"])
def test_half_of_a_surrogate_pair_is_one_character(half: str) -> None:
    assert len(plain_chinese(half)) == len(half)


def test_the_words_of_every_check_need_no_dictionary() -> None:
    """It would take 2 MB, which a report in simplified characters does without."""
    lines = resource("wording", "slips.txt").read_text(encoding="utf-8").splitlines()
    words = [each for each in lines if not each.startswith("#")]
    assert words
    assert all(is_simplified(unicodedata.normalize("NFKC", each)) for each in words)
