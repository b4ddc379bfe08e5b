"""Lets every system call of saving, of the journal and of the settings fail or be the last one.

A warm process forks a child for each point; strace attaches to it and, at the n-th call of one
kind, kills it or has the call fail. Then this process looks at what is on the disk, as the next
start of the program would. Run all of it with ``python -m tests.storage.sweep``; needs Linux,
strace and the permission to trace.
"""

from __future__ import annotations

import argparse
import mmap
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from report_editor.files.refusals import WriteProblem
from report_editor.storage import journal
from report_editor.storage.recovery import RecoveryProblem
from tests.storage.sweep_scenarios import SCENARIOS, Scenario

FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
NOT_THE_DISK = re.compile(
    "futex|m?map|munmap|mprotect|brk|madvise|rt_sig.*|sigaltstack|clone3?|set_robust_list|rseq"
    "|exit(_group)?|get.*id|getrandom|clock_nanosleep|sched_.*|restart_syscall|prlimit64|uname"
    "|t?g?kill|gettimeofday"
)
"""Calls that cannot fail for the disk's sake; the process is still killed at them."""

MISSES = 3
"""After so many calls that were not reached no later one of that kind is tried."""
COMPACT_BYTES = 400
"""Length from which on a journal is made shorter, so that this is swept as well."""
REFUSED = 3
"""Exit status of a child that was told, with a sentence, that it could not write."""

# ---------------------------------------------------------------------- the sweep


def why_not() -> str:
    """Why the sweep cannot run here; empty if it can."""
    if not sys.platform.startswith("linux"):
        return "system calls are swept on Linux only"
    if not shutil.which("strace"):
        return "strace is not installed"
    probe = subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "tracing is forbidden here"


def traced(scenario: Scenario, root: Path, options: list[str]) -> tuple[int | None, int, str]:
    """One run in a child under strace: exit status (None: killed), promises, the trace."""
    promised = mmap.mmap(-1, 1)
    log = root.with_suffix(".trace")
    child = os.fork()
    if not child:
        _be_child(scenario, root, promised)
    os.waitpid(child, os.WUNTRACED)  # it stops itself, so that strace sees all of its work
    strace = subprocess.Popen(
        ["strace", "-f", "-o", str(log), "-p", str(child), *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    with strace:
        assert strace.stderr
        while "attached" not in (line := strace.stderr.readline()):
            if not line:
                raise RuntimeError("strace did not attach")
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
    text = log.read_text(errors="replace")
    log.unlink()
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else None), promised[0], text


def _be_child(scenario: Scenario, root: Path, promised: mmap.mmap) -> None:
    status = 1
    try:
        journal.RETRY_SECONDS = 0.001
        journal.COMPACT_BYTES, journal.COMPACT_RATIO = COMPACT_BYTES, 0
        os.kill(os.getpid(), signal.SIGSTOP)
        scenario.act(root, promised)
        status = 0
    except (WriteProblem, RecoveryProblem):
        status = REFUSED
    finally:
        os._exit(status)


def calls_of(scenario: Scenario, root: Path) -> Counter[str]:
    """How often a scenario makes each system call when nothing fails."""
    root.mkdir()
    scenario.prepare(root)
    status, _, trace = traced(scenario, root, [])
    if status:
        raise RuntimeError(f"{scenario.name} does not even work undisturbed")
    counted = Counter(re.findall(r"^\d+ +(\w+)\(", trace, re.MULTILINE))
    shutil.rmtree(root)
    return counted


def sweep(scenario: Scenario, *, every: int = 1) -> tuple[int, Counter[str], list[str]]:
    """All faults at all calls, or at every so-many-th; points, outcomes, and what was wrong."""
    home = Path(tempfile.mkdtemp(prefix="sweep-"))
    points = 0
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    turn = 0
    for call, times in sorted(calls_of(scenario, home / "undisturbed").items()):
        for fault in FAULTS:
            if NOT_THE_DISK.fullmatch(call) and fault != "signal=KILL":
                continue
            missed = 0
            for at in range(1, times + 1):
                turn += 1
                if turn % every:
                    continue
                root = home / str(turn)
                root.mkdir()
                scenario.prepare(root)
                status, promised, trace = traced(
                    scenario, root, [f"--inject={call}:{fault}:when={at}", f"--trace={call}"]
                )
                # Where threads race, a run may make fewer calls than the undisturbed one.
                if "INJECTED" not in trace and status is not None:
                    missed += 1
                    if missed == MISSES:
                        break
                    continue
                points += 1
                outcomes[{None: "killed", 0: "done", REFUSED: "told"}.get(status, "crashed")] += 1
                complaint = scenario.look(root, promised)
                if status not in (None, 0, REFUSED):
                    complaint = complaint or f"exit status {status}"
                if complaint:
                    wrong.append(f"{scenario.name}: {call} {fault} {at}: {complaint}")
                shutil.rmtree(root)
    shutil.rmtree(home)
    return points, outcomes, wrong


def main() -> int:
    """Sweeps and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th point")
    every = parser.parse_args().every
    if reason := why_not():
        print(f"not swept: {reason}")
        return 2
    bad = 0
    for scenario in SCENARIOS:
        began = time.monotonic()
        points, outcomes, wrong = sweep(scenario, every=every)
        bad += len(wrong)
        figures = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
        print(
            f"{scenario.name}: {points} points swept ({figures}), broken {len(wrong)}, "
            f"{time.monotonic() - began:.1f} s"
        )
        for each in wrong:
            print(f"  {each}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
