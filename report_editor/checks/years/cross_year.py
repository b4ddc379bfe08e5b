"""Check this year against last year's report."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from report_editor.checks.finding import METADATA, Consequence, Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, LastYear, comparable_last_year
from report_editor.checks.rule import rule
from report_editor.checks.tables.breaks import is_invalid
from report_editor.checks.text.chinese_numbers import format_han_number
from report_editor.checks.text.similarity import MOST_REPEATED, measure_likeness, split_sentences
from report_editor.document import Document, Number, format_number
from report_editor.document.completeness import is_filled_in
from report_editor.document.uncertain import list_missing
from report_editor.forms import Address, NumberKind

_SMALLEST_JUMP = 20
_JUMP = 3
_TENFOLD = 10
_NAMED = 3
"""Most cells that a message names."""
_COPIED_CELLS = 5
_COPIED_SHARE = 0.9
_TREND = re.compile(
    r"申请[^。;%]{0,20}?(?:较|比|与|同比|环比)[^,。;\d]{0,12}?"
    r"(?P<way>增长|增加|上升|提高|多|下降|减少|回落|降低|少)(?:了|约)?"
    r"(?P<n>\d{1,6}(?:\.\d{1,4})?)(?P<unit>%|件)"
)
_UP = frozenset({"增长", "增加", "上升", "提高", "多"})


@rule("last_year.year", Severity.WARNING)
def check_year(report: CheckedReport) -> Issues:
    """Find a report to compare with that is not of the year before."""
    if report.is_last_year_another and report.last_year and report.document.year:
        year = report.document.year
        yield Issue(
            f"用来比较的是 {report.last_year.year} 年度的报告，本报告是 {year} 年度，"
            f"没有作两年之间的核对。请换成 {year - 1} 年度的报告。",
            section=METADATA,
        )


@rule(
    "last_year.carried",
    Severity.WARNING,
    needs=("requests.carried_in", "requests.carried_out"),
    each=comparable_last_year,
)
def check_carried(report: CheckedReport, last: LastYear) -> Issues:
    """Find columns whose 上年结转 is not what last year carried out.

    Where nothing could be carried over, that is another finding; so is the total then.
    """
    missing = list_missing(report.document)
    for address in report.form.tables["requests"].addresses_of(row="carried_in"):
        column = report.form.cells[address].column
        if not {address, *report.form.cells[address].parts}.isdisjoint(missing):
            continue
        before = last.values.get(f"requests.carried_out.{column.key}")
        now = report.document.value(address)
        if is_invalid(report.document, address) or not is_filled_in(report.document, address):
            continue  # that has a finding of its own
        if before is not None and before != now:
            yield Issue(
                f"表三“上年结转”的“{column.short}”是 {format_number(now)}，"
                f"上年报告的“结转下年度继续办理”是 {format_number(before)}。"
                "两个数应当相等，请核对。",
                cells=(address,),
                expected=before,
                actual=now,
                severity=Severity.ERROR if column.key == "total" else None,
                consequence=Consequence(
                    f"上年报告的“结转下年度继续办理”{format_number(before)}",
                    partial(_has, address, before),
                ),
            )


def _has(address: Address, number: Number, document: Document) -> bool:
    return document.value(address) == number


@rule(
    ("last_year.repealed", "last_year.in_force"),
    Severity.WARNING,
    needs=("disclosure.*.made", "disclosure.*.repealed", "disclosure.*.in_force"),
    each=comparable_last_year,
)
def check_documents(report: CheckedReport, last: LastYear) -> Issues:
    """Find documents in force that do not follow from last year's, those made and repealed."""
    columns = ("in_force", "made", "repealed")
    for row in report.form.tables["disclosure"].rows:
        addresses = [f"disclosure.{row.key}.{column}" for column in columns]
        before = last.values.get(addresses[0])
        if before is None or not set(columns) <= set(row.columns):
            continue
        if not all(is_filled_in(report.document, each) for each in addresses):
            continue
        now, made, repealed = map(report.document.value, addresses)
        right = before + made - repealed
        if right < 0:
            yield Issue(
                f"表二“{row.label}”本年废止 {format_number(repealed)} 件，多于上年现行有效的"
                f" {format_number(before)} 件加上本年制发的 {format_number(made)} 件。请核对。",
                cells=(addresses[2],),
                code="last_year.repealed",
                severity=Severity.ERROR,
                consequence=_follow_documents(addresses, before, (now, made, repealed)),
            )
        elif now != right:
            yield Issue(
                f"表二“{row.label}”现行有效是 {format_number(now)} 件，"
                f"按上年 {format_number(before)} + 制发 {format_number(made)}"
                f" - 废止 {format_number(repealed)} 应为 {format_number(right)} 件。请核对。",
                cells=(addresses[0],),
                code="last_year.in_force",
                expected=right,
                actual=now,
                consequence=_follow_documents(addresses, before, (now, made, repealed)),
            )


