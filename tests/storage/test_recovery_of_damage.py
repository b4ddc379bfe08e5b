"""Journals that are torn, damaged, of another program or of another computer."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, TextEdit
from report_editor.document.commands import set_paragraphs
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import (
    LARGEST,
    Found,
    RecoveryProblem,
    find_recoverable,
    recover,
)
from tests.storage.journaled_session import (
    Session,
    disown,
    only,
    resumed,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_torn_at_every_byte_it_costs_one_change_and_goes_on(folder: Path) -> None:
    session = Session(folder)
    session.type("一\\n}\t", '二"{', "三")
    session.is_killed()
    file = session.journal.file
    data = file.read_bytes()
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    for cut in range(ends[0], len(data) + 1):
        file.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        recovered = only(find_recoverable(folder))
        assert (
            recovered.history.document.paragraphs("overview") == ("一\\n}\t", '二"{', "三")[:whole]
        )
        assert recovered.notes == []
        if cut % 10 == 0:  # what is appended after recovery survives a reload
            journal = resumed(folder, recovered)
            change = set_paragraphs(recovered.history.document, "problems", ["续"])
            journal.append(change)
            assert journal.sync()
            journal.close(keep=True)
            disown(file)
            again = only(find_recoverable(folder)).history.document
            assert len(again.paragraphs("overview")) == whole
            assert again.paragraphs("problems") == ("续",)
    print(f"torn journal recovered: {len(data) + 1 - ends[0]} cuts, wrong 0")


def test_damage_in_the_middle_is_told_and_the_journal_kept(folder: Path) -> None:
    session = Session(folder)
    session.type("一", "二", "三")
    session.is_killed()
    file = session.journal.file
    damaged = file.read_bytes().replace("二".encode(), "贰".encode(), 1)
    file.write_bytes(damaged)
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.paragraphs("overview") == ("一",)
    assert "损坏" in recovered.notes[0]
    assert file.with_suffix(".bad").read_bytes() == damaged
    assert str(file.with_suffix(".bad")) in recovered.notes[1]


def test_a_change_that_does_not_fit_is_told_and_never_guessed(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一")
    edit = TextEdit("overview", 7, ("not there",), ("x",))
    session.journal.append(
        set_paragraphs(session.document, "problems", ["x"]).merge_with(
            type(set_paragraphs(session.document, "problems", ["x"]))("", (edit,))
        )
    )
    session.type("二")
    session.is_killed()
    data = session.journal.file.read_bytes()
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.paragraphs("overview") == ("一",)
    assert recovered.history.document.paragraphs("problems") == ()
    assert "第 2 处" in recovered.notes[0]
    assert "共 2 处" in recovered.notes[0]
    assert session.journal.file.with_suffix(".bad").read_bytes() == data
    assert len(recovered.payloads) == 1


def test_what_the_file_holds_beyond_the_journal_is_not_overwritten(
    folder: Path, report: Path
) -> None:
    session = Session(folder, report)
    edit = TextEdit("overview", 7, ("not there",), ("x",))
    session.journal.append(type(set_paragraphs(session.document, "problems", ["x"]))("", (edit,)))
    session.type("一")
    session.save(dies="after")
    session.type("二")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path is None


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"\0" * 100])
def test_an_unreadable_journal_is_set_aside(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "x.journal").write_bytes(content)
    found = find_recoverable(folder)
    assert found.recoverable == []
    assert found.unreadable == [folder / "x.bad"]
    assert (folder / "x.bad").read_bytes() == content
    assert find_recoverable(folder) == Found()


def test_the_journal_of_a_newer_program_is_not_touched(folder: Path) -> None:
    folder.mkdir()
    data = journal_lines.join_lines([b'{"journal": 2}'])[0]
    (folder / "x.journal").write_bytes(data)
    assert find_recoverable(folder) == Found(newer=[folder / "x.journal"])
    assert (folder / "x.journal").read_bytes() == data


def test_a_young_journal_of_another_computer_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    head = journal_lines.encode_head(Base.of(Document(form("2021"))), Owner("elsewhere", 1, ""))
    file = folder / "x.journal"
    file.write_bytes(journal_lines.join_lines([head])[0])
    assert find_recoverable(folder) == Found()
    for away in (-3600, 3600):  # left long ago, or written by a clock that was wrong
        moment = time.time() + away
        os.utime(file, (moment, moment))
        assert len(find_recoverable(folder).recoverable) == 1


def test_where_no_journal_was_ever_written_nothing_is_found(folder: Path) -> None:
    assert find_recoverable(folder / "not there") == Found()


def test_a_journal_longer_than_any_session_is_set_aside_unread(folder: Path) -> None:
    folder.mkdir()
    with (folder / "x.journal").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert find_recoverable(folder).unreadable == [folder / "x.bad"]


@pytest.mark.parametrize("what", ["edition", "damage"])
def test_a_journal_that_turns_out_to_be_of_another_program_is_kept(folder: Path, what: str) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    file = session.journal.file
    if what == "edition":
        payloads, _ = journal_lines.split_lines(file.read_bytes())
        payloads[0] = payloads[0].replace(b'"2021"', b'"2030"')
        file.write_bytes(journal_lines.join_lines(payloads)[0])
    (recoverable,) = find_recoverable(folder).recoverable
    if what == "damage":
        file.write_bytes(b"garbage")
    before = file.read_bytes()
    with pytest.raises(RecoveryProblem, match="原记录没有改动"):
        recover(recoverable)
    assert file.read_bytes() == before


def test_nothing_is_dropped_from_a_damaged_journal_that_cannot_be_kept_aside(folder: Path) -> None:
    session = Session(folder)
    session.type("一", "二")
    session.is_killed()
    file = session.journal.file
    file.write_bytes(damaged := file.read_bytes().replace("二".encode(), "贰".encode(), 1))
    file.with_suffix(".bad").mkdir()
    (recoverable,) = find_recoverable(folder).recoverable
    with pytest.raises(RecoveryProblem, match=r"没能另外保留原记录.*文件夹"):
        recover(recoverable)
    assert file.read_bytes() == damaged


def test_a_journal_that_the_disk_does_not_let_go_of_is_told(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    (recoverable,) = find_recoverable(folder).recoverable
    recoverable.file.unlink()
    recoverable.file.mkdir()
    with pytest.raises(RecoveryProblem, match="没有删除"):
        recoverable.discard()
    assert recoverable.file.exists()


def test_what_the_disk_refuses_to_show_is_told(folder: Path) -> None:
    (folder / "x.journal").mkdir(parents=True)
    assert find_recoverable(folder).unreadable == [folder / "x.journal"]
    in_the_way = folder / "file"
    in_the_way.write_bytes(b"")
    with pytest.raises(RecoveryProblem, match="读不出来"):
        find_recoverable(in_the_way)
