"""Command line: the window, or one of the commands that need none.

The first word decides. A report whose file is called ``check`` is opened as ``./check``.
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor import __version__
from report_editor.commands.command import (
    FAILED,
    CommandProblem,
    Parser,
    Subcommand,
    fail,
    give_up_output,
)
from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        from report_editor.files.refusals import explain_cause

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


# ------------------------------------------------------------------------------- the commands
# Each loads what it needs when it is called: a window needs none of it, and is to come at once.


def _check(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.check import check_reports

    return check_reports(parser, words)


def _collect(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.collect import collect_reports

    return collect_reports(parser, words)


def _convert(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.convert import convert_report

    return convert_report(parser, words)


def _publish(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.publish import publish_report

    return publish_report(parser, words)


def _rollover(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.rollover import roll_over

    return roll_over(parser, words)


def _verify(parser: Parser, words: Sequence[str]) -> int:
    from report_editor.commands.verify import verify_report

    return verify_report(parser, words)


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
    from report_editor.workspace.ahead import FileAhead

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
    gc.disable()  # nothing of what a start makes is garbage; the window collects it later
    # Before Qt is loaded: until the window is there, another process has read the file.
    first = FileAhead(options.file) if options.file else None
    try:
        from report_editor.ui.shell.app import run
    except ImportError as error:
        gc.enable()
        raise CommandProblem(f"窗口组件 PySide6 不能启动（{error}）。请重新安装本程序。") from error
    return run(first)