def _follow_documents(
    addresses: list[Address], before: Number, numbers: tuple[Number, ...]
) -> Consequence:
    """Say what would put documents in force right: one of the three numbers corrected."""
    now, made, repealed = numbers
    lack = now - (before + made - repealed)
    corrections = zip(addresses, (now - lack, made + lack, repealed - lack), strict=True)

    def holds(document: Document) -> bool:
        in_force, made, repealed = map(document.value, addresses)
        return in_force == before + made - repealed

    says = f"按上年现行有效 {format_number(before)} 件推算的数"
    return Consequence(says, holds, tuple((each, n) for each, n in corrections if n >= 0))


def _watched(report: CheckedReport) -> tuple[Address, ...]:
    """Return the cells whose jumps are reported one by one."""
    return tuple(
        cell.address
        for cell in report.form.cells.values()
        if (cell.table == "disclosure" and cell.column.key in ("decisions", "amount") and cell.unit)
        or cell.address == "requests.new.total"
    )


@rule("last_year.jump", Severity.WARNING, each=comparable_last_year)
def check_jumps(report: CheckedReport, last: LastYear) -> Issues:
    """Find decisions, fees and applications that are three times last year's, or a third."""
    for address in _watched(report):
        before, now = last.values.get(address), report.document.number(address)
        if not before or not now or max(before, now) < _SMALLEST_JUMP:
            continue
        if not report.is_known(address):
            continue
        times = _count_times(now, before)
        if times >= _JUMP:
            is_money = report.form.cells[address].kind == NumberKind.MONEY
            yuan = is_money and times >= 1000
            hint = "是不是把“元”当成了“万元”" if yuan else "这个数，没有错可以不改"
            yield Issue(
                f"{report.cell_name(address)}是 {format_number(now)}，"
                f"上年是 {format_number(before)}，"
                f"相差 {format_number(times.quantize(Decimal('0.1')))} 倍。请核对{hint}。",
                cells=(address,),
                consequence=Consequence(
                    f"上年的 {format_number(before)}", partial(_is_near, address, before)
                ),
            )


def _count_times(now: Number, before: Number) -> Decimal:
    return Decimal(max(before, now)) / Decimal(min(before, now))


def _is_near(address: Address, before: Number, document: Document) -> bool:
    now = document.value(address)
    return not now or max(before, now) < _SMALLEST_JUMP or _count_times(now, before) < _JUMP


@rule("last_year.tenfold", Severity.INFO, each=comparable_last_year)
def check_tenfold(report: CheckedReport, last: LastYear) -> Issues:
    """Find any other input more than ten times last year's: one hint a table."""
    document, watched = report.document, _watched(report)
    for table in report.form.tables.values():
        found = [
            cell
            for cell in table.cells
            if not cell.is_total
            and cell.address not in watched
            and (before := last.values.get(cell.address))
            and (now := document.value(cell.address)) >= _SMALLEST_JUMP
            and now > _TENFOLD * before
        ]
        if not found:
            continue
        named = "、".join(
            f"“{cell.name}”上年 {format_number(last.values[cell.address])}、"
            f"本年 {format_number(document.value(cell.address))}"
            for cell in found[:_NAMED]
        )
        more = f"等 {len(found)} 格" if len(found) > _NAMED else ""
        yield Issue(
            f"{report.table_name(table.key)}有的数超过上年的 {_TENFOLD} 倍：{named}{more}。"
            "请确认没有多写一位。",
            cells=tuple(cell.address for cell in found),
        )


