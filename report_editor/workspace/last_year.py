"""Last year's report on its way into this year's: how it was read, what is wrong in it. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity, check, is_set_aside
from report_editor.document import UNPLACED, Document, Field, Part, format_number
from report_editor.document.last_year import Remark, RemarkKind
from report_editor.document.uncertain import list_uncertain
from report_editor.document.unconfirmed import list_unconfirmed_texts
from report_editor.forms import form_for_year
from report_editor.workspace.reading import (
    count_paragraphs,
    list_remarks,
    select_marks,
    summarise_reading,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from report_editor.forms import Address
    from report_editor.workspace.opening import Opened

SUMMARY_HEAD = "读取情况："
"""Beginning of the remark that sums up how last year's file was read."""
MOST_DOUBTS = 2
"""Findings that the reason for one doubt names."""
LONGEST_DOUBT = 1_000
LAST_MONTH_OF_LAST_YEAR = 6
"""Last month in which one still writes the report of last year."""
_CODES_OF_READING = frozenset({"form.label", "form.merged_row", "cell.normalised", "cell.remark"})
"""Codes of findings that say again what was said when the file was read."""
_CARRIED_ROW = "requests.carried_out."
_ORDER = (
    RemarkKind.ERROR,
    RemarkKind.LOOK,
    RemarkKind.WARNING,
    RemarkKind.INFO,
    RemarkKind.NOTE,
)


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report as it would be taken over."""

    document: Document
    """Nobody changes it."""
    name: str
    """Name of its file, or its title where it has none."""
    findings: tuple[Finding, ...]
    """Findings of the checks, errors first, without what was set aside."""
    remarks: tuple[Remark, ...]
    """Sentences on how it was read; empty where there is nothing to say."""
    doubts: dict[Address, str]
    """Reasons why a value of 结转下年度 may be wrong, by address."""
    opened: Opened | None = None
    path: Path | None = None
    """File that was read for it; None for the report in work."""

    @property
    def summary(self) -> str:
        """Return in one line how much was read, and how many places are to be looked at."""
        return summarise_reading(self.document, sum(each.is_news for each in self.all_remarks))

    @property
    def all_remarks(self) -> tuple[Remark, ...]:
        """Return the remarks on the reading and the findings, the gravest first, each matter once.

        What a finding says again is left out of the remarks on the reading.
        """
        told = {
            cell for each in self.findings if each.code in _CODES_OF_READING for cell in each.cells
        }
        reading = (each for each in self.remarks if each.address not in told)
        remarks = (*reading, *map(make_remark, self.findings))
        return tuple(sorted(remarks, key=lambda each: _ORDER.index(each.kind)))

    @property
    def is_empty(self) -> bool:
        """Return whether it is a form in which nobody has filled in a number or a text."""
        has_numbers = any(self.document.raw(each.address) for each in self.document.form.inputs)
        return not (
            has_numbers or count_paragraphs(self.document) or self.document.paragraphs(UNPLACED)
        )

    def describe_year(self, this_year: int, due: int | None = None) -> str:
        """Return a Chinese sentence where its year is not the year before that of a report due.

        Args:
            this_year: The year of the calendar.
            due: The year whose report is written now; None where an older report is no surprise.
        """
        year = self.document.year
        if year is None:
            return "没有认出上年报告的年度。请选定新报告的年度；文字里的年份不会改动。"
        if year >= this_year:
            return (
                f"这份报告是 {year} 年度的，以它新建的是 {year + 1} 年度报告，那一年还没有过完。"
                "请确认选对了文件。"
            )
        if due is not None and year + 1 != due:
            return (
                f"这份报告是 {year} 年度的，接着写的是 {year + 1} 年度报告；"
                f"现在该写的是 {due} 年度的。请选定新报告的年度，或者选择 {due - 1} 年度的文件。"
            )
        return ""

    def has_news(self, this_year: int, due: int | None = None) -> bool:
        """Check whether there is something to be seen before it is taken over."""
        is_told = any(each.is_news for each in self.all_remarks)
        return is_told or bool(self.describe_year(this_year, due))

    def begin_report(self, year: int | None = None) -> Document:
        """Return the report of the year after, or of ``year``, begun from this one.

        Of an empty form nothing is remembered: the new report is as empty.
        """
        from report_editor.document.rollover import roll_over

        if year is None and self.document.year is not None:
            year = self.document.year + 1
        if self.is_empty and year is not None:
            fields = {Field.YEAR: str(year), Field.ORGANIZATION: self.document.organization}
            parts = {Part.FIELDS: {str(key): text for key, text in fields.items() if text}}
            return Document(form_for_year(year), parts=parts)
        head = Remark(f"{SUMMARY_HEAD}{self.summary}")
        return roll_over(
            self.document,
            year,
            doubts=self.doubts,
            file=self.name,
            remarks=(head, *self.all_remarks),
        )


def examine(
    document: Document,
    name: str,
    opened: Opened | None = None,
    path: Path | None = None,
    *,
    touched: Collection[Address] = (),
) -> LastYear:
    """Look at last year's report: how it was read, and what the checks say of it.

    Args:
        document: the report; it must not change any more.
        name: name of its file, or its title.
        opened: outcome of reading it, where it was read.
        path: file that was read for this.
        touched: cells that were changed since it was read. A row with one of them has been
            looked at.
    """
    every = check(document, is_handed_in=True)
    findings = tuple(each for each in every if not is_set_aside(document, each))
    marks = select_marks(document, opened, touched)
    remarks = tuple(_list_remarks(document, opened, marks))
    return LastYear(
        document, name, findings, remarks, _find_doubts(document, findings, marks), opened, path
    )


def summarise_carried(last: LastYear, document: Document) -> str:
    """Say in one short Chinese sentence what a report begun from last year's took over."""
    numbers, texts = len(_list_carried(last, document)), count_paragraphs(document)
    parts = (f"上年结转 {numbers} 格" if numbers else "", f"文字 {texts} 段" if texts else "")
    carried = "、".join(filter(None, parts))
    return f"已带入{carried}" if carried else "没有带入数字和文字"


