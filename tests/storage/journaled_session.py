"""A report open in the program with its journal, for tests that kill it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from report_editor.document import Document, History
from report_editor.document.as_json import to_json
from report_editor.document.commands import set_paragraphs
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import (
    Found,
    Recovered,
    recover,
)

if TYPE_CHECKING:
    from pathlib import Path


def as_bytes(document: Document) -> bytes:
    """A file for the tests; what stands in it is not the journal's business."""
    return json.dumps(to_json(document)).encode()


def digest(document: Document) -> str:
    return Fingerprint.of(as_bytes(document)).sha256


class Session:
    """A report open in the program, up to the moment it is killed."""

    def __init__(self, folder: Path, path: Path | None = None) -> None:
        document = Document(form("2021"))
        sha256 = ""
        if path:
            write_atomically(path, as_bytes(document))
            sha256 = digest(document)
        self.path = path
        self.history = History(document)
        self.journal = Journal(folder, Base.of(document, path, sha256))
        self.history.listen(lambda change, _effect: self.journal.append(change))

    @property
    def document(self) -> Document:
        return self.history.document

    def type(self, *texts: str) -> None:
        for text in texts:
            self.history.do(
                set_paragraphs(
                    self.document, "overview", [*self.document.paragraphs("overview"), text]
                )
            )

    def save(self, *, path: Path | None = None, dies: str = "") -> None:
        target = path or self.path
        assert target
        state = self.history.begin_save()
        line_count = self.journal.begin_save(target, digest(self.document))
        base = Base.of(self.document, target, digest(self.document))
        if dies == "before":
            return
        write_atomically(target, as_bytes(self.document))
        if dies == "after":
            return
        self.path = target
        self.history.mark_saved(state)
        self.journal.finish_save(line_count, base)

    def is_killed(self) -> None:
        """What is on the disk stays; the owner is one that runs no more."""
        assert self.journal.sync()
        self.journal.close(keep=True)
        if self.journal.file.exists():
            disown(self.journal.file)


def disown(file: Path) -> None:
    payloads, rest = journal_lines.split_lines(file.read_bytes())
    head = json.loads(payloads[0])
    head["started"] = "another boot.1"
    payloads[0] = json.dumps(head, ensure_ascii=False).encode(errors="surrogatepass")
    file.write_bytes(journal_lines.join_lines(payloads)[0] + rest)


def only(found: Found) -> Recovered:
    assert found.unreadable == []
    assert len(found.recoverable) == 1
    return recover(found.recoverable[0])


def assert_clean(recovered: Recovered) -> None:
    assert not recovered.history.is_dirty


def resumed(folder: Path, recovered: Recovered) -> Journal:
    journal = Journal(folder, recovered.base, file=recovered.file, payloads=recovered.payloads)
    assert journal.sync()
    return journal
