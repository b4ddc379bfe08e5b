"""Refusals of the report's own workbook, as sentences for the user."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.ooxml.problems import OtherFormat, PackageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator


class WorkbookProblem(Problem):
    """A workbook that cannot be read or written; the text is a Chinese sentence for the user."""


class NotOurs(WorkbookProblem):
    """A file that is no workbook of this program: an importer may try it."""


@contextmanager
def translate_problems() -> Iterator[None]:
    """Raise what the reader of packages refuses as a problem of the report's workbook."""
    try:
        yield
    except OtherFormat as problem:
        raise NotOurs(str(problem)) from problem
    except PackageProblem as problem:
        raise WorkbookProblem(str(problem)) from problem
