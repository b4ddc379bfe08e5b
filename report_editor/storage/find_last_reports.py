"""Find what is likely last year's report in the user's own folders, by the names of the files.

It is only offered, so little is looked at and nothing is opened, but the beginning of a plain text
whose name says no more than a year. Links are not followed, nor other drives entered.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.files.patience import call_within
from report_editor.files.refusals import LARGEST_FILE
from report_editor.files.regular_file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ENTRIES = 20_000
"""Names that are looked at in all."""
MOST_FOLDERS = 300
SECONDS = 1.0
"""Time after which no more is looked at."""
PATIENCE_SECONDS = 2.0
"""Time that is waited for a drive that does not answer."""
MOST_PEEKS = 20
PEEK_BYTES = 64 << 10
_FIRST_YEAR = 2008
"""First year that reports are about: 政府信息公开条例 came into force in May 2008."""
ENDINGS = (
    *(".xlsx", ".docx", ".wps", ".doc", ".et", ".xls", ".odt", ".ods", ".rtf"),
    *(".pdf", ".html", ".htm", ".mht", ".txt"),
)
"""Of several files of one name, the one whose ending stands first is the best to go on from."""
_PLAIN_TEXTS = (".html", ".htm", ".txt")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OPENNESS = re.compile("公[开開]|政[务務]")
_REPORT = re.compile("年度?[报報][告]?|工作[报報]告")
_OTHER = re.compile(
    "通知|模[板版]|[样樣空]表|指南|[说說]明|要求|解[读讀]|[图圖]解|[读讀]懂|[汇匯][总總]|审核|意[见見]|"
    "[对對]照|台[账賬帐]|方案|公司|企[业業]|[财財][务務]|审[计計]|[决決]算|[预預]算|招股|基金|股份"
)
_SAYS_SO = tuple(
    words.encode(encoding)
    for words, encodings in (
        ("信息公开", ("utf-8", "gb18030", "utf-16-le")),
        ("信息公開", ("utf-8", "gb18030", "big5", "utf-16-le")),
    )
    for encoding in encodings
)
_ONLINE_ONLY = 0x1000 | 0x40000 | 0x400000
"""Attributes of a file on Windows whose content is fetched from elsewhere once it is opened."""


@dataclass(frozen=True, slots=True)
class SearchedFolder:
    """A folder in which people keep what they write or get."""

    path: Path
    words: str
    """Name in the file manager: 下载."""
    depth: int = 2
    """Levels of folders below it that are searched too."""


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A file that is likely the last report."""

    path: Path
    folder: str
    """Folder in the words of the file manager: 下载/年报."""
    year: int | None
    """Year of the report by the name of the file; None where that says none."""
    modified: datetime


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: FoundReport
    strength: int
    """2 where the name says a report on openness, 1 a report of a year, 0 no more than a year."""
    can_peek: bool


@dataclass(slots=True)
class _Search:
    """A search under way; what it has found counts even if a drive keeps it from ending."""

    due: int
    candidates: list[_Candidate] = field(default_factory=list)

    def run(self, folders: Iterable[SearchedFolder]) -> None:
        """Look through some folders, one level after the other."""
        end, left = time.monotonic() + SECONDS, MOST_ENTRIES
        waiting = deque(folders)
        for _ in range(MOST_FOLDERS):
            if not waiting:
                return
            folder = waiting.popleft()
            with suppress(OSError), os.scandir(folder.path) as entries:
                device = folder.path.stat().st_dev
                for entry in entries:
                    left -= 1
                    if left < 0 or time.monotonic() > end:
                        return
                    if entry.name.startswith((".", "~")) or not _is_text(entry.name):
                        continue
                    if entry.name.lower().endswith(ENDINGS):
                        self._look_at(entry, folder.words)
                    elif folder.depth and _is_folder_of_drive(entry, device):
                        words = f"{folder.words}/{entry.name}"
                        waiting.append(SearchedFolder(Path(entry), words, folder.depth - 1))

    def _look_at(self, entry: os.DirEntry[str], folder: str) -> None:
        path = Path(entry)
        stem, is_plain = path.stem, path.suffix.lower() in _PLAIN_TEXTS
        if _OTHER.search(stem):
            return
        years = [int(each) for each in _YEAR.findall(stem) or _YEAR.findall(Path(folder).name)]
        past = [each for each in years if _FIRST_YEAR <= each < self.due]
        if years and not past:
            return
        has_report, is_open = bool(_REPORT.search(stem)), bool(_OPENNESS.search(stem))
        strength = 2 if has_report and is_open else int(has_report and bool(past))
        if not strength and not (past and is_plain):
            return
        with suppress(OSError, OverflowError, ValueError):  # a file may be from any year
            if not entry.is_file(follow_symlinks=False):
                return
            status = entry.stat(follow_symlinks=False)
            if not 0 < status.st_size <= LARGEST_FILE:
                return
            modified = datetime.fromtimestamp(max(0, status.st_mtime)).astimezone()
            found = FoundReport(path, folder, max(past, default=None), modified)
            is_local = not getattr(status, "st_file_attributes", 0) & _ONLINE_ONLY
            if strength or is_local:
                self.candidates.append(_Candidate(found, strength, is_plain and is_local))


def find_last_reports(folders: Iterable[SearchedFolder], due: int) -> list[FoundReport]:
    """Find reports of the years before ``due``, the year whose report is due; likeliest first."""
    search = _Search(due)
    call_within(PATIENCE_SECONDS, lambda: search.run(folders), None)
    named = [each for each in search.candidates if each.strength == 2 or not each.can_peek]
    unclear = sorted((each for each in search.candidates if each not in named), key=_rank)
    certain: list[_Candidate] = []
    call_within(PATIENCE_SECONDS, lambda: certain.extend(_confirm(unclear[:MOST_PEEKS])), None)
    best: dict[tuple[Path, str], FoundReport] = {}
    for each in sorted([*named, *certain], key=_rank):
        best.setdefault((each.found.path.parent, each.found.path.stem), each.found)
    return list(best.values())


def _rank(candidate: _Candidate) -> tuple[int, int, int, float]:
    """Return a key by which what says most comes first, of that the newest year."""
    found = candidate.found
    ending = ENDINGS.index(found.path.suffix.lower())
    return (-candidate.strength, -(found.year or 0), ending, -found.modified.timestamp())


def _confirm(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Yield those whose text says what their name does not."""
    return (replace(each, strength=2) for each in candidates if _says_so(each.found.path))


def _is_folder_of_drive(entry: os.DirEntry[str], device: int) -> bool:
    """Check for a folder on the drive of the one around it; Windows does not tell the drive."""
    with suppress(OSError):
        is_folder = entry.is_dir(follow_symlinks=False)
        return is_folder and entry.stat(follow_symlinks=False).st_dev in (device, 0)
    return False


def _says_so(path: Path) -> bool:
    with suppress(OSError, ValueError):
        head = read_bytes(path, PEEK_BYTES)
        return any(each in head for each in _SAYS_SO)
    return False


def _is_text(name: str) -> bool:
    """Check whether a name is text: on Linux it may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
