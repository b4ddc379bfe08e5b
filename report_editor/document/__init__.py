"""One report in memory: raw texts and the numbers they mean, totals, changes and undo."""

from __future__ import annotations

from report_editor.document.changes import (
    UNPLACED,
    Change,
    Edit,
    Effect,
    EntryEdit,
    FormEdit,
    Part,
    TextEdit,
)
from report_editor.document.document import FIELDS, Document, Field
from report_editor.document.history import History
from report_editor.document.numbers import (
    CellProblem,
    Number,
    ParsedNumber,
    format_number,
    read_number,
)

__all__ = [
    "FIELDS",
    "UNPLACED",
    "CellProblem",
    "Change",
    "Document",
    "Edit",
    "Effect",
    "EntryEdit",
    "Field",
    "FormEdit",
    "History",
    "Number",
    "ParsedNumber",
    "Part",
    "TextEdit",
    "format_number",
    "read_number",
]
