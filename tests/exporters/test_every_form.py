"""Whatever stands in a report, each of its forms is whole, equal when read back, and hides nothing.

All published reports and cases: ``python -m tests.exporters.every_form``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.exporters.bundle import make_bundle
from report_editor.exporters.options import PublicationOptions
from report_editor.workspace.opening import open_file
from tests.exporters.every_form import check_report, list_files, main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.exporters.conftest import MakeReport

MARKUP = (
    "文字<script>alert(1)</script></p></td></table>&lt;b&gt;]]>&amp;<!-- <w:p/> {0} %s =SUM(A1)"
)
LONG = "一二三四五六七八九，" * 2000
COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service")
NARROW = {
    f"requests.{row}.{column}": "123456789012"
    for row in ("new", "granted", "carried_out")
    for column in COLUMNS
}
BAD: dict[str, dict[str, Any]] = {
    "markup": {"texts": {"overview": [MARKUP]}},
    "markup in the organ": {"organization": "青山<b>县</b>&人民政府"},
    "markup in a cell": {"cells": {"requests.new.business": "<b>3</b>"}},
    "formula in a cell": {"cells": {"requests.new.business": "=1+1"}},
    "tabs": {"texts": {"overview": ["前\t后", "\t开头", "结尾\t"]}},
    "controls": {"texts": {"overview": ["前\x07后", "\x1b[31m红", "A\x7fB"]}},
    "bidi": {"texts": {"overview": ["甲\u202e乙丙\u202c丁", "\u2066戊\u2069"]}},
    "20,000 characters": {"texts": {"overview": [LONG]}},
    "a name of 200": {"organization": "很长的名字" * 39 + "人民政府局"},
    "slash and colon": {"organization": "青山县A/B:C局人民政府"},
    "12 digits": {"cells": NARROW},
    "no glyph": {"texts": {"overview": ["这里有\U00012000和\ue000两个字"]}},
    "no organ": {"organization": ""},
    "no year": {"year": ""},
    "a year that is none": {"year": "二〇二三"},
    "a damaged organ": {"organization": "青山\ufffd县人民政府"},
    "half a character": {"organization": "青山\ud83d县人民政府"},
}
NOTED = {
    "tabs": "制表符",
    "controls": "显示不了的字符",
    "bidi": "U+202E",
    "12 digits": "很小",
    "no glyph": "U+12000",
}
"""Words that say what was replaced, or cannot be read well."""
IN_TITLE = r"^\.(pdf|docx|html|txt) (title|organization|year|other_matters|preamble|no place)"
KNOWN = {
    "markup in the organ": IN_TITLE,
    "slash and colon": IN_TITLE,
    "no year": IN_TITLE,
    "a name of 200": r"^\.pdf (other_matters|no place)",
    "a year that is none": r"^\.(pdf|docx|html|txt) year: '二〇二三' → '2023'",
}
"""Known exceptions. A title is known by its form: an organ with signs that are no part of any name
(< > & / :), or without a year behind it, is not read from a title, and stands among what found no
place. The name of 200 characters below a paper is ten lines, which are listed. A year in
Chinese numerals is read as the number. JSON and CSV keep all of it."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_read_back_equal_and_told(kind: str, make_report: MakeReport) -> None:
    report = make_report(**BAD[kind])
    options = PublicationOptions()
    known = re.compile(KNOWN.get(kind, "(?!)"))
    assert [each for each in check_report(report, options) if not known.search(each)] == []
    if kind in NOTED:
        notes = make_bundle(report, options, lambda _share: None).notes
        assert NOTED[kind] in "".join(notes)


@pytest.mark.slow
def test_the_command_finds_the_example_equal_in_every_form(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list_files()[0] == example
    assert main([example]) == 0
    assert "1 reports, 0 with differences" in capsys.readouterr().out


@pytest.mark.slow
def test_a_draft_without_a_place_to_sign_is_read_back_equal_as_well(example: Path) -> None:
    report = open_file(example).document
    differences = check_report(report, PublicationOptions(signature=False, draft=True))
    assert [each for each in differences if "signatory" not in each] == []
