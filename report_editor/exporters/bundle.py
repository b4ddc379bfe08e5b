"""Make every format of a report at once: 发布包, files with names that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report_editor.document import Document, Part
from report_editor.document.wording import Wording
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import EXPORTERS, settle_options
from report_editor.files.file_names import make_file_name

if TYPE_CHECKING:
    from report_editor.exporters.registry import Exporter, Progress

_PUBLIC = (Part.FIELDS, Part.CELLS, Part.STATED)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files of a report, each whole."""

    files: dict[str, bytes]
    """Contents by name."""
    notes: tuple[str, ...]
    """Chinese sentences about what could not be written as it should, each once."""


def make_report_name(document: Document, ending: str = "", lead: str = "") -> str:
    """Return the name of a file for others: 单位, 年度, 政府信息公开工作年度报告.

    The name of a long organ is cut; year and kind stay, and the words that lead to it.
    """
    organ, rest = Wording(document).split_official_title()
    return make_file_name(lead + organ, ending, tail=rest)


def list_names(document: Document) -> list[str]:
    """Return the names of the files that :func:`make_bundle` makes."""
    return [make_report_name(document, exporter.ending) for exporter in EXPORTERS]


def choose_options(exporter: Exporter[Any], options: PublicationOptions) -> object:
    """Return the options for a format: those chosen, where it has a place for them."""
    return options if issubclass(exporter.options, PublicationOptions) else exporter.options()


def make_public_copy(document: Document) -> Document:
    """Return what a report tells everybody: its texts and numbers, as they stand.

    What the office noted while it worked stays in its own file: reasons, last year's values, what
    found no place, and who signed it or took it back.
    """
    sections = document.form.text_sections
    return Document(
        document.form,
        parts={part: document.entries(part) for part in _PUBLIC},
        texts={each.key: document.paragraphs(each.key) for each in sections},
    )


def make_bundle(document: Document, options: PublicationOptions, progress: Progress) -> Bundle:
    """Make every format for publication, in memory, of what is for everybody."""
    options = settle_options(document, options)
    document = make_public_copy(document)
    files: dict[str, bytes] = {}
    notes: dict[str, None] = {}
    for done, (name, exporter) in enumerate(zip(list_names(document), EXPORTERS, strict=True)):

        def show(share: float, done: int = done) -> None:
            progress((done + share) / len(EXPORTERS))

        exported = exporter.write(document, choose_options(exporter, options), show)
        files[name] = exported.data
        notes |= dict.fromkeys(exported.notes)
        show(1)
    return Bundle(files, tuple(notes))