@rule(
    "last_year.pending",
    Severity.INFO,
    needs=("proceedings.*.total", "proceedings.*.pending"),
    each=comparable_last_year,
)
def check_pending(report: CheckedReport, last: LastYear) -> Issues:
    """Find cases pending at the end of last year that are neither decided nor pending now."""
    document = report.document
    for total in report.form.tables["proceedings"].addresses_of(column="total"):
        cell = report.form.cells[total]
        before = last.values.get(f"proceedings.{cell.row.key}.pending")
        now = document.value(total)
        is_filled = all(document.number(part) is not None for part in cell.parts)
        if before is not None and is_filled and now < before:
            yield Issue(
                f"表四“{cell.row.label}”上年有 {format_number(before)} 件尚未审结，"
                f"本年总计只有 {format_number(now)} 件。"
                "如果按“含上年结转”统计，上年未审结的案件应当计入本年，请确认。",
                cells=(total,),
            )


@rule("last_year.copied", Severity.WARNING, needs=("requests",), each=comparable_last_year)
def check_copied(report: CheckedReport, last: LastYear) -> Issues:
    """Find tables with last year's numbers nearly everywhere: they were not filled in anew."""
    filled: list[tuple[Number, Number]] = []
    for cell in report.form.inputs:
        now, before = report.document.value(cell.address), last.values.get(cell.address)
        if before is not None and (now or before):
            filled.append((now, before))
    same = sum(now == before for now, before in filled)
    if len(filled) >= _COPIED_CELLS and same / len(filled) >= _COPIED_SHARE:
        yield Issue(
            f"{format_han_number(len(report.form.tables))}张表里"
            f" {len(filled)} 个不为 0 的数有 {same} 个和上年完全一样。"
            "请核对是不是沿用了上年的表格。",
            section="requests",
        )


@rule("last_year.repeated", Severity.WARNING, each=comparable_last_year)
def check_repeated(report: CheckedReport, last: LastYear) -> Issues:
    """Find sentences that stood in last year's report or nearly so, numbers aside."""
    sections = [each.key for each in report.form.text_sections if each.numeral]
    new, old = map(report.text_of, sections), map(last.text_of, sections)
    likeness = yield from measure_likeness(new, old)
    if likeness.share > MOST_REPEATED:
        yield Issue(
            f"文字部分 {likeness.describe()}。请按本年的实际情况改写。", section=sections[0]
        )


@rule("last_year.problems", Severity.WARNING, needs=("problems",), each=comparable_last_year)
def check_problems(report: CheckedReport, last: LastYear) -> Issues:
    """Find problems and improvements repeated word for word from last year."""
    problems = split_sentences(report.text_of("problems"))
    if problems and problems == split_sentences(last.text_of("problems")):
        yield Issue(
            f"“{report.form.section('problems').heading}”和上年一样。请按本年的实际情况改写。",
            section="problems",
            paragraph=0,
        )


@rule(
    "last_year.trend",
    Severity.WARNING,
    needs=("overview", "requests.new.total", "requests.carried_in.total"),
    each=comparable_last_year,
)
def check_trends(report: CheckedReport, last: LastYear) -> Issues:
    """Find growth and decline that the text claims otherwise than the numbers give it."""
    received = [f"requests.{row}.total" for row in ("new", "carried_in")]
    bases = [
        (report.document.sum_of(cells), sum(last.values[cell] for cell in cells))
        for cells in (received[:1], received)
        if all(cell in last.values for cell in cells)
    ]
    if not report.is_known(*received):
        return
    for paragraph in report.paragraphs_by_section["overview"]:
        for match in _TREND.finditer(paragraph.text):
            claimed = Decimal(match["n"]) * (1 if match["way"] in _UP else -1)
            changes = [
                change
                for now, before in bases
                if (change := _change(now, before, match["unit"], claimed)) is not None
            ]
            if changes and claimed not in changes:
                right = changes[0]
                yield paragraph.issue(
                    f"文字写申请比上年{match['way']} {match['n']}{match['unit']}，"
                    f"按两年的新收数计算是{'增加' if right >= 0 else '减少'}"
                    f" {format_number(abs(right))}{match['unit']}。请核对。",
                    expected=right,
                    actual=claimed,
                )


def _change(now: Number, before: Number, unit: str, like: Decimal) -> Decimal | None:
    if unit == "件":
        return Decimal(now) - Decimal(before)
    if not before:
        return None
    change = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    return change.quantize(like, rounding=ROUND_HALF_UP)
