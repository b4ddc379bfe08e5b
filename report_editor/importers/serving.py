"""Answer the requests of :mod:`report_editor.importers.reader_process` in the other process."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any, NoReturn

from report_editor.common.problem import Problem
from report_editor.files.refusals import THIS_FILE, describe_out_of_memory
from report_editor.importers.bounded_process import limit_memory, measure_own_memory
from report_editor.importers.reader_process import MAX_ANSWER, TOO_MUCH
from report_editor.importers.readers import progress

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


_PROMPT_SECONDS = 0.01
"""Time in which a request is there that was sent before this process had begun."""


def serve(
    handle: Callable[[dict[str, Any]], dict[str, Any]], prepare: Callable[[], None] | None = None
) -> NoReturn:
    """Answer requests one after the other until the parent closes its pipe; never return.

    Args:
        handle: Returns the answer to a request. A failure of it is no end: the answer is a
            sentence, or without any where it is the program's fault.
        prepare: Makes later answers quick; is called where no request is there yet.
    """
    # By number: a program without a console has no sys.stdin and sys.stdout.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    # What a library prints must not get among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGTERM, _raise_exit)
    limit_memory()

    def answer(message: dict[str, Any]) -> None:
        line = json.dumps(message)
        line = line if len(line) < MAX_ANSWER else json.dumps({"problem": TOO_MUCH})
        answers.write(f"{line}\n")
        answers.flush()

    progress.listen(lambda done, total: answer({"done": done, "total": total}))
    requests: SimpleQueue[bytes] = SimpleQueue()
    pipe = os.fdopen(os.dup(0), "rb")
    threading.Thread(target=_take_requests, args=(pipe, requests), daemon=True).start()
    try:
        request = _take_first(requests, prepare) if prepare else requests.get()
        while True:
            answer({**_handle_safely(handle, request), "memory": measure_own_memory()})
            request = requests.get()
    finally:  # the parent is gone, or needs no more
        os._exit(1)  # without tidying up: nothing of this process is worth a second


def _take_first(requests: SimpleQueue[bytes], prepare: Callable[[], None]) -> bytes:
    with suppress(Empty):
        return requests.get(timeout=_PROMPT_SECONDS)
    prepare()
    return requests.get()


def _handle_safely(
    handle: Callable[[dict[str, Any]], dict[str, Any]], line: bytes
) -> dict[str, Any]:
    try:
        return handle(json.loads(line))
    except Problem as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": describe_out_of_memory(THIS_FILE)}
    except Exception:
        _log.exception("a request was not answered")
        return {}


def _take_requests(pipe: IO[bytes], requests: SimpleQueue[bytes]) -> None:
    """Take what the parent asks for; end this process when the parent is gone or needs no more."""
    for line in pipe:
        requests.put(line)
    os.kill(os.getpid(), signal.SIGTERM)


def _raise_exit(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - a signal handler
    # An exception, so that a converter being waited for is ended on the way out.
    raise SystemExit(1)
