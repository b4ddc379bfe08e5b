"""Kills the whole program while it is typed in, again and again, and counts what is missing.

``python -m tests.journeys.kill_loop --rounds 50`` prints the figures; three rounds run with the
tests. Every round starts the real program, brings back what the last kill left in the way a clerk
does, types into cells and text, saves now and then, and is killed at a random moment. Every third
round works on a report that was never saved.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from report_editor.files.user_folders import HOME_VARIABLE
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.workspace.opening import open_file
from tests.journeys.typist import digest
from tests.storage.journaled_session import make_again, read_journal
from tests.storage.witness import Witness

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "示例报告.xlsx"
PROMISE = 1.0
"""Seconds after which a change must be on the disk, beside those for which the machine stalls."""
PATIENCE = 60.0


@dataclass(slots=True)
class Figures:
    """What came out."""

    rounds: int = 0
    changes: int = 0
    saves: int = 0
    """Rounds after which the file held something new."""
    folded: int = 0
    """Rounds after which the journal's base held changes that no file holds."""
    missing: int = 0
    """Changes that were on their way to the disk at the kill."""
    late: int = 0
    """Of those, older than the promise."""
    stall: float = 0.0
    """Seconds by which the machine itself was late with a line on the disk, at most."""
    longest: float = 0.0
    """Seconds from the oldest missing change to the kill."""
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"rounds {self.rounds}, changes typed {self.changes}, rounds with a save {self.saves}, "
            f"rounds that folded the journal {self.folded}, "
            f"changes missing {self.missing}, of these older than {PROMISE:g} s {self.late}, "
            f"longest gap {self.longest:.3f} s, broken {len(self.broken)}; "
            f"longest stall of the machine {self.stall:.3f} s"
        )


@dataclass(frozen=True, slots=True)
class Noted:
    """One state in the typist's log."""

    kind: str
    at: float
    digest: str


def run(rounds: int, seed: int, folder: Path) -> Figures:
    """Kills so many times; ``folder`` takes the reports and the program's own files."""
    figures = Figures()
    chance = random.Random(seed)  # noqa: S311 - no secret
    shutil.copy(EXAMPLE, folder / "年报.xlsx")
    for number in range(rounds):
        unsaved = number % 3 == 2
        home = folder / ("home-new" if unsaved else "home")
        file = None if unsaved else folder / "年报.xlsx"
        _round(figures, chance, home, file, folder / "log")
    return figures


def _round(
    figures: Figures, chance: random.Random, home: Path, file: Path | None, log: Path
) -> None:
    figures.rounds += 1
    before = file.read_bytes() if file else b""
    expected = _left(home, file)[0] if home.exists() else None
    offered = bool(find_recoverable(home / "data" / "recovery").recoverable)
    with Witness(log.with_name("witness")) as witness:
        noted, killed = _killed_while_typing(chance, home, file, log, offered=offered)
    figures.stall = max(figures.stall, witness.longest)
    if expected and noted[0].digest != expected:
        figures.broken.append(f"round {figures.rounds}: the window did not bring back all of it")
    figures.folded += _is_folded(home)
    try:
        found, former = _left(home, file)
        if file and file.read_bytes() != before:
            figures.saves += 1
        if file and digest(open_file(file).document) not in _all_states(noted, before):
            figures.broken.append(f"round {figures.rounds}: the file holds no state there was")
    except Exception as error:
        figures.broken.append(f"round {figures.rounds}: {error!r}")
        return
    states = [each.digest for each in noted]
    figures.changes += len(states) - 1
    place = _last(states, found)
    if place is None and _last(states, former) == len(states) - 1:
        place = len(states)  # the very last one was journaled, and killed before it was noted
    if place is None:
        figures.broken.append(f"round {figures.rounds}: what came back is no state there was")
        return
    missing = noted[place + 1 :]
    figures.missing += len(missing)
    figures.late += sum(killed - each.at > PROMISE + witness.longest for each in missing)
    if missing:
        figures.longest = max(figures.longest, killed - missing[0].at)


def _killed_while_typing(
    chance: random.Random, home: Path, file: Path | None, log: Path, *, offered: bool
) -> tuple[list[Noted], float]:
    log.unlink(missing_ok=True)
    words = [str(log), str(chance.randrange(1 << 30)), str(file or "-")]
    if offered:
        words.append("recover")
    environment = {**os.environ, HOME_VARIABLE: str(home)}
    complaints = log.with_suffix(".err")
    with (
        complaints.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.typist", *words],
            cwd=ROOT,
            env=environment,
            stderr=stderr,
        ) as typist,
    ):
        began = time.monotonic()
        while not (log.exists() and "ready" in log.read_text()):
            time.sleep(0.02)
            if typist.poll() is not None or time.monotonic() - began > PATIENCE:
                typist.kill()
                raise RuntimeError(f"the typist never began: {complaints.read_text()[-2000:]}")
        time.sleep(chance.uniform(1.0, 3.0))
        killed = time.monotonic()
        typist.send_signal(signal.SIGKILL)
    lines = [line for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    noted = [Noted(*json.loads(line)) for line in lines]
    boxes = [each.kind for each in noted if each.kind.startswith("box")]
    if unexpected := [each for each in boxes if "已恢复" not in each]:
        raise RuntimeError(f"the program said: {unexpected}")
    return [each for each in noted if each.kind in ("ready", "made")], killed


def _left(home: Path, file: Path | None) -> tuple[str, str]:
    """The digest of what comes back at the next start, and of it without its last change."""
    found = find_recoverable(home / "data" / "recovery")
    if found.unreadable or len(found.recoverable) > 1:
        raise RuntimeError(f"{found}")
    if not found.recoverable:
        whole = digest(open_file(file).document) if file else ""
        return whole, whole
    former = make_again(found.recoverable[0].file, without_last=True)
    recovered = recover(found.recoverable[0])
    if recovered.notes or (file and recovered.path != file):
        raise RuntimeError(f"{recovered.notes}")
    return digest(recovered.history.document), digest(former)


def _is_folded(home: Path) -> bool:
    """Check whether the oldest changes have become part of the base that the kill left."""
    heads = [
        read_journal(each.read_bytes())[0].head
        for each in (home / "data" / "recovery").glob("*.journal")
    ]
    return any(each.number > 0 and not each.base.is_saved for each in heads)


def _all_states(noted: list[Noted], before: bytes) -> set[str]:
    """The file may hold what it held, or any state since."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old.xlsx"
        old.write_bytes(before)
        return {digest(open_file(old).document), *(each.digest for each in noted)}


def _last(states: list[str], wanted: str) -> int | None:
    return max((at for at, each in enumerate(states) if each == wanted), default=None)


def main() -> int:
    """Kills and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))  # noqa: S311
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="kill-loop-") as folder:
        figures = run(options.rounds, options.seed, Path(folder))
    print(f"seed {options.seed}: {figures}")
    for each in figures.broken:
        print(f"  {each}")
    return 1 if figures.broken or figures.late else 0


if __name__ == "__main__":
    sys.exit(main())
