"""Collect what a picture of a report tells, in the characters of the report.

Everything follows from the edition of the form: what adds up to 办理结果, who the applicants are,
what is published. Last year's numbers stand beside where that is the year before. What is 0
everywhere is said in words, and what is blank is never taken for 0.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.document import Number, format_number
from report_editor.document.last_year import (
    get_previous_form,
    get_previous_values,
    get_previous_year,
)
from report_editor.document.numbers import CellProblem
from report_editor.document.wording import Wording
from report_editor.exporters.picture.figures import Band, Bar, Chart, Figures, KeyFigure
from report_editor.exporters.picture.shares import format_shares
from report_editor.exporters.report_parts import format_value
from report_editor.exporters.visible_text import VisibleText
from report_editor.forms import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.document import Document
    from report_editor.forms import Address, Cell, Row, Table

_BLANK, _UNREADABLE = "未填", "待核对"
"""In the place of a number that was not filled in, or part of which is no number."""
_NUMBERING = re.compile("^(（[一二三四五六七八九十]+）|[0-9]+[.．]|[一二三四五六七八九十]+、)")
_LONGEST_TEXT = 30
"""Characters of what was typed where the form has no unit and so no plain number."""


def collect_figures(document: Document) -> Figures:
    """Collect what a picture of a report tells."""
    return _Collector(document).collect()


class _Collector:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._form = document.form
        self._wording = Wording(document)
        self._write = self._wording.write
        year, last_year = document.year, get_previous_year(document)
        is_comparable = not year or not last_year or last_year == year - 1
        self._before = get_previous_values(document) if is_comparable else {}
        if year and not last_year:
            last_year = year - 1
        self._years = (
            self._name_year(year, "本年"),
            self._name_year(last_year, "上年") if self._before else "",
        )

    def collect(self) -> Figures:
        visible = VisibleText()
        title = visible.clean(self._wording.title, "标题")
        bands = tuple(
            self._collect_band(self._form.tables[section.key])
            for section in self._form.sections
            if section.key in self._form.tables
        )
        source = "数据来自政府信息公开工作年度报告，以报告为准；本图解不是报告的组成部分。"
        bars = [bar for band in bands for chart in band.charts for bar in chart.bars]
        if bars:
            source += "条形都从 0 画起，长短在同一组里比较。"
        if self._before and any(bar.before is None for bar in bars):
            source += "“—”表示没有可以比较的上年数。"
        if any(bar.share for bar in bars):
            source += "百分比四舍五入到一位小数，合计可能不等于 100%。"
        return Figures(
            self._wording, title, *self._years, tuple(self._list_key_figures()), bands,
            self._write(source), (*visible.list_notes(), *self._list_notes()),
        )  # fmt: skip

    def _name_year(self, year: int | None, otherwise: str) -> str:
        return f"{year}年" if year else self._write(otherwise)

    # ------------------------------------------------------------------ numbers

    def _is_known(self, address: Address) -> bool:
        """Check whether there is a number in a cell, or in one of those that it is the sum of."""
        parts = self._form.cells[address].parts
        if parts:
            return any(map(self._is_known, parts))
        return self._document.number(address) is not None

    def _is_unreadable(self, address: Address) -> bool:
        """Check whether a cell, or one of those that it is the sum of, has a text but no number."""
        parts = self._form.cells[address].parts
        if parts:
            return any(map(self._is_unreadable, parts))
        return self._document.number(address) is None and not self._document.parse(address).is_blank

    def _sum_before(self, addresses: Sequence[Address]) -> Number | None:
        """Return what some cells added up to last year, None where that cannot be compared.

        Each cell must have stood in last year's form, where a row that was split since then counts
        once, and one of them must be known.
        """
        there: set[Address] = set()
        last = get_previous_form(self._document).cells
        for address in addresses:
            cell = self._form.cells[address]
            old = f"{cell.table}.{cell.row.split_from}.{cell.column.key}"
            there.add(old if address not in last and cell.row.split_from else address)
        known = [self._before[address] for address in there if address in self._before]
        return sum(known, start=0) if known and there <= last.keys() else None

    def _make_bar(self, label: str, addresses: Sequence[Address]) -> Bar:
        words, before = self._write(_NUMBERING.sub("", label)), self._sum_before(addresses)
        if any(map(self._is_unreadable, addresses)):
            return Bar(words, None, before, self._write(_UNREADABLE))
        if not any(map(self._is_known, addresses)):
            return Bar(words, None, before, self._write(_BLANK))
        return Bar(words, self._document.sum_of(addresses), before)

    def _make_chart(
        self, title: str, bars: Iterable[Bar], nothing: str = "", *, has_shares: bool = False
    ) -> Chart:
        """Return a chart, with a sentence in the place of its bars where nothing is to be drawn.

        Args:
            title: Words over it.
            bars: Its numbers.
            nothing: Sentence for a year in which all of them are 0.
            has_shares: Whether they are parts of a whole.
        """
        listed = tuple(bars)
        heading, numbers = self._write(title), [bar.now for bar in listed if bar.now is not None]
        is_readable = not any(bar.stand_in == self._write(_UNREADABLE) for bar in listed)
        if is_readable and not numbers:
            return Chart(heading, (), self._write("没有填写。"))
        if is_readable and not any(numbers):
            words = nothing or f"{'、'.join(bar.label for bar in listed)}均为 0。"
            if len(numbers) < len(listed):
                words = (
                    f"{'、'.join(bar.label for bar in listed if bar.now == 0)}为 0，其余没有填写。"
                )
            return Chart(heading, (), self._write(words) + self._describe_before(listed))
        if has_shares and len(numbers) == len(listed):
            shares = format_shares(numbers)
            listed = tuple(
                replace(bar, share=self._write(share) if bar.now else "")
                for bar, share in zip(listed, shares, strict=True)
            )
        return Chart(
            heading, listed, top=max((n for bar in listed for n in bar.list_numbers()), default=0)
        )

    def _describe_before(self, bars: Sequence[Bar]) -> str:
        """Return a sentence on last year's numbers, where this year's are all 0."""
        known = ((bar.label, bar.before) for bar in bars)
        named = [f"{label} {format_number(number)}" for label, number in known if number]
        return self._write(f"上年：{'、'.join(named)}。") if named else ""

    # ------------------------------------------------------------------ parts

    def _list_key_figures(self) -> Iterator[KeyFigure]:
        form = self._form
        for name, label in (("requests.new", "新收申请"), ("requests.processed", "办结申请")):
            if form.has(f"{name}.total"):
                yield self._make_key_figure(label, [f"{name}.total"])
        if form.has("proceedings.*.total"):
            addresses = form.tables["proceedings"].addresses_of(column="total")
            yield self._make_key_figure("行政复议、行政诉讼", addresses)

    def _make_key_figure(self, label: str, addresses: Sequence[Address]) -> KeyFigure:
        bar = self._make_bar(label, addresses)
        if bar.now is None:
            return KeyFigure(bar.label, "", bar.stand_in, "")
        comparison = ""
        if bar.before is not None:
            more: Number = bar.now - bar.before
            change = f"{'增加' if more > 0 else '减少'} {format_number(max(more, -more))} 件"
            comparison = f"上年 {format_number(bar.before)} 件，{change if more else '与上年持平'}"
        unit = self._form.cells[addresses[0]].unit
        return KeyFigure(
            bar.label, format_number(bar.now), self._write(unit), self._write(comparison)
        )

    def _collect_band(self, table: Table) -> Band:
        if not any(self._is_known(cell.address) for cell in table.cells):
            return self._make_band(table, (), (self._write("这部分没有填写。"),))
        row_rule = next((each for each in table.totals if each.axis == "row"), None)
        column_rule = next((each for each in table.totals if each.axis == "column"), None)
        if row_rule and column_rule and self._form.has(f"{table.key}.new.{column_rule.target}"):
            parts = [table.row(key) for key in row_rule.parts]
            return self._collect_requests(table, parts, column_rule.target, column_rule.parts)
        if column_rule:
            return self._collect_cases(table, column_rule.target, column_rule.parts)
        return self._make_band(table, *self._collect_columns(table))

    def _make_band(
        self, table: Table, charts: Sequence[Chart], sentences: Sequence[str] = ()
    ) -> Band:
        """Return a band; where no chart has bars, all of it is said in sentences."""
        title, unit = self._write(self._form.section(table.key).title), self._write(table.unit)
        if any(chart.bars for chart in charts):
            return Band(title, unit, tuple(charts), tuple(sentences))
        words = (f"{chart.title}：{chart.words}" for chart in charts)
        return Band(title, unit, (), (*words, *sentences))

    def _collect_requests(
        self, table: Table, results: Sequence[Row], total: str, kinds: Sequence[str]
    ) -> Band:
        """Show how applications were decided, and who made those of this year."""
        groups: dict[str, list[Address]] = {}
        for row in results:
            groups.setdefault(row.group or row.short, []).append(f"{table.key}.{row.key}.{total}")
        outcomes = [self._make_bar(name, addresses) for name, addresses in groups.items()]
        applicants = [
            self._make_bar(table.column(key).short, [f"{table.key}.new.{key}"]) for key in kinds
        ]
        carried = [
            self._make_bar(words, [address])
            for words, name in (("上年结转", "carried_in"), ("结转下年度继续办理", "carried_out"))
            if (address := f"{table.key}.{name}.{total}") in self._form.cells
        ]
        if all(bar.now == 0 for bar in (*outcomes, *applicants, *carried)):
            received = self._sum_before([f"{table.key}.new.{total}"])
            words = "全年没有收到政府信息公开申请，也没有结转的申请。"
            if received:
                words += f"上年收到 {format_number(received)} 件。"
            return self._make_band(table, (), (self._write(words),))
        charts = _share_scale(
            self._make_chart("办理结果", outcomes, "全年没有办结的申请。", has_shares=True),
            self._make_chart(
                "新收申请的申请人", applicants, "全年没有新收到申请。", has_shares=True
            ),
        )
        known = ((bar.label, bar.now) for bar in carried)
        named = [
            f"{label} {format_number(number)} {table.unit}"
            for label, number in known
            if number is not None
        ]
        sentences = (self._write(f"{'，'.join(named)}。"),) if named else ()
        return self._make_band(table, charts, sentences)

    def _collect_cases(self, table: Table, total: str, results: Sequence[str]) -> Band:
        """Show how many cases there were of each kind, and how they ended."""
        kinds = [
            self._make_bar(row.short, [f"{table.key}.{row.key}.{total}"])
            for row in table.rows
            if total in row.columns
        ]
        ends = [
            self._make_bar(
                table.column(key).short,
                [f"{table.key}.{row.key}.{key}" for row in table.rows if key in row.columns],
            )
            for key in results
        ]
        if all(bar.now == 0 for bar in (*kinds, *ends)):
            words = f"全年没有发生{self._form.section(table.key).title.removesuffix('情况')}。"
            words = self._write(words) + self._describe_before(kinds)
            return self._make_band(table, (), (words,))
        return self._make_band(
            table,
            _share_scale(self._make_chart("案件种类", kinds), self._make_chart("审理结果", ends)),
        )

    def _collect_columns(self, table: Table) -> tuple[tuple[Chart, ...], tuple[str, ...]]:
        """Show each column whose numbers can be compared; say the others in words.

        Columns of the same rows share a scale.
        """
        charts: dict[tuple[str, ...], list[Chart]] = {}
        """By the rows that a column has."""
        sentences: list[str] = []
        for column in table.columns:
            rows = tuple(row for row in table.rows if column.key in row.columns)
            cells = [self._form.cells[f"{table.key}.{row.key}.{column.key}"] for row in rows]
            if len(rows) > 1 and column.kind is NumberKind.COUNT and column.unit == table.unit:
                bars = [self._make_bar(cell.row.short, [cell.address]) for cell in cells]
                made = self._make_chart(column.short, bars)
                if made.words:
                    sentences.append(f"{made.title}：{made.words}")
                    continue
                charts.setdefault(tuple(row.key for row in rows), []).append(made)
            else:
                named = "、".join(self._name_value(cell) for cell in cells)
                sentences.append(f"{self._write(column.short)}：{named}。")
        return tuple(c for group in charts.values() for c in _share_scale(*group)), tuple(sentences)

    def _name_value(self, cell: Cell) -> str:
        """Return a number that is no bar in words, with last year's."""
        label, unit = self._write(cell.row.short), self._write(cell.unit)
        number = self._document.number(cell.address)
        if not cell.unit:
            text = VisibleText().clean(format_value(self._document, cell.address), "", "�")
            if len(text) > _LONGEST_TEXT:
                text = f"{text[:_LONGEST_TEXT]}…"
            return f"{label} {text or self._write(_BLANK)}"
        if number is None:
            is_unreadable = self._is_unreadable(cell.address)
            return f"{label} {self._write(_UNREADABLE if is_unreadable else _BLANK)}"
        before = self._before.get(cell.address)
        beside = "" if before is None else self._write(f"（上年 {format_number(before)}）")
        return f"{label} {format_number(number)} {unit}{beside}"

    # ------------------------------------------------------------------ notes

    def _list_notes(self) -> Iterator[str]:
        document = self._document
        for table in self._form.tables.values():
            heading = self._form.section(table.key).heading
            readings = [document.parse(cell.address) for cell in table.cells if not cell.is_total]
            blanks = sum(each.is_blank for each in readings)
            if 0 < blanks < len(readings):
                yield f"“{heading}”有 {blanks} 格没有填写，图解里的合计按已填的数计算。"
            if wrong := sum(each.number is None and not each.is_blank for each in readings):
                yield f"“{heading}”有 {wrong} 格写的不是数字，图解里写成“待核对”，请先改正。"
            if any(each.problem is CellProblem.NEGATIVE for each in readings):
                yield f"“{heading}”里有负数，图解里没有画成条形，请先改正。"
        if document.year is None:
            yield "报告没有写年度，图解里写成“本年”。"


def _share_scale(*charts: Chart) -> tuple[Chart, ...]:
    """Return charts that stand on one scale."""
    top = max((chart.top for chart in charts), default=0)
    return tuple(replace(chart, top=top) for chart in charts)
