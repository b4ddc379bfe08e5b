from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document.as_json import from_json
from report_editor.exporters.json_file import make_json_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_it_is_readable_utf_8_that_ends_with_a_newline(
    make_report: Callable[..., Document],
) -> None:
    data = make_json_bytes(make_report(texts={"overview": ["总体情况良好。"]}))
    assert "总体情况良好。".encode() in data
    assert data.endswith(b"}\n")
    assert data.splitlines()[1].startswith(b' "schema"')


@pytest.mark.slow
@given(text=st.text(st.characters(), max_size=40))
def test_it_opens_again_to_the_same_report(make_report: Callable[..., Document], text: str) -> None:
    report = make_report(texts={"overview": [text]}, cells={"requests.new.business": text})
    data = make_json_bytes(report)
    assert from_json(json.loads(data)) == report
    assert make_json_bytes(from_json(json.loads(data))) == data