def describe_carried(last: LastYear, document: Document) -> Iterator[str]:
    """Say in Chinese what a report begun from last year's took over, and what is in doubt."""
    if last.is_empty:
        yield "没有数字和文字可以带入，新报告是空白的。"
        return
    yield from _describe_carried_numbers(last, document)
    figures = sum(
        len(list_unconfirmed_texts(document, section.key, paragraph))
        for section in document.form.text_sections
        for paragraph in range(len(document.paragraphs(section.key)))
    )
    count = count_paragraphs(document)
    confirm = f"，其中 {figures} 个数字待核实" if figures else ""
    old, new = last.document.year, document.year
    years = f"，指报告年度的 {old} 年改为 {new} 年" if old and old != new else ""
    yield f"文字 {count} 段{years}{confirm}。" if count else "没有文字可以带入。"
    if unplaced := len(document.paragraphs(UNPLACED)):
        yield f"没有位置的文字 {unplaced} 段，列在“没找到位置的内容”里。"


def find_cell_carried_to(address: Address) -> Address:
    """Return the cell of this year's form that goes with one of last year's.

    What was 结转下年度 is 上年结转 now; any other cell is compared with the one of its address.
    """
    return _exchange_row(address, "carried_out", "carried_in")


def find_cell_carried_from(address: Address) -> Address:
    """Return the cell of last year's form that goes with one of this year's."""
    return _exchange_row(address, "carried_in", "carried_out")


def _exchange_row(address: Address, row: str, other: str) -> Address:
    return address.replace(f"requests.{row}.", f"requests.{other}.")


def can_be_last_year(document: Document, this_year: int) -> bool:
    """Check whether a report is one that the next can be begun from without asking for a file.

    One that was itself just begun, with no numbers but those carried in, is not; nor is one of a
    year that has not ended.
    """
    has_numbers = any(find_cell_carried_from(each) == each for each in document.entries(Part.CELLS))
    return has_numbers and document.year is not None and document.year < this_year


