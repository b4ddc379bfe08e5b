"""Kills a process that types into a journal, at random moments, and counts what is missing.

``KILLS=50 pytest -s tests/storage/test_killed_while_typing.py`` kills more than the usual 4 times.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from report_editor.storage.recovery import find_recoverable, recover
from tests.storage.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = 1.0
"""Seconds, where the machine does not stall."""

TYPIST = """
import sys, time
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
journal.sync()
number = 0
while True:
    number += 1
    history.do(set_paragraphs(document, "overview", [f"第 {number} 个字"], typing=True))
    print(number, time.monotonic(), flush=True)
    time.sleep(0.002)
"""


@pytest.mark.slow
def test_what_was_typed_a_second_before_the_kill_is_there(tmp_path: Path) -> None:
    rounds = int(os.environ.get("KILLS", "4"))
    typed = missing = late = 0
    for number in range(rounds):
        folder = tmp_path / str(number)
        typist = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(folder)], stdout=subprocess.PIPE, text=True
        )
        with typist, Witness(tmp_path / "witness") as witness:
            assert typist.stdout
            assert typist.stdout.readline()
            timer = threading.Timer(random.uniform(0.01, 1.5), typist.kill)  # noqa: S311
            timer.start()
            lines = [line.split() for line in typist.stdout if line.endswith("\n")]
        times = {int(at): float(moment) for at, moment in lines} or {1: 0.0}
        (recoverable,) = find_recoverable(folder).recoverable
        (text,) = recover(recoverable).history.document.paragraphs("overview") or ("第 0 个字",)
        last, found = max(times), int(text.split()[1])
        typed += last
        missing += max(0, last - found)
        allowed = PROMISE + witness.longest
        late += sum(
            times[last] - times[at] > allowed for at in range(found + 1, last) if at in times
        )
    print(f"killed {rounds} times: {typed} changes, {missing} missing, {late} older than 1 s")
    assert late == 0  # how much was on its way at the very moment is up to the machine
