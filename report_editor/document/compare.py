"""What differs between two states of a report, in the words of the form."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from report_editor.document.document import FIELDS, Document, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address, Section

_MOST_COMPARED = 1_000
"""Paragraphs of a text that are compared one by one, which takes the square of their number."""

_FIELD_NAMES = {
    Field.ORGANIZATION: "单位全称",
    Field.YEAR: "报告年度",
    Field.TITLE: "标题",
    Field.PUBLICATION_DATE: "发布日期",
    Field.CONTACT: "联系方式",
    Field.SIGNATORY: "签发人",
}


@dataclass(frozen=True, slots=True)
class Differences:
    """Where one state of a report has something else than another."""

    fields: tuple[Field, ...]
    cells: tuple[Address, ...]
    """Inputs with another text."""
    paragraphs: dict[str, int]
    """How many paragraphs differ, by section; sections without difference are left out."""

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.fields or self.cells or self.paragraphs)


def differences(one: Document, other: Document) -> Differences:
    """Return where two states of a report differ.

    On different editions those are the cells that both have, and the texts of both.
    """
    fields = tuple(each for each in FIELDS if one.field(each) != other.field(each))
    inputs = (cell.address for cell in one.form.inputs if cell.address in other.form.cells)
    cells = tuple(each for each in inputs if one.raw(each) != other.raw(each))
    texts = [
        {each.key: document.paragraphs(each.key) for each in document.form.text_sections}
        for document in (one, other)
    ]
    paragraphs = {
        key: count
        for key in {**texts[0], **texts[1]}
        if (count := _count_differing(*(each.get(key, ()) for each in texts)))
    }
    return Differences(fields, cells, paragraphs)


def describe_differences(one: Document, other: Document, most: int = 12) -> list[str]:
    """The differences as lines for the user, the first ``most`` of the cells in full."""
    found = differences(one, other)
    lines = [
        f"{_FIELD_NAMES[each]}：“{one.field(each)}” → “{other.field(each)}”"
        for each in found.fields
    ]
    for address in found.cells[:most]:
        cell = one.form.cells[address]
        section = one.form.section(cell.table)
        before, after = (each.raw(address) or "空" for each in (one, other))
        lines.append(f"{_short(section)} {cell.name}：{before} → {after}")
    if len(found.cells) > most:
        lines.append(f"还有 {len(found.cells) - most} 个格子不同")
    for key, count in found.paragraphs.items():
        form = one.form if one.form.has(key) else other.form
        lines.append(f"{_short(form.section(key))}：{count} 段文字不同")
    return lines


def paragraph_changes(
    one: Sequence[str], other: Sequence[str]
) -> list[tuple[str, int, int, int, int]]:
    """How the paragraphs of one text become those of another.

    Returns:
        As :meth:`difflib.SequenceMatcher.get_opcodes` does: ``equal``, ``replace``, ``insert`` or
        ``delete`` with the bounds in both texts. Of texts longer than any report's, all between
        the first and the last difference counts as replaced.
    """
    if max(len(one), len(other)) <= _MOST_COMPARED:
        return list(SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    tail = next(
        (at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), shorter - start
    )
    end, other_end = len(one) - tail, len(other) - tail
    changes = [
        ("equal", 0, start, 0, start),
        ("replace", start, end, start, other_end),
        ("equal", end, len(one), other_end, len(other)),
    ]
    return [each for each in changes if each[1] < each[2] or each[3] < each[4]]


def shared_sentences(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of the second text's sentences that stand in the first too, from 0 to 1."""
    before, after = set(_sentences(one)), _sentences(other)
    if not after:
        return 0.0
    return sum(each in before for each in after) / len(after)


def _sentences(paragraphs: tuple[str, ...]) -> list[str]:
    return [
        sentence
        for paragraph in paragraphs
        for each in paragraph.replace("；", "。").split("。")
        if (sentence := each.strip())
    ]


def _count_differing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(
        max(end_one - one_at, end_other - other_at)
        for kind, one_at, end_one, other_at, end_other in paragraph_changes(one, other)
        if kind != "equal"
    )


def _short(section: Section) -> str:
    return section.numeral or section.title
