"""Rules search the whole report, and the memory of normalised texts stays bounded."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.report import MOST_REMEMBERED, Paragraph, _remembered, normalise_text
from report_editor.document.heading_levels import level_of
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

SLIP = "共公开信息10条，其中甲类6条、乙类7条。"


def test_all_that_a_report_can_hold_is_searched(make: Callable[..., Document]) -> None:
    count = MAX_TEXT // MAX_PARAGRAPH - 2
    filler = "字" * (MAX_PARAGRAPH - 1)
    texts = {"overview": [*[filler] * count, SLIP], "problems": [f"{filler[len(SLIP) :]}。{SLIP}"]}
    found = {each.section for each in check(make(texts=texts)) if "6 + 7 = 13" in each.message}
    assert found == {"overview", "problems"}


def test_what_was_normalised_lately_is_at_hand() -> None:
    text = "收到申请１2,345 件" * 1000
    first = normalise_text(text)
    assert first == "收到申请12345件" * 1000
    for number in range(MOST_REMEMBERED // len(text) - 2):
        normalise_text(f"{number}" + text[: -len(f"{number}")])
    assert normalise_text(text) is first


@pytest.mark.parametrize(("text", "times"), [("件", 2), ("长" * 19_990, 2)])
def test_what_is_remembered_is_bounded_by_its_length(text: str, times: int) -> None:
    for number in range(times * MOST_REMEMBERED // (len(text) + 100)):
        normalise_text(f"{number}{text}")
    texts = _remembered._results
    size = sum(sys.getsizeof(key) + sys.getsizeof(value) for (key, _), value in texts.items())
    assert 0 < size + sys.getsizeof(texts) < 6 * MOST_REMEMBERED  # two bytes a character, twice


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("本年新收 政府信息公開申請3件。", "新收政府信息公開申請3件"),
        ("本年新收政府信息公开申请3件。", "新收政府信息公开申请3件"),
        ("我鄉政務公開1,200條；新收政府信息公開申請３件。", "新收政府信息公開申請３件"),
    ],
)
def test_an_issue_quotes_what_stands_in_the_text(text: str, quoted: str) -> None:
    paragraph = Paragraph("overview", 0, text, normalise_text(text), level_of(text))
    words = "新收政府信息公开申请3件"
    assert words in paragraph.text
    assert f"“{quoted}”" in paragraph.contradict(words, "表三是 7").message
    assert "“予以公开”" in paragraph.issue("表三“予以公开”是 7。").message
