"""A disk in memory that fails, writes half, is held by a scanner, or loses power.

What was written but not synced is kept apart from what is safe. :meth:`FakeDisk.after_power_loss`
yields every state the disk may be found in: any subset of the writes and of the new names since
the last sync may be missing.
"""

from __future__ import annotations

import errno
import itertools
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from report_editor.files.file_ops import SYSTEM, Existing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Item = TypeVar("Item")
Result = TypeVar("Result")


class PowerCut(BaseException):
    """The machine is off: nothing runs any more, no clean-up either."""


@dataclass(slots=True)
class Inode:
    """One file's content."""

    safe: bytes = b""
    unsynced: list[tuple[int, bytes]] = field(default_factory=list)
    mode: int = 0o644
    writable: bool = True

    def content(self, writes: list[tuple[int, bytes]] | None = None) -> bytes:
        """The content with some of the unsynced writes, by default with all."""
        data = bytearray(self.safe)
        for at, piece in self.unsynced if writes is None else writes:
            data.extend(bytes(max(0, at + len(piece) - len(data))))  # a hole reads as zeros
            data[at : at + len(piece)] = piece
        return bytes(data)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of names in a folder that is not synced yet."""

    name: Path
    inode: Inode | None
    """None removes the name."""
    freed: Path | None = None


class FakeDisk:
    """Behaves as :data:`report_editor.files.file_ops.SYSTEM` until told otherwise."""

    def __init__(self, *, piece: int = 1 << 30) -> None:
        """``piece``: a write takes at most so many bytes."""
        self.piece = piece
        self.before_call: Callable[[int, str], None] = lambda _number, _call: None
        self.calls: list[str] = []
        self.slept: list[float] = []
        self._safe: dict[Path, Inode] = {}
        self._names: dict[Path, Inode] = {}
        self._renamings: list[Renaming] = []
        self._open: dict[int, Inode] = {}
        self._off = False

    # ------------------------------------------------------------ looked at by tests

    def put(self, path: Path, data: bytes, *, mode: int = 0o644, writable: bool = True) -> None:
        """Has a file there, safe on the disk."""
        self._safe[path] = self._names[path] = Inode(data, mode=mode, writable=writable)

    def content(self, path: Path) -> bytes | None:
        """What a file holds for those who look now."""
        inode = self._names.get(path)
        return inode.content() if inode else None

    def mode(self, path: Path) -> int:
        """The permission bits of a file."""
        return self._names[path].mode

    def files(self) -> list[str]:
        """All names."""
        return sorted(path.name for path in self._names)

    @property
    def still_open(self) -> int:
        """How many descriptors were never closed."""
        return len(self._open)

    def after_power_loss(self) -> Iterator[dict[Path, bytes]]:
        """Every state in which the disk may be found: contents by path."""
        for renamings in _subsets(self._renamings):
            names = dict(self._safe)
            for each in renamings:
                if each.freed:
                    names.pop(each.freed, None)
                if each.inode:
                    names[each.name] = each.inode
                else:
                    names.pop(each.name, None)
            choices = [
                [inode.content(writes) for writes in _subsets(inode.unsynced)]
                for inode in names.values()
            ]
            for contents in itertools.product(*choices):
                yield dict(zip(names, contents, strict=True))

    # ------------------------------------------------------------ called by the program

    def _call(self, name: str) -> None:
        if self._off:
            raise PowerCut
        self.calls.append(name)
        try:
            self.before_call(len(self.calls), name)
        except PowerCut:
            self._off = True
            raise

    def existing(self, path: Path) -> Existing | None:
        self._call("existing")
        inode = self._names.get(path)
        if not inode:
            return None
        return Existing(True, inode.writable, inode.mode, 0, 0, 0.0, len(inode.content()))

    def create(self, path: Path) -> int:
        self._call("create")
        if path in self._names:
            raise FileExistsError(errno.EEXIST, "exists")
        inode = Inode()
        self._names[path] = inode
        self._renamings.append(Renaming(path, inode))
        return self._opened(inode)

    def append_to(self, path: Path) -> int:
        self._call("append_to")
        return self._opened(self._names[path])

    def _opened(self, inode: Inode) -> int:
        descriptor = max(self._open, default=2) + 1
        self._open[descriptor] = inode
        return descriptor

    def like(self, descriptor: int, model: Existing) -> None:
        self._call("like")
        self._open[descriptor].mode = model.mode

    def write(self, descriptor: int, data: memoryview) -> int:
        self._call("write")
        inode = self._open[descriptor]
        piece = bytes(data[: self.piece])
        inode.unsynced.append((len(inode.content()), piece))
        return len(piece)

    def fsync(self, descriptor: int) -> None:
        self._call("fsync")
        inode = self._open[descriptor]
        inode.safe = inode.content()
        inode.unsynced.clear()

    def close(self, descriptor: int) -> None:
        # As the system does, the descriptor is gone even where closing reports an error.
        self._open.pop(descriptor)
        self._call("close")

    def read(self, path: Path) -> bytes:
        self._call("read")
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, "not there")
        return self._names[path].content()

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace")
        inode = self._names.pop(source)
        self._names[target] = inode
        self._renamings.append(Renaming(target, inode, freed=source))

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder")
        assert all(each.name.parent == folder for each in self._renamings)
        self._safe = dict(self._names)
        self._renamings.clear()

    def unlink(self, path: Path) -> None:
        self._call("unlink")
        if self._names.pop(path, None) is None:
            raise FileNotFoundError(errno.ENOENT, "not there")
        self._renamings.append(Renaming(path, None))

    def make_folder(self, folder: Path) -> bool:
        self._call("make_folder")
        return not any(path.parent == folder for path in self._names)

    def remove_folder(self, folder: Path) -> None:  # noqa: ARG002 - a name alone is no folder here
        self._call("remove_folder")

    def names(self, folder: Path) -> list[str]:
        self._call("names")
        return [path.name for path in self._names if path.parent == folder]

    def sleep(self, seconds: float) -> None:
        self._call("sleep")
        self.slept.append(seconds)


def _subsets(items: list[Item]) -> Iterator[list[Item]]:
    """Every choice of some of the items, in their order."""
    for chosen in itertools.product((False, True), repeat=len(items)):
        yield list(itertools.compress(items, chosen))


def fail_at(number: int, error: BaseException) -> Callable[[int, str], None]:
    """A ``before_call`` that raises at one call, counted from 1."""

    def before_call(at: int, _call: str) -> None:
        if at == number:
            raise error

    return before_call


def windows_error(code: int) -> OSError:
    """An error as Windows reports it, on any system."""
    error = OSError(errno.EACCES, os.strerror(errno.EACCES))
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


class Watched:
    """The real disk, with a function called before each call that may raise."""

    def __init__(self, before_call: Callable[[int, str], None]) -> None:
        self.calls: list[str] = []
        self._before_call = before_call

    def _then(self, name: str, call: Callable[[], Result]) -> Result:
        self.calls.append(name)
        self._before_call(len(self.calls), name)
        return call()

    def existing(self, path: Path) -> Existing | None:
        return self._then("existing", lambda: SYSTEM.existing(path))

    def create(self, path: Path) -> int:
        return self._then("create", lambda: SYSTEM.create(path))

    def append_to(self, path: Path) -> int:
        return self._then("append_to", lambda: SYSTEM.append_to(path))

    def like(self, descriptor: int, model: Existing) -> None:
        self._then("like", lambda: SYSTEM.like(descriptor, model))

    def write(self, descriptor: int, data: memoryview) -> int:
        return self._then("write", lambda: SYSTEM.write(descriptor, data))

    def fsync(self, descriptor: int) -> None:
        self._then("fsync", lambda: SYSTEM.fsync(descriptor))

    def close(self, descriptor: int) -> None:
        SYSTEM.close(descriptor)

    def read(self, path: Path) -> bytes:
        return self._then("read", lambda: SYSTEM.read(path))

    def replace(self, source: Path, target: Path) -> None:
        self._then("replace", lambda: SYSTEM.replace(source, target))

    def sync_folder(self, folder: Path) -> None:
        self._then("sync_folder", lambda: SYSTEM.sync_folder(folder))

    def unlink(self, path: Path) -> None:
        self._then("unlink", lambda: SYSTEM.unlink(path))

    def make_folder(self, folder: Path) -> bool:
        return self._then("make_folder", lambda: SYSTEM.make_folder(folder))

    def remove_folder(self, folder: Path) -> None:
        self._then("remove_folder", lambda: SYSTEM.remove_folder(folder))

    def names(self, folder: Path) -> list[str]:
        return self._then("names", lambda: SYSTEM.names(folder))

    def sleep(self, seconds: float) -> None:
        self._then(f"sleep {seconds}", lambda: None)
