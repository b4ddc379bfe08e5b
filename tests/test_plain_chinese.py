"""Traditional and full-width text made comparable."""

from __future__ import annotations

import unicodedata

import pytest
from opencc import OpenCC

from report_editor.plain_chinese import plain_chinese


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("行政復議—訴訟·總計", "行政复议—诉讼·总计"),
        ("行政复议—诉讼·总计", "行政复议—诉讼·总计"),
        ("結轉下年度", "结转下年度"),
        ("徵地于後", "征地于后"),
        ("（１２）　件", "(12) 件"),
        ("", ""),
    ],
)
def test_reads_both_kinds_of_characters_alike(text: str, plain: str) -> None:
    assert plain_chinese(text) == plain


def test_characters_taken_for_simplified_are_those_that_the_dictionary_leaves_alone() -> None:
    convert = OpenCC("t2s").convert
    for code in range(0x20, 0x10000):
        character = chr(code)
        if not 0xD800 <= code < 0xE000:
            half = unicodedata.normalize("NFKC", character)
            assert plain_chinese(character) == convert(half), hex(code)
