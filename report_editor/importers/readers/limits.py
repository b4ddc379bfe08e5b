"""Bound how much of a file from outside is read: one place, so that every format is bounded alike.

A report is some 10,000 characters with about 60 table rows; the bounds leave a hundred times that,
for a page may hold much that is no report. How much of it may enter a document is decided by
:mod:`report_editor.document.size`.
"""

from __future__ import annotations

from report_editor.files.refusals import LARGEST_FILE, THIS_FILE, describe_bad_size
from report_editor.importers.problem import ImportProblem

MAX_BYTES = LARGEST_FILE
MAX_BLOCKS = 20_000
MAX_ROWS = 20_000
MAX_CELLS = 300_000
MAX_SOURCE_TEXT = 1_000_000
"""Characters of all paragraphs and cells together; the window lists them all as the source."""
MAX_NESTING = 40
"""Tables within tables."""


class TooLarge(ImportProblem):
    """Content beyond the bounds."""

    def __init__(self, excess: str) -> None:
        """Take what there is too much of, such as ``表格超过 20000 行``."""
        super().__init__(f"这个文件的{excess}，不像一份年度报告，没有读取。请确认选对了文件。")


def check_text(length: int) -> None:
    """Refuse so many characters, if no report has as many.

    Raises:
        ImportProblem: none has.
    """
    if length > MAX_SOURCE_TEXT:
        raise TooLarge(f"文字超过 {MAX_SOURCE_TEXT // 10_000} 万字")


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or too large to be a report.

    Raises:
        ImportProblem: it is.
    """
    if problem := describe_bad_size(THIS_FILE, len(data)):
        raise ImportProblem(problem)
