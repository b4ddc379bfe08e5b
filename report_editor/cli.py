"""The command line: the window, ``check``, ``convert`` and ``rollover``.

The first word decides. A report whose file is called ``check`` is opened as ``./check``.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import logging
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from report_editor import __version__
from report_editor.checks import Severity, check, is_set_aside, summarise
from report_editor.common.problem import Problem
from report_editor.forms import form, forms
from report_editor.workspace.formats import FORMATS, find_format
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_editor.checks import Finding
    from report_editor.workspace.opening import Opened

OK, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong, at least one error in a report, the command did not do its work."""

_log = logging.getLogger(__name__)

_SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}


class _Failure(Problem):
    """The command cannot go on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program.

    Args:
        arguments: the command line without the program's name; the process's own by default.

    Returns:
        The exit code: 0, 1 (``check`` found an error in a report) or 2 (a line on standard
        error says what went wrong).
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding shows what it cannot print as escapes and goes on.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    command = _COMMANDS.get(words[0]) if words else None
    # What libraries and readers log is no line for the user.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        code = command(words[1:]) if command else _window(words)
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.flush()  # at the exit it is too late to hear that nobody reads
        return code
    except Problem as problem:
        return _fail(str(problem))
    except BrokenPipeError:
        # Who read our output has seen enough; nothing more can be written, not even at exit.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return _fail("已中断。")
    except Exception as error:
        _log.exception("the command failed")
        kind = type(error).__name__
        return _fail(f"程序内部出错（{kind}），没有完成。请把出错的经过告诉开发者。")


# ---------------------------------------------------------------------- check


def _check(words: Sequence[str]) -> int:
    parser = _Parser("report-editor check", "检查年度报告，列出发现的问题。")
    parser.files.add_argument(
        "files", metavar="文件", nargs="+", type=Path, help="要检查的报告，本程序能打开的都可以"
    )
    parser.switches.add_argument(
        "--last-year", metavar="文件", type=Path, help="上一年的报告，用来核对两年之间的数字"
    )
    parser.switches.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    options = parser.parse_args(words)
    last_year = open_file(options.last_year).document if options.last_year else None
    code = OK
    told: list[dict[str, Any]] = []
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
            told.append({"file": str(path), "findings": [each.to_json() for each in findings]})
        else:
            _tell(path, opened, findings)
    if options.json:
        # Other encodings than UTF-8 get escapes, which every reader of JSON understands.
        ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        print(json.dumps({"files": told}, ensure_ascii=ascii_only, indent=1))
    return code


def _tell(path: Path, opened: Opened, findings: list[Finding]) -> None:
    print(f"{path}：{summarise(findings)}")
    for note in opened.notes:
        print(f"  说明 {note}")
    for finding in findings:
        aside = "（已说明理由）" if is_set_aside(opened.document, finding) else ""
        print(f"  {_SEVERITY[finding.severity]}{aside} [{finding.code}] {finding.message}")


# -------------------------------------------------------------------- convert


def _convert(words: Sequence[str]) -> int:
    parser = _Parser("report-editor convert", "把年度报告转换成另一种文件。")
    parser.files.add_argument(
        "file", metavar="文件", type=Path, help="要转换的报告，本程序能打开的都可以"
    )
    parser.add_output()
    parser.switches.add_argument(
        "--form", choices=[each.id for each in forms()], help="换成这一版的表格格式"
    )
    options = parser.parse_args(words)
    output = find_format(options.output)  # before any work is done in vain
    opened = open_file(options.file)
    document, notes = opened.document, list(opened.notes)
    if options.form:
        from report_editor.document.editions import convert

        document, lost = convert(document, form(options.form))
        notes += lost
    notes += output.write_file(document, options.output)
    for note in notes:
        print(note, file=sys.stderr)
    return OK


# ------------------------------------------------------------------- rollover


def _rollover(words: Sequence[str]) -> int:
    parser = _Parser("report-editor rollover", "用上年的报告新建本年的报告。")
    parser.files.add_argument(
        "file", metavar="文件", type=Path, help="上年的报告，本程序能打开的都可以"
    )
    parser.add_output()
    parser.switches.add_argument(
        "--year", metavar="年", type=_year, help="新报告的年度，默认是上年报告的下一年"
    )
    options = parser.parse_args(words)
    output = find_format(options.output)
    from report_editor.document.rollover import roll_over

    last = open_file(options.file).document
    if options.year is None and last.year is None:
        raise _Failure(f"“{options.file.name}”里没有年度。请用 --year 写明新报告的年度。")
    for note in output.write_file(roll_over(last, options.year), options.output):
        print(note, file=sys.stderr)
    return OK


def _year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是四位数的年份")
    return int(text)


# --------------------------------------------------------------------- window


def _window(words: Sequence[str]) -> int:
    parser = _Parser(
        "report-editor",
        "政府信息公开工作年度报告编辑器。不带命令时打开窗口。",
        "命令：\n"
        "  check 文件…             检查报告，列出发现的问题\n"
        "  convert 文件 -o 文件    转换成另一种文件\n"
        "  rollover 文件 -o 文件   用上年的报告新建本年的报告\n\n"
        "命令后面加 --help 说明它的用法，例如 report-editor check --help。",
    )
    parser.files.add_argument("file", metavar="文件", nargs="?", type=Path, help="要打开的报告")
    parser.switches.add_argument(
        "--version", action="version", version=f"report-editor {__version__}", help="显示版本"
    )
    options = parser.parse_args(words)
    if not _has_display():
        raise _Failure(
            "这里没有图形桌面，打不开窗口。"
            "请在桌面环境里启动，或者用 check、convert、rollover 命令。"
        )
    try:
        from report_editor.ui.shell.app import run
    except ImportError as error:
        raise _Failure(f"窗口组件 PySide6 不能启动（{error}）。请重新安装本程序。") from error
    return run(options.file)


def _has_display() -> bool:
    """Whether Qt will find a screen: it ends the whole process where there is none."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform.split(":")[0] not in ("", "xcb"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") and not platform:
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # Qt needs it as well
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


# --------------------------------------------------------------------- common


def _fail(sentence: str) -> int:
    """Says on one line of standard error what went wrong."""
    print(f"report-editor: {' '.join(sentence.split())}", file=sys.stderr)
    return FAILED


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and fails on one line."""

    _WORDS = (
        ("the following arguments are required", "缺少"),
        ("unrecognized arguments", "不认识"),
        ("expected one argument", "后面要写一个值"),
        ("expected at least one argument", "后面至少要写一个值"),
        ("invalid choice", "没有这个选择"),
        ("choose from", "可以是"),
        ("argument ", ""),
    )

    def __init__(self, name: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=name,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.files = self.add_argument_group("文件")
        self.switches = self.add_argument_group("选项")
        self.switches.add_argument("-h", "--help", action="help", help="显示这份说明")

    def add_output(self) -> None:
        """Adds where to write to."""
        self.switches.add_argument(
            "-o",
            "--output",
            metavar="文件",
            type=Path,
            required=True,
            help=f"写到哪里，扩展名决定格式：{' '.join(each.ending for each in FORMATS)}",
        )

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for english, chinese in self._WORDS:
            message = message.replace(english, chinese)
        raise _Failure(f"命令写得不对（{message}）。用 {self.prog} --help 查看用法。")


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "check": _check,
    "convert": _convert,
    "rollover": _rollover,
}
