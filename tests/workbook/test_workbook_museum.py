"""A file of every schema version that was ever released opens with today's code.

When the schema changes, a file of the new version joins; none is ever written anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_editor.document.as_json import from_json
from report_editor.document.final_records import list_final_records
from report_editor.exporters.printed_content import is_as_signed
from report_editor.workbook.layout import FINAL_SCHEMA, SCHEMA
from report_editor.workbook.report_file import open_report

MUSEUM = Path(__file__).parents[1] / "museum"


VERSIONS = [*range(1, SCHEMA + 1), *range(1001, FINAL_SCHEMA + 1)]
"""Every schema of a report, and of a final one."""
RECORDS = [
    (True, "张三 <b>", "2025-01-20", "A2T-AQDE-9V0"),
    (False, "", "", "A2T-AQDE-9V0"),
    (True, "李四", "2025-01-23", "AY9-N3HM-9KE"),
]


@pytest.mark.parametrize("version", [*map(str, VERSIONS), "1-line-breaks"])
def test_every_schema_version_opens(version: str) -> None:
    """Also one with line breaks and controls in its texts, which nobody edited elsewhere."""
    expected = json.loads((MUSEUM / f"schema-{version}.json").read_text(encoding="utf-8"))
    reopened = open_report(MUSEUM / f"schema-{version}.xlsx")
    assert reopened.document == from_json(expected)
    assert not reopened.read_only
    assert reopened.notes == ()


def test_what_was_signed_years_ago_is_still_what_was_signed() -> None:
    """Signed, taken back, signed again; its code stands on paper and never changes."""
    document = open_report(MUSEUM / "schema-1001.xlsx").document
    records = [
        (each.is_final, each.by, each.on, each.code) for each in list_final_records(document)
    ]
    assert records == RECORDS
    assert is_as_signed(document)
