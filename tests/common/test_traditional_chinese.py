"""Words of the form in traditional characters, and the reports that ask for them."""

from __future__ import annotations

import pytest

from report_editor.common.plain_chinese import fold
from report_editor.common.traditional_chinese import is_traditional, to_traditional
from report_editor.forms import forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Report 2023", False),
        ("主动公开政府信息五百条。", False),
        ("主動公開政府信息五百條。", True),
        ("巖垅鄉人民政府政府信息公開工作年度報告", True),
        ("一名叫王𠮷的申请人，住镕堃花园，申请公开会议记录。", False),
        ("本镇图书馆藏有《論語》《史記》，全年开放三百天。", False),
        ("皇后后里乡公所，历史悠久", False),
        ("\ud800公開報告", True),
    ],
)
def test_a_text_is_traditional_where_its_characters_are(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


@pytest.mark.parametrize("edition", forms(), ids=lambda each: each.id)
def test_each_word_of_a_form_is_recognised_again(edition: object) -> None:
    tables = edition.tables.values()  # type: ignore[attr-defined]
    words = {cell.text for table in tables for cell in table.grid if cell.text}
    words |= {section.heading for section in edition.sections}  # type: ignore[attr-defined]
    changed = {word: to_traditional(word) for word in words}
    assert {fold(word) for word in changed} == {fold(word) for word in changed.values()}
    assert sum(word != other for word, other in changed.items()) > len(words) / 2
    assert all(is_traditional(other) for word, other in changed.items() if word != other)


def test_terms_are_those_of_the_law() -> None:
    assert to_traditional("行政复议") == "行政復議"
    assert to_traditional("属于国家秘密") == "屬於國家秘密"
    assert to_traditional("本年制发件数") == "本年制發件數"
    assert to_traditional("其他处理，勾稽关系为") == "其他處理，勾稽關係為"
