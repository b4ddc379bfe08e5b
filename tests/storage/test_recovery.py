"""What a crash leaves behind, and how it comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Field, History, TextEdit
from report_editor.document.as_json import to_json
from report_editor.document.commands import set_cells, set_field, set_paragraphs
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.atomic import write_atomically
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base, Owner
from report_editor.storage.outside_change import Fingerprint
from report_editor.storage.recovery import (
    Found,
    Recovered,
    RecoveryProblem,
    find_recoverable,
    recover,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def as_bytes(document: Document) -> bytes:
    """A file for the tests; what stands in it is not the journal's business."""
    return json.dumps(to_json(document)).encode()


def digest(document: Document) -> str:
    return Fingerprint.of(as_bytes(document)).sha256


class Session:
    """A report open in the program, up to the moment it is killed."""

    def __init__(self, folder: Path, path: Path | None = None) -> None:
        document = Document(form("2021"))
        sha256 = ""
        if path:
            write_atomically(path, as_bytes(document))
            sha256 = digest(document)
        self.path = path
        self.history = History(document)
        self.journal = Journal(folder, Base.of(document, path, sha256))
        self.history.listen(lambda change, _effect: self.journal.append(change))

    @property
    def document(self) -> Document:
        return self.history.document

    def type(self, *texts: str) -> None:
        for text in texts:
            self.history.do(
                set_paragraphs(
                    self.document, "overview", [*self.document.paragraphs("overview"), text]
                )
            )

    def save(self, *, path: Path | None = None, dies: str = "") -> None:
        target = path or self.path
        assert target
        state = self.history.begin_save()
        place = self.journal.begin_save(target, digest(self.document))
        base = Base.of(self.document, target, digest(self.document))
        if dies == "before":
            return
        write_atomically(target, as_bytes(self.document))
        if dies == "after":
            return
        self.path = target
        self.history.mark_saved(state)
        self.journal.saved(place, base)

    def is_killed(self) -> None:
        """What is on the disk stays; the owner is one that runs no more."""
        assert self.journal.sync()
        self.journal.close(keep=True)
        if self.journal.file.exists():
            disown(self.journal.file)


def disown(file: Path) -> None:
    payloads, rest = journal_lines.payloads_in(file.read_bytes())
    head = json.loads(payloads[0])
    head["started"] = "another boot.1"
    payloads[0] = json.dumps(head, ensure_ascii=False).encode(errors="surrogatepass")
    file.write_bytes(journal_lines.lines(payloads)[0] + rest)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "年报.xlsx"


def only(found: Found) -> Recovered:
    assert found.unreadable == []
    assert len(found.recoverable) == 1
    return recover(found.recoverable[0])


def assert_clean(recovered: Recovered) -> None:
    assert not recovered.history.is_dirty


