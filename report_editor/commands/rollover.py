"""Begin this year's report from last year's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.checks import summarise
from report_editor.commands.command import ANY_REPORT, CommandProblem
from report_editor.commands.reading_notes import print_notes
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.workspace.formats import ENDINGS, find_format
from report_editor.workspace.last_year import describe_carried, examine, get_calendar_year
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.commands.command import Parser
    from report_editor.workspace.last_year import LastYear


def roll_over(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``rollover``; return the exit code."""
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"上年的报告，{ANY_REPORT}")
    parser.add_output(ENDINGS)
    parser.switches.add_argument(
        "--year", metavar="年", type=_read_year, help="新报告的年度，默认是上年报告的下一年"
    )
    options = parser.parse(words)
    output = find_format(options.output)
    opened = open_file(options.file)
    if options.year is None and opened.document.year is None:
        raise CommandProblem(f"“{options.file.name}”里没有年度。请用 --year 写明新报告的年度。")
    last = examine(opened.document, options.file.name, opened, options.file)
    document = last.begin_report(options.year)
    notes = output.write_file(document, options.output)
    _print_last_year(options.file, last)
    if options.year is None and (sentence := last.describe_year(get_calendar_year())):
        print(f"  请看 {sentence}")
    for sentence in describe_carried(last, document):
        print(f"  新报告 {name_hidden_in_line(sentence)}")
    return print_notes(notes)


def _print_last_year(path: Path, last: LastYear) -> None:
    """Print how last year's report was read, and what is wrong in it."""
    print(f"{name_hidden_in_line(str(path))}：{last.summary}；{summarise(last.findings)}")
    for remark in last.remarks:
        print(f"  {'请看' if remark.is_news else '说明'} {name_hidden_in_line(remark.text)}")
    for finding in last.findings:
        message = name_hidden_in_line(finding.message)
        print(f"  {finding.severity.word} [{finding.code}] {message}")


def _read_year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise CommandProblem(f"命令写得不对（--year：“{text}”不是四位数的年份）。")
    return int(text)
