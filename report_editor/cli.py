"""Command line: the window, or one of the commands that need none.

The first word decides. A report whose file is called ``check`` is opened as ``./check``.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor import __version__
from report_editor.checks import summarise
from report_editor.commands.command import (
    ANY_REPORT,
    FAILED,
    FOUND,
    OK,
    CommandProblem,
    Parser,
    Subcommand,
    fail,
    give_up_output,
)
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.common.problem import Problem
from report_editor.exporters.bundle import choose_options, make_bundle
from report_editor.exporters.options import PublicationOptions
from report_editor.files.file_set import write_together
from report_editor.files.refusals import explain_cause
from report_editor.forms import form, forms
from report_editor.workspace.formats import FORMATS, find_format
from report_editor.workspace.last_year import describe_carried, examine, get_calendar_year
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.importers import Recognition
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.opening import Opened

_ENDINGS = " ".join(each.ending for each in FORMATS)

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the words after its name, by default the process's own.

    Returns:
        The exit code: 0, 1 (``check`` found an error in a report, ``verify`` another paper) or
        2 (a line on standard error says what went wrong).
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding shows what it cannot print as escapes and goes on.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # What libraries and readers log is no line for the user.
    logging.basicConfig(handlers=[logging.NullHandler()])
    try:
        code = _run(words)
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.flush()  # at the exit it is too late to hear that nobody reads
        return code
    except Problem as problem:
        return fail(str(problem))
    except BrokenPipeError:
        give_up_output()
        return FAILED  # quietly: who read our output has seen enough
    except OSError as error:  # of output alone: files are read and written with Problems
        give_up_output()
        return fail(f"结果没有写完：{explain_cause(error)}请把结果写到别的地方再试。")
    except KeyboardInterrupt:
        return fail("已中断。")
    except Exception as error:
        _log.exception("the command failed")
        kind = type(error).__name__
        return fail(f"程序内部出错（{kind}），没有完成。请把出错的经过告诉开发者。")


def _run(words: Sequence[str]) -> int:
    for each in SUBCOMMANDS:
        if words[:1] == [each.name]:
            return each.run(Parser(each.name, each.summary), words[1:])
    return _open_window(words)


# ---------------------------------------------------------------------- the commands


def _check(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.check import check_reports  # the readers of many files

    return check_reports(parser, words)


def _collect(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.collect import collect_reports

    return collect_reports(parser, words)


def _convert(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.workspace.verification import describe_broken_final

    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要转换的报告，{ANY_REPORT}")
    parser.add_output(_ENDINGS)
    parser.switches.add_argument(
        "--form", choices=[each.id for each in forms()], help="换成这一版的表格格式"
    )
    parser.add_publication_options()
    options = parser.parse(words)
    output = find_format(options.output)  # before any work is done in vain
    opened = open_file(options.file)
    document, notes = opened.document, _list_reading_notes(opened)
    notes += describe_broken_final(document)
    if options.form:
        from report_editor.document.editions import convert

        document, lost = convert(document, form(options.form))
        notes += lost
    if opened.is_own and output.ending == ".xlsx":
        notes += _describe_left_sheets(options.file, options.output)
    choices = choose_options(output, _read_publication_options(options))
    return _print_notes([*notes, *output.write_file(document, options.output, choices)])


def _publish(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.workspace.verification import describe_broken_final

    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要发布的报告，{ANY_REPORT}")
    parser.add_output_folder("写到哪个文件夹，没有就新建；里面别的文件不动")
    parser.add_publication_options()
    options = parser.parse(words)
    opened = open_file(options.file)
    bundle = make_bundle(opened.document, _read_publication_options(options), lambda _share: None)
    write_together(options.output, bundle.files)
    for name in bundle.files:
        print(name_hidden_in_line(str(options.output / name)))
    broken = describe_broken_final(opened.document)
    return _print_notes([*_list_reading_notes(opened), *broken, *bundle.notes])


def _read_publication_options(options: argparse.Namespace) -> PublicationOptions:
    return PublicationOptions(
        signature=not options.no_signature,
        draft=options.draft,
        check_code=not options.no_check_code,
    )


def _list_reading_notes(opened: Opened) -> list[str]:
    left_out = _list_left_out(opened.recognition) if opened.recognition else ()
    return [*opened.notes, *left_out]


def _list_left_out(found: Recognition) -> Iterator[str]:
    """Yield the texts of the source that were left out by rule, those of a kind in one line."""
    for kind in found.dropped:
        texts = [each.text for each in found.left_out if each.kind == kind and each.text]
        if texts:
            yield f"略去的{kind}：{' | '.join(texts)}"


def _describe_left_sheets(file: Path, output: Path) -> Iterator[str]:
    """Name the user sheets of a report's own file that a copy elsewhere is made without."""
    from report_editor.files.regular_file import read_regular_file
    from report_editor.workbook.user_sheets import list_names

    if output.exists() and output.samefile(file):
        return
    if names := "、".join(f"“{name}”" for name in list_names(read_regular_file(file))):
        yield (
            f"另加的工作表{names}没有带到新文件里，还在“{file.name}”里；"
            "要带上它们，请在窗口里打开它，再用“另存为”。"
        )


