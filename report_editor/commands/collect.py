"""Sum the tables of many reports, and tell who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.find_files import find_files
from report_editor.collection.report_row import list_reports
from report_editor.collection.roster import read_expected
from report_editor.collection.summary import Summary, summarise_reports
from report_editor.collection.summary_files import ENDINGS, make_summary_file
from report_editor.collection.table_files import check_parquet
from report_editor.commands.command import FAILED, FOUND, OK
from report_editor.commands.many_files import (
    add_paths,
    check_ending,
    examine_folder,
    examine_found,
    report_unread,
)
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.files.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.commands.command import Parser


def collect_reports(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``collect``; return the exit code."""
    add_paths(parser)
    parser.add_output(" ".join(ENDINGS))
    parser.switches.add_argument(
        "--expected",
        metavar="名单",
        type=Path,
        help="应当交报告的单位：每行一个名称的文本文件，或者上年报告的文件夹",
    )
    options = parser.parse(words)
    check_ending(options.output, ENDINGS)
    if options.output.suffix.lower() == ".parquet":
        check_parquet()
    expected, is_complete = _list_expected(options.expected, options.jobs)
    found = find_files(options.files, without=[options.output])
    rows, unread = list_reports(
        examine_found(found, "读取", ExamineOptions(prints=True), options.jobs)
    )
    for each in unread:
        report_unread(each)
    summary = summarise_reports(rows, unread, expected, options.jobs)
    write_atomically(options.output, make_summary_file(summary, options.output.suffix.lower()))
    for line in _describe(summary, with_list=expected is not None):
        print(name_hidden_in_line(line))
    if unread or not is_complete:
        return FAILED
    return OK if summary.is_in_order else FOUND


def _list_expected(path: Path | None, jobs: int | None) -> tuple[list[str] | None, bool]:
    """Return the names of the offices expected, and whether all of them could be read."""
    if path is None:
        return None, True
    if not path.is_dir():
        return read_expected(path), True
    rows, unread = examine_folder(path, "读取名单", jobs)
    return [row.organization for row in rows], not unread


def _describe(summary: Summary, *, with_list: bool) -> Iterator[str]:
    """Yield the lines that say what was added up, and what is to be looked at."""
    for sums in summary.sums:
        yield f"合计（{sums.title}）：{len(sums.rows)} 份报告"
    for row in summary.rows:
        if not summary.is_counted(row):
            yield f"没有计入合计：{row.file}（{summary.left_out[id(row)]}）"
    roster = summary.roster
    if with_list:
        yield f"没有交：{'、'.join(roster.missing) or '无'}"
    for group in roster.twice:
        yield f"重复：{group[0].name} {len(group)} 份"
    for name, row in roster.renamed:
        yield f"名称不同：名单里是“{name}”，报告里是“{row.name}”"
    for row in roster.unexpected:
        yield f"不在名单里：{row.name}"
    if roster.nameless:
        yield f"单位不明：{len(roster.nameless)} 份"
    wrong = sum(row.errors > 0 for row in summary.rows)
    yield f"有错误的报告：{wrong} 份"
    for row, finding in summary.across:
        yield f"{finding.severity.word} [{finding.code}] {row.name}：{finding.message}"
