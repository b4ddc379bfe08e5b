"""List the formats a report can be exported to.

To add one, write a function that makes the bytes of a file from a report, its options and a
progress function, and that imports its libraries when it is called. Describe it here by an
:class:`Exporter` (ending, Chinese name, type of its options, the function) and put that into
:data:`EXPORTERS`. The command line and the window offer whatever stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from report_editor.exporters.options import PublicationOptions
from report_editor.files.atomic import check_target, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document

Options = TypeVar("Options")
Progress: TypeAlias = Callable[[float], None]
"""Called with the part of the work that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Options of a format in which there is nothing to choose."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A report in another format."""

    data: bytes
    """Content of the file."""
    notes: tuple[str, ...] = ()
    """Chinese sentences about what could not be written as it should."""


class View(Enum):
    """Part of a format that a preview shows."""

    PAPER = auto()
    """Pages of the report."""
    PICTURE = auto()
    """Page that explains it (图解)."""
    TEXT = auto()
    """Text of the file."""


@dataclass(frozen=True, slots=True)
class Exporter(Generic[Options]):
    """A format and the function that writes it."""

    ending: str
    """Ending of the file's name, in small letters, with the dot."""
    name: str
    """Chinese name of the format, for file dialogs."""
    purpose: str
    """Chinese words for what an office does with it, without a full stop."""
    options: type[Options]
    """Type of what the user can choose; without arguments it makes the usual choice."""
    write: Callable[[Document, Options, Progress], Exported]
    """Make the file's content; it may take seconds, so a window calls it in another thread."""
    view: View = View.PAPER
    is_paper: bool = False
    """Set where it has pages with a foot, for 核对码."""

    def write_file(
        self,
        document: Document,
        path: Path,
        options: Options | None = None,
        progress: Progress = lambda _: None,
    ) -> tuple[str, ...]:
        """Write a report to a file, whole or not at all, by default with the usual options.

        Returns:
            Chinese sentences about what could not be written as it should.

        Raises:
            Problem: The report cannot be exported, or the file not written; it is as it was.
        """
        check_target(path)
        exported = self.write(document, self.options() if options is None else options, progress)
        write_atomically(path, exported.data)
        return exported.notes


def settle_options(document: Document, options: PublicationOptions) -> PublicationOptions:
    """Return the options without 草稿 for a report that is final (定稿): it is no draft."""
    from report_editor.exporters.printed_content import is_as_signed

    return replace(options, draft=False) if options.draft and is_as_signed(document) else options


def _write_pdf(document: Document, options: PublicationOptions, progress: Progress) -> Exported:
    from report_editor.exporters.pdf.paper import make_pdf

    pdf = make_pdf(document, settle_options(document, options), progress)
    return Exported(pdf.data, pdf.notes)


def _write_word(document: Document, options: PublicationOptions, _progress: Progress) -> Exported:
    from report_editor.exporters.word.word_file import make_word_file

    word = make_word_file(document, settle_options(document, options))
    return Exported(word.data, word.notes)


def _write_page(document: Document, options: PublicationOptions, _progress: Progress) -> Exported:
    from report_editor.exporters.web.page import make_page

    return Exported(*make_page(document, settle_options(document, options)))


def _write_text(document: Document, options: PublicationOptions, _progress: Progress) -> Exported:
    from report_editor.exporters.plain_text import make_text

    text, notes = make_text(document, settle_options(document, options))
    # Line ends and mark as the oldest Notepad still in offices needs them.
    return Exported(text.replace("\n", "\r\n").encode("utf-8-sig"), notes)


def _write_json(document: Document, _options: NoOptions, _progress: Progress) -> Exported:
    from report_editor.exporters.json_file import make_json_bytes

    return Exported(make_json_bytes(document))


def _write_numbers(document: Document, _options: NoOptions, _progress: Progress) -> Exported:
    from report_editor.exporters.number_list import make_number_list

    text, notes = make_number_list(document)
    return Exported(text.encode("utf-8-sig"), notes)  # without the mark Excel takes it for GBK


def _write_picture_png(document: Document, _options: NoOptions, progress: Progress) -> Exported:
    from report_editor.exporters.picture.picture_file import make_picture_png

    return Exported(*make_picture_png(document, progress))


def _write_picture_pdf(document: Document, _options: NoOptions, progress: Progress) -> Exported:
    from report_editor.exporters.picture.picture_file import make_picture_pdf

    pdf = make_picture_pdf(document, progress)
    return Exported(pdf.data, pdf.notes)


PDF = Exporter(
    ".pdf", "PDF 文件", "打印、签发、盖章，存档", PublicationOptions, _write_pdf, is_paper=True
)
"""Format that is printed, and proposed for an export."""
WORD = Exporter(
    ".docx", "Word 文件", "交县里，还可以修改", PublicationOptions, _write_word, is_paper=True
)
WEB_PAGE = Exporter(".html", "网页", "上传网站，电脑、手机上看", PublicationOptions, _write_page)
TEXT = Exporter(".txt", "纯文本", "任何编辑器都能打开", PublicationOptions, _write_text, View.TEXT)
JSON = Exporter(".json", "JSON 数据", "给别的程序读", NoOptions, _write_json, View.TEXT)
NUMBERS = Exporter(
    ".csv", "CSV 数据表（只有数字）", "汇总统计", NoOptions, _write_numbers, View.TEXT
)
EXPORTERS: tuple[Exporter[Any], ...] = (PDF, WORD, WEB_PAGE, TEXT, JSON, NUMBERS)
"""Every format of a report, in the order of the window's export dialog."""

PICTURE_PNG = Exporter(
    ".png",
    "图解（图片）",
    "一图读懂，放进网页",
    NoOptions,
    _write_picture_png,
    View.PICTURE,
)
PICTURE_PDF = Exporter(
    ".pdf",
    "图解（PDF）",
    "一图读懂，打印、读屏",
    NoOptions,
    _write_picture_pdf,
    View.PICTURE,
)
PICTURES: tuple[Exporter[NoOptions], ...] = (PICTURE_PNG, PICTURE_PDF)
"""Forms of the page that explains a report by its numbers (图解).

It is no form of the report: it is offered behind them, and cannot be read back.
"""
