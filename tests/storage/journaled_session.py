"""A report open in the program with its journal, for tests that kill it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from report_editor.document import Document, History
from report_editor.document.as_json import to_json
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base, ChangeEntry
from report_editor.storage.journal_reader import Item, JournalReader
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

    def change_paragraph(self, at: int, text: str) -> None:
        paragraphs = list(self.document.paragraphs("overview"))
        paragraphs[at] = text
        self.history.do(set_paragraphs(self.document, "overview", paragraphs, typing=True))

    def fill(self, address: str, raw: str) -> None:
        self.history.do(set_cells(self.document, {address: raw}))

    def save(self, *, path: Path | None = None, dies: str = "") -> None:
        target = path or self.path
        assert target
        state = self.history.begin_save()
        change_count = self.journal.begin_save(target, digest(self.document))
        base = Base.of(self.document, target, digest(self.document))
        if dies == "before":
            return
        write_atomically(target, as_bytes(self.document))
        if dies == "after":
            return
        self.path = target
        self.history.mark_saved(state)
        self.journal.finish_save(change_count, base)

    def is_killed(self) -> None:
        """What is on the disk stays; the owner is one that runs no more."""
        assert self.journal.sync()
        self.journal.close(keep=True)
        if self.journal.file.exists():
            disown(self.journal.file)


def disown(file: Path) -> None:
    """Have a journal belong to a process that runs no more; the other lines stay as they are."""
    first, rest = file.read_bytes().split(b"\n", 1)
    head = json.loads(first[9:].decode(errors="surrogatepass"))
    head["started"] = "another boot.1"
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    payload = text.encode(errors="surrogatepass")
    file.write_bytes(journal_lines.join_lines([payload], 0) + rest)


def read_journal(data: bytes) -> tuple[JournalReader, list[Item]]:
    """What stands in a journal."""
    reader = JournalReader(io.BytesIO(data))
    return reader, list(reader)


def make_again(file: Path, *, without_last: bool = False) -> Document:
    """The report that the changes in a journal make, by reading alone."""
    reader, items = read_journal(file.read_bytes())
    document = reader.head.base.document
    changes = [each for each in items if isinstance(each, ChangeEntry)]
    for each in changes[:-1] if without_last else changes:
        document.apply(each.read(document))
    return document


def read_labels(file: Path) -> list[str]:
    """The labels of the changes in a journal that is sound to its last byte."""
    data = file.read_bytes()
    reader, items = read_journal(data)
    assert not reader.is_damaged
    assert data.endswith(b"\n")
    return [each.data["label"] for each in items if isinstance(each, ChangeEntry)]


def only(found: Found) -> Recovered:
    assert found.unreadable == []
    assert len(found.recoverable) == 1
    return recover(found.recoverable[0])


def assert_clean(recovered: Recovered) -> None:
    assert not recovered.history.is_dirty


def resumed(folder: Path, recovered: Recovered) -> Journal:
    journal = Journal(folder, recovered.base, file=recovered.file, lines=recovered.lines)
    assert journal.sync()
    return journal
