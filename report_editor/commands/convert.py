"""Convert a report into another kind of file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.commands.command import ANY_REPORT, read_publication_options
from report_editor.commands.reading_notes import list_reading_notes, print_notes
from report_editor.document.editions import convert
from report_editor.exporters.bundle import choose_options
from report_editor.files.regular_file import read_regular_file
from report_editor.forms import form, forms
from report_editor.workbook.user_sheets import list_names
from report_editor.workspace.formats import ENDINGS, find_format
from report_editor.workspace.opening import open_file
from report_editor.workspace.verification import describe_broken_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.commands.command import Parser


def convert_report(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``convert``; return the exit code."""
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要转换的报告，{ANY_REPORT}")
    parser.add_output(ENDINGS)
    parser.switches.add_argument(
        "--form", choices=[each.id for each in forms()], help="换成这一版的表格格式"
    )
    parser.add_publication_options()
    options = parser.parse(words)
    output = find_format(options.output)  # before any work is done in vain
    opened = open_file(options.file)
    document, notes = opened.document, list_reading_notes(opened)
    notes += describe_broken_final(document)
    if options.form:
        document, lost = convert(document, form(options.form))
        notes += lost
    if opened.is_own and output.ending == ".xlsx":
        notes += _describe_left_sheets(options.file, options.output)
    choices = choose_options(output, read_publication_options(options))
    return print_notes([*notes, *output.write_file(document, options.output, choices)])


def _describe_left_sheets(file: Path, output: Path) -> Iterator[str]:
    """Name the user sheets of a report's own file that a copy elsewhere is made without."""
    if output.exists() and output.samefile(file):
        return
    if names := "、".join(f"“{name}”" for name in list_names(read_regular_file(file))):
        yield (
            f"另加的工作表{names}没有带到新文件里，还在“{file.name}”里；"
            "要带上它们，请在窗口里打开它，再用“另存为”。"
        )
