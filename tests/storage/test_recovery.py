"""What a crash leaves behind, and how it comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Field
from report_editor.document.commands import set_cells, set_field, set_paragraphs
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.storage import replay
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import (
    Found,
    RecoveryProblem,
    find_recoverable,
    recover,
)
from tests.storage.journaled_session import (
    Session,
    as_bytes,
    assert_clean,
    digest,
    disown,
    only,
    resumed,
)

if TYPE_CHECKING:
    from collections.abc import Callable


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


def test_typing_after_a_recovery_is_another_step_after_the_next(folder: Path) -> None:
    session = Session(folder)
    session.type("一")
    session.change_paragraph(0, "一二")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    journal = resumed(folder, recovered)
    journal.append(set_paragraphs(recovered.history.document, "overview", ["一二三"], typing=True))
    assert journal.sync()
    journal.close(keep=True)
    disown(journal.file)
    twice = only(find_recoverable(folder))
    twice.history.undo()
    assert twice.history.document.paragraphs("overview") == ("一二",)


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
    line_count = session.journal.begin_save(report, digest(session.document))
    base = Base.of(session.document, report, digest(session.document))
    data = as_bytes(session.document)
    session.type("二")
    write_atomically(report, data)
    session.journal.finish_save(line_count, base)
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
    with pytest.raises(RecoveryProblem, match="另一个窗口"):
        recoverable.discard()
    assert journal.file.exists()
    journal.close()


def test_of_very_many_steps_the_newest_can_be_undone(
    folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "MOST_STEPS", 3)
    session = Session(folder, report)
    session.type(*"一二三四五六")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.history.document == session.document
    resumed(folder, recovered).close(keep=True)
    disown(recovered.file)
    (found,) = find_recoverable(folder).recoverable
    assert found.changes == 6
    for each in (recovered, recover(found)):
        assert each.path == report
        assert [step.label for step in each.history.steps] == ["修改文字"] * 3
        while each.history.undo():
            assert each.history.is_dirty
        assert each.history.document.paragraphs("overview") == tuple("一二三")


def test_what_is_saved_among_forgotten_steps_is_behind_the_base(
    folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "MOST_STEPS", 2)
    session = Session(folder, report)
    session.type("一")
    session.save(dies="after")
    session.type(*"二三四")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.base.ahead == 1
    assert recovered.sha256 == Fingerprint.of(report.read_bytes()).sha256
    while recovered.history.undo():
        assert recovered.history.is_dirty
    monkeypatch.setattr(replay, "MOST_STEPS", 3)
    exact = only(find_recoverable(folder))
    while exact.history.undo():
        pass
    assert_clean(exact)
