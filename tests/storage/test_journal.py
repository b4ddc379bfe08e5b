"""The thread that brings changes to the disk: soon, in order, in spite of a disk that refuses."""

from __future__ import annotations

import errno
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Change, Document, EntryEdit, Part
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage import journal, journal_lines
from report_editor.storage.journal import Journal
from report_editor.storage.journal_file import JournalFile
from report_editor.storage.journal_lines import Base, ChangeEntry, Head, encode_change
from report_editor.storage.journal_reader import Gap
from tests.conftest import PATIENCE
from tests.files.fake_disk import FakeDisk, PowerCut, Watched, fail_at
from tests.storage.journaled_session import read_journal, read_labels
from tests.storage.simulated_clock import SimulatedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSAVED = Base.of(Document(form("2021")))
SAVED = Base.of(Document(form("2021")), Path("a.xlsx"), "00")


def change(text: str) -> Change:
    return Change(text, (EntryEdit(Part.SET_ASIDE, text, None, ""),))


def test_nothing_is_written_while_the_file_holds_everything(tmp_path: Path) -> None:
    made = Journal(tmp_path / "recovery", SAVED)
    assert made.sync()
    assert not made.file.exists()
    made.append(change("一"))
    assert made.sync()
    assert read_labels(made.file) == ["一"]
    change_count = made.begin_save(Path("a.xlsx"), "11")
    made.finish_save(change_count, SAVED)
    assert made.sync()
    assert not made.file.exists()
    made.append(change("二"))
    assert made.sync()
    assert read_labels(made.file) == ["二"]
    made.close()
    assert list((tmp_path / "recovery").iterdir()) == []


def test_a_report_that_can_be_read_again_is_noted_with_its_first_change(tmp_path: Path) -> None:
    made = Journal(tmp_path / "recovery", UNSAVED, is_elsewhere=True)
    assert made.sync()
    assert not made.file.exists()
    made.append(change("一"))
    assert made.sync()
    assert read_journal(made.file.read_bytes())[0].head.base.document == UNSAVED.document
    assert read_labels(made.file) == ["一"]
    made.close(keep=True)
    assert made.file.exists()


def test_it_is_told_when_all_changes_are_on_the_disk(tmp_path: Path) -> None:
    told = threading.Event()
    made = Journal(tmp_path, UNSAVED, on_safe=told.set)
    assert made.sync()
    assert not told.is_set()  # there was no change
    made.append(change("一"))
    assert made.sync()
    assert told.wait(PATIENCE)
    assert read_labels(made.file) == ["一"]
    made.close()


def test_a_new_report_is_noted_at_once_and_kept_if_asked(tmp_path: Path) -> None:
    made = Journal(tmp_path, UNSAVED)
    assert made.sync()
    assert read_labels(made.file) == []
    made.append(change("一"))
    made.close(keep=True)
    assert read_labels(made.file) == ["一"]


def test_saves_that_overlap_and_fail(tmp_path: Path) -> None:
    made = Journal(tmp_path, UNSAVED)
    made.append(change("一"))
    failed = made.begin_save(Path("a.xlsx"), "11")
    made.append(change("二"))
    change_count = made.begin_save(Path("a.xlsx"), "22")
    made.append(change("三"))
    made.finish_save(change_count, SAVED)
    made.finish_save(failed, SAVED)  # told late, and of an earlier state
    assert made.sync()
    assert read_labels(made.file) == ["三"]
    made.close()


