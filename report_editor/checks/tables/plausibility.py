"""Numbers that can hardly be, judged by themselves."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.text.organ_kind import Unit, unit_of
from report_editor.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.document import Number
    from report_editor.forms import Address

_MOST_FEES = 1_000_000
"""万元; above it a county has written 元."""

_RECONSIDERATION_FIRST = 2024
"""Since then a refusal goes to 行政复议 before it goes to court (行政复议法 of 2023)."""

_FEWEST_RESULTS = 20
_MOST_OF_THEM = Decimal("0.9")
_USUAL_RESULTS = frozenset({"granted", "partial"})

_NOTHING_RECEIVED = re.compile(
    r"(?:未|没有|无|零)[^,。;]{0,24}申请|申请[^,。;]{0,14}?(?<!\d)(?:0|零)[件条]"
)


def check_plausibility(review: Review) -> Iterator[Finding]:
    """Values that this kind of organ, or any, hardly has."""
    yield from _rules(review)
    yield from _documents(review)
    yield from _fees(review)
    yield from _published(review)
    yield from _amount_unit(review)
    yield from _all_zero(review)
    yield from _one_reason(review)
    yield from _suits(review)


def _value(review: Review, address: Address) -> Number:
    """A value, 0 where the edition has no such cell."""
    return review.document.value(address) if address in review.document.form.cells else 0


def _rules(review: Review) -> Iterator[Finding]:
    """规章 are made by ministries, provinces and cities with districts alone (立法法)."""
    if unit_of(review.document.organization) is Unit.OTHER:
        return
    row = review.document.form.tables["disclosure"].row("rules")
    cells = tuple(f"disclosure.rules.{column}" for column in row.columns)
    filled = tuple(address for address in cells if review.document.value(address))
    if filled:
        numbers = "、".join(
            f"{review.document.form.cells[address].column.short} "
            f"{plain(review.document.value(address))}"
            for address in filled
        )
        yield Finding(
            "disclosure.rules",
            Severity.ERROR,
            "disclosure",
            f"表二“规章”填了{numbers}，“{review.document.organization}”没有规章制定权。"
            "如果是规范性文件，请填到下一行，这里填 0。",
            cells=filled,
        )


def _documents(review: Review) -> Iterator[Finding]:
    for row in review.document.form.tables["disclosure"].rows:
        made, in_force = (f"disclosure.{row.key}.{each}" for each in ("made", "in_force"))
        if _value(review, made) > _value(review, in_force):
            yield Finding(
                "disclosure.in_force",
                Severity.WARNING,
                "disclosure",
                f"表二“{row.label}”本年制发 {plain(_value(review, made))} 件，"
                f"现行有效只有 {plain(_value(review, in_force))} 件。"
                "现行有效是年底仍然有效的全部件数，请核对。",
                cells=(made, in_force),
            )


def _fees(review: Review) -> Iterator[Finding]:
    address = "disclosure.fees.amount"
    amount = _value(review, address)
    unit = unit_of(review.document.organization)
    if amount > _MOST_FEES and unit is not Unit.OTHER:
        yield Finding(
            "disclosure.fee_unit",
            Severity.WARNING,
            "disclosure",
            f"表二“行政事业性收费”是 {plain(amount)} 万元，数额过大。"
            "请核对是不是把“元”当成了“万元”。",
            cells=(address,),
            actual=amount,
        )
    elif amount and unit is Unit.TOWN:
        yield Finding(
            "disclosure.town_fee",
            Severity.INFO,
            "disclosure",
            f"表二“行政事业性收费”是 {plain(amount)} 万元，乡镇和街道通常没有这项收费。请确认。",
            cells=(address,),
        )


def _published(review: Review) -> Iterator[Finding]:
    """2019 edition: usually no more is published than was made."""
    for row in review.document.form.tables["disclosure"].rows:
        made, published = (
            f"disclosure.{row.key}.{each}" for each in ("newly_made", "newly_published")
        )
        if _value(review, published) > _value(review, made):
            yield Finding(
                "disclosure.published",
                Severity.WARNING,
                "disclosure",
                f"表二“{row.label}”本年新公开 {plain(_value(review, published))} 件，"
                f"多于本年新制作的 {plain(_value(review, made))} 件。请核对。",
                cells=(made, published),
            )


def _amount_unit(review: Review) -> Iterator[Finding]:
    """A column without a unit wants the unit in the cell."""
    for cell in review.document.form.inputs:
        if cell.kind != "money" or cell.unit:
            continue
        if review.document.value(cell.address) and "元" not in review.document.raw(cell.address):
            yield Finding(
                "cell.no_unit",
                Severity.WARNING,
                cell.table,
                f"{review.cell_name(cell.address)}没有写单位。请写明是元还是万元。",
                cells=(cell.address,),
            )


def _all_zero(review: Review) -> Iterator[Finding]:
    """A table 三 of zeros is right only where the text says so too."""
    document = review.document
    inputs = [cell.address for cell in document.form.tables["requests"].cells if not cell.is_total]
    if any(document.number(address) != 0 for address in inputs):
        return
    if not _NOTHING_RECEIVED.search(review.text("overview")):
        yield Finding(
            "requests.all_zero",
            Severity.INFO,
            "requests",
            "表三全部是 0，“一、总体情况”没有写明本年未收到政府信息公开申请。"
            "请确认，并在文字里写明。",
            cells=("requests.new.total",),
        )


def _one_reason(review: Review) -> Iterator[Finding]:
    """Nearly every application ended for one and the same reason not to give anything."""
    table = review.document.form.tables["requests"]
    processed = _value(review, "requests.processed.total")
    if processed < _FEWEST_RESULTS:
        return
    results = next(rule.parts for rule in table.totals if rule.target == "processed")
    for key in results:
        address = f"requests.{key}.total"
        number = review.document.value(address)
        if key not in _USUAL_RESULTS and number > _MOST_OF_THEM * processed:
            yield Finding(
                "requests.one_reason",
                Severity.INFO,
                "requests",
                f"表三办理的 {plain(processed)} 件申请里有 {plain(number)} 件是"
                f"“{table.row(key).short}”，超过 {_MOST_OF_THEM:.0%}。请确认没有填错行。",
                cells=(address,),
            )


def _suits(review: Review) -> Iterator[Finding]:
    after = "proceedings.suit_after_reconsideration.total"
    reviews = "proceedings.reconsideration.total"
    last = review.last_year.value(reviews) if review.last_year else None
    if _value(review, after) and not _value(review, reviews) and not last:
        yield Finding(
            "proceedings.no_reconsideration",
            Severity.WARNING,
            "proceedings",
            f"表四“复议后起诉”有 {plain(_value(review, after))} 件，"
            f"“行政复议”{'和上年都' if last == 0 else ''}是 0。请核对案件填在哪一栏。",
            cells=(after, reviews),
        )
    direct = "proceedings.direct_suit.total"
    year = review.document.year
    if year is not None and year >= _RECONSIDERATION_FIRST and _value(review, direct):
        yield Finding(
            "proceedings.direct_suit",
            Severity.INFO,
            "proceedings",
            f"表四“未经复议直接起诉”有 {plain(_value(review, direct))} 件。2024 年起不予公开"
            "应当先申请行政复议，直接起诉比较少见，请确认。",
            cells=(direct,),
        )
    last_pending: Number | None = None
    if review.last_year:
        last_pending = sum(
            review.last_year.value(f"proceedings.{row.key}.pending") or 0
            for row in review.document.form.tables["proceedings"].rows
        )
    cases = review.document.sum_of(
        f"proceedings.{row.key}.total" for row in review.document.form.tables["proceedings"].rows
    )
    processed = _value(review, "requests.processed.total")
    if last_pending is not None and cases > processed + last_pending:
        yield Finding(
            "proceedings.too_many",
            Severity.WARNING,
            "proceedings",
            f"表四共有 {plain(cases)} 件，多于本年办理的 {plain(processed)} 件申请"
            "加上上年尚未审结的"
            f" {plain(last_pending)} 件。请核对。",
            cells=(reviews, direct, after),
        )