def _rollover(parser: Parser, words: Sequence[str]) -> int:
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"上年的报告，{ANY_REPORT}")
    parser.add_output(_ENDINGS)
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
    return _print_notes(notes)


def _print_last_year(path: Path, last: LastYear) -> None:
    """Print how last year's report was read, and what is wrong in it."""
    print(f"{name_hidden_in_line(str(path))}：{last.summary}；{summarise(last.findings)}")
    for remark in last.remarks:
        print(f"  {'请看' if remark.is_news else '说明'} {name_hidden_in_line(remark.text)}")
    for finding in last.findings:
        message = name_hidden_in_line(finding.message)
        print(f"  {finding.severity.word} [{finding.code}] {message}")


def _verify(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.common.check_code import read_check_code
    from report_editor.workspace.verification import verify_paper

    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要核对的报告，{ANY_REPORT}")
    parser.files.add_argument(
        "code", metavar="核对码", help="纸面最后一页下方的核对码，例如 A3F-7K9M-2XQ"
    )
    options = parser.parse(words)
    code = read_check_code(options.code)  # before any work is done in vain
    verdict = verify_paper(open_file(options.file).document, code, options.file)
    print(f"{name_hidden_in_line(str(options.file))}：{name_hidden_in_line(verdict.sentence)}")
    return OK if verdict.is_same else FOUND


def _read_year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise CommandProblem(f"命令写得不对（--year：“{text}”不是四位数的年份）。")
    return int(text)


def _print_notes(notes: Iterable[str]) -> int:
    for note in notes:
        print(name_hidden_in_line(note), file=sys.stderr)
    return OK


SUBCOMMANDS = (
    Subcommand("check", "文件或文件夹…", "检查报告，列出发现的问题", _check),
    Subcommand("convert", "文件 -o 文件", "转换成另一种文件", _convert),
    Subcommand("publish", "文件 -o 文件夹", "导出发布包：每种格式一个文件，名称一致", _publish),
    Subcommand("collect", "文件或文件夹… -o 文件", "汇总许多报告的表格，列出谁没有交", _collect),
    Subcommand("rollover", "文件 -o 文件", "用上年的报告新建本年的报告", _rollover),
    Subcommand("verify", "文件 核对码", "核对一份纸面是不是这份报告", _verify),
)


# ---------------------------------------------------------------------- window


def _open_window(words: Sequence[str]) -> int:
    from report_editor.ui.platform.display import has_display

    usages = {each: f"  {each.name} {each.files}" for each in SUBCOMMANDS}
    widths = {each: len(usage.encode("gbk")) for each, usage in usages.items()}
    # A Chinese character takes two columns, as it takes two bytes of GBK.
    commands = [
        f"{usage}{' ' * (max(widths.values()) + 2 - widths[each])}{each.summary}"
        for each, usage in usages.items()
    ]
    parser = Parser(
        "",
        "政府信息公开工作年度报告编辑器。不带命令时打开窗口",
        "\n".join(("命令：", *commands, "", "命令后面加 --help 说明它的用法。")),
    )
    parser.files.add_argument("file", metavar="文件", nargs="?", type=Path, help="要打开的报告")
    parser.switches.add_argument(
        "--version", action="version", version=f"report-editor {__version__}", help="显示版本"
    )
    options = parser.parse(words)
    if not has_display():
        names = "、".join(each.name for each in SUBCOMMANDS)
        raise CommandProblem(
            f"这里没有图形桌面，打不开窗口。请在桌面环境里启动，或者用 {names} 命令。"
        )
    try:
        from report_editor.ui.shell.app import run
    except ImportError as error:
        raise CommandProblem(f"窗口组件 PySide6 不能启动（{error}）。请重新安装本程序。") from error
    return run(options.file)
