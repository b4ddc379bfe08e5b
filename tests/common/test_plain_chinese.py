from __future__ import annotations

import pytest

from report_editor.common.plain_chinese import plain_chinese


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("三、收到和處理政府信息公開申請情況", "三、收到和处理政府信息公开申请情况"),
        ("（一）２０２４年", "(一)2024年"),
        ("乾隆 後來\u3000", "乾隆 后来 "),
        ("云水市衞生局 記敍", "云水市卫生局 记叙"),
        ("— · ——", "— · ——"),
        ("", ""),
    ],
)
def test_simplified_and_half_width(text: str, plain: str) -> None:
    assert plain_chinese(text) == plain


@pytest.mark.parametrize("half", ["\ud800", "申請\ud83d"])
def test_half_of_a_surrogate_pair_is_one_character(half: str) -> None:
    assert len(plain_chinese(half)) == len(half)
