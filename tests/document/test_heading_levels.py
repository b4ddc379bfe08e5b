from __future__ import annotations

import pytest

from report_editor.document.heading_levels import Level, heading_length, level_of


@pytest.mark.parametrize(
    ("paragraph", "level", "length"),
    [
        ("（一）主动公开情况", Level.TWO, 9),
        ("（一）主动公开情况。全年公开1136条。", Level.TWO, 10),
        ("(二)依申请公开：全年收到21件。", Level.TWO, 9),
        ("（ 三 ）监督保障", Level.TWO, 9),
        ("一、存在的问题", Level.ONE, 7),
        ("　　十一、其他", Level.ONE, 7),
        ("1.加强领导。今年以来，", Level.THREE, 7),
        ("（1）加强领导", Level.FOUR, 7),
        ("1.5万件申请", Level.BODY, 0),
        ("一是加强领导。", Level.BODY, 0),
        ("全年公开（一）项信息。", Level.BODY, 0),
        ("", Level.BODY, 0),
    ],
)
def test_a_heading_ends_with_its_sentence(paragraph: str, level: Level, length: int) -> None:
    assert level_of(paragraph) is level
    assert heading_length(paragraph) == length


def test_a_long_numbered_sentence_is_text() -> None:
    assert heading_length("（三）" + "加强组织领导，" * 10) == 0
    assert heading_length("（三）" + "加" * 37) == 40
    assert heading_length("（三）" + "加" * 38) == 0