def get_calendar_year() -> int:
    """Return the year of today."""
    return dt.datetime.now(tz=dt.UTC).astimezone().year


def get_due_year(today: dt.date) -> int:
    """Return the year whose report is written now.

    In the first half of a year that is the last one, whose report was due by the end of January
    (Article 50 of 政府信息公开条例); afterwards it is the year that runs.
    """
    return today.year - 1 if today.month <= LAST_MONTH_OF_LAST_YEAR else today.year


def get_year_due_now() -> int:
    """Return the year whose report is written today."""
    return get_due_year(dt.datetime.now(tz=dt.UTC).astimezone().date())


def _describe_carried_numbers(last: LastYear, document: Document) -> Iterator[str]:
    from report_editor.document.rollover import list_carried_pairs

    cells = document.form.cells
    if carried := _list_carried(last, document):
        yield f"上年结转 {len(carried)} 格，合计 {format_number(document.sum_of(carried))} 件。"
    uncertain = list_uncertain(document)
    told = {each for addresses in uncertain.values() for each in addresses}
    if names := "、".join(
        f"{cells[each].column.short} {document.raw(each)}" for each in carried if each in told
    ):
        yield f"其中{names} 在上年报告里有疑问，新建以后请核对。"
    for reason, addresses in uncertain.items():
        if names := "、".join(
            cells[each].column.short for each in addresses if not document.raw(each)
        ):
            yield f"上年结转没有带入：{names}。{reason}"
    for cell, there in list_carried_pairs(last.document.form, document.form):
        if not there and (number := last.document.number(cell.address)):
            yield (
                f"上年“{cell.name}”的 {format_number(number)} 件没有带入：本年的表里没有这一列。"
            )


def _list_carried(last: LastYear, document: Document) -> list[Address]:
    """Return the cells that hold what was carried over to this year."""
    from report_editor.document.rollover import list_carried_pairs

    pairs = list_carried_pairs(last.document.form, document.form)
    return [there for _, there in pairs if there and document.raw(there)]


def _list_remarks(
    document: Document, opened: Opened | None, marks: Mapping[Address, str]
) -> Iterator[Remark]:
    from report_editor.document.rollover import is_carried_text

    if not any(document.raw(each.address) for each in document.form.inputs):
        words = "没有数字，只能带入文字。" if count_paragraphs(document) else "是空的，没有内容。"
        yield Remark(f"上年报告{words}请确认选对了文件。", RemarkKind.LOOK)
    yield from list_remarks(document, opened, marks)
    for text in document.paragraphs(UNPLACED):
        words = (
            "没找到位置的文字，带到新报告的“没找到位置的内容”里"
            if is_carried_text(text)
            else "没找到位置的数字，是上年的，没有带入"
        )
        yield Remark(f"{words}：{text}", RemarkKind.LOOK)


def _find_doubts(
    document: Document, findings: tuple[Finding, ...], marks: Mapping[Address, str]
) -> dict[Address, str]:
    """Return why the values that are carried over may be wrong.

    A mark on the row of totals is one on the whole row; so is a finding on its printed total.
    """
    inputs = [each for each in document.form.inputs if each.address.startswith(_CARRIED_ROW)]
    doubts: dict[Address, str] = {}
    for cell in inputs:
        totals = document.form.dependents[cell.address]
        row = next((each for each in totals if each.startswith(_CARRIED_ROW)), "")
        reasons = [f"读取时：{marks[each]}" for each in (cell.address, row) if each in marks][:1]
        reasons += [
            f"上年报告的检查结果：{each.message}"
            for each in findings
            if each.severity is not Severity.INFO
            and each.code != "cell.blank"
            and cell.address in each.cells
        ]
        if reasons:
            doubts[cell.address] = "".join(reasons[:MOST_DOUBTS])[:LONGEST_DOUBT]
    return doubts


def make_remark(finding: Finding) -> Remark:
    """Return a finding as what is kept of it with the new report."""
    address = finding.cells[0] if finding.cells else ""
    return Remark(finding.message, RemarkKind(finding.severity.value), address)
