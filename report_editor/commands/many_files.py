"""Options and work that the commands on many files share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_editor.collection.find_files import Found, find_files
from report_editor.collection.report_row import Examined, ReportRow, UnreadFile
from report_editor.commands.command import ANY_REPORT, CommandProblem, Parser, fail
from report_editor.commands.progress import Progress
from report_editor.files.atomic import check_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.collection.examine_options import ExamineOptions

_MOST_JOBS = 256


def add_paths(parser: Parser) -> None:
    """Add the files and folders, and the number of processes."""
    parser.files.add_argument(
        "files",
        metavar="文件或文件夹",
        nargs="+",
        type=Path,
        help=f"报告，{ANY_REPORT}；文件夹连同里面的文件夹都会看",
    )
    parser.switches.add_argument(
        "--jobs", metavar="个数", type=_read_jobs, help="同时用几个进程，默认有几个核就用几个"
    )


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a file that cannot be written, before any work is done in vain.

    Raises:
        Problem: Its ending is none of those given, its folder is not there, or what stands there
            is no file.
    """
    if path.suffix.lower() not in endings:
        named = " ".join(endings)
        raise CommandProblem(f"不能写“{path.name}”：扩展名应当是 {named} 之一。")
    if not path.absolute().parent.is_dir():
        raise CommandProblem(f"不能写“{path}”：没有这个文件夹。请先建好文件夹，或者换一个位置。")
    check_target(path)


def examine_found(
    found: Found, action: str, how: ExamineOptions | None = None, jobs: int | None = None
) -> Iterator[Examined]:
    """Yield what could not be searched, and then the files in their order."""
    yield from found.unread
    if not found.files:
        return
    from report_editor.collection.pool import Pool  # all readers, which one own file needs not

    progress = Progress(action, len(found.files))
    with Pool(found.files, how, jobs=jobs) as pool:
        yield from progress.follow(pool.take_results_in_order())


class Tally(NamedTuple):
    """Numbers of files that were examined."""

    reports: int = 0
    with_errors: int = 0
    unread: int = 0

    def add(self, examined: Examined) -> Tally:
        """Return the numbers with one more."""
        if isinstance(examined, UnreadFile):
            return self._replace(unread=self.unread + 1)
        wrong = self.with_errors + bool(examined.errors)
        return self._replace(reports=self.reports + 1, with_errors=wrong)

    def __str__(self) -> str:
        """Return them in a Chinese sentence."""
        parts = [f"看了 {self.reports} 份报告，{self.with_errors} 份有错误"]
        if self.unread:
            parts.append(f"{self.unread} 个没有读出来")
        return "，".join(parts) + "。"


def report_unread(unread: UnreadFile) -> None:
    """Print the sentence of a file that was not read, with its path, on standard error."""
    fail(f"{unread.file}：{unread.problem}")


def examine_folder(
    folder: Path, action: str, jobs: int | None
) -> tuple[list[ReportRow], list[UnreadFile]]:
    """Examine what a folder holds; print the sentences of what could not be read."""
    rows: list[ReportRow] = []
    unread: list[UnreadFile] = []
    for each in examine_found(find_files([folder]), action, jobs=jobs):
        if isinstance(each, UnreadFile):
            report_unread(each)
            unread.append(each)
        else:
            rows.append(each)
    return rows, unread


def _read_jobs(text: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= _MOST_JOBS:
        raise CommandProblem(f"命令写得不对（--jobs：“{text}”不是 1 到 {_MOST_JOBS} 的整数）。")
    return int(text)
