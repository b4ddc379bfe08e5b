"""Check one report, or all that folders hold."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.checks import Severity, check, summarise
from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.find_files import find_files
from report_editor.collection.findings_table import describe_as_json, list_findings
from report_editor.collection.last_years import write_index
from report_editor.collection.report_row import (
    UnreadFile,
    pack_report,
    unpack_report,
)
from report_editor.collection.table_files import make_csv, make_json, make_workbook
from report_editor.commands.command import FAILED, FOUND, OK, fail
from report_editor.commands.many_files import (
    Tally,
    add_paths,
    check_ending,
    examine_folder,
    examine_found,
    report_unread,
)
from report_editor.commands.progress import show_at_end
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.common.problem import Problem
from report_editor.files.atomic import write_atomically
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from report_editor.collection.find_files import Found
    from report_editor.collection.report_row import Examined
    from report_editor.commands.command import Parser

_ENDINGS = (".xlsx", ".csv", ".json")
_MOST_CODES = 6
"""Codes of errors that the line of a file names."""


def check_reports(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``check``; return the exit code."""
    add_paths(parser)
    parser.switches.add_argument(
        "--last-year",
        metavar="文件或文件夹",
        type=Path,
        help="上一年的报告，用来核对两年之间的数字；文件夹里按单位找",
    )
    parser.switches.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    parser.switches.add_argument(
        "-o", "--output", metavar="文件", type=Path,
        help=f"把发现的问题写成表，一行一个问题；扩展名决定格式：{' '.join(_ENDINGS)}",
    )  # fmt: skip
    options = parser.parse(words)
    if options.output:
        check_ending(options.output, _ENDINGS)
    found = find_files(options.files, without=[options.output] if options.output else ())
    printer = _JsonPrinter() if options.json else _TextPrinter(is_alone=_is_alone(found))
    kept: list[Examined] = []
    tally = Tally()
    code = OK
    with tempfile.TemporaryDirectory(prefix="report-editor-") as folder:
        how, is_complete = _prepare(options, Path(folder))
        for each in _examine(found, options, how):
            tally = tally.add(each)
            printer.print(each)
            if options.output:
                kept.append(each)
    printer.finish()
    show_at_end(str(tally))
    if options.output:
        _write(options.output, kept)
    if tally.unread or not is_complete:
        code = FAILED
    elif tally.with_errors:
        code = FOUND
    return code


def _is_alone(found: Found) -> bool:
    return len(found.files) == 1 and not found.unread


def _prepare(options: argparse.Namespace, folder: Path) -> tuple[ExamineOptions, bool]:
    """Get ready what is compared with; return also whether all of it could be read."""
    last_year: Path | None = options.last_year
    if last_year is None:
        return ExamineOptions(), True
    if not last_year.is_dir():
        return ExamineOptions(last_year=str(last_year.absolute())), True
    rows, unread = examine_folder(last_year, "读取上年的报告", options.jobs)
    index = folder / "last-years.json"
    write_index(rows, index)
    return ExamineOptions(last_years=str(index)), not unread


def _examine(found: Found, options: argparse.Namespace, how: ExamineOptions) -> Iterator[Examined]:
    """Examine the files; one alone in this process, which needs no other to be started."""
    if how.last_year or _is_alone(found):
        last = open_file(options.last_year).document if how.last_year else None
        if _is_alone(found) and not how.last_years:
            (path,) = found.files
            try:
                opened = open_file(path)
            except Problem as problem:
                yield UnreadFile(path, str(problem))
                return
            findings = check(opened.document, last)
            yield unpack_report(path, pack_report(path, opened, findings))
            return
    yield from examine_found(found, "检查", how, options.jobs)


class _TextPrinter:
    """Findings as lines: all of one file, or one line a file."""

    def __init__(self, *, is_alone: bool) -> None:
        self._is_alone = is_alone

    def print(self, examined: Examined) -> None:
        if isinstance(examined, UnreadFile):
            if self._is_alone:
                fail(examined.problem)
            else:
                report_unread(examined)
            return
        findings = examined.findings
        line = f"{examined.file}：{summarise(each.finding for each in findings)}"
        if not self._is_alone:
            errors = (each.finding for each in findings if each.finding.severity is Severity.ERROR)
            codes = list(dict.fromkeys(each.code for each in errors))
            named = "".join(f" [{code}]" for code in codes[:_MOST_CODES])
            note = f"（{examined.last_year_note}）" if examined.last_year_note else ""
            print(name_hidden_in_line(line + named + note), flush=True)
            return
        print(name_hidden_in_line(line))
        for note in filter(None, (*examined.notes, examined.last_year_note)):
            print(f"  说明 {name_hidden_in_line(note)}")
        for each in findings:
            finding, aside = each.finding, "（已说明理由）" if each.is_set_aside else ""
            message = name_hidden_in_line(finding.message)
            print(f"  {finding.severity.word}{aside} [{finding.code}] {message}")

    def finish(self) -> None:
        """Do nothing: every line is out."""


class _JsonPrinter:
    """Findings as one JSON object, which is printed entry by entry."""

    def __init__(self) -> None:
        # Other encodings than UTF-8 get escapes, which every reader of JSON understands.
        self._ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        self._separator = '{"files": ['

    def print(self, examined: Examined) -> None:
        if isinstance(examined, UnreadFile):
            report_unread(examined)
        entry = json.dumps(describe_as_json(examined), ensure_ascii=self._ascii_only, indent=1)
        print(self._separator, entry, sep="\n", end="")
        self._separator = ","

    def finish(self) -> None:
        print("" if self._separator == "," else self._separator, "]}", sep="\n")


def _write(path: Path, examined: list[Examined]) -> None:
    match path.suffix.lower():
        case ".xlsx":
            data = make_workbook([list_findings(examined)])
        case ".csv":
            data = make_csv(list_findings(examined))
        case _:
            data = make_json({"files": map(describe_as_json, examined)})
    write_atomically(path, data)
