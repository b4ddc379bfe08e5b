"""Reports of a county in nine formats: three with errors, one damaged, one missing, one twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.collection.reports import make_report, name_office, strip_workbook, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document

FORMATS = (
    *(".xlsx", ".docx", ".html", ".txt", ".json", ".csv", ".md"),
    *(" 另存.xlsx", ".xlsx", ".docx"),
)
"""Endings of the files of the offices, one after the other; every tenth office sends a PDF."""
COUNT = 50
WITH_ERRORS, DAMAGED, MISSING, TWICE = (5, 17, 33), 21, 44, 12


@dataclass(frozen=True)
class County:
    """A folder of reports, and what was written into them."""

    folder: Path
    names: Path
    """List of the offices that have to report, one a line."""
    reports: dict[int, Document]
    """Reports that can be read, by office."""


def make_county(root: Path) -> County:
    """Write the reports of the offices of a county, and the list of its offices."""
    folder = root / "2023年度"
    reports = {}
    for number in range(COUNT):
        cells = {"requests.new.research": "3"} if number in WITH_ERRORS else {}
        report = make_report(number, cells=cells)
        if number == MISSING:
            continue
        file = write(report, folder / ("乡镇" if number % 3 else "部门"), number)
        if number == DAMAGED:
            file.write_bytes(file.read_bytes()[:900])
            continue
        reports[number] = report
    write_report(reports[TWICE], folder / "补报" / "再交一份.docx")
    (folder / "图片").mkdir()
    (folder / "图片" / "公章.png").write_bytes(b"\x89PNG")
    names = root / "名单.txt"
    names.write_text("\n".join(map(name_office, range(COUNT))), "utf-8")
    return County(folder, names, reports)


def write(report: Document, folder: Path, number: int) -> Path:
    """Write a report in the format of its office; return the file."""
    ending = ".pdf" if number % 10 == 9 else FORMATS[number % 10]
    path = folder / f"{number:02}{ending}"
    if ending == ".md":
        text = write_report(report, folder / "t.txt")
        return text.replace(path)
    if "另存" in ending:
        own = write_report(report, folder / "own.xlsx")
        strip_workbook(own, path)
        own.unlink()
        return path
    return write_report(report, path)
