"""Keep a process that reads files from outside, one after the other, within bounds.

A file that crashes its reader, makes it hang or fills its memory costs a sentence, not the window,
and not the files after it: they get a fresh process. The two processes exchange JSON over two
pipes: a reader taken over by a hostile file can send back text and nothing else. multiprocessing
and concurrent.futures are no help: they exchange pickles, which can run code on arrival, and
cannot end one task that hangs.

The parent sends a line for each request and keeps the pipe open; when it closes, the child ends.
The child answers each with a line for each step, ``{"done": 1, "total": 5}``, and a last one: what
it has found, or ``{"problem": "a sentence"}``, both with the ``"memory"`` that it takes by then.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from report_editor.importers.bounded_process import MIB
from report_editor.importers.problem import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TIMEOUT = 90.0
"""Seconds; an old PC reads a report in two, a conversion by LibreOffice takes up to sixty."""
MAX_ANSWER = 24 << 20
"""Bytes of an answer: all that a source may hold is less, with each character as ``\\u4e00``."""
TOO_MUCH = "这个文件里的内容太多，不像一份年度报告，没有读取。请确认选对了文件。"

_GRACE = 2.0
"""Seconds a reader has to end what it started before it is killed."""
_LARGEST_KEPT = 128 * MIB
"""Bytes that a reader may hold after a file and still be used again; a common one takes half."""
_EXPIRED = (
    "读取这个文件超过 {:.0f} 秒还没有完成，已停止。"
    "请确认选对了文件；也可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
)
_BROKEN = (
    "读取这个文件时出错，读取程序已中止，您的工作不受影响。文件可能已损坏；"
    "可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
)
_log = logging.getLogger(__name__)

Result = TypeVar("Result")


class ReaderProcess:
    """A process that answers one request after the other, until one of them is too much for it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start the process; it gets ready while the caller does something else."""
        self.answered = 0
        """Requests that it has answered."""
        self.is_usable = True
        """Cleared for good when it has ended, or is not to be given another request."""
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_build_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(
        self,
        request: Mapping[str, object],
        parse: Callable[[dict[str, Any]], Result],
        timeout_s: float = TIMEOUT,
        *,
        is_last: bool = False,
    ) -> Reading[Result]:
        """Send a request and return at once; the one before must have been answered.

        The process ends after a request that is the last, that is not answered, or after which it
        holds too much memory.

        Args:
            request: Plain data.
            parse: Makes of the answer what it describes; it may raise what Python raises where
                that is nothing.
            timeout_s: Seconds until the process is ended.
            is_last: Set where the process is not to be used again.
        """
        return Reading(self, request, parse, timeout_s, is_last=is_last)

    def end(self) -> None:
        """End the process, gently first: it may have a converter to end."""
        self.is_usable = False
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):  # a call to a stalled drive has no end
                self._process.wait(_GRACE)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def interrupt(self) -> None:
        """Give up the request that is being answered; return at once."""
        self.is_usable = False
        with suppress(OSError):
            self._process.terminate()
        _start_timer(_GRACE, self._process.kill)  # which passes over a process that has ended

    def send(self, request: Mapping[str, object]) -> None:
        """Send a line; a reader that is gone says so by its answer missing."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()

    @property
    def answers(self) -> IO[bytes]:
        """Return the pipe of the answers."""
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def is_running(self) -> bool:
        """Check whether the process has not ended yet."""
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Return how the process ended; None while it runs."""
        return self._process.returncode


class Reading(Generic[Result]):
    """A request that a reader is answering in its process."""

    def __init__(
        self,
        reader: ReaderProcess,
        request: Mapping[str, object],
        parse: Callable[[dict[str, Any]], Result],
        timeout_s: float,
        *,
        is_last: bool,
    ) -> None:
        """Send the request; use :meth:`ReaderProcess.ask`."""
        self.progress: tuple[int, int] | None = None
        """Parts done and parts in all; None while that is not known."""
        self._reader = reader
        self._parse = parse
        self._is_last = is_last
        self._answer: dict[str, Any] | None = None
        self._refusal: str | None = None
        self._ended = threading.Event()
        self._timer = _start_timer(timeout_s, lambda: self._stop(_EXPIRED.format(timeout_s)))
        threading.Thread(target=self._exchange, args=(request,), daemon=True).start()

    def poll(self) -> bool:
        """Check whether reading has ended, well or not."""
        return self._ended.is_set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until reading has ended or the seconds are over; return whether it has ended."""
        return self._ended.wait(timeout_s)

    def cancel(self) -> None:
        """Give up reading; return at once."""
        self._stop("已取消读取。")

    @property
    def is_broken_off(self) -> bool:
        """Check whether the process ended without an answer, and nobody has stopped it."""
        return self.poll() and self._answer is None and self._refusal is None

    def result(self) -> Result:
        """Wait for the answer and return what it describes.

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
            if self._answer is None:
                raise ValueError("there is no answer")
            return self._parse(answer)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            _log.warning("the reader ended with %s", self._reader.exit_code)
            raise ImportProblem(_BROKEN) from error

    def _exchange(self, request: Mapping[str, object]) -> None:
        try:
            self._reader.send(request)
            self._listen(self._reader.answers)
        finally:
            self._timer.cancel()
            self._reader.answered += self._answer is not None
            if self._is_last or not self._can_be_kept():
                self._reader.end()
            self._ended.set()

    def _listen(self, pipe: IO[bytes]) -> None:
        while line := pipe.readline(MAX_ANSWER):
            if len(line) == MAX_ANSWER:
                self._refusal = self._refusal or TOO_MUCH
                return
            with suppress(ValueError, TypeError, KeyError, OverflowError, RecursionError):
                message = json.loads(line)
                if "done" in message:
                    self.progress = int(message["done"]), int(message["total"])
                else:
                    self._answer = dict(message)
                    return

    def _can_be_kept(self) -> bool:
        if self._answer is None or self._refusal is not None:
            return False
        memory = self._answer.get("memory", 0)
        return isinstance(memory, int) and memory <= _LARGEST_KEPT

    def _stop(self, sentence: str) -> None:
        if self._ended.is_set() or self._refusal is not None:
            return
        self._refusal = sentence
        self._reader.interrupt()


def build_command(module: str, argument: str) -> Sequence[str]:
    """Return the command of this program's process that runs a module.

    Args:
        module: Name of the module.
        argument: Only argument by which a frozen program, which has no ``-m``, starts it.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, argument]
    # -P: a module lying beside last year's file must not be taken for one of the program's.
    return [sys.executable, "-P", "-X", "utf8", "-m", module]


def _build_environment() -> dict[str, str]:
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _start_timer(seconds: float, function: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return timer
