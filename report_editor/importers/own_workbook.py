"""Read a report of this program that another program saved as .xls, .ods and the like.

The sheets, the defined names and the hidden sheet survive that, so the report is read as from its
own file, and not recognised anew as somebody else's. It is no longer a file to save to: a save asks
for a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.importers.problem import ImportProblem
from report_editor.importers.recognised import Recognition
from report_editor.ooxml.package import MEMORY_OF_READER, Package
from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.ooxml.spreadsheet import Spreadsheet
from report_editor.workbook.layout import DATA_NAME, DATA_SHEET
from report_editor.workbook.read import read_report
from report_editor.workbook.user_sheet_rules import find_user_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = (DATA_NAME.encode(), DATA_SHEET.encode("utf-16-le"))
"""Bytes of which an old workbook has some if it is a report of this program."""


def read_own(data: bytes) -> Recognition | None:
    """Read a report of this program; return None where a workbook or another file is none.

    Args:
        data: an old workbook as it is, of other formats what LibreOffice made of them.

    Raises:
        ImportProblem: it is damaged, or a later version of the program made it.
    """
    content = data if data.startswith(b"PK") else _rebuild(data)
    if not content:
        return None
    try:
        book = Spreadsheet(Package(content, MEMORY_OF_READER))
        found = read_report(book)
    except OtherFormat:
        return None
    except PackageProblem as problem:
        raise ImportProblem(str(problem)) from problem
    if found.read_only:
        raise ImportProblem(
            "这份报告是用更新版本的报告编辑器保存的，又另存成了别的格式。请升级程序后再打开。"
        )
    return Recognition(found.document, [*_describe_kept(book), *found.notes])


def _describe_kept(book: Spreadsheet) -> Iterator[str]:
    yield "这是本程序的报告，在别的程序里另存成了这种格式：内容全部读入。保存时会问新的名字。"
    if names := "、".join(f"“{entry.name}”" for entry in find_user_sheets(book)):
        yield (
            f"另加的工作表{names}还在原来的文件里，没有带过来；"
            "要带上它们，请在 WPS 里把原来的文件另存为 .xlsx，再打开。"
        )


def _rebuild(data: bytes) -> bytes:
    """Return an old workbook that is a report of this program as .xlsx; else nothing."""
    if not any(mark in data for mark in _MARKS):
        return b""
    from report_editor.importers.readers.excel.old_to_new import rebuild_workbook

    try:
        return rebuild_workbook(data)
    except MemoryError:
        raise
    except Exception:  # xlrd raises whatever damage leads to; the reader says it in a sentence
        return b""
