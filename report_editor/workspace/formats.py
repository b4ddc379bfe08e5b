"""List the formats a report can be written in, for window and command line. No Qt.

TO MERGE: exporters.registry has this list; with it this file holds no format of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.common.problem import Problem
from report_editor.exporters.json_file import json_bytes
from report_editor.files.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document

Progress: TypeAlias = Callable[[float], None]
"""Called with the share that is done, from 0 to 1."""


class FormatProblem(Problem):
    """A Chinese sentence on an ending that no format has."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A report in another format."""

    data: bytes
    notes: tuple[str, ...] = ()
    """Chinese sentences about what could not be written as it should."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format and the function that writes it."""

    ending: str
    name: str
    options: Callable[..., Any]
    write: Callable[[Document, Any, Progress], Exported]

    def write_file(self, document: Document, path: Path) -> tuple[str, ...]:
        """Write a report to a file, whole or not at all; return sentences about it."""
        if self.ending == ".xlsx":
            from report_editor.workbook.report_file import save_report

            save_report(document, path)
            return ()
        exported = self.write(document, self.options(), lambda _share: None)
        write_atomically(path, exported.data)
        return exported.notes


def _write_workbook(document: Document, _options: object, _progress: Progress) -> Exported:
    from report_editor.workbook.report_file import report_bytes

    return Exported(report_bytes(document))


def _choose_for_pdf(**chosen: bool) -> object:
    from report_editor.exporters.pdf.paper import PdfOptions

    return PdfOptions(**chosen)


def _write_pdf(document: Document, options: Any, progress: Progress) -> Exported:  # noqa: ANN401
    from report_editor.exporters.pdf.paper import pdf_bytes

    pdf = pdf_bytes(document, options, progress)
    return Exported(pdf.data, pdf.notes)


def _write_json(document: Document, _options: object, _progress: Progress) -> Exported:
    return Exported(json_bytes(document))


FORMATS = (
    Exporter(".xlsx", "年度报告", dict, _write_workbook),
    Exporter(".pdf", "PDF 文件", _choose_for_pdf, _write_pdf),
    Exporter(".json", "JSON 数据", dict, _write_json),
)


def find_format(path: Path) -> Exporter:
    """Find the format that belongs to the ending of a file's name.

    Raises:
        FormatProblem: there is none.
    """
    found = next((each for each in FORMATS if each.ending == path.suffix.lower()), None)
    if found is None:
        endings = " ".join(each.ending for each in FORMATS)
        raise FormatProblem(f"不能写“{path.name}”：扩展名应当是 {endings} 之一。")
    return found
