"""The atomic writer on a disk that fails at any call, writes half, is held, or loses power."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from report_editor.files.atomic import RETRY_DELAYS, write_atomically
from report_editor.files.file_ops import Existing
from report_editor.files.refusals import WriteProblem
from tests.files.fake_disk import FakeDisk, PowerCut, fail_at, windows_error

PATH = Path("folder") / "年报.xlsx"
OLD, NEW = b"old content", b"what is new and longer than the old content"
ENDLESS = 100


def disk(*, old: bytes | None = OLD, piece: int = 8) -> FakeDisk:
    made = FakeDisk(piece=piece)
    if old is not None:
        made.put(PATH, old, mode=0o600)
    return made


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
def test_short_writes_still_write_everything(piece: int) -> None:
    made = disk(piece=piece)
    write_atomically(PATH, NEW, ops=made)
    assert made.content(PATH) == NEW
    assert made.mode(PATH) == 0o600
    assert made.files() == [PATH.name]
    assert made.still_open == 0


@pytest.mark.parametrize("old", [OLD, None])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_an_error_at_any_call_leaves_old_or_new(number: int, old: bytes | None) -> None:
    swept = 0
    for at in range(1, ENDLESS):
        made = disk(old=old)
        made.before_call = fail_at(at, OSError(number, os.strerror(number)))
        try:
            write_atomically(PATH, NEW, ops=made)
        except WriteProblem as problem:
            assert "请" in str(problem)  # noqa: PT017 - both outcomes are right, at some call
            assert made.content(PATH) in (old, NEW)
        else:
            assert made.content(PATH) == NEW  # only the tidying after it may fail unheard
        assert made.still_open == 0
        temporary = [name for name in made.files() if name.endswith(".tmp")]
        assert not temporary, f"call {at}, {made.calls[at - 1]}"
        if len(made.calls) < at:
            break
        swept += 1
    assert 8 < swept < ENDLESS


@pytest.mark.parametrize("old", [OLD, None])
def test_any_subset_lost_in_a_power_cut_at_any_call_leaves_old_or_new(old: bytes | None) -> None:
    states = points = 0
    for at in range(1, ENDLESS):
        made = disk(old=old)
        made.before_call = fail_at(at, PowerCut())
        finished = True
        try:
            write_atomically(PATH, NEW, ops=made)
        except PowerCut:
            finished = False
        allowed = {NEW} if finished else {old, NEW}
        for state in made.after_power_loss():
            states += 1
            assert state.get(PATH) in allowed, f"call {at}, {made.calls[-1]}"
        if len(made.calls) < at:
            break
        points += 1
    print(f"power cuts: {points} points, {states} states, broken 0")
    assert 8 < points < ENDLESS
    assert states > 50


class WithoutSync(FakeDisk):
    """A disk whose sync does nothing: what a writer that forgets it would meet."""

    def fsync(self, descriptor: int) -> None:
        self._call(f"fsync {descriptor}")

    def sync_folder(self, folder: Path) -> None:
        self._call(f"sync_folder {folder}")


def test_the_model_finds_a_missing_sync() -> None:
    made = WithoutSync(piece=20)
    made.put(PATH, OLD)
    write_atomically(PATH, NEW, ops=made)
    found = {state.get(PATH) for state in made.after_power_loss()}
    assert {OLD, NEW, b""} < found
    assert any(content not in (OLD, NEW) for content in found)


class LyingDisk(FakeDisk):
    """Takes the bytes and keeps others."""

    def read(self, path: Path) -> bytes:
        return super().read(path).replace(b"n", b"m")


def test_bytes_that_read_back_differently_are_not_saved() -> None:
    made = LyingDisk()
    made.put(PATH, OLD)
    with pytest.raises(WriteProblem, match="读写出错"):
        write_atomically(PATH, NEW, ops=made)
    assert made.content(PATH) == OLD


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [1, 3, len(RETRY_DELAYS)])
@pytest.mark.parametrize("held", ["replace", "read"])
def test_a_scanner_that_lets_go_in_time_is_waited_for(code: int, times: int, held: str) -> None:
    made = disk()
    refused = 0

    def before_call(_at: int, call: str) -> None:
        nonlocal refused
        if call == held and refused < times:
            refused += 1
            raise windows_error(code)

    made.before_call = before_call
    write_atomically(PATH, NEW, ops=made)
    assert made.content(PATH) == NEW
    assert made.slept == list(RETRY_DELAYS[:times])


@pytest.mark.parametrize("beside", [True, False])
def test_a_file_held_for_good_keeps_old_and_new(*, beside: bool) -> None:
    made = disk()
    refused = 0

    def before_call(_at: int, call: str) -> None:
        nonlocal refused
        if call == "replace" and (not beside or refused <= len(RETRY_DELAYS)):
            refused += 1
            raise windows_error(32)

    made.before_call = before_call
    with pytest.raises(WriteProblem) as problem:
        write_atomically(PATH, NEW, ops=made)
    assert 2 < sum(made.slept) < 3
    kept = problem.value.kept
    assert kept is not None
    assert kept.name in str(problem.value)
    assert "WPS" in str(problem.value)
    assert kept.name.startswith(".") is not beside
    assert made.content(PATH) == OLD
    assert made.content(kept) == NEW


def test_a_real_lack_of_permission_fails_at_once() -> None:
    made = disk()

    def before_call(_at: int, call: str) -> None:
        if call == "replace":
            raise PermissionError(errno.EACCES, "denied")

    made.before_call = before_call
    with pytest.raises(WriteProblem, match="权限"):
        write_atomically(PATH, NEW, ops=made)
    assert made.slept == []


@pytest.mark.parametrize(
    "code", [3, 5, 15, 19, 21, 32, 33, 39, 53, 64, 67, 112, 123, 206, 1117, 1167, 1224, 1295]
)
def test_windows_errors_have_their_own_sentence(code: int) -> None:
    made = disk(old=None)
    made.before_call = fail_at(2, windows_error(code))
    with pytest.raises(WriteProblem) as problem:
        write_atomically(PATH, NEW, ops=made)
    assert "系统报告" not in str(problem.value)
    if code != 5:
        assert "没有写入权限" not in str(problem.value)


def test_a_read_only_file_is_not_replaced() -> None:
    made = FakeDisk()
    made.put(PATH, OLD, writable=False)
    with pytest.raises(WriteProblem, match="只读"):
        write_atomically(PATH, NEW, ops=made)
    assert made.content(PATH) == OLD


def test_what_is_no_file_is_not_replaced() -> None:
    class Device(FakeDisk):
        def existing(self, path: Path) -> Existing:
            self._call(f"existing {path}")
            return Existing(False, True, 0o666, 0, 0, 0.0, 0)

    with pytest.raises(WriteProblem):
        write_atomically(PATH, NEW, ops=Device())
