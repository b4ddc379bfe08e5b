"""Commands are found by the first letters of their pinyin."""

from __future__ import annotations

import pytest

from report_editor.common.pinyin_initials import get_initials


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("另存为", "lcw"),
        ("打开", "dk"),
        ("以上年报告新建", "ysnbgxj"),
        ("检查结果", "jcjg"),
        ("选中的空白填 0", "xzdkbt0"),
        ("导出 PDF…", "dcpdf"),
        ("啊座", "az"),
        ("重做", "cz"),
        ("𠮷龘", ""),
        ("", ""),
    ],
)
def test_initials(text: str, initials: str) -> None:
    assert get_initials(text) == initials
