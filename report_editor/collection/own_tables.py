"""Know the tables that this program writes of many reports: none of them is a report.

A summary is often written into the folder of the reports, and would be added up with them.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.files.refusals import quote
from report_editor.files.regular_file import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

MARK = "report-editor/tables"
"""Category in the properties of a workbook."""
CSV_STARTS = ("行别,单位,年度,", "单位,年度,级别,")
"""Starts of the headings of the summary and of the findings."""
_PROPERTIES = "docProps/core.xml"
_LONGEST = 8192


class OwnTableProblem(Problem):
    """A table of many reports where a report is wanted; the text is a Chinese sentence."""


def refuse_own_table(path: Path) -> None:
    """Refuse a file that was read as somebody else's report and is a table of this program.

    Raises:
        OwnTableProblem: It is one.
    """
    if _is_own_table(path):
        raise OwnTableProblem(
            f"{quote(path.name)}是本程序写的汇总表，不是报告，没有读取。请把它移到别的文件夹。"
        )


def _is_own_table(path: Path) -> bool:
    with suppress(OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError):
        if path.suffix.lower() == ".csv":
            head = read_bytes(path, 64).removeprefix(b"\xef\xbb\xbf")
            return head.startswith(tuple(each.encode() for each in CSV_STARTS))
        with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as properties:
            return MARK.encode() in properties.read(_LONGEST)
    return False
