"""Read a file from outside in a process of its own.

A file that crashes its reader, makes it hang or fills its memory costs a sentence, not the
window. The two processes exchange JSON over two pipes: a reader taken over by a hostile file can
send back text and nothing else. multiprocessing and concurrent.futures are no help: they exchange
pickles, which can run code on arrival, and cannot end one task that hangs.

The parent sends one line, ``{"path": …}`` or ``{"html": …, "text": …}``, and keeps the pipe open;
when it closes, the child ends. The child sends a line for each step, ``{"done": 1,
"total": 5}``, and a last one: ``{"recognition": …}``, for a workbook of the program ``{"own": …}``,
or ``{"problem": "a sentence"}``.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from report_editor import READ_WORKER
from report_editor.common.problem import Problem
from report_editor.document.packing import pack_document, unpack_document
from report_editor.files.refusals import THIS_FILE, describe_out_of_memory
from report_editor.importers.bounded_process import limit_memory
from report_editor.importers.left_out import LeftOut
from report_editor.importers.open_file import import_clipboard, import_file
from report_editor.importers.readers import progress
from report_editor.importers.recognition.recognise import Recognition
from report_editor.importers.source import ImportProblem
from report_editor.ooxml.package import MEMORY_OF_READER
from report_editor.ooxml.problems import OtherFormat
from report_editor.workbook.read import Reopened
from report_editor.workbook.report_file import open_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIMEOUT = 90.0
"""Seconds; an old PC reads a report in two, a conversion by LibreOffice takes up to sixty."""

_GRACE = 2.0
"""Seconds a reader has to end what it started before it is killed."""
_MAX_ANSWER = 24 << 20
"""Bytes of an answer: all that a source may hold is less, with each character as ``\\u4e00``."""
_MAX_COPIED = 16_000_000
"""Characters from the clipboard: HTML of Word has twenty times as many as its text."""
_TOO_MUCH = "这个文件里的内容太多，不像一份年度报告，没有读取。请确认选对了文件。"
_EXPIRED = (
    "读取这个文件超过 {:.0f} 秒还没有完成，已停止。"
    "请确认选对了文件；也可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
)
_log = logging.getLogger(__name__)


def read_in_worker(
    path: Path, *, timeout_s: float = TIMEOUT, command: Sequence[str] | None = None
) -> Reading:
    """Start reading a file, with this program or another command; return at once."""
    return Reading({"path": str(path.absolute())}, timeout_s, command or _build_command())


def read_clipboard_in_worker(html: str, text: str) -> Reading:
    """Start reading what was copied elsewhere, as HTML and as plain text; return at once.

    Raises:
        ImportProblem: it is too much to be a report, even with its pictures.
    """
    if len(html) + len(text) > _MAX_COPIED:
        raise ImportProblem(
            f"剪贴板里的内容超过 {_MAX_COPIED // 1_000_000} 百万字，不像一份年度报告，没有读取。"
            "请只复制报告的部分，再粘贴。"
        )
    return Reading({"html": html, "text": text}, TIMEOUT, _build_command())


class Reading:
    """A file that is being read in another process."""

    def __init__(self, request: dict[str, str], timeout_s: float, command: Sequence[str]) -> None:
        """Start the process; use :func:`read_in_worker`."""
        self.progress: tuple[int, int] | None = None
        """Parts done and parts in all; None while that is not known."""
        self._answer: dict[str, Any] | None = None
        self._refusal: str | None = None
        self._ended = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_build_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._timer = _start_timer(timeout_s, lambda: self._stop(_EXPIRED.format(timeout_s)))
        line = json.dumps(request).encode("ascii") + b"\n"
        threading.Thread(target=self._exchange, args=(line,), daemon=True).start()

    def poll(self) -> bool:
        """Check whether reading has ended, well or not."""
        return self._ended.is_set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until reading has ended or the seconds are over; return whether it has ended."""
        return self._ended.wait(timeout_s)

    def cancel(self) -> None:
        """Give up reading; return at once."""
        self._stop("已取消读取。")

    def result(self) -> Recognition | Reopened:
        """Wait for what is recognised and return it; of the program's own workbook, what it holds.

        Raises:
            ImportProblem: the file cannot be read, or reading was cancelled.
        """
        self._ended.wait()
        if self._refusal is not None:
            raise ImportProblem(self._refusal)
        answer = self._answer or {}
        if isinstance(problem := answer.get("problem"), str):
            raise ImportProblem(problem)
        try:
            if "own" in answer:
                return _parse_own(answer["own"])
            return _parse_recognition(answer["recognition"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            _log.warning("the reader ended with %s", self._process.returncode)
            raise ImportProblem(
                "读取这个文件时出错，读取程序已中止，您的工作不受影响。文件可能已损坏；"
                "可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
            ) from error

    def _exchange(self, request: bytes) -> None:
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None and pipe_out is not None  # noqa: PT018 - both were asked for
        try:
            with suppress(OSError):  # a reader that is gone says so by its answer missing
                pipe_in.write(request)
                pipe_in.flush()
            self._listen(pipe_out)
        finally:
            self._timer.cancel()
            self._end()
            self._ended.set()

    def _listen(self, pipe: IO[bytes]) -> None:
        while line := pipe.readline(_MAX_ANSWER):
            if len(line) == _MAX_ANSWER:
                self._refusal = self._refusal or _TOO_MUCH
                return
            with suppress(ValueError, TypeError, KeyError, OverflowError, RecursionError):
                message = json.loads(line)
                if "done" in message:
                    self.progress = int(message["done"]), int(message["total"])
                else:
                    self._answer = dict(message)
                    return

    def _end(self) -> None:
        """End the process, gently first: it may have a converter to end."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _stop(self, sentence: str) -> None:
        if self._ended.is_set() or self._refusal is not None:
            return
        self._refusal = sentence
        with suppress(OSError):
            self._process.terminate()
        _start_timer(_GRACE, self._process.kill)  # which passes over a process that has ended


def _start_timer(seconds: float, function: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return timer


def _build_command() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_WORKER]
    # -P: a module lying beside last year's file must not be taken for one of the program's.
    return [sys.executable, "-P", "-X", "utf8", "-m", __name__]


def _build_environment() -> dict[str, str]:
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _parse_own(data: dict[str, Any]) -> Reopened:
    return Reopened(
        document=unpack_document(data["document"]),
        notes=tuple(str(note) for note in data["notes"]),
        read_only=bool(data["read_only"]),
        sha256=str(data["sha256"]),
    )


def _parse_recognition(data: dict[str, Any]) -> Recognition:
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


# ---------------------------------------------------------------------- the other process


def main() -> NoReturn:
    """Read what the parent asks for, answer and end; run as a process of its own."""
    # By number: a program without a console has no sys.stdin and sys.stdout.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    # What a library prints must not get among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGTERM, _raise_exit)
    limit_memory()

    def answer(message: dict[str, Any]) -> None:
        line = json.dumps(message)
        line = line if len(line) < _MAX_ANSWER else json.dumps({"problem": _TOO_MUCH})
        answers.write(f"{line}\n")
        answers.flush()

    progress.listen(lambda done, total: answer({"done": done, "total": total}))
    requests = os.fdopen(os.dup(0), "rb")
    request = requests.readline()
    threading.Thread(target=_end_with_parent, args=(requests,), daemon=True).start()
    try:
        answer(read_request(**json.loads(request)))
    except Problem as problem:
        answer({"problem": str(problem)})
    except MemoryError:
        answer({"problem": describe_out_of_memory(THIS_FILE)})
    answers.close()
    os._exit(0)  # without tidying up: nothing of this process is worth a second


def read_request(path: str = "", html: str = "", text: str = "") -> dict[str, Any]:
    """Read a file or the clipboard; return the answer.

    The program's own workbook comes here where it takes more memory than the window may give it.
    """
    if path:
        with suppress(OtherFormat):
            return _answer("own", open_report(Path(path), MEMORY_OF_READER))
    return _answer("recognition", import_file(Path(path)) if path else import_clipboard(html, text))


def _answer(kind: str, found: Recognition | Reopened) -> dict[str, Any]:
    parts = {each.name: getattr(found, each.name) for each in fields(found)}
    if isinstance(found, Recognition):
        parts["left_out"] = [astuple(entry) for entry in found.left_out]
    return {kind: {**parts, "document": pack_document(found.document)}}


def _raise_exit(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - a signal handler
    # An exception, so that a converter being waited for is ended on the way out.
    raise SystemExit(1)


def _end_with_parent(requests: IO[bytes]) -> None:
    """End this process when the parent is gone or needs no more."""
    requests.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
