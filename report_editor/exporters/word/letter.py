"""Make the Word file of a letter: a title, paragraphs with headings, and who signs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.exporters.word.elements import make_paragraph, make_run
from report_editor.exporters.word.style_sheet import SIGNATURE, TITLE, name_heading
from report_editor.exporters.word.word_file import begin_word_file, finish_word_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.exporters.word.elements import Element


def make_letter_file(
    title: str,
    addressee: str,
    sections: Sequence[tuple[str, Sequence[str]]],
    closing: Sequence[str],
) -> bytes:
    """Return the bytes of a letter, in the types and on the page of an official document.

    Args:
        title: Title.
        addressee: Office to which it goes, with its colon.
        sections: Headings, each empty or as 一、…, with the paragraphs below them.
        closing: Lines at the end, on the right: who signs, and the date.
    """
    word = begin_word_file("zh-CN")
    word.core_properties.title = title[:255]
    return finish_word_file(word, _write(title, addressee, sections, closing))


def _write(
    title: str,
    addressee: str,
    sections: Sequence[tuple[str, Sequence[str]]],
    closing: Sequence[str],
) -> Iterator[Element]:
    yield make_paragraph(TITLE, [make_run(title)], spacing={"after": 28.0})
    yield make_paragraph(SIGNATURE, [make_run(addressee)], align="left")
    last = sections[-1][1][-1:]
    for heading, paragraphs in sections:
        if heading:
            yield make_paragraph(name_heading(1), [make_run(heading)])
        for paragraph in paragraphs:
            is_last = paragraph in last  # whoever signs does not stand alone on a page
            yield make_paragraph("", [make_run(paragraph)], keeps_with_next=is_last)
    for number, line in enumerate(closing):
        spacing = None if number else {"before": 28.0}
        yield make_paragraph(SIGNATURE, [make_run(line)], spacing=spacing, align="right", right=64)
