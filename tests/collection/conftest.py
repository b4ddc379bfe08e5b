"""Reports of many offices as rows, without files where none are needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.checks import check
from report_editor.collection.fingerprints import find_prints
from report_editor.collection.report_row import pack_report, unpack_report
from report_editor.workspace.opening import Opened
from tests.collection.reports import make_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.collection.report_row import ReportRow
    from report_editor.document import Document


def make_row(document: Document, file: str = "年报.xlsx") -> ReportRow:
    """Return the row of a report as the pool gives it, without a process."""
    path = Path(file)
    packed = pack_report(path, Opened(document), check(document), prints=find_prints(document))
    return unpack_report(path, packed)


@pytest.fixture
def row() -> Callable[..., ReportRow]:
    """Make the row of the report of an office; the arguments are those of ``make_report``."""

    def make(number: int = 0, *, file: str = "", **arguments: Any) -> ReportRow:
        return make_row(make_report(number, **arguments), file or f"乡镇/{number}.xlsx")

    return make
