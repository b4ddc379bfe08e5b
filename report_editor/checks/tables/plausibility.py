"""Find numbers that are possible but unlikely."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from report_editor.checks.finding import Consequence, Issue, Issues, Severity
from report_editor.checks.rule import rule
from report_editor.checks.text.organ_kind import OrganKind, classify_organ
from report_editor.document import Document, Number, format_number
from report_editor.forms import Address, NumberKind, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.report import CheckedReport

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


@rule("disclosure.rules", Severity.ERROR, needs=("disclosure.rules",))
def check_regulations(report: CheckedReport) -> Issues:
    """Find 规章 of an organ that cannot make any.

    Ministries, provinces and cities with districts alone can (立法法 第九十一条、第九十三条).
    """
    document = report.document
    if classify_organ(document.organization) is OrganKind.OTHER:
        return
    addresses = report.form.tables["disclosure"].addresses_of(row="rules")
    filled = tuple(address for address in addresses if document.value(address))
    if filled:
        numbers = "、".join(
            f"{report.form.cells[address].column.short} {format_number(document.value(address))}"
            for address in filled
        )
        yield Issue(
            f"表二“规章”填了{numbers}，“{document.organization}”没有规章制定权。"
            "如果是规范性文件，请填到下一行，这里填 0。",
            cells=filled,
        )


@rule("disclosure.in_force", Severity.WARNING, needs=("disclosure.*.made", "disclosure.*.in_force"))
def check_documents(report: CheckedReport) -> Issues:
    """Find more documents made this year than there are in force at its end."""
    for row, made, in_force in _pairs(report, "made", "in_force"):
        if made > in_force:
            yield Issue(
                f"表二“{row.label}”本年制发 {format_number(made)} 件，"
                f"现行有效只有 {format_number(in_force)} 件。"
                "现行有效是年底仍然有效的全部件数，请核对。",
                cells=(cells := (f"disclosure.{row.key}.made", f"disclosure.{row.key}.in_force")),
                consequence=Consequence(
                    f"现行有效的 {format_number(in_force)} 件", partial(_is_in_order, *cells)
                ),
            )


def _is_in_order(one: Address, other: Address, document: Document) -> bool:
    return document.value(one) <= document.value(other)


_FEES = "disclosure.fees.amount"


@rule(("disclosure.fee_unit", "disclosure.town_fee"), Severity.WARNING, needs=(_FEES,))
def check_fees(report: CheckedReport) -> Issues:
    """Find fees so large that 元 was taken for 万元, and fees of a town, which hardly has any."""
    amount = report.document.value(_FEES)
    kind = classify_organ(report.document.organization)
    stated = f"表二“行政事业性收费”是 {format_number(amount)} 万元，"
    if amount > _MOST_FEES and kind is not OrganKind.OTHER:
        yield Issue(
            f"{stated}数额过大。请核对是不是把“元”当成了“万元”。",
            cells=(_FEES,),
            code="disclosure.fee_unit",
            actual=amount,
        )
    elif amount and kind is OrganKind.TOWN:
        yield Issue(
            f"{stated}乡镇和街道通常没有这项收费。请确认。",
            cells=(_FEES,),
            code="disclosure.town_fee",
            severity=Severity.INFO,
        )


@rule(
    "disclosure.published",
    Severity.WARNING,
    needs=("disclosure.*.newly_made", "disclosure.*.newly_published"),
)
def check_published(report: CheckedReport) -> Issues:
    """Find more documents published than made this year (edition of 2019)."""
    for row, made, published in _pairs(report, "newly_made", "newly_published"):
        if published > made:
            yield Issue(
                f"表二“{row.label}”本年新公开 {format_number(published)} 件，"
                f"多于本年新制作的 {format_number(made)} 件。请核对。",
                cells=(f"disclosure.{row.key}.newly_made", f"disclosure.{row.key}.newly_published"),
            )


def _pairs(report: CheckedReport, one: str, other: str) -> Iterator[tuple[Row, Number, Number]]:
    """Yield the rows of table 二 that have two columns filled in, each with the values there."""
    for row in report.form.tables["disclosure"].rows:
        if one in row.columns and other in row.columns:
            first, second = (f"disclosure.{row.key}.{column}" for column in (one, other))
            if report.is_known(first, second):
                yield row, report.document.value(first), report.document.value(second)


@rule("cell.no_unit", Severity.WARNING)
def check_amount_unit(report: CheckedReport) -> Issues:
    """Find an amount without its unit where the form leaves the unit to the cell."""
    for cell in report.form.inputs:
        if cell.kind != NumberKind.MONEY or cell.unit:
            continue
        if report.document.value(cell.address) and "元" not in report.document.raw(cell.address):
            yield Issue(
                f"{report.cell_name(cell.address)}没有写单位。请写明是元还是万元。",
                cells=(cell.address,),
            )


@rule("requests.all_zero", Severity.INFO, needs=("requests.new.total", "overview"))
def check_all_zero(report: CheckedReport) -> Issues:
    """Find a table 三 of zeros without a text that says so too."""
    cells = report.form.tables["requests"].cells
    if any(report.document.number(cell.address) != 0 for cell in cells if not cell.is_total):
        return
    if not _NOTHING_RECEIVED.search(report.text_of("overview")):
        yield Issue(
            f"表三全部是 0，“{report.form.section('overview').heading}”没有写明本年未收到"
            "政府信息公开申请。请确认，并在文字里写明。",
            cells=("requests.new.total",),
        )


@rule("requests.one_reason", Severity.INFO, needs=("requests.processed.total",))
def check_one_reason(report: CheckedReport) -> Issues:
    """Find one and the same reason to give nothing in nearly every application."""
    table, processed = report.form.tables["requests"], report.document.value(_PROCESSED)
    if processed < _FEWEST_RESULTS or not report.is_known(_PROCESSED):
        return
    results = next((each.parts for each in table.totals if each.target == "processed"), ())
    for key in results:
        address = f"requests.{key}.total"
        number = report.document.value(address)
        if key not in _USUAL_RESULTS and number > _MOST_OF_THEM * processed:
            yield Issue(
                f"表三办理的 {format_number(processed)} 件申请里有 {format_number(number)} 件是"
                f"“{table.row(key).short}”，超过 {_MOST_OF_THEM:.0%}。请确认没有填错行。",
                cells=(address,),
            )


_PROCESSED = "requests.processed.total"
_RECONSIDERED = "proceedings.reconsideration.total"
_AFTER = "proceedings.suit_after_reconsideration.total"
_DIRECT = "proceedings.direct_suit.total"


@rule("proceedings.no_reconsideration", Severity.WARNING, needs=(_AFTER, _RECONSIDERED))
def check_suits_after(report: CheckedReport) -> Issues:
    """Find suits after a reconsideration where there was none, neither this year nor last."""
    if not report.is_known(_AFTER, _RECONSIDERED):
        return
    after = report.document.value(_AFTER)
    last = report.last_year.values.get(_RECONSIDERED) if report.last_year else None
    if after and not report.document.value(_RECONSIDERED) and not last:
        yield Issue(
            f"表四“复议后起诉”有 {format_number(after)} 件，"
            f"“行政复议”{'和上年都' if last == 0 else ''}是 0。请核对案件填在哪一栏。",
            cells=(_AFTER, _RECONSIDERED),
        )


@rule("proceedings.direct_suit", Severity.INFO, needs=(_DIRECT,))
def check_direct_suits(report: CheckedReport) -> Issues:
    """Find suits without a reconsideration, which has to come first since 2024."""
    year, direct = report.document.year, report.document.value(_DIRECT)
    if year is not None and year >= _RECONSIDERATION_FIRST and direct:
        yield Issue(
            f"表四“未经复议直接起诉”有 {format_number(direct)} 件。2024 年起不予公开"
            "应当先申请行政复议，直接起诉比较少见，请确认。",
            cells=(_DIRECT,),
        )


@rule(
    "proceedings.too_many",
    Severity.WARNING,
    needs=(_PROCESSED, "proceedings.*.total", "proceedings.*.pending"),
)
def check_number_of_cases(report: CheckedReport) -> Issues:
    """Find more cases than applications answered this year and cases pending from last year."""
    if report.last_year is None or not report.is_known(_PROCESSED):
        return
    table = report.form.tables["proceedings"]
    totals = table.addresses_of(column="total")
    pending = sum(
        report.last_year.values.get(each, 0) for each in table.addresses_of(column="pending")
    )
    cases, processed = report.document.sum_of(totals), report.document.value(_PROCESSED)
    if cases > processed + pending:
        yield Issue(
            f"表四共有 {format_number(cases)} 件，多于本年办理的 {format_number(processed)} 件申请"
            f"加上上年尚未审结的 {format_number(pending)} 件。请核对。",
            cells=totals,
        )
