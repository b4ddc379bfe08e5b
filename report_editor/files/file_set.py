"""Write several files into one folder so that after a failure all of them are as they were.

Each new content is first written beside, as ``atomic.py`` does, and so is a copy of each file that
is to be replaced. Only then the names are taken, one after the other. Where one cannot be taken,
the copies take theirs back, which needs no space on the disk. Between the first and the last name
only the loss of power leaves files of both states; each of them is whole.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.files import atomic, refusals
from report_editor.files.atomic import NotWanted
from report_editor.files.file_ops import SYSTEM, Existing, FileOps
from report_editor.files.patience import call_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_NAME_IS_A_FILE = "这里已经有一个文件用了这个名字，不能在里面写文件。请换一个文件夹。"
_ALL_AS_BEFORE = "一起写的文件都没有改动，文件夹里还是原来的样子。"


def write_together(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    ops: FileOps = SYSTEM,
    is_wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Write files into a folder, which is made where there is none; its other files stay.

    Blocks until the disk has them. ``is_wanted`` is asked last before the first file is replaced.

    Raises:
        WriteProblem: One of them could not be written. All are as they were.
        NotWanted: ``is_wanted`` said no. All are as they were.
    """
    with _explain(folder):
        try:
            is_new = ops.make_folder(folder)
        except FileExistsError as error:
            raise refusals.refuse_writing(folder, _NAME_IS_A_FILE) from error
    writing = _Writing(ops)
    try:
        for name, data in files.items():
            with _explain(folder / name, _ALL_AS_BEFORE):
                writing.prepare(folder / name, data)
        if not is_wanted():
            raise NotWanted
        writing.take_names()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):  # perhaps because the drive is stalled
            call_within(atomic.PARTING_SECONDS, writing.undo, None)
        else:
            writing.undo()
        if is_new:
            with suppress(OSError):
                ops.remove_folder(folder)
        raise
    writing.tidy()


@contextmanager
def _explain(path: Path, more: str = "") -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refusals.refuse_writing(path, refusals.explain(error) + more) from error


@dataclass(frozen=True, slots=True)
class _Step:
    """A file that takes its name."""

    target: Path
    existing: Existing | None
    new: Path
    """Temporary file with the new content."""
    old: Path
    """Temporary file with a copy of the content that is replaced, where there is one."""


class _Writing:
    """Files that are written together."""

    def __init__(self, ops: FileOps) -> None:
        self._ops = ops
        self._steps: list[_Step] = []
        self._done: list[_Step] = []

    def prepare(self, path: Path, data: bytes) -> None:
        """Write a new content beside, and a copy of the old one."""
        target, existing = atomic.look_at_target(path, self._ops)
        new, old = atomic.name_temporary(target), atomic.name_temporary(target)
        self._steps.append(_Step(target, existing, new, old))
        atomic.write_new(new, data, existing, self._ops)
        if existing:
            atomic.write_new(old, self._ops.read(target), existing, self._ops)

    def take_names(self) -> None:
        """Put the new contents in the place of the old ones."""
        for step in self._steps:
            with _explain(step.target, _ALL_AS_BEFORE):
                self._replace(step.new, step.target)
                self._done.append(step)
        for folder in {step.target.parent for step in self._steps}:
            with _explain(folder, _ALL_AS_BEFORE):
                self._ops.sync_folder(folder)

    def undo(self) -> None:
        """Put the old contents back, and remove whatever was written beside."""
        for step in reversed(self._done):
            if not step.existing:
                atomic.remove(step.target, self._ops)
                continue
            try:
                self._replace(step.old, step.target)
            except OSError:
                self._steps.remove(step)  # the copy stays beside: it is all that is left
        self._remove_temporaries()

    def tidy(self) -> None:
        """Remove the copies, and what processes that no longer run left behind."""
        self._remove_temporaries()
        for step in self._steps:
            with suppress(OSError):
                atomic.remove_leftovers(step.target, self._ops)

    def _replace(self, source: Path, target: Path) -> None:
        atomic.retry_while_in_use(lambda: self._ops.replace(source, target), self._ops)

    def _remove_temporaries(self) -> None:
        for step in self._steps:
            atomic.remove(step.new, self._ops)
            atomic.remove(step.old, self._ops)
