"""The plain text of a report: read by a person in any editor."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.plain_text import make_text
from report_editor.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    MakeReport = Callable[..., Document]


def measure(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_the_columns_of_a_table_stand_below_each_other(
    make_report: MakeReport, edition: str
) -> None:
    text, notes = make_text(make_report(edition), PublicationOptions())
    assert notes == ()
    tables = [part.split("\n") for part in text.split("\n\n") if part.startswith("|")]
    assert len(tables) == 3
    for lines in tables:
        assert len({measure(line) for line in lines}) == 1
        if "---" in "".join(lines):  # the last row has a cell in every column
            bars = [{measure(line[:at]) for at, c in enumerate(line) if c == "|"} for line in lines]
            assert all(each <= bars[-1] for each in bars)


def test_every_value_stands_in_the_line_of_its_label(make_report: MakeReport) -> None:
    cells = {"requests.denied_by_law.business": "123456789012", "requests.new.research": "7件"}
    text, _ = make_text(make_report(cells=cells), PublicationOptions())
    (line,) = [each for each in text.split("\n") if "2.其他法律行政法规禁止公开" in each]
    assert [each.strip() for each in line.strip("|").split("|")] == [
        "2.其他法律行政法规禁止公开", "0", "123456789012", "0", "0", "0", "0", "123456789012",
    ]  # fmt: skip


def test_bars_and_tabs_of_a_text_draw_no_table(make_report: MakeReport) -> None:
    document = make_report(
        organization="某|局",
        texts={"overview": ["甲|乙\t丙"]},
        cells={"requests.new.business": "|"},
    )
    text, notes = make_text(document, PublicationOptions())
    assert "甲｜乙 丙" in text
    assert "某｜局" in text
    assert all(line.startswith("|") for line in text.split("\n") if "|" in line)
    assert any("竖线" in note for note in notes)
    assert any("制表符" in note for note in notes)
    wide = make_report(texts={"overview": ["甲｜乙"]})
    assert make_text(wide, PublicationOptions())[1] == ()


def test_a_long_text_in_a_cell_does_not_widen_the_table(make_report: MakeReport) -> None:
    text, _ = make_text(
        make_report(cells={"requests.new.business": "长" * 20_000}), PublicationOptions()
    )
    assert len(text) < 40_000


def test_a_draft_says_so_and_the_signatory_can_be_left_out(make_report: MakeReport) -> None:
    document = make_report(signatory="王五")
    text, _ = make_text(document, PublicationOptions(draft=True))
    assert text.startswith("草　稿\n")
    assert "签发人：王五" in text
    text, _ = make_text(document, PublicationOptions(signature=False))
    assert "王五" not in text
