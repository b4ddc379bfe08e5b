"""A file of every schema version that was ever released opens with today's code.

When the schema changes, a file of the new version joins; none is ever written anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_editor.document.as_json import from_json
from report_editor.workbook.layout import SCHEMA
from report_editor.workbook.report_file import open_report

MUSEUM = Path(__file__).parents[1] / "museum"


@pytest.mark.parametrize("version", [*map(str, range(1, SCHEMA + 1)), "1-line-breaks"])
def test_every_schema_version_opens(version: str) -> None:
    """Also one with line breaks and controls in its texts, which nobody edited elsewhere."""
    expected = json.loads((MUSEUM / f"schema-{version}.json").read_text(encoding="utf-8"))
    reopened = open_report(MUSEUM / f"schema-{version}.xlsx")
    assert reopened.document == from_json(expected)
    assert not reopened.read_only
    assert reopened.notes == ()
