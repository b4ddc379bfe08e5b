"""Opening a file, whatever made it; and the sentence where there is nothing to open."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from report_editor.checks import check
from report_editor.common.problem import Problem
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.exporters.json_file import make_json_bytes
from report_editor.files.refusals import LARGEST_FILE
from report_editor.forms import form
from report_editor.workbook.report_file import save_report
from report_editor.workspace.opening import open_clipboard, open_file


@pytest.fixture
def report() -> Document:
    return Document(
        form("2021"),
        parts={
            Part.FIELDS: {Field.ORGANIZATION: "青山县人民政府", Field.YEAR: "2023"},
            Part.CELLS: {"requests.new.business": "3", "requests.granted.business": "００3"},
            Part.STATED: {"requests.new.total": "4"},
        },
        texts={"overview": ["（一）主动公开", "公开49条。"], UNPLACED: ["没有位置的一段"]},
    )


def test_our_own_workbook_comes_back_as_our_own(tmp_path: Path, report: Document) -> None:
    save_report(report, tmp_path / "年报.xlsx")
    opened = open_file(tmp_path / "年报.xlsx")
    assert opened.document == report
    assert opened.is_own
    assert not opened.read_only
    assert opened.recognition is None


def test_our_own_workbook_is_known_by_what_it_holds(tmp_path: Path, report: Document) -> None:
    save_report(report, tmp_path / "年报.xlsx")
    (tmp_path / "年报.xlsx").rename(tmp_path / "年报.备份")
    assert open_file(tmp_path / "年报.备份").is_own


def test_a_word_file_is_not_our_own(samples: Path) -> None:
    opened = open_file(samples / "blank-form-2021.docx")
    assert not opened.is_own
    assert opened.recognition is not None


def test_our_json_comes_back_but_is_not_the_file_to_save_to(
    tmp_path: Path, report: Document
) -> None:
    (tmp_path / "年报.json").write_bytes(make_json_bytes(report))
    opened = open_file(tmp_path / "年报.json")
    assert opened.document == report
    assert not opened.is_own
    assert opened.notes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("yanlong-2022.txt", {"cell.normalised", "section.empty_heading", "section.fee_statement"}),
        ("shuyang-fgj-2023.html", {"cell.blank", "form.label", "year.plan"}),
        (
            "hongze-2023.pdf",
            # The merged row is told, and no zeros are asked for in the rows it stands for.
            {"proceedings.total", "form.merged_row", "form.label", "-cell.blank"},
        ),
        (
            "shanghai-office-2019.html",
            {
                "cell.blank",
                "cell.blank_total",
                "narrative.results",
                "narrative.share",
                "narrative.outcome",
            },
        ),
        ("shanghai-kewei-2024.md", {"narrative.all_done"}),
    ],
)
def test_what_is_wrong_with_the_published_reports_is_found(
    samples: Path, name: str, codes: set[str]
) -> None:
    opened = open_file(samples / name)
    assert not opened.is_own
    found = {finding.code for finding in check(opened.document)}
    not_found = {code[1:] for code in codes if code.startswith("-")}
    assert codes - {f"-{code}" for code in not_found} <= found
    assert not not_found & found
    never = {"requests.flow", "requests.results", "requests.row_total", "form.edition"}
    assert not never & found
    assert not {code for code in found if code.startswith(("privacy.", "basics.", "text.slip"))}


@pytest.mark.slow
def test_text_from_the_clipboard_is_opened(samples: Path) -> None:
    text = (samples / "yanlong-2022.txt").read_text(encoding="utf-8")
    opened = open_clipboard("", text)
    assert opened.document.year == 2022
    with pytest.raises(Problem, match=r"剪贴板"):
        open_clipboard("", "  ")


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好。",
        "关于印发《2023年政务公开工作要点》的通知\n各镇人民政府：\n现将要点印发给你们。",
        "青禾县水利局2023年工作总结\n一、总体情况\n很好。",
    ],
)
def test_what_was_copied_is_not_called_a_file(text: str) -> None:
    with pytest.raises(Problem) as caught:
        open_clipboard("", text)
    sentence = str(caught.value)
    assert "文件" not in sentence.replace("文件里", "")
    assert "剪贴板里的内容" in sentence
    assert "复制" in sentence


def sentence_of(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        open_file(path)
    sentence = str(caught.value)
    assert sentence.endswith(("。", "）", ")"))
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "找不到" in sentence_of(tmp_path / "没有.xlsx")
    assert "文件夹" in sentence_of(tmp_path)
    assert "文件名" in sentence_of(tmp_path / ("长" * 300 + ".xlsx"))
    assert "文件名" in sentence_of(Path("a\0b.xlsx"))
    os.mkfifo(tmp_path / "管道")
    assert "不是普通文件" in sentence_of(tmp_path / "管道")


@pytest.mark.parametrize("ending", ["xlsx", "json", "txt", "pdf", "docx", "html"])
def test_an_empty_file_of_any_kind(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"空.{ending}"
    path.touch()
    assert "空的" in sentence_of(path)
    assert path.name in sentence_of(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "密.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    path.chmod(0)
    assert "权限" in sentence_of(path)


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "上限" in sentence_of(path)


@pytest.mark.parametrize("ending", ["txt", "html", "json", "xlsx", "pdf", "docx", "md", "csv"])
@pytest.mark.parametrize("content", [b"hello world", b"\x00\xff" * 500, b"PK\x03\x04" + b"x" * 99])
def test_what_is_no_report(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"别的.{ending}"
    path.write_bytes(content)
    assert "别的" in sentence_of(path)


def test_a_workbook_damaged_in_the_middle(tmp_path: Path, report: Document) -> None:
    path = tmp_path / "坏.xlsx"
    save_report(report, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
    path.write_bytes(data)
    assert "坏.xlsx" in sentence_of(path)


def test_a_file_can_be_opened_where_nothing_can_be_written(tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "只读"
    path.mkdir()
    shutil.copy(samples / "yanlong-2022.txt", path / "年报.txt")
    (path / "年报.txt").chmod(0o400)
    path.chmod(0o500)
    try:
        assert open_file(path / "年报.txt").document.year == 2022
        assert [each.name for each in path.iterdir()] == ["年报.txt"]
    finally:
        path.chmod(0o700)
