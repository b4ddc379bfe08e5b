"""Keep earlier versions of saved reports in the user's data folder.

Each report has a folder of its own, named after its path. A version is a whole copy: a hard link
would change with the report when another program writes into it. Versions are numbered, because
the clock of an office computer may jump; the number decides which is newer, the time is shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.files import refusals
from report_editor.files.atomic import write_atomically
from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.files.fingerprint import Fingerprint
from report_editor.files.refusals import WriteProblem, explain_cause
from report_editor.files.regular_file import read_bytes
from report_editor.files.user_folders import make_folder
from report_editor.storage.json_files import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable

LAST = 5
"""Number of versions kept however close in time."""
DAYS = 14
"""Number of days, of those with a save, whose last version is kept."""
UPGRADES = 3
"""Number of versions kept from before a change of the file format."""

_ORIGIN = "origin.json"
_NAME = re.compile(r"([0-9]{6})-([0-9]{8}T[0-9]{6}Z)-(save|upgrade)-([0-9a-f]{64})(\.\w{1,10})?")
_TIME = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Reason why a version was kept."""

    SAVE = "save"
    UPGRADE = "upgrade"
    """Kept before a save that changes the file's format."""


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier version of a report."""

    file: Path
    number: int
    """Counts up; the highest is the newest."""
    kept: datetime
    """Local time with its zone."""
    reason: Reason
    sha256: str
    size: int
    """Bytes."""

    def read(self) -> bytes:
        """Return the version's content; open it as a new document, never over the report.

        Raises:
            VersionProblem: It is gone or damaged.
        """
        try:
            data = read_bytes(self.file)
        except OSError as error:
            raise VersionProblem(f"这个历史版本读不出来：{explain_cause(error)}") from error
        if Fingerprint.of(data).sha256 != self.sha256:
            raise VersionProblem("这个历史版本的内容已经损坏。请选择另一个版本。")
        return data


class VersionProblem(Problem):
    """An earlier version that cannot be kept or read; the text is a Chinese sentence."""


def save(
    path: Path,
    data: bytes,
    backups: Path,
    *,
    upgrade: bool = False,
    ops: FileOps = SYSTEM,
    is_wanted: Callable[[], bool] = lambda: True,
) -> str:
    """Save a report: keep a version of the file, write it, keep a version of the new content.

    Old versions are dropped only after the new content, which was read back already, stands in the
    file. A version that cannot be kept does not hinder the save. ``upgrade`` says that the file is
    of an older format than the new content; ``is_wanted`` is that of :func:`write_atomically`.

    Returns:
        A Chinese sentence where the file is saved but a version of it is not kept, else "".

    Raises:
        WriteProblem: The file was not saved; it holds what it held.
        NotWanted: ``is_wanted`` said no; the file holds what it held.
    """
    warning = ""
    try:
        keep_version(path, backups, Reason.UPGRADE if upgrade else Reason.SAVE, ops=ops)
    except VersionProblem as problem:
        warning = str(problem)
    write_atomically(path, data, ops=ops, is_wanted=is_wanted)
    try:
        keep_content(path, data, backups, ops=ops)
        versions = list_versions(path, backups)
    except VersionProblem as problem:
        warning, versions = str(problem), []
    stay = select_kept(versions)
    for each in versions:
        if each.number not in stay:
            with contextlib.suppress(OSError):  # one too many harms nobody
                ops.unlink(each.file)
    return warning and f"报告已经保存，但是{warning}"


def keep_version(
    path: Path, backups: Path, reason: Reason = Reason.SAVE, *, ops: FileOps = SYSTEM
) -> Version | None:
    """Keep what a file holds now, as :func:`keep_content` does; None where there is no file."""
    try:
        found = ops.existing(path)
        if not found or not found.is_file:
            return None
        if found.size > refusals.LARGEST_FILE:
            raise VersionProblem(f"{refusals.quote(path.name)}太大，没有保留历史版本。")
        data = ops.read(path)
    except (OSError, ValueError) as error:
        raise _refuse_keeping(error, backups) from error
    return keep_content(path, data, backups, reason, ops=ops)


def keep_content(
    path: Path,
    data: bytes,
    backups: Path,
    reason: Reason = Reason.SAVE,
    *,
    ops: FileOps = SYSTEM,
) -> Version:
    """Keep the content of a file unless the newest version has it; return the version that does.

    Raises:
        VersionProblem: It could not be kept.
    """
    try:
        folder = make_folder(_locate(path, backups))
        versions = _list_folder(folder)
        digest = Fingerprint.of(data).sha256
        newest = versions[0] if versions else None
        if newest and newest.sha256 == digest and reason in (newest.reason, Reason.SAVE):
            return newest
        number = newest.number + 1 if newest else 1
        now = datetime.now(UTC)
        suffix = path.suffix if re.fullmatch(r"\.\w{1,10}", path.suffix, re.ASCII) else ""
        file = folder / f"{number:06}-{now:{_TIME}}-{reason}-{digest}{suffix}"
        write_atomically(file, data, ops=ops)
        if not newest:
            write_json(folder / _ORIGIN, {"path": str(_identify(path))}, ops=ops)
    except (OSError, ValueError, WriteProblem) as error:
        raise _refuse_keeping(error, backups) from error
    return Version(file, number, now.astimezone(), reason, digest, len(data))


def _refuse_keeping(error: OSError | ValueError | WriteProblem, backups: Path) -> VersionProblem:
    advice = refusals.advise_on_own_folder(backups)
    return VersionProblem(f"历史版本没有保留下来：{explain_cause(error)}{advice}")


def list_versions(path: Path, backups: Path) -> list[Version]:
    """Return the versions kept of a report, the newest first; also after it was renamed."""
    return _list_folder(_locate(path, backups))


def select_kept(versions: list[Version]) -> set[int]:
    """Return the numbers of the versions that stay, of all given with the newest first."""
    days: dict[date, Version] = {}
    for each in versions:
        days.setdefault(each.kept.date(), each)
    upgrades = [each for each in versions if each.reason is Reason.UPGRADE]
    stay = (*versions[:LAST], *list(days.values())[:DAYS], *upgrades[:UPGRADES])
    return {each.number for each in stay}


def _list_folder(folder: Path) -> list[Version]:
    try:
        found = [each for each in map(_parse_name, folder.iterdir()) if each]
    except OSError:
        return []
    return sorted(found, key=lambda each: each.number, reverse=True)


def _parse_name(file: Path) -> Version | None:
    match = _NAME.fullmatch(file.name)
    if not match:
        return None
    number, time, reason, digest = match.group(1, 2, 3, 4)
    try:
        kept = datetime.strptime(time, _TIME).replace(tzinfo=UTC).astimezone()
        return Version(file, int(number), kept, Reason(reason), digest, file.stat().st_size)
    except (ValueError, OverflowError, OSError):
        return None


def _identify(path: Path) -> Path:
    return Path(os.path.normcase(os.path.realpath(path)))


def _locate(path: Path, backups: Path) -> Path:
    """Return the folder of a report's versions; it is moved once where the report was renamed."""
    identity = _identify(path)
    digest = hashlib.sha256(str(identity).encode(errors="surrogateescape")).hexdigest()
    own = backups / digest[:24]
    with contextlib.suppress(OSError, WriteProblem):
        if not own.exists() and (former := _find_former(path, backups)):
            former.replace(own)
            write_json(own / _ORIGIN, {"path": str(identity)})
    return own


def _find_former(path: Path, backups: Path) -> Path | None:
    """Find the folder whose report is gone and whose newest version is this file."""
    try:
        digest = Fingerprint.of(read_bytes(path)).sha256
        folders = [each for each in backups.iterdir() if each.is_dir()]
    except OSError:
        return None
    for folder in folders:
        versions = _list_folder(folder)
        if versions and versions[0].sha256 == digest:
            origin = read_json(folder / _ORIGIN).get("path")
            if isinstance(origin, str) and not Path(origin).exists():
                return folder
    return None
