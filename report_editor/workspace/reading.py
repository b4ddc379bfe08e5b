"""Sum up how a file was read, and list the places that a person should look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED
from report_editor.document.last_year import Remark, RemarkKind
from report_editor.workspace.reading_marks import describe_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from report_editor.document import Document
    from report_editor.forms import Address, Form
    from report_editor.workspace.opening import Opened

MOST_NAMED = 3
"""Rows or cells that a remark names."""
_ASKING = re.compile(r"[，。；]请")
"""Sign of a note that asks a person for something: each message says what to do."""
_LISTED = "“没找到位置的内容”"
"""Words of the notes that count unplaced texts, which are remarks of their own."""
_SUMMED_UP = re.compile(r"：(?:认出 \d+ 格|\d+ 段文字)|^按规则略去：")
"""Notes that the summary and the list of what was left out tell in their own way."""


def summarise_reading(document: Document, looks: int) -> str:
    """Return in one line how much was read, and how much of it is to be looked at."""
    read = sum(_is_read(document, each) for each in document.form.cells)
    paragraphs = count_paragraphs(document)
    if not read and not paragraphs:
        return "是一份空白的表格：数字、文字都没有填"
    words = f"数字 {read}/{len(document.form.cells)} · 文字 {paragraphs} 段"
    return f"{words} · {looks} 处请看" if looks else words


def list_reading_remarks(document: Document, opened: Opened) -> list[Remark]:
    """Return what is to be said of a file that was opened, first what a person should look at.

    A remark may lead to a cell, a field of the metadata, a section, or to what found no place.
    """
    remarks = list(list_remarks(document, opened, select_marks(document, opened)))
    if count := len(document.paragraphs(UNPLACED)):
        words = f"有 {count} 处内容没有找到位置，请放进报告，或者注明不需要。"
        remarks.append(Remark(words, RemarkKind.LOOK, UNPLACED))
    return sorted(drop_counts(remarks), key=lambda each: not each.is_news)


def drop_counts(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks without those that only count what the summary and the source show."""
    return [each for each in remarks if not _SUMMED_UP.search(each.text)]


def select_marks(
    document: Document, opened: Opened | None, touched: Collection[Address] = ()
) -> dict[Address, str]:
    """Return the marks that need a look, of cells in rows that nobody has touched since."""
    rows = {each.rpartition(".")[0] for each in touched}
    return {
        each: why
        for each, why in _get_marks(opened).items()
        if each.rpartition(".")[0] not in rows and not _is_settled(document, each, why)
    }


def list_remarks(
    document: Document, opened: Opened | None, marks: Mapping[Address, str]
) -> Iterator[Remark]:
    """Yield what was said when a file was read; ``marks`` are those that need a look."""
    yield from _describe_marks_by_reason(document.form, marks)
    if opened is not None:
        yield from _list_notes(document, opened, marks)


def count_paragraphs(document: Document) -> int:
    """Return the number of paragraphs of all sections."""
    return sum(len(document.paragraphs(each.key)) for each in document.form.text_sections)


def _get_marks(opened: Opened | None) -> Mapping[Address, str]:
    return opened.recognition.marks if opened and opened.recognition else {}


def _describe_marks_by_reason(form: Form, marks: Mapping[Address, str]) -> Iterator[Remark]:
    """Yield one remark for each reason, with the way to its first cell."""
    for reason in dict.fromkeys(marks.values()):
        same = {each: why for each, why in marks.items() if why == reason}
        described = list(describe_marks(form, same))
        if not described:  # of a field or a section, which the reason names itself
            yield Remark(reason, RemarkKind.LOOK, next(iter(same)))
            continue
        names = "、".join(words.removesuffix(f"：{reason}") for words, _ in described[:MOST_NAMED])
        more = f"等 {len(described)} 处" if len(described) > MOST_NAMED else ""
        yield Remark(f"{names}{more}：{reason}", RemarkKind.LOOK, described[0][1])


def _list_notes(
    document: Document, opened: Opened, looked_at: Mapping[Address, str]
) -> Iterator[Remark]:
    """Yield what was said when the file was read, but for what the marks and the list say."""
    known = _get_marks(opened)
    certain = {each: why for each, why in known.items() if each not in looked_at}
    for words, address in describe_marks(document.form, certain):
        yield Remark(words, address=address)
    reasons = tuple(f"：{why}" for why in known.values())
    for note in opened.notes:
        is_told = note.endswith(reasons) or note in known.values() or _LISTED in note
        if not is_told:
            yield Remark(note, RemarkKind.LOOK if _ASKING.search(note) else RemarkKind.NOTE)


def _is_settled(document: Document, address: Address, why: str) -> bool:
    """Check whether a mark needs no look: the number is certain, or was put right since."""
    cell = document.form.cells.get(address)
    is_about_number = cell is not None and not cell.is_total and "原文写的是“" in why
    return is_about_number and document.parse(address).problem is None


def _is_read(document: Document, address: Address) -> bool:
    """Check whether a cell has a number, a total one of its parts."""
    parts = document.form.cells[address].parts
    if parts:
        return any(_is_read(document, each) for each in parts)
    return document.number(address) is not None
