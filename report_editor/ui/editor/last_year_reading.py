"""Page of the panel beside the report: how last year's file was read, what was wrong in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.document.last_year import (
    Remark,
    get_previous_file,
    get_previous_text,
    get_previous_year,
    get_remarks,
)
from report_editor.document.rollover import pair_with_last_year
from report_editor.ui.editor.reading_page import ReadingPage
from report_editor.ui.widgets.labels import hint
from report_editor.workspace.last_year import (
    SUMMARY_HEAD,
    find_cell_carried_from,
    find_cell_carried_to,
)
from report_editor.workspace.reading import drop_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.document import Document
    from report_editor.forms import Address
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.opening import Opened

_LOOKS = re.compile(r" · \d+ 处请看$")


class LastYearReading(ReadingPage):
    """Reading that stays with a report begun from last year's, also after a save and a crash."""

    def __init__(self, document: Document) -> None:
        file, year = get_previous_file(document), get_previous_year(document)
        remarks = get_remarks(document)
        heads = [each.text for each in remarks if each.text.startswith(SUMMARY_HEAD)]
        self._head = _LOOKS.sub("", heads[0].removeprefix(SUMMARY_HEAD)) if heads else ""
        self._file = f"上年报告《{file}》（{f'{year} 年度' if year else '年度不明'}）"
        self._marked = ("", 0)
        """Section and index of the paragraph that was looked for last."""
        self.explanation = hint()
        super().__init__(document, self.explanation)
        rest = [each for each in remarks if not each.text.startswith(SUMMARY_HEAD)]
        self._kept = drop_counts(rest)
        self._list_remarks(())
        self.show_last_source(None)

    @property
    def has_content(self) -> bool:
        """Return whether the report was begun from one of which something is known."""
        return bool(self._head) or super().has_content

    def show_carried(self, sentences: Iterable[str]) -> None:
        """List what was carried over, at once where there is nothing else to look at."""
        self._list_remarks([Remark(f"带入新报告：{each}") for each in sentences])
        if not any(each.is_news for each in self._kept):
            self.notes_button.setChecked(True)

    def _list_remarks(self, carried: Sequence[Remark]) -> None:
        self.show_remarks(sorted((*carried, *self._kept), key=lambda each: not each.is_news))

    def show_last_source(self, opened: Opened | None) -> None:
        """Show the source of last year's file, which is known as long as the report is open."""
        recognition = opened.recognition if opened else None
        self.show_source(recognition)
        source = (
            "它的原文在下面，关闭这份报告以前可以对照。"
            if self.has_source
            else "它的原文不随这份报告保存，要看请打开那个文件。"
        )
        self.explanation.setText(f"这里说的都是{self._file}，不是这份报告。{source}")

    def mark_cell(self, address: Address) -> None:
        """Show in the source the line that a cell was carried or compared from."""
        self._marked = ("", 0)
        super().mark_cell(address)

    def mark_paragraph(self, section: str, index: int) -> Steps:
        """Show in the source the line of last year that a paragraph was made from."""
        if (section, index) != self._marked and self.has_source:
            self._marked = section, index
            _, pairs = pair_with_last_year(self._document, section)
            yield
            if index in pairs:
                self.source.mark_text(get_previous_text(self._document, section)[pairs[index]])

    def _describe(self) -> str:
        return f"上年：{self._head}"

    def _to_report(self, target: Address) -> str:
        """Return the cell of this report that took over, or is compared with, last year's."""
        here = find_cell_carried_to(target)
        return here if here in self._document.form.cells else ""

    def _from_report(self, address: Address) -> Address:
        return find_cell_carried_from(address)
