"""Describe what differs between two states of a report, in the words of the form."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from report_editor.document.document import FIELDS, Document, Field
from report_editor.document.shared_ends import count_shared_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Section

_MOST_COMPARED = 1_000
"""Paragraphs of a text that are compared one by one, which takes the square of their number."""

_MOST_PAIRS = 2_500
"""Pairs of paragraphs between two equal ones of which the likest are looked for."""
_LEAST_SHARED = 0.5

FIELD_NAMES = {
    Field.ORGANIZATION: "单位全称",
    Field.YEAR: "报告年度",
    Field.TITLE: "标题",
    Field.PUBLICATION_DATE: "发布日期",
    Field.CONTACT: "联系方式",
    Field.SIGNATORY: "签发人",
}


def describe_differences(one: Document, other: Document, most: int = 12) -> list[str]:
    """Return where two states of a report, the earlier one first, differ, as lines for the user.

    On different editions the cells that both have are compared; ``most`` of them are named.
    """
    lines = [
        f"{FIELD_NAMES[each]}：“{one.field(each)}” → “{other.field(each)}”"
        for each in FIELDS
        if one.field(each) != other.field(each)
    ]
    cells = [
        cell
        for cell in one.form.inputs
        if cell.address in other.form.cells and one.raw(cell.address) != other.raw(cell.address)
    ]
    for cell in cells[:most]:
        before, after = (each.raw(cell.address) or "空" for each in (one, other))
        name = _name_section(one.form.section(cell.table))
        lines.append(f"{name} {cell.name}：{before} → {after}")
    if len(cells) > most:
        lines.append(f"还有 {len(cells) - most} 个格子不同")
    texts = [
        {each.key: document.paragraphs(each.key) for each in document.form.text_sections}
        for document in (one, other)
    ]
    for key in {**texts[0], **texts[1]}:
        if count := _count_differing(*(each.get(key, ()) for each in texts)):
            form = one.form if one.form.has(key) else other.form
            lines.append(f"{_name_section(form.section(key))}：{count} 段文字不同")
    return lines


def paragraph_changes(
    one: Sequence[str], other: Sequence[str]
) -> list[tuple[str, int, int, int, int]]:
    """Return how one text becomes another, as :meth:`difflib.SequenceMatcher.get_opcodes` does.

    Of texts longer than any report's, all between the first and the last difference counts as
    replaced.
    """
    if max(len(one), len(other)) <= _MOST_COMPARED:
        return list(SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    start, tail = count_shared_ends(tuple(one), tuple(other))
    end, other_end = len(one) - tail, len(other) - tail
    changes = [
        ("equal", 0, start, 0, start),
        ("replace", start, end, start, other_end),
        ("equal", end, len(one), other_end, len(other)),
    ]
    return [each for each in changes if each[1] < each[2] or each[3] < each[4]]


def pair_paragraphs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Map the paragraphs of a text to those of an older one that they were made from.

    Equal ones belong together; of those between, each to the one behind the last pair with which
    it has most characters in common, and enough of them.
    """
    pairs: dict[int, int] = {}
    for kind, start, end, start_new, end_new in paragraph_changes(old, new):
        if kind == "equal":
            pairs |= zip(range(start_new, end_new), range(start, end), strict=True)
        elif kind == "replace" and (end - start) * (end_new - start_new) <= _MOST_PAIRS:
            counted = {at: Counter(old[at]) for at in range(start, end)}
            left = range(start, end)
            for index in range(start_new, end_new):
                letters = Counter(new[index])
                shares = {at: _share(counted[at], letters) for at in left}
                best = max(shares, key=shares.__getitem__, default=None)
                if best is not None and shares[best] >= _LEAST_SHARED:
                    pairs[index] = best
                    left = range(best + 1, end)
    return pairs


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the characters that two texts have in common, wherever they stand."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _count_differing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(
        max(end_one - one_at, end_other - other_at)
        for kind, one_at, end_one, other_at, end_other in paragraph_changes(one, other)
        if kind != "equal"
    )


def _name_section(section: Section) -> str:
    return section.numeral or section.title
