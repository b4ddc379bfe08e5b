"""Every way a text comes in has the same bounds: files of others, own files, JSON, clipboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from report_editor.common.problem import Problem
from report_editor.document import Document
from report_editor.document.as_json import to_json
from report_editor.forms import form
from report_editor.importers.open_file import import_clipboard, import_file
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.reading import read_clipboard_in_worker
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

HEADS = (
    "某县人民政府2023年政府信息公开工作年度报告",
    "一、总体情况",
    "五、存在的主要问题及改进情况",
)
LONG = "公开工作按计划推进。" * 1_000
"""A paragraph of 10,000 characters."""


def make_page(overview: list[str], around: list[str]) -> str:
    title, one, five = HEADS
    site = "".join(f"<li><a href='/{at}'>{text}</a></li>" for at, text in enumerate(around))
    text = "".join(f"<p>{each}</p>" for each in (title, one, *overview, five, "无。"))
    return f"<html><body><ul>{site}</ul><div>{text}</div></body></html>"


def test_what_enters_the_document_is_counted_in_every_format(tmp_path: Path) -> None:
    paragraphs = [LONG] * 34
    title, one, five = HEADS
    plain = "\n".join((title, one, *paragraphs, five, "无。"))
    page = make_page(paragraphs, [])
    report = Document(form("2021"), texts={"overview": paragraphs})
    for name, data in {
        "a.txt": plain.encode(),
        "a.html": page.encode(),
        "a.json": json.dumps(to_json(report)).encode(),
        "a.xlsx": make_report_bytes(report),
    }.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Problem, match=r"34\d,\d{3} 个字.*3[03]0,000 个字.*删去"):
            open_file(tmp_path / name)
    with pytest.raises(ImportProblem, match="个字"):
        import_clipboard(page, "")
    with pytest.raises(ImportProblem, match="个字"):
        import_clipboard("", plain)


def test_a_long_page_around_a_report_is_no_reason_to_refuse_it(tmp_path: Path) -> None:
    around = ["政府信息公开指南和制度栏目" + "目" * 20] * 12_000
    path = tmp_path / "a.html"
    path.write_text(make_page(["正文。"], around), "utf-8")
    assert len(path.read_text("utf-8")) > 400_000
    assert import_file(path).document.paragraphs("overview") == ("正文。",)


def test_a_source_beyond_all_measure_is_refused_before_it_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "\n".join(["一、总体情况", *[LONG] * (limits.MAX_SOURCE_TEXT // len(LONG) + 1)]), "utf-8"
    )
    with pytest.raises(ImportProblem, match="超过 100 万字"):
        import_file(path)


def test_a_paragraph_too_long_says_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([HEADS[0], HEADS[1], "正文。", LONG * 3]), "utf-8")
    with pytest.raises(ImportProblem, match=r"“一、总体情况”第 2 段有 30,000 个字.*分成几段"):
        import_file(path)


def test_an_own_file_with_a_long_paragraph_opens_all_the_same(tmp_path: Path) -> None:
    report = Document(form("2021"), texts={"overview": [LONG * 3]})
    path = tmp_path / "年报.xlsx"
    path.write_bytes(make_report_bytes(report))
    assert open_file(path).document == report


def test_a_clipboard_beyond_all_measure_is_refused_at_once() -> None:
    with pytest.raises(ImportProblem, match=r"剪贴板.*超过 16 百万字"):
        read_clipboard_in_worker("x" * 16_000_001, "")
