"""Titles of sections are known in all their printed forms, and a table of contents is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Part
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.roundtrip import as_html, as_text
from tests.importers.roundtrip.holding import check_numbers, check_text
from tests.importers.roundtrip.printed import Liberties, Printed, PrintedTable, printed

if TYPE_CHECKING:
    from collections.abc import Callable

ENDINGS = [pytest.param("html", marks=pytest.mark.slow), "txt"]
CAPITALS = dict(zip("一二三四五六", "壹贰叁肆伍陆", strict=True))
PRINTED: dict[str, Callable[[str, str], list[str]]] = {
    "dot": lambda numeral, title: [f"{numeral}.{title}"],
    "blank": lambda numeral, title: [f"{numeral}、 {title}"],
    "letters apart": lambda numeral, title: [f"{numeral}、{' '.join(title)}"],
    "colon": lambda numeral, title: [f"{numeral}、{title}："],
    "full stop": lambda numeral, title: [f"{numeral}、{title}。"],
    "part": lambda numeral, title: [f"第{numeral}部分 {title}"],
    "chapter": lambda numeral, title: [f"第{numeral}章 {title}"],
    "bare": lambda _, title: [title],
    "figure": lambda numeral, title: [f"{'一二三四五六'.index(numeral) + 1}、{title}"],
    "brackets": lambda numeral, title: [f"（{numeral}）{title}"],
    "bold": lambda numeral, title: [f"**{numeral}、{title}**"],
    "frame": lambda numeral, title: [f"【{numeral}、{title}】"],
    "bullet": lambda numeral, title: [f"■ {numeral}、{title}"],
    "capital": lambda numeral, title: [f"{CAPITALS[numeral]}、{title}"],
    "number above": lambda numeral, title: [f"{numeral}、", title],
    "year": lambda numeral, title: [f"{numeral}、2023年{title}"],
    "organ": lambda numeral, title: [f"{numeral}、我镇{title}"],
}


def print_titles(report: Printed, write: Callable[[str, str], list[str]]) -> None:
    titles = {section.heading for section in report.edition.sections if section.numeral}
    blocks: list[str | PrintedTable] = []
    for block in report.blocks:
        if isinstance(block, str) and block in titles:
            blocks += write(*block.split("、", 1))
        else:
            blocks.append(block)
    report.blocks = blocks


def check_read(report: Printed, ending: str) -> None:
    write = as_text.text_of if ending == "txt" else as_html.html_of
    style = "tabs" if ending == "txt" else "clean"
    found = recognise(read_source(write(report, style), f"a.{ending}"))
    check_numbers(report, found)
    check_text(report, found)
    assert found.document.paragraphs(UNPLACED) == ()
    inputs = {cell.address for cell in report.edition.inputs}
    assert set(found.document.entries(Part.CELLS)) == inputs


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", PRINTED)
def test_titles_are_known_in_all_their_forms(form: str, ending: str) -> None:
    report = printed(Liberties(5, paragraphs=3))
    print_titles(report, PRINTED[form])
    check_read(report, ending)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("line", ["{0}", "{0}……{1}", "{0}.........{1}", "{0} {1}"])
def test_a_table_of_contents_is_no_title(line: str, ending: str) -> None:
    report = printed(Liberties(9, paragraphs=3))
    sections = [section for section in report.edition.sections if section.numeral]
    contents = [line.format(each.heading, page) for page, each in enumerate(sections, 1)]
    report.blocks[1:1] = ["目录", *contents]
    write = as_text.text_of if ending == "txt" else as_html.html_of
    data = write(report, "tabs" if ending == "txt" else "clean")
    found = recognise(read_source(data, f"a.{ending}"))
    check_numbers(report, found)
    check_text(report, found)