@pytest.mark.slow
@given(
    pauses=st.lists(st.floats(0, 1.5) | st.floats(0, 0.05), min_size=1, max_size=30),
    cost=st.floats(0, 0.02),
    saves=st.sets(st.integers(0, 29), max_size=3),
)
def test_a_change_is_on_the_disk_within_a_second(
    tmp_path_factory: pytest.TempPathFactory, pauses: list[float], cost: float, saves: set[int]
) -> None:
    clock = SimulatedClock()
    waiting: list[float] = []  # when each change was handed over that is not on the disk yet
    syncing: list[float] = []
    gaps: list[float] = []

    def before_call(_at: int, call: str) -> None:
        clock.time += cost  # what a disk takes that is not at its best
        if call == "fsync":
            syncing[:] = waiting
            waiting.clear()
        if call in ("fsync", "sync_folder"):  # a new file is safe once its name is
            gaps.extend(clock.time - each for each in syncing)

    def hand_over(text: str) -> None:
        waiting.append(clock.time)
        made.append(change(text))

    ops = Watched(before_call)
    made = Journal(tmp_path_factory.mktemp("recovery"), UNSAVED, ops=ops, clock=clock)
    expected: list[str] = []
    for number, pause in enumerate(pauses):
        clock.pass_by(pause)
        expected.append(str(number))
        clock.tell(lambda: hand_over(expected[-1]))
        if number in saves:
            clock.tell(lambda: made.finish_save(made.begin_save(Path("a.xlsx"), "11"), SAVED))
            expected.clear()
            waiting.clear()
    clock.pass_by(1.0)
    calls = len(ops.calls)
    assert made.sync()
    assert len(ops.calls) == calls  # all of it was there already
    assert max(gaps, default=0.0) < 1.0
    assert not waiting
    assert (read_labels(made.file) if made.file.exists() else []) == expected
    made.close()


@pytest.mark.slow
def test_many_changes_from_the_window_arrive_in_order(tmp_path: Path) -> None:
    made = Journal(tmp_path, UNSAVED)
    longest_call = 0.0
    for number in range(1000):
        before = time.perf_counter()
        made.append(change(str(number)))
        longest_call = max(longest_call, time.perf_counter() - before)
        threading.Event().wait(0.001)
    assert made.sync(timeout=60)
    assert read_labels(made.file) == [str(number) for number in range(1000)]
    print(f"journal: 1000 changes, longest wait of the window {longest_call * 1000:.2f} ms")
    made.close()


def test_the_window_never_waits_for_a_disk_that_hangs(tmp_path: Path) -> None:
    hangs, goes_on = threading.Event(), threading.Event()

    def before_call(_at: int, call: str) -> None:
        if call == "fsync":
            hangs.set()
            assert goes_on.wait(30)

    made = Journal(tmp_path, UNSAVED, ops=Watched(before_call))
    assert hangs.wait(30)
    for number in range(100):
        made.append(change(str(number)))
    made.finish_save(made.begin_save(Path("a.xlsx"), "11"), UNSAVED)
    made.append(change("later"))
    assert not made.sync(timeout=0)
    goes_on.set()
    assert made.sync(timeout=30)
    assert read_labels(made.file) == ["later"]
    made.close()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("_impatient")
def test_an_error_at_any_call_loses_no_change(tmp_path: Path) -> None:
    points = 0
    for at in range(1, 200):
        ops = Watched(fail_at(at, OSError(errno.ENOSPC, "full")))
        told: list[str] = []
        made = Journal(tmp_path / str(at), UNSAVED, ops=ops, on_problem=told.append)
        expected: list[str] = []
        for text in "一二三四":
            made.append(change(text))
            expected.append(text)
            until_synced(made)
            if text == "二":
                made.finish_save(made.begin_save(Path("a.xlsx"), "11"), SAVED)
                expected.clear()
                until_synced(made)
        assert read_labels(made.file) == expected
        made.close(keep=True)
        assert told in ([], [told[0], ""] if told else [])
        if told:
            assert "尽快保存" in told[0]
        if len(ops.calls) < at:
            break
        points += 1
    print(f"journal: {points} points, changes lost 0")
    assert 15 < points < 199


def test_a_journal_that_was_cleaned_away_is_written_anew(tmp_path: Path) -> None:
    told: list[str] = []
    made = Journal(tmp_path / "recovery", UNSAVED, on_problem=told.append)
    for text in "一二":
        made.append(change(text))
        assert made.sync()
    shutil.rmtree(tmp_path / "recovery")
    made.append(change("三"))
    assert made.sync()
    assert read_labels(made.file) == ["一", "二", "三"]
    assert told == []
    made.close()


