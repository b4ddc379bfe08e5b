"""A session at random: edits, pastes, typing, undo, redo, saves, kills, recoveries.

After every kill what comes back is the last state that was committed, whatever happened before.
``WALKS=2000 pytest tests/storage/test_random_walk.py`` walks longer than the usual 30 sessions.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from report_editor.document import UNPLACED, Document, Field, History, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import (
    fill_zero,
    set_cells,
    set_entry,
    set_field,
    set_paragraphs,
)
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.forms import form
from report_editor.storage import journal
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import Found, find_recoverable, recover
from tests.storage.journaled_session import disown

FOLDING = journal.COMPACT_BYTES, journal.COMPACT_RATIO
FORM = form("2021")
INPUTS = [cell.address for cell in FORM.inputs]
SECTIONS = [*(section.key for section in FORM.text_sections), UNPLACED]

texts = st.text(max_size=12) | st.sampled_from(
    ['}\n{"', "一、\u2028", "\\u0000", "０", "12件", "="]
)
cells = st.dictionaries(
    st.sampled_from(INPUTS), texts | st.integers(0, 10**6).map(str), min_size=1, max_size=8
)


class Session(RuleBasedStateMachine):
    """One report after the other on one disk."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="walk-"))
        self.journals = self.root / "recovery"
        self.names = 0
        self.path: Path | None = None
        self.history = History(Document(FORM))
        self.journal: Journal | None = None

    # ------------------------------------------------------------ opening

    def _listen(self, history: History, made: Journal) -> None:
        self.history, self.journal = history, made
        history.listen(lambda change, _effect: made.append(change))

    @initialize(most_bytes=st.sampled_from([500, 2000, journal.COMPACT_BYTES]))
    def begin(self, most_bytes: int) -> None:
        journal.COMPACT_BYTES, journal.COMPACT_RATIO = most_bytes, 0
        document = Document(FORM)
        self._listen(History(document, saved=False), Journal(self.journals, Base.of(document)))

    @property
    def document(self) -> Document:
        return self.history.document

    # ------------------------------------------------------------ changing

    @rule(raws=cells)
    def edit_or_paste(self, raws: dict[str, str]) -> None:
        self.history.do(set_cells(self.document, raws, "粘贴"))

    @rule()
    def fill(self) -> None:
        self.history.do(fill_zero(self.document, INPUTS))

    @rule(section=st.sampled_from(SECTIONS), paragraphs=st.lists(texts, max_size=4))
    def rewrite(self, section: str, paragraphs: list[str]) -> None:
        self.history.do(set_paragraphs(self.document, section, paragraphs))

    @rule(section=st.sampled_from(SECTIONS), typed=st.lists(texts, max_size=4))
    def type_on(self, section: str, typed: list[str]) -> None:
        *before, last = self.document.paragraphs(section) or ("",)
        for text in typed:
            last += text
            change = set_paragraphs(self.document, section, [*before, last], typing=True)
            self.history.do(change)

    @rule(name=st.sampled_from(list(Field)), text=texts)
    def fill_in_a_basic(self, name: Field, text: str) -> None:
        self.history.do(set_field(self.document, name, text))

    @rule(part=st.sampled_from([Part.SET_ASIDE, Part.UNCONFIRMED]), key=texts, text=texts)
    def mark(self, part: Part, key: str, text: str) -> None:
        self.history.do(set_entry(self.document, part, key, text or None, "标记"))

    @rule(total=st.sampled_from(["requests.new.total", "proceedings.reconsideration.total"]))
    def keep_a_printed_total(self, total: str) -> None:
        self.history.do(set_entry(self.document, Part.STATED, total, "7", "导入"))

    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.history.undo()

    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.history.redo()

    # ------------------------------------------------------------ saving, dying, coming back

    @rule(
        anew=st.booleans(),
        dies=st.sampled_from(["", "", "before", "after"]),
        meanwhile=st.booleans(),
    )
    def save(self, *, anew: bool, dies: str, meanwhile: bool) -> None:
        assert self.journal
        if anew or self.path is None:
            self.names += 1
            target = self.root / f"{self.names}.json"
        else:
            target = self.path
        data = json.dumps(to_json(self.document)).encode()
        sha256 = Fingerprint.of(data).sha256
        state = self.history.begin_save()
        base = Base.of(self.document, target, sha256)
        change_count = self.journal.begin_save(target, sha256)
        if meanwhile:
            self.history.do(fill_zero(self.document, INPUTS[:3]))
        if dies == "before":
            self.kill_and_recover()
            return
        write_atomically(target, data)
        if dies == "after":
            self.path = target
            self.kill_and_recover()
            return
        self.path = target
        self.history.mark_saved(state)
        self.journal.finish_save(change_count, base)

    @rule()
    def kill_and_recover(self) -> None:
        assert self.journal
        assert self.journal.sync()
        self.journal.close(keep=True)
        committed = to_json(self.document)
        for file in self.journals.glob("*.journal"):
            disown(file)
        found = find_recoverable(self.journals)
        assert not found.unreadable
        if not found.recoverable:
            assert self.path
            data = self.path.read_bytes()
            assert json.loads(data) == committed
            document = from_json(json.loads(data))
            base = Base.of(document, self.path, Fingerprint.of(data).sha256)
            self._listen(History(document), Journal(self.journals, base))
            return
        (recoverable,) = found.recoverable
        recovered = recover(recoverable)
        assert recovered.notes == []
        assert recovered.path == self.path
        assert to_json(recovered.history.document) == committed
        assert recovered.history.document == self.document
        assert recoverable.organization == self.document.organization
        journal = Journal(self.journals, recovered.base, file=recovered.file, lines=recovered.lines)
        self._listen(recovered.history, journal)

    @precondition(lambda self: self.journal is not None)
    @invariant()
    def not_dirty_means_the_file_holds_it(self) -> None:
        if not self.history.is_dirty:
            assert self.path
            assert from_json(json.loads(self.path.read_bytes())) == self.document

    def teardown(self) -> None:
        journal.COMPACT_BYTES, journal.COMPACT_RATIO = FOLDING
        if self.journal:
            self.journal.close()
            assert find_recoverable(self.journals) == Found()
            left = list(self.journals.iterdir()) if self.journals.exists() else []
            assert left == []
        shutil.rmtree(self.root)


TestSession = Session.TestCase
TestSession.settings = settings(
    deadline=None,
    max_examples=int(os.environ.get("WALKS", "30")),
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
