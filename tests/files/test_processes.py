"""Whether the owner of a lock or a journal still runs, on this system and as on others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from report_editor.files import processes
from report_editor.files.processes import is_running, own_start

ways = [pytest.param(processes._ask_psutil, id="as on Windows and macOS")]
if sys.platform == "linux":
    ways.append(pytest.param(processes._read_start, id="as on Linux"))


@pytest.fixture(autouse=True, params=ways)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_find_start", request.param)


@pytest.fixture
def child() -> subprocess.Popen[bytes]:
    """A process that runs until its input is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_this_process_runs_and_no_other_of_its_number() -> None:
    started = own_start()
    assert started
    assert started == own_start()
    assert is_running(os.getpid(), started)
    assert is_running(os.getpid())
    for other in ("another boot.1", "1.1", "x", f"{started}0", "9" * 5000, "9" * 5000 + ".1"):
        assert not is_running(os.getpid(), other)


def test_a_process_runs_until_it_ends(child: subprocess.Popen[bytes]) -> None:
    assert child.stdout is not None
    child.stdout.readline()
    assert is_running(child.pid)
    assert not is_running(child.pid, own_start()), "it began later than this one"
    child.communicate(b"\n")
    assert not is_running(child.pid)


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="only POSIX keeps ended processes")
def test_a_process_that_ended_and_was_not_asked_for_its_result_does_not_run(
    child: subprocess.Popen[bytes],
) -> None:
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(child.pid)
    child.communicate()


@pytest.mark.parametrize("number", [0, -1, 2**31 - 1, 2**70])
def test_a_number_that_no_process_has(number: int) -> None:
    assert not is_running(number)


@pytest.mark.skipif(
    not hasattr(os, "setresuid") or os.geteuid() != 0, reason="only root can become another user"
)
def test_a_process_of_another_user_runs(child: subprocess.Popen[bytes]) -> None:
    assert child.stdout is not None
    child.stdout.readline()
    assert is_running(child.pid)  # all that is needed is loaded: another user may not read it
    os.setresuid(65534, 65534, 0)
    try:
        with pytest.raises(PermissionError):
            os.kill(child.pid, 0)
        assert is_running(child.pid)
    finally:
        os.setresuid(0, 0, 0)
    child.communicate(b"\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the start as Linux tells it")
def test_on_linux_the_start_is_written_as_earlier_versions_wrote_it() -> None:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    assert processes._read_start(os.getpid()) == f"{boot}.{fields[19]}"


def test_a_start_that_an_earlier_version_wrote_on_windows_is_known_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It wrote all the system told; psutil rounds to some millionths of a second."""
    for began, rounded in (
        ("31130123.1234567890", "31130123.1234567871"),
        ("31130123.1234567890", "31130123.1234567890"),
    ):
        monkeypatch.setattr(processes, "_find_start", lambda _pid, now=rounded: now)
        assert is_running(7, began)
        assert is_running(7, rounded)
        assert not is_running(7, "31130123.1235567890"), "a tenth of a second later"
        assert not is_running(7, "31130124.1234567890")


def test_a_system_that_does_not_tell_the_start_is_believed_the_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_find_start", lambda _pid: "")
    assert own_start() == ""
    assert is_running(7, "boot.1")
