"""Tell in Chinese sentences what was recognised, and list what was read and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Part
from report_editor.importers.left_out import count_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_editor.document import Document
    from report_editor.forms import Address
    from report_editor.importers.left_out import LeftOut
    from report_editor.importers.source import Source

EMPTY = "这是一份空白的表格：数字、文字都没有填。"
"""Sentence on a form that nobody has filled in."""


def summarise(
    document: Document,
    cells: Mapping[Address, str],
    notes: Sequence[str],
    left_out: Sequence[LeftOut],
) -> list[str]:
    """Return the notes with what was found of each section before them and what was not behind.

    Args:
        document: The document as recognised.
        cells: Text of each cell that was found, blanks and printed totals included.
        notes: Sentences on what was guessed or read otherwise than written.
        left_out: What was left out.
    """
    form = document.form
    told = [f"按 {form.name}（{form.authority}）读入。"]
    texts_found = any(document.paragraphs(each.key) for each in form.text_sections)
    if not any(cells.values()) and not texts_found:
        told.append(EMPTY)
        return [*told, *notes, *_describe_rest(document, left_out)]
    for key, table in form.tables.items():
        texts = [cells[cell.address] for cell in table.cells if cell.address in cells]
        heading, blank = form.section(key).heading, texts.count("")
        words = f"{heading}：认出 {len(texts)} 格，共 {len(table.cells)} 格"
        if texts and blank == len(texts):
            told.append(f"{heading}：是空表，没有填数。")
        else:
            told.append(words + (f"，其中 {blank} 格原文留空。" if blank else "。"))
    for section in form.text_sections:
        if f"missing:{section.key}" in document.entries(Part.SOURCE):
            told.append(f"原文没有“{section.heading}”这一部分。")
        elif section.numeral:
            told.append(f"{section.heading}：{len(document.paragraphs(section.key))} 段文字。")
    return [*told, *notes, *_describe_rest(document, left_out)]


def _describe_rest(document: Document, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """Yield how much found no place, and how much was left out."""
    if count := len(document.paragraphs(UNPLACED)):
        yield f"有 {count} 处内容没有找到位置，列在“没找到位置的内容”里，请查看。"
    if counts := count_kinds(left_out):
        kinds = "、".join(f"{kind} {count} 处" for kind, count in counts.items())
        yield f"按规则略去：{kinds}。略去的文字列在“原文”的末尾。"


def list_texts(source: Source, left_out: Sequence[LeftOut]) -> list[tuple[str, str]]:
    """Return a source as it was read, and at its end what was left out, by kind."""
    order = list(count_kinds(left_out))
    entries = [entry for entry in left_out if entry.text]
    entries.sort(key=lambda entry: order.index(entry.kind))
    texts = [(entry.where, f"【略去：{entry.kind}】{entry.text}") for entry in entries]
    return [*source.list_texts(), *texts]
