"""Tears, damages and crosses journals, and looks at what is recovered of them.

``python -m tests.storage.torn_journals --count 3000`` prints the figures; a sample runs with the
tests. Whatever happened to a journal, what comes back is the first state with changes of that
journal made in their order; what is not told to be missing is there.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Change, Document, Field, Part
from report_editor.document.commands import set_cells, set_entry, set_field, set_paragraphs
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage.compaction import compact
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import (
    Base,
    Head,
    encode_change,
    encode_head,
    encode_save,
    join_lines,
)
from report_editor.storage.recovery import find_recoverable, recover
from tests.storage.journaled_session import disown

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.storage.recovery import Recovered

FORM = form("2021")
INPUTS = [cell.address for cell in FORM.inputs][:6]
SECTIONS = (*(each.key for each in FORM.text_sections), UNPLACED)
LONG = "政府信息公开工作。" * 20
OWNER = Owner("torn", 1, "")
LONG_AGO = 1_700_000_000


@dataclass(slots=True)
class Made:
    """A journal with all that it should hold."""

    base: Document
    changes: list[Change]
    """Each is labelled with the journal's name and its number."""
    first: int
    """Number of the last change that the base of the file holds."""
    data: bytes

    def make(self, numbers: list[int]) -> Document:
        """Make some of the changes, as far as they fit."""
        document = self.base.copy()
        for number in numbers:
            document.apply(self.changes[number - 1])
        return document


