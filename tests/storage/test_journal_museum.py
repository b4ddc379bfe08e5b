"""A journal of every format that was ever released is recovered by today's code.

Each ends with a torn line, as a crash leaves it. None is ever written anew: when the format
changes, a journal of the new one joins. ``journal-1-of-0.2`` was written by version 0.2 with long
texts, typed, undone, placed and moved to another edition and back.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from report_editor.document.as_json import from_json
from report_editor.document.commands import set_paragraphs
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import FORMAT
from report_editor.storage.recovery import find_recoverable, recover
from tests.storage.journaled_session import disown, read_journal

MUSEUM = Path(__file__).parents[1] / "museum"
LONG_AGO = 1_700_000_000
"""The computer that wrote them is none that still writes."""


CHANGES = {"journal-1": 6, "journal-1-line-breaks": 11, "journal-1-of-0.2": 107, "journal-2": 107}


@pytest.mark.parametrize("name", CHANGES)
def test_a_journal_of_every_format_comes_back(name: str, tmp_path: Path) -> None:
    expected = json.loads((MUSEUM / f"{name}.json").read_text(encoding="utf-8"))
    copy = tmp_path / f"{name}.journal"
    shutil.copy(MUSEUM / copy.name, copy)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    found = find_recoverable(tmp_path)
    assert found.unreadable == []
    (recoverable,) = found.recoverable
    assert recoverable.organization == "青禾县柳溪镇人民政府"
    assert recoverable.changes == CHANGES[name]
    recovered = recover(recoverable)
    assert recovered.history.document == from_json(expected)
    assert recovered.history.is_dirty
    assert recovered.notes == []


@pytest.mark.parametrize("name", ["journal-1", "journal-1-of-0.2"])
def test_damage_in_a_journal_of_format_1_ends_it_there(name: str, tmp_path: Path) -> None:
    lines = (MUSEUM / f"{name}.journal").read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"edits", b"edjts")
    copy = tmp_path / f"{name}.journal"
    copy.write_bytes(b"".join(lines))
    os.utime(copy, (LONG_AGO, LONG_AGO))
    recovered = recover(find_recoverable(tmp_path).recoverable[0])
    assert recovered.history.document.organization == "青禾县柳溪镇人民政府"
    assert len(recovered.history.steps) == 1
    assert "损坏" in recovered.notes[0]
    assert copy.with_suffix(".bad").read_bytes() == b"".join(lines)


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
    journal = Journal(tmp_path, recovered.base, file=recovered.file, lines=recovered.lines)
    journal.append(change)
    journal.close(keep=True)
    disown(copy)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    again = recover(find_recoverable(tmp_path).recoverable[0])
    assert again.history.document == document
    assert again.notes == []


def test_todays_format_is_in_the_museum() -> None:
    data = (MUSEUM / f"journal-{FORMAT}.journal").read_bytes()
    reader, _ = read_journal(data)
    assert reader.head.format == FORMAT
    assert not reader.is_damaged
    assert not data.endswith(b"\n")
    assert {each.stem for each in MUSEUM.glob("*.journal")} == set(CHANGES)