@pytest.mark.usefixtures("_impatient")
def test_a_line_that_could_not_be_read_again_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Journal(tmp_path, UNSAVED)
    made.append(change("一"))
    assert made.sync()
    monkeypatch.setattr(journal_lines, "LONGEST_LINE", 1000)
    made.append(change("二" * 1000))
    assert not made.sync()
    assert "请尽快保存" in made.problem
    assert read_labels(made.file) == ["一"]
    made.close()


def until_synced(made: Journal) -> None:
    for _ in range(100):
        if made.sync():
            return
    raise AssertionError(made.problem)


@pytest.mark.usefixtures("_impatient")
def test_the_journal_outlives_a_fault_of_its_own(tmp_path: Path) -> None:
    told: list[str] = []
    ops = Watched(fail_at(3, RuntimeError("a fault")))
    made = Journal(tmp_path, UNSAVED, ops=ops, on_problem=told.append)
    made.append(change("一"))
    until_synced(made)
    assert read_labels(made.file) == ["一"]
    made.close()
    assert "尽快保存" in told[0]
    assert told[1:] == [""]


@pytest.mark.usefixtures("_impatient")
def test_a_disk_full_for_long_is_told_once_and_made_up_for(tmp_path: Path) -> None:
    full = threading.Event()
    full.set()

    def before_call(_at: int, call: str) -> None:
        if full.is_set() and call == "write":
            raise OSError(errno.ENOSPC, "full")

    told: list[str] = []
    made = Journal(tmp_path, UNSAVED, ops=Watched(before_call), on_problem=told.append)
    for number in range(20):
        made.append(change(str(number)))
        assert not made.sync()
    assert "磁盘空间已满" in made.problem
    full.clear()
    until_synced(made)
    assert read_labels(made.file) == [str(number) for number in range(20)]
    made.close()
    assert len(told) == 2
    assert told[1] == ""


FILE = Path("recovery") / "x.journal"
HEAD, LATER = Head(Owner("", 1, ""), UNSAVED), Head(Owner("", 1, ""), SAVED, number=3)
LINES = [encode_change(number, change(str(number))) for number in (1, 2, 3)]


def session(made: JournalFile) -> Iterator[tuple[int | None, bool]]:
    """A session step by step: the changes the journal should hold, and whether that is promised.

    None: it is the later one.
    """
    yield 0, False
    made.rewrite(HEAD, [])
    yield 0, True
    for number, line in enumerate(LINES, 1):
        made.append([line])
        yield number, False
        if number != 2:
            made.sync()
            yield number, True
    made.rewrite(LATER, [])
    yield None, True


def test_a_power_cut_at_any_call_leaves_what_was_synced() -> None:
    points = states = 0
    for at in range(1, 400):
        disk = FakeDisk(piece=60)
        disk.before_call = fail_at(at, PowerCut())
        promised: int | None = 0
        is_begun = False
        try:
            for held, is_safe in session(JournalFile(FILE, ops=disk)):
                promised, is_begun = (held, True) if is_safe else (promised, is_begun)
        except PowerCut:
            pass
        # the step that was cut off may have come through
        for state in disk.after_power_loss():
            states += 1
            if FILE not in state:
                assert not is_begun
                continue
            reader, items = read_journal(state[FILE])
            if reader.head.number == 3:
                assert items == []
                continue
            assert promised is not None
            numbers = [each.number for each in items if isinstance(each, ChangeEntry)]
            assert numbers[:promised] == [1, 2, 3][:promised]
            if numbers != [1, 2, 3][: len(numbers)]:  # a later piece came through, one before not
                assert any(isinstance(each, Gap) for each in items)
        if len(disk.calls) < at:
            break
        points += 1
    print(f"journal power cuts: {points} points, {states} states, broken 0")
    assert 20 < points < 399
    assert states > 100
