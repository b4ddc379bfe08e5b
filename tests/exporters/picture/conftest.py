from __future__ import annotations

from collections.abc import Callable

import pytest

from report_editor.document import Document, Part
from report_editor.document.rollover import roll_over

AddLastYear = Callable[[Document, Document], Document]


@pytest.fixture(scope="session")
def add_last_year() -> AddLastYear:
    """Makes a report that keeps another as that of the year before, as 以上年报告新建 does."""

    def add(report: Document, last: Document) -> Document:
        parts = {part: dict(report.entries(part)) for part in Part}
        parts[Part.PREVIOUS] = dict(roll_over(last).entries(Part.PREVIOUS))
        return Document(report.form, parts=parts)

    return add
