"""Compare the code on a paper with a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.commands.command import ANY_REPORT, FOUND, OK
from report_editor.common.check_code import read_check_code
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.workspace.opening import open_file
from report_editor.workspace.verification import verify_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.commands.command import Parser


def verify_report(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``verify``; return the exit code."""
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要核对的报告，{ANY_REPORT}")
    parser.files.add_argument(
        "code", metavar="核对码", help="纸面最后一页下方的核对码，例如 A3F-7K9M-2XQ"
    )
    options = parser.parse(words)
    code = read_check_code(options.code)  # before any work is done in vain
    verdict = verify_paper(open_file(options.file).document, code, options.file)
    print(f"{name_hidden_in_line(str(options.file))}：{name_hidden_in_line(verdict.sentence)}")
    return OK if verdict.is_same else FOUND
