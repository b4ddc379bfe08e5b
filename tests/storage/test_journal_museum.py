"""A journal of every format that was ever released is recovered by today's code.

Each ends with a torn line, as a crash leaves it. None is ever written anew: when the format
changes, a journal of the new one joins.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from report_editor.document.as_json import from_json
from report_editor.document.commands import set_paragraphs
from report_editor.files.processes import Owner
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import FORMAT
from report_editor.storage.recovery import find_recoverable, recover

MUSEUM = Path(__file__).parents[1] / "museum"
LONG_AGO = 1_700_000_000
"""The computer that wrote them is none that still writes."""


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_a_journal_of_every_format_comes_back(version: int, tmp_path: Path) -> None:
    expected = json.loads((MUSEUM / f"journal-{version}.json").read_text(encoding="utf-8"))
    copy = tmp_path / f"journal-{version}.journal"
    shutil.copy(MUSEUM / copy.name, copy)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    found = find_recoverable(tmp_path)
    assert found.unreadable == []
    (recoverable,) = found.recoverable
    assert recoverable.organization == "青禾县柳溪镇人民政府"
    assert recoverable.changes == 6
    recovered = recover(recoverable)
    assert recovered.history.document == from_json(expected)
    assert recovered.history.is_dirty
    assert recovered.notes == []


def test_changes_behind_a_paragraph_with_line_breaks_come_back(tmp_path: Path) -> None:
    """An earlier version took it for one paragraph, and numbered those behind it accordingly."""
    expected = json.loads((MUSEUM / "journal-1-line-breaks.json").read_text(encoding="utf-8"))
    copy = tmp_path / "journal-1-line-breaks.journal"
    shutil.copy(MUSEUM / copy.name, copy)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    recovered = recover(find_recoverable(tmp_path).recoverable[0])
    assert recovered.history.document == from_json(expected)
    assert recovered.notes == []
    while recovered.history.undo():
        pass
    while recovered.history.redo():
        pass
    assert recovered.history.document == from_json(expected)
    # A second crash: the journal taken over holds what the document holds, and more is typed.
    document = recovered.history.document
    change = set_paragraphs(document, "problems", [*document.paragraphs("problems"), "新段。"])
    document.apply(change)
    payloads = [
        journal_lines.encode_head(recovered.base, Owner("museum", 1, "")),
        *recovered.payloads,
        journal_lines.encode_change(change),
    ]
    copy.write_bytes(journal_lines.join_lines(payloads)[0])
    os.utime(copy, (LONG_AGO, LONG_AGO))
    again = recover(find_recoverable(tmp_path).recoverable[0])
    assert again.history.document == document
    assert again.notes == []


def test_todays_format_is_in_the_museum() -> None:
    read = journal_lines.decode((MUSEUM / f"journal-{FORMAT}.journal").read_bytes())
    assert not read.is_damaged
    assert read.rest
