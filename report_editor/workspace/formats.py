"""List every format a report can be written in: its own workbook, and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.common.problem import Problem
from report_editor.exporters.registry import EXPORTERS, Exported, Exporter, NoOptions

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.registry import Progress


class FormatProblem(Problem):
    """There is no format of an ending; the text is a Chinese sentence for the user."""


class _Workbook(Exporter[NoOptions]):
    """Own file of the report; it keeps the sheets a user added to the file it replaces."""

    def write_file(
        self,
        document: Document,
        path: Path,
        options: NoOptions | None = None,  # noqa: ARG002 - nothing to choose
        progress: Progress = lambda _: None,  # noqa: ARG002 - done before it could be shown
    ) -> tuple[str, ...]:
        from report_editor.workbook.report_file import save_report

        save_report(document, path)
        return ()


def _write_workbook(document: Document, _options: NoOptions, _progress: Progress) -> Exported:
    from report_editor.workbook.report_file import make_report_bytes

    return Exported(make_report_bytes(document))


FORMATS: tuple[Exporter[Any], ...] = (
    _Workbook(".xlsx", "年度报告", "继续填写", NoOptions, _write_workbook),
    *EXPORTERS,
)
"""Every format: the report's own, and then the exports."""
ENDINGS = " ".join(each.ending for each in FORMATS)
"""Endings of the formats in their order, for a sentence."""


def find_format(path: Path) -> Exporter[Any]:
    """Find the format that belongs to the ending of a file's name.

    Raises:
        FormatProblem: There is none.
    """
    found = next((each for each in FORMATS if each.ending == path.suffix.lower()), None)
    if found is None:
        raise FormatProblem(f"不能写“{path.name}”：扩展名应当是 {ENDINGS} 之一。")
    return found
