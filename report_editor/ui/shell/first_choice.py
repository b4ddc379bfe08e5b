"""Find the likeliest thing to do at the start, by the date and the recent files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.storage.recent import FINAL_STATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.storage.find_last_reports import FoundReport
    from report_editor.storage.recent import RecentFile

PART = " · "
"""Dot between the parts of what is said of a file."""
_CARRIED = "结转数字自动带过来，去年的数字和文字留作对照。"
_LONGEST_NAME = 80
"""Characters of the name of a file that nobody has chosen yet."""


@dataclass(frozen=True, slots=True)
class FirstChoice:
    """First choice of the start page."""

    title: str
    words: str
    path: Path | None = None
    """File that it is about; None where it is still to be chosen."""
    is_begun: bool = False
    """Set where this year's report is there already and is to be opened."""


def find_first_choice(
    files: Sequence[RecentFile], due: int, found: Sequence[FoundReport] = ()
) -> FirstChoice:
    """Return what most people want who write the report of the year ``due``.

    ``files`` are the recent ones; ``found`` were never opened here, and may be last year's report.
    """
    begun = next((each for each in files if each.year == due), None)
    if begun is not None:
        words = f"{begun.organization or begun.title}，{describe_file(begun)}"
        verb = "查看" if begun.state == FINAL_STATE else "继续填写"
        return FirstChoice(f"{verb} {due} 年度报告", words, begun.path, is_begun=True)
    title = f"开始写 {due} 年度报告"
    last = next((each for each in files if each.year == due - 1), None)
    if last is None and found:
        best = found[0]
        title = f"开始写 {best.year + 1} 年度报告" if best.year else title
        year = f"（{best.year} 年度）" if best.year else ""
        words = f"用{describe_place(best)}里找到的 {name_found(best)}{year}：{_CARRIED}"
        return FirstChoice(title, f"{words}先给您看读到了什么，再新建。", best.path)
    if last is None:
        words = f"选择 {due - 1} 年度的报告，Word、PDF、网页、Excel、WPS、文本文件都可以。"
        return FirstChoice(title, f"{words}{_CARRIED}")
    whose = f"{last.organization} {due - 1} 年度的报告" if last.organization else last.title
    words = f"以{whose}（{last.path.name}）新建：{_CARRIED}"
    return FirstChoice(title, words, last.path)


def describe_file(file: RecentFile, now: datetime | None = None) -> str:
    """Return the name of a recent file, its state and when it was last opened."""
    when = _format_moment(file.opened, now or datetime.now().astimezone())
    return PART.join(filter(None, (file.path.name, file.state, when)))


def name_found(found: FoundReport) -> str:
    """Return the name of a file that was found, in one line."""
    return name_hidden_in_line(found.path.name, _LONGEST_NAME)


def describe_place(found: FoundReport) -> str:
    """Return the folder of a file that was found, as the file manager calls it."""
    return f"“{name_hidden_in_line(found.folder, _LONGEST_NAME)}”"


def describe_found(found: FoundReport, now: datetime | None = None) -> str:
    """Return what a file that was found is good for, where it is and from when."""
    when = _format_moment(found.modified, now or datetime.now().astimezone())
    begun = f"以它写 {found.year + 1} 年度报告" if found.year else "以它写年度报告"
    return PART.join((begun, f"在{describe_place(found)}里", when))


def _format_moment(moment: datetime, now: datetime) -> str:
    """Return when a moment was, as one says it now: the time of today, the date of others."""
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{('今天', '昨天')[days]} {moment:%H:%M}"
    day = f"{moment.month} 月 {moment.day} 日"
    return day if moment.year == now.year else f"{moment.year} 年 {day}"