@dataclass(slots=True)
class Figures:
    """What came out."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def make_journal(chance: random.Random, name: str) -> Made:
    """Make a journal of some work, half of them with the oldest changes compacted into the base."""
    texts = {"overview": [LONG, LONG[3:], "短"], "problems": ["一"], UNPLACED: ["甲", "乙"]}
    document = Document(
        FORM, parts={Part.FIELDS: {Field.ORGANIZATION.value: f"{name}局"}}, texts=texts
    )
    base = document.copy()
    changes: list[Change] = []
    for number in range(1, chance.randrange(5, 40)):
        change = replace(_change_something(chance, document), label=f"{name}{number}")
        document.apply(change)
        changes.append(change)
    lines = [encode_change(number, each) for number, each in enumerate(changes, 1)]
    at = chance.randrange(len(lines))
    lines.insert(at, encode_save(at, Path("/nowhere/年报.xlsx"), "00"))
    head = Head(OWNER, Base.of(base), id=name * 32)
    if chance.random() < 0.5:
        compacted = compact(head.base, 0, lines, sum(len(each.payload) for each in lines) // 2)
        head, lines = replace(head, base=compacted.base, number=compacted.number), compacted.lines
    first = join_lines([encode_head(head)], 0)
    data = first + join_lines((each.payload for each in lines), head.seed)
    return Made(base, changes, head.number, data)


def _change_something(chance: random.Random, document: Document) -> Change:
    what = chance.random()
    if what < 0.4:
        cells = chance.sample(INPUTS, chance.randrange(1, 3))
        change = set_cells(document, {each: str(chance.randrange(10_000)) for each in cells})
    elif what < 0.9:
        section = chance.choice(SECTIONS)
        paragraphs = list(document.paragraphs(section))
        at = chance.randrange(len(paragraphs) + 1)
        if at == len(paragraphs) or chance.random() < 0.2:
            paragraphs.insert(at, chance.choice(["", "新", LONG]))
        elif chance.random() < 0.2:
            del paragraphs[at]
        else:
            where = chance.randrange(len(paragraphs[at]) + 1)
            paragraphs[at] = f"{paragraphs[at][:where]}字{paragraphs[at][where:]}"
        change = set_paragraphs(document, section, paragraphs)
    elif what < 0.95:
        change = set_field(document, Field.CONTACT, LONG + str(chance.random()))
    else:
        change = set_entry(document, Part.SET_ASIDE, "code", str(chance.random()), "")
    return change if change.edits else _change_something(chance, document)


# ---------------------------------------------------------------------- what happens to a journal


def cut(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def flip_bits(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def blank_a_range(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(data))
    size = min(chance.randrange(1, 2000), len(data) - at)
    return data[:at] + bytes(size) + data[at + size :]


def take_a_range_out(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 500) :]


def put_something_in(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice((b"\n", b"x", b"\r\n", b"{}\n", b"\0" * 999)) + data[at:]


def double_a_line(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(chance.randrange(1, len(lines) + 1), chance.choice(lines[1:] or lines))
    return b"".join(lines)


def drop_lines(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(1, len(lines) + 1)
    return b"".join(lines[:at] + lines[at + chance.randrange(1, 4) :])


def shuffle_lines(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    first, *lines = data.splitlines(keepends=True)
    if chance.random() < 0.5 and len(lines) > 1:
        at = chance.randrange(len(lines) - 1)
        lines[at : at + 2] = reversed(lines[at : at + 2])
    else:
        chance.shuffle(lines)
    return first + b"".join(lines)


def cross(chance: random.Random, data: bytes, other: bytes) -> bytes:
    first, *lines = data.splitlines(keepends=True)
    for line in other.splitlines(keepends=True):
        if chance.random() < 0.3:
            lines.insert(chance.randrange(len(lines) + 1), line)
    return first + b"".join(lines)


def splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def take_another_base(_chance: random.Random, data: bytes, other: bytes) -> bytes:
    return other.partition(b"\n")[0] + b"\n" + data.partition(b"\n")[2]


ACCIDENTS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    *(cut, flip_bits, blank_a_range, take_a_range_out, put_something_in, double_a_line),
    *(drop_lines, shuffle_lines, cross, splice, take_another_base),
)

# ---------------------------------------------------------------------- what comes back


def run(count: int, seed: int, folder: Path) -> Figures:
    """Recover so many journals after one accident or several."""
    figures = Figures()
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - no secret
        made = {name: make_journal(chance, name) for name in "AB"}
        data = made["A"].data
        accidents = chance.choices(ACCIDENTS, k=chance.choice((1, 1, 1, 2, 3)))
        for accident in accidents:
            data = accident(chance, data or b"\n", made["B"].data)
        place = folder / str(number)
        place.mkdir()
        names = "+".join(each.__name__ for each in accidents)
        try:
            outcome, complaint = _look(place, data, made)
        except Exception as error:
            outcome, complaint = "crashed", repr(error)
        figures.outcomes[outcome] += 1
        if complaint:
            figures.wrong.append(f"{seed}:{number} {names}: {complaint}")
    return figures


def _look(folder: Path, data: bytes, made: dict[str, Made]) -> tuple[str, str]:
    """Recover what is left; return the outcome in a word, and what is wrong with it."""
    file = folder / "a.journal"
    file.write_bytes(data)
    os.utime(file, (LONG_AGO, LONG_AGO))
    found = find_recoverable(folder)
    if found.unreadable:
        is_kept = found.unreadable[0].read_bytes() == data
        return "set aside", "" if is_kept else "the damaged journal was changed"
    (offered,) = found.recoverable
    recovered = recover(offered)
    complaint = _compare(recovered, made)
    if recovered.notes and file.with_suffix(".bad").read_bytes() != data:
        complaint = complaint or "the damaged journal was not kept"
    complaint = complaint or _look_again(folder, file, recovered.history.document)
    return ("told" if recovered.notes else "sound"), complaint


def _compare(recovered: Recovered, made: dict[str, Made]) -> str:
    """Say what is wrong with a report that came back; its steps are labelled."""
    document = recovered.history.document
    steps = [(each.label[0], int(each.label[1:])) for each in recovered.history.steps]
    names = {name for name, _ in steps} | {document.organization.removesuffix("局")}
    if len(names) != 1:
        return f"changes of two journals: {names}"
    source = made[names.pop()]
    numbers = [number for _, number in steps]
    if numbers != sorted(set(numbers)):
        return f"changes out of their order: {numbers}"
    if document != source.make([*range(1, source.first + 1), *numbers]):
        return "a state that these changes do not make"
    told = sum(int(each) for note in recovered.notes for each in re.findall(r"有 (\d+) 处", note))
    left_out = (numbers[-1] if numbers else source.first) - source.first - len(numbers)
    return f"{left_out} changes are missing, told {recovered.notes}" if left_out > told else ""


def _look_again(folder: Path, file: Path, document: Document) -> str:
    """Take the journal over, as the program does, and recover it once more."""
    (offered,) = find_recoverable(folder).recoverable
    recovered = recover(offered)
    journal = Journal(folder, recovered.base, file=file, lines=recovered.lines)
    is_safe = journal.sync()
    journal.close(keep=True)
    disown(file)
    (offered,) = find_recoverable(folder).recoverable
    again = recover(offered)
    if not is_safe or again.notes or again.history.document != document:
        return f"it did not come back a second time: {again.notes}"
    return ""


def main() -> int:
    """Tears and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))  # noqa: S311
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torn-journals-") as folder:
        figures = run(options.count, options.seed, Path(folder))
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(figures.outcomes.items()))
    print(f"seed {options.seed}: {options.count} journals ({outcomes}), wrong {len(figures.wrong)}")
    for each in figures.wrong:
        print(f"  {each}")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
