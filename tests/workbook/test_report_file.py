"""A report saved to its file and opened again; whatever fails leaves the old file as it was."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font

from report_editor.document import Document
from report_editor.files.refusals import LARGEST_FILE, ReadProblem, WriteProblem
from report_editor.forms import form
from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.workbook.report_file import (
    list_losses,
    make_report_bytes,
    open_report,
    read_replaced,
    save_report,
)
from report_editor.workbook.write import to_workbook
from tests.workbook.user_sheets import OWN, with_own_sheet
from tests.workbook.workbook_surgery import edited, parts_of, small_report, small_workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


def test_a_saved_report_opens_as_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "报告 2024.xlsx"
    save_report(small_report(), path)
    reopened = open_report(path)
    assert reopened.document == small_report()
    assert (reopened.notes, reopened.read_only) == ((), False)
    assert path.read_bytes() == small_workbook()


@pytest.mark.slow
def test_fonts_of_a_users_sheet_stay_and_none_of_the_form_comes_in(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet(OWN)
        sheet["A1"], sheet["A2"] = "没有格式", "楷体"
        sheet["A2"].font = Font(name="楷体", size=15)

    def fonts(data: bytes) -> list[tuple[str | None, float | None]]:
        sheet = openpyxl.load_workbook(BytesIO(data))[OWN]
        return [(sheet[cell].font.name, sheet[cell].font.sz) for cell in ("A1", "A2", "B9")]

    path = tmp_path / "a.xlsx"
    path.write_bytes(edited(small_workbook(), add))
    before = fonts(path.read_bytes())
    assert before == [("宋体", 11), ("楷体", 15), ("宋体", 11)]
    for _ in range(2):
        save_report(small_report(), path)
        assert fonts(path.read_bytes()) == before
    styles = parts_of(path.read_bytes())["xl/styles.xml"].decode()
    assert re.findall('<font><name val="([^"]*)"', styles)[0] == "宋体", "widths count its digits"
    assert "Calibri" not in styles


@pytest.mark.slow
def test_the_first_save_of_a_process_may_be_in_a_worker(tmp_path: Path) -> None:
    """Many at once, each loading what a save needs, while nothing is loaded yet."""
    save_report(small_report(), tmp_path / "a.xlsx")
    program = (
        "import sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path;"
        "from report_editor.workbook.report_file import load_writer, open_report;"
        "from report_editor.workbook.report_file import make_report_bytes;"
        "before = Path(sys.argv[1]); document = open_report(before).document;"
        "assert 'openpyxl' not in sys.modules;"
        "threads = ThreadPoolExecutor(8); loading = threads.submit(load_writer);"
        "made = [threads.submit(make_report_bytes, document.copy()) for _ in range(12)];"
        "assert {each.result() for each in made} == {before.read_bytes()}; loading.result()"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.xlsx")],
        check=True,
        cwd=Path(__file__).parents[2],
    )


FIRST_SAVE = """
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from importlib.machinery import PathFinder
from report_editor.workbook import user_sheet_rules, user_sheet_styles
from report_editor.workbook.report_file import list_losses, load_writer

class Meeting:
    # Lets a second thread begin when the first is in the middle of the library.
    def find_spec(self, name, path=None, target=None):
        if name != "openpyxl.worksheet._write_only":
            return None
        spec = PathFinder.find_spec(name, path, target)
        execute = spec.loader.exec_module
        def meet(module):
            looking.append(threads.submit(list_losses, data))
            wait(looking, timeout=1)  # until it is done, or waits for the first
            execute(module)
        spec.loader.exec_module = meet
        return spec

data, looking, threads = sys.stdin.buffer.read(), [], ThreadPoolExecutor(2)
sys.meta_path.insert(0, Meeting())
assert "openpyxl" not in sys.modules
threads.submit(load_writer).result()
(found,) = looking
assert len(found.result()) == int(sys.argv[1])
"""


@pytest.mark.slow
def test_a_save_may_look_at_the_file_while_the_writer_is_loaded() -> None:
    """Ctrl+S just after the start: two threads in a library whose modules import each other."""
    data = with_own_sheet()
    subprocess.run(
        [sys.executable, "-c", FIRST_SAVE, str(len(list_losses(data)))],
        check=True,
        input=data,
        cwd=Path(__file__).parents[2],
    )


def test_nothing_of_a_report_goes_into_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    save_report(small_report(), tmp_path / "a.xlsx")
    assert [each.name for each in tmp_path.glob("*.xlsx")] == ["a.xlsx"]


def test_save_as_carries_the_added_sheets_of_the_file_that_was_open(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(with_own_sheet())
    second.write_bytes(make_report_bytes(small_report(), read_replaced(first)))
    assert OWN in openpyxl.load_workbook(second).sheetnames


def test_a_report_on_the_other_form_replaces_all_sheets_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    older = Document(form("2019"), texts={"overview": ["旧格式。"]})
    save_report(older, path)
    assert open_report(path).document == older
    assert path.read_bytes() == to_workbook(older)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "文字".encode()])
def test_what_is_not_ours_is_replaced_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    save_report(small_report(), path)
    assert open_report(path).document == small_report()


def test_a_file_larger_than_any_report_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    save_report(small_report(), path)
    assert path.read_bytes() == small_workbook()


@pytest.mark.slow
def test_a_report_that_could_not_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    enormous = Document(form("2021"), texts={"overview": ["".join(map(str, range(4_000_000)))]})
    with pytest.raises(PackageProblem, match="没有保存"):
        save_report(enormous, path)
    assert path.read_bytes() == before


def test_a_report_that_reads_back_as_another_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    before = path.read_bytes()
    official = form("2021")
    other = Document(dataclasses.replace(official, sections=official.sections[:-1]))
    with pytest.raises(PackageProblem, match="不一致"):
        save_report(other, path)
    assert path.read_bytes() == before


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(ReadProblem, match="文件夹"):
        open_report(tmp_path)
    with pytest.raises(WriteProblem, match="文件夹"):
        save_report(small_report(), tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadProblem, match=r"找不到“没有\.xlsx”"):
        open_report(tmp_path / "没有.xlsx")


def test_a_foreign_file_is_left_to_the_importers(tmp_path: Path) -> None:
    path = tmp_path / "网页.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    with pytest.raises(OtherFormat):
        open_report(path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX permissions")
def test_a_file_without_read_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    save_report(small_report(), path)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(ReadProblem, match="没有权限"):
            open_report(path)
        with pytest.raises(ReadProblem, match="没有权限"):
            save_report(small_report(), path)
    finally:
        os.seteuid(user)