def test_unsaved_changes_of_a_saved_report_come_back(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一", "二")
    session.history.undo()
    session.type("三")
    session.history.do(set_field(session.document, Field.ORGANIZATION, "某镇人民政府"))
    session.history.do(set_cells(session.document, {"requests.new.research": "５件"}))
    session.is_killed()
    found = find_recoverable(folder)
    assert found.recoverable[0].organization == "某镇人民政府"
    assert found.recoverable[0].path == report
    assert found.recoverable[0].changes == 6
    recovered = recover(found.recoverable[0])
    assert recovered.notes == []
    assert recovered.path == report
    assert recovered.sha256 == Fingerprint.of(report.read_bytes()).sha256
    assert recovered.history.document == session.document
    assert recovered.history.is_dirty
    while recovered.history.undo():
        pass
    assert_clean(recovered)
    assert as_bytes(recovered.history.document) == report.read_bytes()


def test_typing_stays_one_step_to_undo(folder: Path) -> None:
    session = Session(folder)
    for text in ("政", "政府", "政府信", "政府信息"):
        session.history.do(set_paragraphs(session.document, "overview", [text], typing=True))
    session.is_killed()
    recovered = only(find_recoverable(folder))
    recovered.history.undo()
    recovered.history.undo()  # the first key made the paragraph, the others changed it
    assert recovered.history.document.paragraphs("overview") == ()


def test_a_new_report_comes_back_even_without_changes(folder: Path) -> None:
    session = Session(folder)
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path is None
    assert recovered.notes == []
    assert recovered.history.document == session.document


def test_nothing_is_offered_where_nothing_is_missing(folder: Path, report: Path) -> None:
    Session(folder, report).is_killed()
    untouched = Session(folder, report)
    untouched.type("一")
    untouched.save()
    untouched.is_killed()
    closed = Session(folder)
    closed.type("一")
    closed.journal.close()
    assert find_recoverable(folder) == Found()
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_journal_of_a_running_program_is_not_offered(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    assert session.journal.sync()
    assert find_recoverable(folder) == Found()
    session.journal.close()


def test_changes_after_a_save_come_back_on_what_was_saved(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一")
    session.save()
    session.type("二")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path == report
    assert recovered.history.document.paragraphs("overview") == ("一", "二")
    assert recovered.history.undo()
    assert not recovered.history.is_dirty


def test_changes_made_while_a_save_runs_are_kept(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一")
    place = session.journal.begin_save(report, digest(session.document))
    base = Base.of(session.document, report, digest(session.document))
    data = as_bytes(session.document)
    session.type("二")
    write_atomically(report, data)
    session.journal.saved(place, base)
    session.type("三")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path == report
    assert recovered.history.document.paragraphs("overview") == ("一", "二", "三")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_killed_between_the_save_and_its_note(
    folder: Path, report: Path, *, elsewhere: bool
) -> None:
    target = report.with_name("另存.xlsx") if elsewhere else report
    session = Session(folder, report)
    session.type("一")
    session.save(path=target, dies="after")
    session.type("二")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path == target
    assert recovered.notes == []
    assert recovered.history.document == session.document
    assert recovered.history.is_dirty
    recovered.history.undo()
    assert_clean(recovered)
    assert as_bytes(recovered.history.document) == target.read_bytes()


def test_killed_after_the_save_with_nothing_more_there_is_nothing_to_recover(
    folder: Path, report: Path
) -> None:
    session = Session(folder, report)
    session.type("一")
    session.save(dies="after")
    session.is_killed()
    assert find_recoverable(folder) == Found()


@pytest.mark.parametrize("saved", [False, True])
def test_killed_before_the_save_everything_is_offered(
    folder: Path, report: Path, *, saved: bool
) -> None:
    session = Session(folder, report if saved else None)
    session.type("一")
    session.save(path=report, dies="before")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.path == (report if saved else None)
    assert recovered.history.document.paragraphs("overview") == ("一",)


def changed(path: Path) -> None:
    path.write_bytes(b"somebody else's")


@pytest.mark.parametrize("interfere", [changed, Path.unlink])
def test_a_file_changed_by_others_is_left_alone(
    folder: Path, report: Path, interfere: Callable[[Path], None]
) -> None:
    session = Session(folder, report)
    session.type("一")
    session.is_killed()
    interfere(report)
    recovered = only(find_recoverable(folder))
    assert recovered.path is None
    assert "新文档" in recovered.notes[0]
    assert recovered.history.document == session.document
    assert recovered.history.is_dirty
    again = resumed(folder, recovered)
    again.close(keep=True)
    disown(again.file)
    assert only(find_recoverable(folder)).history.document == session.document


def resumed(folder: Path, recovered: Recovered) -> Journal:
    journal = Journal(folder, recovered.base, file=recovered.file, payloads=recovered.payloads)
    assert journal.sync()
    return journal


def test_a_second_and_third_crash_lose_nothing_either(folder: Path, report: Path) -> None:
    session = Session(folder, report)
    session.type("一")
    session.is_killed()
    for text in ("二", "三", "四"):
        recovered = only(find_recoverable(folder))
        journal = resumed(folder, recovered)
        assert find_recoverable(folder) == Found()  # in use now
        recovered.history.listen(lambda change, _effect, to=journal: to.append(change))  # type: ignore[misc]
        document = recovered.history.document
        recovered.history.do(
            set_paragraphs(document, "overview", [*document.paragraphs("overview"), text])
        )
        assert journal.sync()
        journal.close(keep=True)
        disown(journal.file)
    recovered = only(find_recoverable(folder))
    assert recovered.path == report
    assert recovered.history.document.paragraphs("overview") == ("一", "二", "三", "四")
    assert len(list(folder.iterdir())) == 1


def test_a_crash_between_recovery_and_taking_over_loses_nothing(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    only(find_recoverable(folder))
    assert only(find_recoverable(folder)).history.document == session.document


def test_torn_at_every_byte_it_costs_one_change_and_goes_on(folder: Path) -> None:
    session = Session(folder)
    session.type("一\n}", '二"{', "三")
    session.is_killed()
    file = session.journal.file
    data = file.read_bytes()
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    for cut in range(ends[0], len(data) + 1):
        file.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        recovered = only(find_recoverable(folder))
        assert recovered.history.document.paragraphs("overview") == ("一\n}", '二"{', "三")[:whole]
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
        set_paragraphs(session.document, "problems", ["x"]).followed_by(
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
    data = journal_lines.lines([b'{"journal": 2}'])[0]
    (folder / "x.journal").write_bytes(data)
    assert find_recoverable(folder) == Found()
    assert (folder / "x.journal").read_bytes() == data


def test_a_young_journal_of_another_computer_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    head = journal_lines.head(Base.of(Document(form("2021"))), Owner("elsewhere", 1, ""))
    file = folder / "x.journal"
    file.write_bytes(journal_lines.lines([head])[0])
    assert find_recoverable(folder) == Found()
    old = time.time() - 3600
    os.utime(file, (old, old))
    assert len(find_recoverable(folder).recoverable) == 1


def test_discarding(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    recoverable = find_recoverable(folder).recoverable[0]
    recoverable.discard()
    recoverable.discard()
    assert find_recoverable(folder) == Found()
    with pytest.raises(RecoveryProblem, match="读不出来"):
        recover(recoverable)


def test_two_windows_do_not_recover_the_same(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.is_killed()
    recoverable = find_recoverable(folder).recoverable[0]
    journal = resumed(folder, recover(recoverable))
    with pytest.raises(RecoveryProblem, match="另一个窗口"):
        recover(recoverable)
    journal.close()


TYPIST = """
import sys
from pathlib import Path
from report_editor.document import Document, History
from report_editor.document.commands import set_paragraphs
from report_editor.forms import form
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
document = Document(form("2021"))
journal = Journal(Path(sys.argv[1]), Base.of(document))
history = History(document)
history.listen(lambda change, effect: journal.append(change))
number = 0
while True:
    number += 1
    history.do(set_paragraphs(document, "overview", [f"第 {number} 个字"], typing=True))
    journal.sync()
    print(number, flush=True)
"""


def test_killed_while_typing_what_was_synced_is_there(folder: Path) -> None:
    missing = 0
    for lines in (1, 7, 30):
        typist = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(folder)], stdout=subprocess.PIPE, text=True
        )
        with typist:
            assert typist.stdout
            seen = [int(typist.stdout.readline()) for _ in range(lines)]
            typist.kill()
        recovered = only(find_recoverable(folder))
        (text,) = recovered.history.document.paragraphs("overview")
        missing += int(text.split()[1]) < seen[-1]
        find_recoverable(folder).recoverable[0].discard()
    assert missing == 0
