"""Journals that are torn, damaged, of another program or of another computer."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Change, Document, EntryEdit, Part, TextEdit
from report_editor.document.commands import set_paragraphs
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import Base, Head
from report_editor.storage.recovery import (
    Found,
    Recoverable,
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


def test_damage_in_the_middle_costs_itself_and_is_told(folder: Path) -> None:
    session = Session(folder)
    session.type("一", "二")
    session.fill("requests.new.research", "5")
    session.is_killed()
    file = session.journal.file
    damaged = file.read_bytes().replace("二".encode(), "贰".encode(), 1)
    file.write_bytes(damaged)
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.paragraphs("overview") == ("一",)
    assert recovered.history.document.raw("requests.new.research") == "5"
    assert "损坏" in recovered.notes[0]
    assert "有 1 处修改没能恢复" in recovered.notes[0]
    assert file.with_suffix(".bad").read_bytes() == damaged
    assert str(file.with_suffix(".bad")) in recovered.notes[1]


def test_a_paragraph_is_not_put_where_one_before_it_may_be_missing(folder: Path) -> None:
    session = Session(folder)
    session.type("一", "二", "三")
    session.change_paragraph(0, "壹")
    session.is_killed()
    file = session.journal.file
    file.write_bytes(file.read_bytes().replace("二".encode(), "贰".encode(), 1))
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.paragraphs("overview") == ("壹",)
    assert "有 1 处修改与前面的内容对不上，没能恢复：一、总体情况" in recovered.notes[0]
    assert "有 1 处修改没能恢复" in recovered.notes[1]


def test_a_change_that_does_not_fit_costs_itself_and_is_told(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一")
    misfit = EntryEdit(Part.CELLS, "requests.new.research", "not there", "7")
    other = TextEdit("problems", 0, ("not there",), ("x",))
    session.journal.append(Change("", (EntryEdit(Part.SET_ASIDE, "x", None, ""), misfit, other)))
    session.type("二")
    session.fill("requests.new.research", "5")
    session.is_killed()
    data = session.journal.file.read_bytes()
    recovered = only(find_recoverable(folder))
    assert recovered.history.document == session.document
    assert recovered.notes[0] == (
        "有 1 处修改与前面的内容对不上，没能恢复：不再提示的问题、表三 新收·科研机构、"
        "五、存在的主要问题及改进情况。请核对这些地方。"
    )
    assert session.journal.file.with_suffix(".bad").read_bytes() == data
    assert len(recovered.lines) == 3
    resumed(folder, recovered).close(keep=True)
    disown(session.journal.file)
    again = only(find_recoverable(folder))
    assert again.notes == []
    assert again.history.document == session.document


def test_a_number_that_is_no_longer_what_it_was_replaces_nothing(folder: Path) -> None:
    session = Session(folder)
    for raw in ("1", "12", "123", "1234"):
        session.fill("requests.new.research", raw)
    session.is_killed()
    file = session.journal.file
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:3] + lines[4:]))
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.raw("requests.new.research") == "12"
    assert "科研机构" in recovered.notes[0]
    assert "有 1 处修改没能恢复" in recovered.notes[1]


def test_what_the_file_holds_beyond_the_journal_is_not_overwritten(
    folder: Path, report: Path
) -> None:
    session = Session(folder, report)
    edit = TextEdit("overview", 7, ("not there",), ("x",))
    session.journal.append(Change("", (edit,)))
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
    data = journal_lines.join_lines([b'{"journal": 3}'], 0)
    (folder / "x.journal").write_bytes(data)
    assert find_recoverable(folder) == Found(newer=[folder / "x.journal"])
    offered = Recoverable(folder / "x.journal", "", None, datetime.now(UTC), 1)
    for act in (offered.discard, lambda: recover(offered)):
        with pytest.raises(RecoveryProblem, match=r"更新版本.*原记录没有改动"):
            act()
    assert (folder / "x.journal").read_bytes() == data


def test_a_young_journal_of_another_computer_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    head = Head(Owner("elsewhere", 1, ""), Base.of(Document(form("2021"))))
    file = folder / "x.journal"
    file.write_bytes(journal_lines.join_lines([journal_lines.encode_head(head)], 0))
    assert find_recoverable(folder) == Found()
    for away in (-3600, 3600):  # left long ago, or written by a clock that was wrong
        moment = time.time() + away
        os.utime(file, (moment, moment))
        assert len(find_recoverable(folder).recoverable) == 1


def test_where_no_journal_was_ever_written_nothing_is_found(folder: Path) -> None:
    assert find_recoverable(folder / "not there") == Found()


def test_a_line_too_long_costs_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(folder)
    session.type("一")
    session.fill("requests.new.research", "5" * 3000)
    session.fill("requests.new.business", "6")
    session.is_killed()
    monkeypatch.setattr(journal_lines, "LONGEST_LINE", 2000)
    recovered = only(find_recoverable(folder))
    assert recovered.history.document.paragraphs("overview") == ("一",)
    assert recovered.history.document.raw("requests.new.research") == ""
    assert recovered.history.document.raw("requests.new.business") == "6"
    assert "有 1 处修改没能恢复" in recovered.notes[0]


def test_a_file_without_any_line_is_set_aside_after_the_first_bytes(folder: Path) -> None:
    folder.mkdir()
    with (folder / "x.journal").open("wb") as file:
        file.truncate(1 << 32)
    assert find_recoverable(folder).unreadable == [folder / "x.bad"]


def test_a_journal_of_an_edition_that_is_not_known_is_kept(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    file = session.journal.file
    first, rest = file.read_bytes().split(b"\n", 1)
    payload = first[9:].replace(b'"form":"2021"', b'"form":"2030"')
    file.write_bytes(before := journal_lines.join_lines([payload], 0) + rest)
    assert find_recoverable(folder) == Found(newer=[file])
    assert file.read_bytes() == before


def test_a_journal_damaged_after_it_was_found_is_kept(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    (recoverable,) = find_recoverable(folder).recoverable
    session.journal.file.write_bytes(b"garbage")
    with pytest.raises(RecoveryProblem, match="原记录没有改动"):
        recover(recoverable)
    assert session.journal.file.read_bytes() == b"garbage"


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
