"""A document written for others: JSON, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.exporters.json_file import json_bytes
from report_editor.files.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.pdf.paper import PdfOptions

__all__ = ["ENDINGS", "ExportProblem", "export"]

ENDINGS = (".pdf", ".json")
"""What :func:`export` writes, by the ending of the file's name."""


class ExportProblem(Problem):
    """The report cannot be exported; the text is a Chinese sentence for the user."""


def export(
    document: Document,
    path: Path,
    options: PdfOptions | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[str, ...]:
    """Writes a report to a file whose ending says in which format.

    Args:
        document: The report.
        path: Where to; an existing file is replaced only by a complete new one.
        options: What to print besides, where it is printed.
        progress: Is told from 0 to 1 how much is done.

    Returns:
        Chinese sentences about what could not be printed as it should.

    Raises:
        ExportProblem: there is no format of that ending.
        WriteProblem: the file cannot be written.
    """
    ending = path.suffix.lower()
    notes: tuple[str, ...] = ()
    if ending == ".json":
        data = json_bytes(document)
    elif ending == ".pdf":
        # ReportLab takes longer to load than a window may wait to open.
        from report_editor.exporters.pdf.paper import PdfOptions, pdf_bytes

        pdf = pdf_bytes(document, options or PdfOptions(), progress or (lambda _: None))
        data, notes = pdf.data, pdf.notes
    else:
        named = f"“{path.suffix}”" if path.suffix else "空的扩展名"
        raise ExportProblem(f"不能导出为{named}这种格式，文件名请以 {' 或 '.join(ENDINGS)} 结尾。")
    write_atomically(path, data)
    return notes
