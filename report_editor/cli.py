"""Command line: the window, or one of the commands that need none.

The first word decides. A report whose file is called ``check`` is opened as ``./check``.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from report_editor import __version__
from report_editor.checks import Severity, check, is_set_aside, summarise
from report_editor.common.hidden_characters import name_hidden, name_hidden_in_line
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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from report_editor.checks import Finding
    from report_editor.importers import Recognition
    from report_editor.workspace.last_year import LastYear
    from report_editor.workspace.opening import Opened

OK, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong, an error in a report or another paper, the work was not done."""

_ANY_REPORT = "本程序能打开的都可以"

_log = logging.getLogger(__name__)


class _Failure(Problem):
    """A Chinese sentence on why the command cannot go on."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Formatter that introduces the usage in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Parser whose help is Chinese, and that refuses a wrong command on one line."""

    def __init__(self, name: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=f"report-editor {name}".strip(),
            description=f"{description}。",
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self.files = self.add_argument_group("文件")
        self.switches = self.add_argument_group("选项")
        self.switches.add_argument("-h", "--help", action="help", help="显示这份说明")

    def add_output(self, kind: str = "文件", words: str = "") -> None:
        """Add what to write: by default a file in the format that its ending decides."""
        endings = " ".join(each.ending for each in FORMATS)
        words = words or f"写到哪里，扩展名决定格式：{endings}"
        self.switches.add_argument(
            "-o", "--output", metavar=kind, type=Path, required=True, help=words
        )

    def add_publication_options(self) -> None:
        """Add the choices of :class:`PublicationOptions`."""
        add = self.switches.add_argument
        add("--draft", action="store_true", help="标明“草稿”")
        add("--no-signature", action="store_true", help="不留签发、盖章的位置")
        add("--no-check-code", action="store_true", help="不印核对码")

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the options that words of the command line give; refuse words that give none."""
        try:
            options, unknown = self.parse_known_args(words)
        except argparse.ArgumentError as error:
            name = error.argument_name
            self._refuse(f"{name} 的值没有写，或者不对" if name else "缺少必须写的内容")
        if unknown:
            self._refuse(f"不认识 {' '.join(unknown)}")
        return options

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - it is in English
        """Refuse a command that lacks something; the other mistakes are raised by argparse."""
        self._refuse("缺少必须写的内容")

    def _refuse(self, mistake: str) -> NoReturn:
        usage = self.format_usage().strip()
        raise _Failure(f"命令写得不对（{mistake}）。{usage}。用 {self.prog} --help 查看说明。")


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A command of the command line."""

    name: str
    files: str
    """Files that it takes, for the list of commands."""
    summary: str
    run: Callable[[Parser, Sequence[str]], int]
    """Tell a parser which words it takes, carry them out, return the exit code."""


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
        return _fail(str(problem))
    except BrokenPipeError:
        _give_up_output()
        return FAILED  # quietly: who read our output has seen enough
    except OSError as error:  # of output alone: files are read and written with Problems
        _give_up_output()
        return _fail(f"结果没有写完：{explain_cause(error)}请把结果写到别的地方再试。")
    except KeyboardInterrupt:
        return _fail("已中断。")
    except Exception as error:
        _log.exception("the command failed")
        kind = type(error).__name__
        return _fail(f"程序内部出错（{kind}），没有完成。请把出错的经过告诉开发者。")


def _run(words: Sequence[str]) -> int:
    for each in SUBCOMMANDS:
        if words[:1] == [each.name]:
            return each.run(Parser(each.name, each.summary), words[1:])
    return _open_window(words)


def _fail(sentence: str) -> int:
    """Print on one line of standard error what went wrong; return the exit code."""
    words = " ".join(name_hidden(sentence).split())
    try:
        print(f"report-editor: {words}", file=sys.stderr, flush=True)
    except OSError:  # nobody can be told; the exit code says it
        _give_up_output()
    return FAILED


def _give_up_output() -> None:
    """Let what is still to be printed, also at exit, go nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


# ---------------------------------------------------------------------- check


def _check(parser: Parser, words: Sequence[str]) -> int:
    parser.files.add_argument(
        "files", metavar="文件", nargs="+", type=Path, help=f"要检查的报告，{_ANY_REPORT}"
    )
    parser.switches.add_argument(
        "--last-year", metavar="文件", type=Path, help="上一年的报告，用来核对两年之间的数字"
    )
    parser.switches.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    options = parser.parse(words)
    last_year = open_file(options.last_year).document if options.last_year else None
    code = OK
    checked: list[dict[str, Any]] = []
    for path in options.files:
        try:
            opened = open_file(path)
        except Problem as problem:
            code = _fail(str(problem))
            continue
        findings = check(opened.document, last_year)
        if code == OK and any(finding.severity is Severity.ERROR for finding in findings):
            code = FOUND
        if options.json:
            checked.append({"file": str(path), "findings": [each.to_json() for each in findings]})
        else:
            _print_findings(path, opened, findings)
    if options.json:
        # Other encodings than UTF-8 get escapes, which every reader of JSON understands.
        ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        print(json.dumps({"files": checked}, ensure_ascii=ascii_only, indent=1))
    return code


def _print_findings(path: Path, opened: Opened, findings: list[Finding]) -> None:
    print(f"{name_hidden_in_line(str(path))}：{summarise(findings)}")
    for note in opened.notes:
        print(f"  说明 {name_hidden_in_line(note)}")
    for finding in findings:
        aside = "（已说明理由）" if is_set_aside(opened.document, finding) else ""
        message = name_hidden_in_line(finding.message)
        print(f"  {finding.severity.word}{aside} [{finding.code}] {message}")


# ---------------------------------------------------------------------- convert, publish, rollover


def _convert(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.workspace.verification import describe_broken_final

    parser.files.add_argument(
        "file", metavar="文件", type=Path, help=f"要转换的报告，{_ANY_REPORT}"
    )
    parser.add_output()
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

    parser.files.add_argument(
        "file", metavar="文件", type=Path, help=f"要发布的报告，{_ANY_REPORT}"
    )
    parser.add_output("文件夹", "写到哪个文件夹，没有就新建；里面别的文件不动")
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
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"上年的报告，{_ANY_REPORT}")
    parser.add_output()
    parser.switches.add_argument(
        "--year", metavar="年", type=_read_year, help="新报告的年度，默认是上年报告的下一年"
    )
    options = parser.parse(words)
    output = find_format(options.output)
    opened = open_file(options.file)
    if options.year is None and opened.document.year is None:
        raise _Failure(f"“{options.file.name}”里没有年度。请用 --year 写明新报告的年度。")
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

    parser.files.add_argument(
        "file", metavar="文件", type=Path, help=f"要核对的报告，{_ANY_REPORT}"
    )
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
        raise _Failure(f"命令写得不对（--year：“{text}”不是四位数的年份）。")
    return int(text)


def _print_notes(notes: Iterable[str]) -> int:
    for note in notes:
        print(name_hidden_in_line(note), file=sys.stderr)
    return OK


SUBCOMMANDS = (
    Subcommand("check", "文件…", "检查报告，列出发现的问题", _check),
    Subcommand("convert", "文件 -o 文件", "转换成另一种文件", _convert),
    Subcommand("publish", "文件 -o 文件夹", "导出发布包：每种格式一个文件，名称一致", _publish),
    Subcommand("rollover", "文件 -o 文件", "用上年的报告新建本年的报告", _rollover),
    Subcommand("verify", "文件 核对码", "核对一份纸面是不是这份报告", _verify),
)


# ---------------------------------------------------------------------- window


def _open_window(words: Sequence[str]) -> int:
    from report_editor.ui.platform.display import has_display

    commands = []
    for each in SUBCOMMANDS:
        usage = f"  {each.name} {each.files}"
        gap = " " * (28 - len(usage.encode("gbk")))  # a Chinese character takes two columns
        commands.append(f"{usage}{gap}{each.summary}")
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
        raise _Failure(f"这里没有图形桌面，打不开窗口。请在桌面环境里启动，或者用 {names} 命令。")
    try:
        from report_editor.ui.shell.app import run
    except ImportError as error:
        raise _Failure(f"窗口组件 PySide6 不能启动（{error}）。请重新安装本程序。") from error
    return run(options.file)
