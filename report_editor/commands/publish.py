"""Write the files of a published report, one of each format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.commands.command import ANY_REPORT, read_publication_options
from report_editor.commands.reading_notes import list_reading_notes, print_notes
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.exporters.bundle import make_bundle
from report_editor.files.file_set import write_together
from report_editor.workspace.opening import open_file
from report_editor.workspace.verification import describe_broken_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.commands.command import Parser


def publish_report(parser: Parser, words: Sequence[str]) -> int:
    """Carry out ``publish``; return the exit code."""
    parser.files.add_argument("file", metavar="文件", type=Path, help=f"要发布的报告，{ANY_REPORT}")
    parser.add_output_folder("写到哪个文件夹，没有就新建；里面别的文件不动")
    parser.add_publication_options()
    options = parser.parse(words)
    opened = open_file(options.file)
    bundle = make_bundle(opened.document, read_publication_options(options), lambda _share: None)
    write_together(options.output, bundle.files)
    for name in bundle.files:
        print(name_hidden_in_line(str(options.output / name)))
    broken = describe_broken_final(opened.document)
    return print_notes([*list_reading_notes(opened), *broken, *bundle.notes])
