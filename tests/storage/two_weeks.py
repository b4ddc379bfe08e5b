"""Works for two weeks without a save, with a crash at the end of each day.

``python -m tests.storage.two_weeks --changes 30000`` prints the figures; a sample runs with the
tests. Each day brings back what the crash left, goes on in several tabs, and is killed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.document import Change, Document, Field, History
from report_editor.document.commands import (
    fill_zero,
    set_cells,
    set_field,
    set_paragraphs,
)
from report_editor.forms import form
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import find_recoverable, recover
from tests.storage.journaled_session import disown

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = 14
FORM = form("2021")
INPUTS = [cell.address for cell in FORM.inputs]
SECTIONS = [each.key for each in FORM.text_sections]
LONG = "依法依规做好政府信息公开工作。" * 500
WORDS = ("公开", "政府信息", "依法", "申请", "平台建设", "，", "。", "12件")


@dataclass(slots=True)
class Figures:
    """What came out."""

    changes: int = 0
    wrong_days: int = 0
    """Days after which what came back was not what there was."""
    largest: int = 0
    """Bytes of the longest journal that a crash left."""
    recovery: float = 0.0
    """Seconds of the longest recovery."""

    def __str__(self) -> str:
        return (
            f"{DAYS} days, {self.changes} changes, days that came back wrong {self.wrong_days}, "
            f"longest journal {self.largest} bytes, longest recovery {self.recovery:.2f} s"
        )


def run(changes: int, seed: int, folder: Path) -> Figures:
    """Make so many changes in all."""
    figures = Figures()
    chance = random.Random(seed)  # noqa: S311 - no secret
    history = History(Document(FORM, texts={"overview": [LONG]}), saved=False)
    journal = Journal(folder, Base.of(history.document))
    for _ in range(DAYS):
        history.listen(_handing_to(journal))
        for _ in range(changes // DAYS):
            _work(chance, history)
        if not journal.sync(timeout=600):
            raise RuntimeError(journal.problem)
        journal.close(keep=True)
        disown(journal.file)
        figures.changes += changes // DAYS
        figures.largest = max(figures.largest, journal.file.stat().st_size)
        began = time.perf_counter()
        (offered,) = find_recoverable(folder).recoverable
        recovered = recover(offered)
        figures.recovery = max(figures.recovery, time.perf_counter() - began)
        if recovered.notes or recovered.history.document != history.document:
            figures.wrong_days += 1
        history = recovered.history
        journal = Journal(folder, recovered.base, file=recovered.file, lines=recovered.lines)
    journal.close()
    return figures


def _handing_to(journal: Journal) -> Callable[[Change, object], None]:
    return lambda change, _effect: journal.append(change)


def _work(chance: random.Random, history: History) -> None:
    """Make one change: mostly a key in some text, else a cell, a field, an undo."""
    document, what = history.document, chance.random()
    if what < 0.6:
        section = chance.choice(SECTIONS)
        paragraphs = list(document.paragraphs(section)) or [""]
        at = chance.randrange(len(paragraphs))
        where = chance.randrange(len(paragraphs[at]) + 1)
        paragraphs[at] = paragraphs[at][:where] + chance.choice(WORDS) + paragraphs[at][where:]
        if chance.random() < 0.02:
            paragraphs[at : at + 1] = [paragraphs[at][:where], paragraphs[at][where:]]
        if chance.random() < 0.02:
            del paragraphs[at]
        history.do(set_paragraphs(document, section, paragraphs, typing=True))
    elif what < 0.9:
        history.do(set_cells(document, {chance.choice(INPUTS): str(chance.randrange(10_000))}))
    elif what < 0.93:
        cells = chance.sample(INPUTS, 12)
        history.do(set_cells(document, {each: str(chance.randrange(100)) for each in cells}))
    elif what < 0.935:
        history.do(fill_zero(document, INPUTS))
    elif what < 0.95:
        text = f"{chance.choice(WORDS)}{chance.randrange(100)}"
        history.do(set_field(document, chance.choice(list(Field)), text, typing=True))
    elif what < 0.98:
        history.undo()
    else:
        history.redo()


def main() -> int:
    """Works and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))  # noqa: S311
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="two-weeks-") as folder:
        figures = run(options.changes, options.seed, Path(folder))
    print(f"seed {options.seed}: {figures}")
    return 1 if figures.wrong_days else 0


if __name__ == "__main__":
    sys.exit(main())
