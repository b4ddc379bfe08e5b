from __future__ import annotations

import pytest

from report_editor.exporters.numbering import Heading, heading


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("（一）主动公开情况", Heading(2, 9)),
        ("（一）主动公开情况。全年公开1136条。", Heading(2, 10)),
        ("(二)依申请公开：全年收到21件。", Heading(2, 9)),
        ("一、存在的问题", Heading(1, 7)),
        ("十一、其他", Heading(1, 5)),
        ("1.加强领导。", None),
        ("一是加强领导。", None),
        ("全年公开（一）项信息。", None),
        ("", None),
    ],
)
def test_a_heading_ends_with_its_sentence(paragraph: str, expected: Heading | None) -> None:
    assert heading(paragraph) == expected


def test_a_whole_paragraph_in_one_sentence_is_text_and_only_its_number_is_set_off() -> None:
    assert heading("（三）" + "加强组织领导，" * 10) == Heading(2, 3)
