"""Sentences nearly alike, found in bounded time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks.text.similarity import Sentences
from tests.bounded_work import bounded_work
from tests.checks.found import OLD

if TYPE_CHECKING:
    from collections.abc import Iterable


def index_of(sentences: Iterable[str]) -> Sentences:
    index = Sentences()
    for sentence in sentences:
        index.add(sentence)
    return index


@pytest.mark.parametrize(
    ("sentence", "alike"),
    [
        (OLD[0], True),
        (OLD[0].replace("专人", "专职人员"), True),
        (OLD[1].replace("两次", "三次"), True),
        ("我县进一步健全政府信息公开工作机制，及时发布重点领域信息", False),
        ("全年编发公报六期，刊登文件四十二件，免费赠阅", False),
        ("", False),
    ],
)
def test_sentences_nearly_alike(sentence: str, alike: bool) -> None:
    assert index_of(OLD).has_similar(sentence) is alike


def test_two_sentences_of_ten_characters_differ_in_one() -> None:
    assert index_of(["甲乙丙丁戊己庚辛壬癸"]).has_similar("甲乙丙丁子己庚辛壬癸")
    assert not index_of(["甲乙丙丁戊己庚辛壬癸"]).has_similar("甲乙丙丁子丑庚辛壬癸")


@pytest.mark.slow
def test_sentences_made_to_be_slow_are_not_compared_without_end() -> None:
    texts = [f"{pow(3, 200 + each):b}"[:300] for each in range(1200)]
    known = index_of(texts[:600])
    with bounded_work():
        assert not any(known.has_similar(text) for text in texts[600:])
    assert known.has_similar(texts[0])
