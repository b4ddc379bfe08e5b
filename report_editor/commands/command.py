"""Parser, exit codes and failures of the commands of the command line."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from report_editor.common.hidden_characters import name_hidden
from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from report_editor.exporters.options import PublicationOptions

OK, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong, an error in a report or another paper, the work was not done."""

ANY_REPORT = "本程序能打开的都可以"


class CommandProblem(Problem):
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

    def add_output(self, endings: str) -> None:
        """Add the file to write; its ending must be one of those named."""
        words = f"写到哪里，扩展名决定格式：{endings}"
        self.switches.add_argument(
            "-o", "--output", metavar="文件", type=Path, required=True, help=words
        )

    def add_output_folder(self, words: str) -> None:
        """Add the folder to write files into, with words that explain it."""
        self.switches.add_argument(
            "-o", "--output", metavar="文件夹", type=Path, required=True, help=words
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
        raise CommandProblem(
            f"命令写得不对（{mistake}）。{usage}。用 {self.prog} --help 查看说明。"
        )


class Subcommand(NamedTuple):
    """A command of the command line."""

    name: str
    files: str
    """Files that it takes, for the list of commands."""
    summary: str
    run: Callable[[Parser, Sequence[str]], int]
    """Tell a parser which words it takes, carry them out, return the exit code."""


def read_publication_options(options: argparse.Namespace) -> PublicationOptions:
    """Return what :meth:`Parser.add_publication_options` let the user choose."""
    from report_editor.exporters.options import PublicationOptions

    return PublicationOptions(
        signature=not options.no_signature,
        draft=options.draft,
        check_code=not options.no_check_code,
    )


def fail(sentence: str) -> int:
    """Print on one line of standard error what went wrong; return the exit code."""
    words = " ".join(name_hidden(sentence).split())
    try:
        print(f"report-editor: {words}", file=sys.stderr, flush=True)
    except OSError:  # nobody can be told; the exit code says it
        give_up_output()
    return FAILED


def give_up_output() -> None:
    """Let what is still to be printed, also at exit, go nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
