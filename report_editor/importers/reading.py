"""Have a file, or the clipboard, read by a process beside this one.

Nothing that reads a format is imported here: this process does not need it. Nor is the document
imported before an answer is there: a file named at the start is asked for before all else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor import READ_WORKER
from report_editor.importers.problem import ImportProblem
from report_editor.importers.reader_process import TIMEOUT, ReaderProcess, Reading, build_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.importers.recognised import Recognition
    from report_editor.workbook.reopened import Reopened

_WORKER = "report_editor.importers.worker"
_MAX_COPIED = 16_000_000
"""Characters from the clipboard: HTML of Word has twenty times as many as its text."""

Found: TypeAlias = "Recognition | Reopened"
"""Report of somebody else, or of the program's own workbook."""


def start_reader(command: Sequence[str] | None = None) -> ReaderProcess:
    """Start the process that reads, this program or another command; it gets ready meanwhile."""
    return ReaderProcess(command or build_command(_WORKER, READ_WORKER))


def read_in_worker(
    path: Path,
    *,
    timeout_s: float = TIMEOUT,
    reader: ReaderProcess | None = None,
    command: Sequence[str] | None = None,
) -> Reading[Found]:
    """Start reading a file; return at once.

    Args:
        path: File.
        timeout_s: Seconds until reading is given up.
        reader: Reader that waits ready; by default a fresh one is started.
        command: Another program to stand in the place of a fresh one.
    """
    reader = reader or start_reader(command)
    return reader.ask({"path": str(path.absolute())}, parse_answer, timeout_s, is_last=True)


def read_clipboard_in_worker(html: str, text: str) -> Reading[Found]:
    """Start reading what was copied elsewhere, as HTML and as plain text; return at once.

    Raises:
        ImportProblem: it is too much to be a report, even with its pictures.
    """
    if len(html) + len(text) > _MAX_COPIED:
        raise ImportProblem(
            f"剪贴板里的内容超过 {_MAX_COPIED // 1_000_000} 百万字，不像一份年度报告，没有读取。"
            "请只复制报告的部分，再粘贴。"
        )
    return start_reader().ask({"html": html, "text": text}, parse_answer, is_last=True)


def parse_answer(answer: dict[str, Any]) -> Found:
    """Return what an answer describes.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: It describes nothing.
    """
    if "own" in answer:
        return _parse_own(answer["own"])
    return _parse_recognition(answer["recognition"])


def _parse_own(data: dict[str, Any]) -> Reopened:
    from report_editor.document.packing import unpack_document
    from report_editor.workbook.reopened import Reopened

    return Reopened(
        document=unpack_document(data["document"]),
        notes=tuple(str(note) for note in data["notes"]),
        read_only=bool(data["read_only"]),
        sha256=str(data["sha256"]),
    )


def _parse_recognition(data: dict[str, Any]) -> Recognition:
    from report_editor.document.packing import unpack_document
    from report_editor.importers.left_out import LeftOut
    from report_editor.importers.recognised import Recognition

    return Recognition(
        document=unpack_document(data["document"]),
        notes=[str(note) for note in data["notes"]],
        left_out=[
            LeftOut(str(kind), str(text), str(where), int(count))
            for kind, text, where, count in data["left_out"]
        ],
        marks={str(address): str(reason) for address, reason in data["marks"].items()},
        lines={str(address): int(line) for address, line in data["lines"].items()},
        source=[(str(where), str(text)) for where, text in data["source"]],
    )
