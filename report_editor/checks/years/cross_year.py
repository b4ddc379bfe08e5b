"""This year against last year's report."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.text.similarity import Sentences
from report_editor.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import LastYear, Review
    from report_editor.document import Number
    from report_editor.forms import Address

_SMALLEST_JUMP = 20
_JUMP = 3
_TENFOLD = 10
_NAMED = 3
"""How many cells a message names."""
_COPIED_CELLS = 5
_COPIED_SHARE = 0.9
_REPEATED_SHARE = 0.5
"""Above it superior offices take points off (宿迁's 考核: 与上年度重复率大于50%的)."""
_SHORTEST_SENTENCE = 10
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_TREND = re.compile(
    r"申请[^。;%]{0,20}?(?:较|比|与|同比|环比)[^,。;\d]{0,12}?"
    r"(?P<way>增长|增加|上升|提高|多|下降|减少|回落|降低|少)(?:了|约)?"
    r"(?P<n>\d{1,6}(?:\.\d{1,4})?)(?P<unit>%|件)"
)
_UP = frozenset({"增长", "增加", "上升", "提高", "多"})


def check_cross_year(review: Review) -> Iterator[Finding]:
    """What does not follow from last year's report."""
    last = review.last_year
    if last is None:
        return
    year = review.document.year
    if year is not None and last.year is not None and last.year != year - 1:
        yield Finding(
            "last_year.year",
            Severity.WARNING,
            "basics",
            f"用来比较的是 {last.year} 年度的报告，本报告是 {year} 年度，"
            f"没有作两年之间的核对。请换成 {year - 1} 年度的报告。",
        )
        return
    yield from _carried(review, last)
    yield from _in_force(review, last)
    yield from _jumps(review, last)
    yield from _tenfold(review, last)
    yield from _pending(review, last)
    yield from _copied(review, last)
    yield from _repeated(review, last)
    yield from _trends(review, last)


def _carried(review: Review, last: LastYear) -> Iterator[Finding]:
    for column in review.document.form.tables["requests"].columns:
        address = f"requests.carried_in.{column.key}"
        before = last.value(f"requests.carried_out.{column.key}")
        now = review.document.value(address)
        if before is None or before == now:
            continue
        whole = column.key == "total"
        yield Finding(
            "last_year.carried",
            Severity.ERROR if whole else Severity.WARNING,
            "requests",
            f"表三“上年结转”的“{column.short}”是 {plain(now)}，"
            f"上年报告的“结转下年度继续办理”是 {plain(before)}。两个数应当相等，请核对。",
            cells=(address,),
            expected=before,
            actual=now,
        )


def _in_force(review: Review, last: LastYear) -> Iterator[Finding]:
    for row in review.document.form.tables["disclosure"].rows:
        if not {"made", "repealed", "in_force"} <= set(row.columns):
            continue
        address = f"disclosure.{row.key}.in_force"
        before = last.value(address)
        if before is None or review.document.number(address) is None:
            continue
        made = review.document.value(f"disclosure.{row.key}.made")
        repealed = review.document.value(f"disclosure.{row.key}.repealed")
        now, right = review.document.value(address), before + made - repealed
        if right < 0:
            yield Finding(
                "last_year.repealed",
                Severity.ERROR,
                "disclosure",
                f"表二“{row.label}”本年废止 {plain(repealed)} 件，多于上年现行有效的"
                f" {plain(before)} 件加上本年制发的 {plain(made)} 件。请核对。",
                cells=(f"disclosure.{row.key}.repealed",),
            )
        elif now != right:
            yield Finding(
                "last_year.in_force",
                Severity.WARNING,
                "disclosure",
                f"表二“{row.label}”现行有效是 {plain(now)} 件，按上年 {plain(before)} + 制发"
                f" {plain(made)} - 废止 {plain(repealed)} 应为 {plain(right)} 件。请核对。",
                cells=(address,),
                expected=right,
                actual=now,
            )


def _watched(review: Review) -> tuple[Address, ...]:
    """The cells whose jumps are told one by one."""
    cells = review.document.form.tables["disclosure"].cells
    return (
        *(
            cell.address
            for cell in cells
            if cell.column.key in ("decisions", "amount") and cell.unit
        ),
        "requests.new.total",
    )


def _jumps(review: Review, last: LastYear) -> Iterator[Finding]:
    form = review.document.form
    for address in _watched(review):
        before, now = last.value(address), review.document.number(address)
        if not before or not now or max(before, now) < _SMALLEST_JUMP:
            continue
        times = Decimal(max(before, now)) / Decimal(min(before, now))
        if times >= _JUMP:
            cell = form.cells[address]
            yuan = cell.kind == "money" and times >= 1000
            hint = "是不是把“元”当成了“万元”" if yuan else "这个数，没有错可以不改"
            yield Finding(
                "last_year.jump",
                Severity.WARNING,
                cell.table,
                f"{review.cell_name(address)}是 {plain(now)}，上年是 {plain(before)}，"
                f"相差 {plain(times.quantize(Decimal('0.1')))} 倍。"
                f"请核对{hint}。",
                cells=(address,),
            )


def _tenfold(review: Review, last: LastYear) -> Iterator[Finding]:
    """Any other input more than ten times last year's: one hint a table."""
    document = review.document
    watched = _watched(review)
    for table in document.form.tables.values():
        found = [
            cell.address
            for cell in table.cells
            if not cell.is_total
            and cell.address not in watched
            and (before := last.value(cell.address))
            and (now := document.value(cell.address)) >= _SMALLEST_JUMP
            and now > _TENFOLD * before
        ]
        if not found:
            continue
        named = "、".join(
            f"“{document.form.cells[address].name}”上年 {plain(last.value(address) or 0)}、"
            f"本年 {plain(document.value(address))}"
            for address in found[:_NAMED]
        )
        more = f"等 {len(found)} 格" if len(found) > _NAMED else ""
        yield Finding(
            "last_year.tenfold",
            Severity.INFO,
            table.key,
            f"{review.table_name(table.key)}有的数超过上年的 {_TENFOLD} 倍：{named}{more}。"
            "请确认没有多写一位。",
            cells=tuple(found),
        )


def _pending(review: Review, last: LastYear) -> Iterator[Finding]:
    """A case pending at the end of last year is decided or still pending this year."""
    document = review.document
    for row in document.form.tables["proceedings"].rows:
        total = f"proceedings.{row.key}.total"
        before, now = last.value(f"proceedings.{row.key}.pending"), document.value(total)
        filled = all(document.number(part) is not None for part in document.form.cells[total].parts)
        if before is not None and filled and now < before:
            yield Finding(
                "last_year.pending",
                Severity.INFO,
                "proceedings",
                f"表四“{row.label}”上年有 {plain(before)} 件尚未审结，"
                f"本年总计只有 {plain(now)} 件。"
                "如果按“含上年结转”统计，上年未审结的案件应当计入本年，请确认。",
                cells=(total,),
            )


def _copied(review: Review, last: LastYear) -> Iterator[Finding]:
    """The same numbers as last year nearly everywhere: the table was not filled in anew."""
    document = review.document
    filled: list[tuple[Number, Number]] = []
    for cell in document.form.inputs:
        now, before = document.value(cell.address), last.value(cell.address)
        if before is not None and (now or before):
            filled.append((now, before))
    same = sum(now == before for now, before in filled)
    if len(filled) >= _COPIED_CELLS and same / len(filled) >= _COPIED_SHARE:
        yield Finding(
            "last_year.copied",
            Severity.WARNING,
            "requests",
            f"三张表里 {len(filled)} 个不为 0 的数有 {same} 个和上年完全一样。"
            "请核对是不是沿用了上年的表格。",
        )


def _repeated(review: Review, last: LastYear) -> Iterator[Finding]:
    """The share of sentences that stood in last year's report or nearly so, numbers aside."""
    sections = [section.key for section in review.document.form.text_sections if section.numeral]
    old = Sentences(
        each for key in sections for each in _sentences("\n".join(last.texts.get(key, ())))
    )
    new = [each for key in sections for each in _sentences(review.text(key))]
    if not old or not new:
        return
    repeated = sum(old.has_like(each) for each in new)
    if repeated / len(new) > _REPEATED_SHARE:
        yield Finding(
            "last_year.repeated",
            Severity.WARNING,
            "overview",
            f"文字部分 {len(new)} 句里有 {repeated} 句和上年相同或几乎相同（数字除外），"
            f"占 {round(100 * repeated / len(new))}%。请按本年的实际情况改写。",
        )
    problems = list(_sentences(review.text("problems")))
    if problems and problems == list(_sentences("\n".join(last.texts.get("problems", ())))):
        yield Finding(
            "last_year.problems",
            Severity.WARNING,
            "problems",
            f"“{review.document.form.section('problems').heading}”和上年一样。"
            "请按本年的实际情况改写。",
            paragraph=0,
        )


def _sentences(text: str) -> Iterator[str]:
    for each in _SENTENCE_END.split(_DIGITS.sub("#", text)):
        if len(each) >= _SHORTEST_SENTENCE:
            yield each


def _trends(review: Review, last: LastYear) -> Iterator[Finding]:
    """Growth and decline that the text claims, counted anew."""
    bases = [
        (now, before)
        for rows in (("new",), ("new", "carried_in"))
        if None not in (olds := [last.value(f"requests.{row}.total") for row in rows])
        for now in [review.document.sum_of(f"requests.{row}.total" for row in rows)]
        for before in [sum(old for old in olds if old is not None)]
    ]
    for passage in review.by_section["overview"]:
        for match in _TREND.finditer(passage.text):
            claimed = Decimal(match["n"]) * (1 if match["way"] in _UP else -1)
            changes = [
                change
                for now, before in bases
                if (change := _change(now, before, match["unit"], claimed)) is not None
            ]
            if changes and claimed not in changes:
                yield passage.finding(
                    "last_year.trend",
                    Severity.WARNING,
                    f"文字写申请比上年{match['way']} {match['n']}{match['unit']}，"
                    f"按两年的新收数计算是{_in_words(changes[0], match['unit'])}。请核对。",
                    expected=changes[0],
                    actual=claimed,
                )


def _change(now: Number, before: Number, unit: str, like: Decimal) -> Decimal | None:
    if unit == "件":
        return Decimal(now) - Decimal(before)
    if not before:
        return None
    change = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    return change.quantize(like, rounding=ROUND_HALF_UP)


def _in_words(change: Decimal, unit: str) -> str:
    return f"{'增加' if change >= 0 else '减少'} {plain(abs(change))}{unit}"
