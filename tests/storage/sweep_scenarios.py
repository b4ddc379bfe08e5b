"""What the sweep has the program do while system calls fail, and how it sees that all is well."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from report_editor.document import Document, History
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import set_paragraphs
from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.files.refusals import WriteProblem
from report_editor.forms import form
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.json_files import read_json, write_json
from report_editor.storage.recovery import RecoveryProblem, find_recoverable, recover
from report_editor.storage.settings import Settings
from report_editor.storage.versions import list_versions, save
from tests.storage.journaled_session import read_journal

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW = b"old" * 4000, b"new" * 5000
Act: TypeAlias = "Callable[[Path, mmap.mmap], None]"
Look: TypeAlias = "Callable[[Path, int], str]"


@dataclass(frozen=True)
class Scenario:
    """One thing the program does, and how to see whether it was done safely."""

    name: str
    prepare: Callable[[Path], None]
    act: Act
    """Runs in the child; counts in the first byte of the memory what was promised as safe."""
    look: Look
    """Given the folder and the number of promises, says what is wrong."""


# ---------------------------------------------------------------------- a report and its versions


def prepare_report(root: Path) -> None:
    for number in range(5):
        save(root / "年报.xlsx", b"%d" % number, root / "backups")
    write_atomically(root / "年报.xlsx", OLD)


def save_report(root: Path, promised: mmap.mmap) -> None:
    save(root / "年报.xlsx", NEW, root / "backups")
    promised[0] = 1


def look_at_report(root: Path, promised: int) -> str:
    path = root / "年报.xlsx"
    found = path.read_bytes()
    if found not in ((NEW,) if promised else (OLD, NEW)):
        return f"the report is neither old nor new, {len(found)} bytes"
    versions = [each.read() for each in list_versions(path, root / "backups")]
    if not {b"4", b"3", b"2"} <= set(versions):
        return f"versions are missing: {len(versions)} left"
    save(path, b"once more", root / "backups")
    return "" if path.read_bytes() == b"once more" else "saving no longer works"


# ---------------------------------------------------------------------- settings


def prepare_settings(root: Path) -> None:
    write_json(root / "settings.json", {"zoom": 1})


def save_settings(root: Path, promised: mmap.mmap) -> None:
    settings = Settings(root)
    settings.set("zoom", 2)
    settings.save()
    promised[0] = 1


def look_at_settings(root: Path, promised: int) -> str:
    zoom = read_json(root / "settings.json").get("zoom")
    if list(root.glob("*.bad")) or zoom not in ((2,) if promised else (1, 2)):
        return f"settings: {zoom!r}"
    return ""


# ---------------------------------------------------------------------- journal


def as_bytes(document: Document) -> tuple[bytes, str]:
    data = json.dumps(to_json(document)).encode()
    return data, Fingerprint.of(data).sha256


def typed(history: History) -> None:
    document = history.document
    texts = [
        *document.paragraphs("overview"),
        f"第{len(document.paragraphs('overview'))}段\\n}}\t",
    ]
    history.do(set_paragraphs(document, "overview", texts))


def opened(root: Path) -> tuple[History, Journal, Path]:
    """What the program does at its start: recover what there is, else open the report."""
    path, journals = root / "年报.json", root / "recovery"
    found = find_recoverable(journals)
    if found.unreadable:
        raise RecoveryProblem(str(found.unreadable))
    if found.recoverable:
        recovered = recover(found.recoverable[0])
        if recovered.notes or recovered.path != path:
            raise RecoveryProblem("; ".join(recovered.notes) or str(recovered.path))
        history = recovered.history
        journal = Journal(journals, recovered.base, file=recovered.file, lines=recovered.lines)
    else:
        data = path.read_bytes()
        history = History(from_json(json.loads(data)))
        sha256 = Fingerprint.of(data).sha256
        journal = Journal(journals, Base.of(history.document, path, sha256))
    history.listen(lambda change, _effect: journal.append(change))
    return history, journal, path


def prepare_journal(root: Path) -> None:
    """A session that died after two changes: its process runs no more."""
    data, _ = as_bytes(Document(form("2021")))
    write_atomically(root / "年报.json", data)
    child = os.fork()
    if not child:
        history, journal, _ = opened(root)
        typed(history)
        typed(history)
        os._exit(0 if journal.sync() else 1)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("the first session failed")


def work_with_journal(root: Path, promised: mmap.mmap) -> None:
    history, journal, path = opened(root)
    typed(history)
    _until_synced(journal)
    promised[0] = 3
    state = history.begin_save()
    data, sha256 = as_bytes(history.document)
    base = Base.of(history.document, path, sha256)
    change_count = journal.begin_save(path, sha256)
    _until_synced(journal)
    typed(history)
    write_atomically(path, data)
    history.mark_saved(state)
    journal.finish_save(change_count, base)
    _until_synced(journal)
    promised[0] = 4
    typed(history)
    typed(history)
    _until_synced(journal)
    promised[0] = 6
    journal.close(keep=True)


def _until_synced(journal: Journal) -> None:
    for _ in range(50):
        if journal.sync():
            return
    raise WriteProblem(journal.problem)


def look_at_journal(root: Path, promised: int) -> str:
    left = [read_journal(each.read_bytes())[0] for each in (root / "recovery").glob("*.journal")]
    if promised == 6 and not any(each.head.base.ahead for each in left):
        return "the journal was not made shorter"
    try:
        history, journal, _ = opened(root)
    except RecoveryProblem as problem:
        return f"recovery: {problem}"
    journal.close(keep=True)
    texts = history.document.paragraphs("overview")
    if texts != tuple(f"第{number}段\\n}}\t" for number in range(len(texts))):
        return f"texts: {texts}"
    return "" if len(texts) >= max(2, promised) else f"{len(texts)} of {promised} changes"


SCENARIOS = (
    Scenario("report", prepare_report, save_report, look_at_report),
    Scenario("settings", prepare_settings, save_settings, look_at_settings),
    Scenario("journal", prepare_journal, work_with_journal, look_at_journal),
)
