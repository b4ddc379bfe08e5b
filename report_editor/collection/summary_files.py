"""Write a summary of many reports as a file; its ending decides the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.collection.summary_tables import (
    list_json_entries,
    list_sheets,
    make_columns,
    make_single_table,
)
from report_editor.collection.table_files import make_csv, make_json, make_parquet, make_workbook

if TYPE_CHECKING:
    from report_editor.collection.summary import Summary

ENDINGS = (".xlsx", ".csv", ".json", ".parquet")


def make_summary_file(summary: Summary, ending: str) -> bytes:
    """Return the bytes of a file with one of :data:`ENDINGS`.

    Raises:
        TableProblem: The library that writes Parquet is not installed.
    """
    match ending:
        case ".xlsx":
            return make_workbook(list_sheets(summary))
        case ".csv":
            return make_csv(make_single_table(summary))
        case ".parquet":
            return make_parquet(*make_columns(summary))
        case _:
            return make_json(list_json_entries(summary))
