"""Plan of a paste: what will stand where, what must be asked first, what is said afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import CellProblem, commands, format_number, read_number
from report_editor.document.limits import MAX_PARAGRAPH
from report_editor.ui.grid.block_placement import LONGEST_SHOWN, BlockPlacement, OmittedText, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Document, Number
    from report_editor.forms import Address, Table

_MOST_NAMED = 3
_MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class CellChange:
    """Cell with its text before the paste and after it."""

    name: str
    before: str
    after: str


class PastePlan:
    """Plan of what a placed block does to a document."""

    def __init__(
        self,
        placement: BlockPlacement,
        document: Document,
        table: Table,
        target: Target,
        *,
        is_by_hand: bool = False,
    ) -> None:
        """Compare a placed block with the document.

        ``is_by_hand``: a text of the report's source is placed and leaves the list of those without
        a place. Then nothing may be left out, and a word in a cell is asked for.
        """
        self._placement = placement
        self._is_by_hand = is_by_hand
        self.verb = "填入" if is_by_hand else "粘贴"
        self._document = document
        self._table = table
        self._target = target
        self.raws = placement.raws
        differing = commands.find_differing(document, self.raws, placement.totals)
        self.omitted = list(placement.omitted)
        self.printed = dict(placement.totals)
        """Printed totals to be compared and, where they differ, kept."""
        self._differing: dict[Address, Number] = {}
        for address, value in differing.items():
            text = placement.totals[address]
            if address in placement.aimless or self._is_wrong(address, text):
                self.omitted.append(OmittedText(text, "总计由程序计算，不能填写"))
                del self.printed[address]
            else:
                self._differing[address] = value
        for address in placement.aimless & self.printed.keys():
            del self.printed[address]
        self._wrong = [each for each, raw in self.raws.items() if self._is_wrong(each, raw)]
        self._filled = [each for each, raw in self.raws.items() if raw.strip()]

    @property
    def refusal(self) -> str:
        """Return why nothing is pasted; empty where something is."""
        if self._filled and len(self._wrong) == len(self._filled) and not self._is_by_hand:
            return "剪贴板里的内容不是数字，没有粘贴。请复制表格里的数字再粘贴。"
        if any(len(raw) > MAX_PARAGRAPH for raw in self.raws.values()):
            return f"一格最多 {MAX_PARAGRAPH:,} 个字，没有{self.verb}。"
        if self._is_by_hand and self.omitted:
            return f"没有填入：{_list_reasons(self.omitted)}。"
        return "" if self.raws or self._differing else self._describe_nothing()

    def _describe_nothing(self) -> str:
        """Return why there is no text for any cell."""
        if self.omitted:
            return f"没有{self.verb}：{_list_reasons(self.omitted)}。"
        if self._placement.totals:
            return f"没有{self.verb}：总计由程序计算，与这里的一致。"
        return f"没有{self.verb}：没有认出单独成格的数字。"

    @property
    def is_named(self) -> bool:
        """Return whether labels or headers found the cells."""
        return self._placement.by_labels or self._placement.by_headers

    @property
    def has_words(self) -> bool:
        """Return whether a cell would get a text that is no number, which must be insisted on."""
        return self._is_by_hand and bool(self._wrong)

    @property
    def first_cell(self) -> Address:
        """Return the first cell that changes, to be shown."""
        return next(iter({**self.raws, **self._differing}))

    def list_changes(self) -> list[CellChange]:
        """Return the cells, those whose number is overwritten first."""
        cells = self._document.form.cells
        changes = [
            (each, CellChange(cells[each].name, self._document.format_input(each), raw))
            for each, raw in self.raws.items()
        ]
        changes.sort(key=lambda each: each[0] not in self._find_overwritten())
        totals = [
            CellChange(
                cells[each].name,
                f"计算得 {format_number(value)}",
                f"原文的总计 {self.printed[each]}，按原文保留",
            )
            for each, value in self._differing.items()
        ]
        return [*totals, *(change for _, change in changes)]

    def list_questions(self) -> list[str]:
        """Return, as sentences, what makes it necessary to ask; none where nothing does."""
        questions = [f"{reason}。" for reason in self._placement.guesses]
        if self.omitted:
            questions.append(f"有 {len(self.omitted)} 处放不下，会留在外面。")
        overwritten = self._find_overwritten()
        erased = [each for each in overwritten if not self.raws[each].strip()]
        if self._wrong and (self._is_by_hand or not self.is_named):
            questions.append(f"有 {len(self._wrong)} 格会填进不是数的文字。这里本来只能填数。")
        rows = range(self._target.row, self._target.row + self._target.row_count)
        values = self._table.value_cells
        elsewhere = [each for each in overwritten if values[each].row not in rows]
        if erased:
            questions.append(f"有 {len(erased)} 格原来的数会被清空。")
        if len(elsewhere) > len(set(elsewhere) & set(erased)):
            questions.append(f"别的行里有 {len(elsewhere)} 格原来的数会改变。")
        return questions

    def describe(self) -> str:
        """Return the sentence for the status bar."""
        count = len(self.raws)
        parts = [f"{self.verb}了 {count} 格" if count else "没有改动格子"]
        omitted = f"有 {len(self.omitted)} 处没有放进去"
        if self._placement.skipped:
            parts.append(f"跳过 {self._placement.skipped} 格不能填写的格子")
        if self.omitted:
            parts.append(omitted)
        parts += self._describe_differing()
        if self._wrong:
            parts.append(f"其中 {len(self._wrong)} 格不是数，已经标出")
        parts += self._describe_rows()
        if self._placement.by_headers:
            parts.append("各列按列名对应")
        if self.printed and not self._differing:
            parts.append("总计与计算值一致")
        if not self.omitted:
            return "，".join(parts) + "。"
        # What does not fit a status bar is cut at the end: the long part comes last.
        joint = "：" if parts[-1] == omitted else "。没有放进去的："
        return "，".join(parts) + joint + _list_reasons(self.omitted) + "。"

    def _describe_rows(self) -> list[str]:
        if not self._placement.by_labels:
            return []
        cells = self._document.form.cells
        addresses = (*self.raws, *self._differing)
        rows = list(dict.fromkeys(cells[each].row.short for each in addresses))
        named = "、".join(f"“{row}”" for row in rows[:_MOST_NAMED])
        return [f"按行名放在{named}{f'等 {len(rows)} 行' if len(rows) > _MOST_NAMED else ''}"]

    def _describe_differing(self) -> list[str]:
        if len(self._differing) == 1:
            ((address, value),) = self._differing.items()
            text = self.printed[address][:LONGEST_SHOWN]
            return [f"原文的总计 {text} 与计算值 {format_number(value)} 不同，已按原文保留"]
        if self._differing:
            return [f"原文有 {len(self._differing)} 个总计与计算值不同，已按原文保留"]
        return []

    def _find_overwritten(self) -> list[Address]:
        """Return the inputs whose text is there and changes."""
        return [
            address
            for address, raw in self.raws.items()
            if self._document.raw(address) and self._document.raw(address) != raw.strip()
        ]

    def _is_wrong(self, address: Address, raw: str) -> bool:
        cell = self._document.form.cells[address]
        return read_number(raw, cell.kind, cell.unit).problem is CellProblem.NOT_A_NUMBER


def group_by_reason(omitted: Sequence[OmittedText]) -> dict[str, list[str]]:
    """Return each reason with the texts that are left out for it."""
    texts: dict[str, list[str]] = {}
    for each in omitted:
        texts.setdefault(each.reason, []).append(each.text)
    return texts


def _list_reasons(omitted: Sequence[OmittedText]) -> str:
    """Join the first reasons, each with its first texts."""
    parts = []
    reasons = group_by_reason(omitted)
    for reason, found in list(reasons.items())[:_MOST_REASONS]:
        more = "等" if len(found) > _MOST_NAMED else ""
        first = "、".join(text[:LONGEST_SHOWN] for text in found[:_MOST_NAMED])
        parts.append(f"{first}{more}（{reason}）")
    if len(reasons) > _MOST_REASONS:
        parts.append(f"还有 {len(reasons) - _MOST_REASONS} 种")
    return "；".join(parts)
