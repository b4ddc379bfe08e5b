"""Collect the files with which reports are sent back: a note for each, and the tables of all."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from report_editor.collection.send_back import Note, Sender, name_note, write_note
from report_editor.collection.summary_files import make_summary_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.checks import Finding
    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.summary import Summary

TABLES = "审核汇总.xlsx"
"""Workbook of all findings and of all numbers."""


def write_notes(
    rows: Iterable[ReportRow], summary: Summary, sender: Sender
) -> list[tuple[ReportRow, Note]]:
    """Return the notes on those reports in which something is to be put right or looked at."""
    across: dict[int, list[Finding]] = {}
    for row, finding in summary.across:
        across.setdefault(id(row), []).append(finding)
    written = ((row, write_note(row, sender, across.get(id(row), ()))) for row in rows)
    return [(row, note) for row, note in written if note is not None]


def make_note_files(
    notes: Iterable[tuple[ReportRow, Note]], summary: Summary, *, with_tables: bool
) -> dict[str, bytes]:
    """Return the bytes of all files by their names, a Word and a text file for each note."""
    files: dict[str, bytes] = {}
    for row, note in notes:
        name = _find_free_name(name_note(row, ".docx"), files)
        files[name] = note.make_word_file()
        files[str(PurePath(name).with_suffix(".txt"))] = note.make_text_file()
    if with_tables:
        files[TABLES] = make_summary_file(summary, ".xlsx")
    return files


def _find_free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name with a number where another office has the same; case makes no difference."""
    path, known, number = PurePath(name), {each.casefold() for each in taken}, 2
    while name.casefold() in known:
        name = f"{path.stem}（{number}）{path.suffix}"
        number += 1
    return name
