"""A journal that grows long is made shorter while one works, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_editor.document import Change, Document, EntryEdit, Part
from report_editor.files.atomic import write_atomically
from report_editor.forms import form
from report_editor.storage import compaction, journal
from report_editor.storage.compaction import compact
from report_editor.storage.journal_lines import Base, encode_change, encode_save
from report_editor.storage.recovery import find_recoverable
from tests.storage.journaled_session import (
    Session,
    as_bytes,
    digest,
    disown,
    only,
    read_journal,
    resumed,
)

MOST = 4000
SOME = 150
LONG = "政府信息公开工作。" * 2200


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "COMPACT_BYTES", MOST)
    monkeypatch.setattr(journal, "COMPACT_RATIO", 0)


def work(session: Session, count: int = SOME) -> None:
    for number in range(count):
        session.fill("requests.new.research", str(number))
        assert session.journal.sync()


def test_the_file_stays_short_and_what_was_typed_comes_back(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    longest = 0
    for number in range(SOME):
        session.fill("requests.new.research", str(number))
        assert session.journal.sync()
        longest = max(longest, session.journal.file.stat().st_size)
    head = read_journal(session.journal.file.read_bytes())[0].head
    assert head.base.ahead == head.number > SOME // 2
    assert longest < 2 * MOST
    session.is_killed()
    (found,) = find_recoverable(folder).recoverable
    assert found.changes == SOME
    recovered = only(find_recoverable(folder))
    assert recovered.notes == []
    assert recovered.path == report
    assert recovered.history.document == session.document
    steps = len(recovered.history.steps)
    assert steps > MOST // 2 // 200  # the newest changes can be undone
    while recovered.history.undo():
        assert recovered.history.is_dirty  # the file holds a state before all of them
    assert recovered.history.document.raw("requests.new.research") == str(SOME - 1 - steps)


def test_typing_in_a_long_paragraph_is_not_written_again_and_again(folder: Path) -> None:
    session = Session(folder)
    session.type(LONG)
    assert session.journal.sync()
    written = session.journal.file.stat().st_size
    for number in range(10):
        session.change_paragraph(0, f"{LONG[:9000]}{'字' * number}{LONG[9000:]}")
        assert session.journal.sync()
    head = read_journal(session.journal.file.read_bytes())[0].head
    assert head.number == 1  # the long text is in the base now, once
    assert session.journal.file.stat().st_size < written + 10 * 300
    session.is_killed()
    assert only(find_recoverable(folder)).history.document == session.document


def test_a_second_crash_loses_nothing_of_a_short_journal(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    work(session)
    session.is_killed()
    recovered = only(find_recoverable(folder))
    again = resumed(folder, recovered)
    again.close(keep=True)
    disown(again.file)
    (found,) = find_recoverable(folder).recoverable
    assert found.changes == SOME
    twice = only(find_recoverable(folder))
    assert twice.notes == []
    assert twice.path == report
    assert twice.history.document == session.document
    assert [each.edits for each in twice.history.steps] == [
        each.edits for each in recovered.history.steps
    ]


@pytest.mark.parametrize("dies", [False, True])
def test_a_save_that_took_long_is_behind_the_base(
    folder: Path, report: Path, *, dies: bool
) -> None:
    session = Session(folder, report)
    session.fill("requests.new.business", "7")
    saved = session.document.copy()
    change_count = session.journal.begin_save(report, digest(saved))
    work(session)
    write_atomically(report, as_bytes(saved))
    if not dies:
        session.journal.finish_save(change_count, Base.of(saved, report, digest(saved)))
    work(session, 3)
    session.is_killed()
    (found,) = find_recoverable(folder).recoverable
    recovered = only(find_recoverable(folder))
    assert found.path == report
    if not dies:
        assert found.changes == SOME + 3
    assert recovered.notes == []
    assert recovered.path == report
    assert recovered.sha256 == digest(saved)
    assert recovered.history.document == session.document
    assert recovered.history.is_dirty


def test_after_a_save_the_journal_begins_anew(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    work(session)
    session.save()
    assert session.journal.sync()
    assert not session.journal.file.exists()
    work(session, 1)
    head = read_journal(session.journal.file.read_bytes())[0].head
    assert head.base.document.raw("requests.new.research") == str(SOME - 1)
    assert head.base.is_saved
    session.journal.close()


def test_a_change_that_does_not_fit_the_base_stays_a_line(folder: Path) -> None:
    session = Session(folder)
    misfit = EntryEdit(Part.CELLS, "requests.new.research", "not there", "7")
    session.journal.append(Change("", (misfit,)))
    work(session, 50)
    reader, items = read_journal(session.journal.file.read_bytes())
    assert reader.head.number == 0
    assert len(items) == 51
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.history.document == session.document
    assert "有 1 处修改" in recovered.notes[0]


def test_only_so_many_are_compacted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "MOST_COMPACTED", 3)
    monkeypatch.setattr(compaction, "MOST_SAVES", 2)
    base = Base.of(Document(form("2021")))
    lines = [
        encode_change(number, Change("", (EntryEdit(Part.SET_ASIDE, str(number), None, ""),)))
        for number in range(1, 6)
    ]
    saves = [encode_save(number, Path("a.xlsx"), "00") for number in (1, 1, 2)]
    compacted = compact(base, 0, [lines[0], *saves, *lines[1:]], 0)
    assert compacted.number == 3
    assert set(compacted.base.document.entries(Part.SET_ASIDE)) == {"1", "2", "3"}
    assert compacted.lines == [*saves[1:], *lines[3:]]
    assert base.document == Document(form("2021"))
