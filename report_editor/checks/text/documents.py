"""Check what the text says of documents, decisions and fees against table 二."""

# ruff: noqa: E501 - a pattern stays in one line

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from report_editor.checks.finding import Consequence, Issues, Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_body_paragraph, read_tables
from report_editor.checks.rule import rule
from report_editor.checks.text.claim_text import prepare_counts
from report_editor.checks.text.number_places import find_place
from report_editor.document import Document, Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Address

_COUNT = r"(?:共计?|合计|总数|件数|数量|为|有|是|,)*(?<![\d.约近逾超])(\d{1,9})(?:件|起|宗|例)"
"""A count in a group without a name: several stand in one pattern."""

_SOME_DOCUMENT = r"(?:[^,。;\d《]{0,12}?规范性文件)?"
_DOCUMENTS = (
    ("made", "本年制发", rf"(?:制发|制定|出台|印发|新发布)(?:了)?[^,。;\d《]{{0,8}}?规范性文件{_COUNT}|(?:规范性文件|新|本年)(?:本年)?(?:制发|制定|出台){_COUNT}"),
    ("newly_made", "本年新制作", rf"(?:制发|制定|出台|印发|新发布)(?:了)?[^,。;\d《]{{0,8}}?规范性文件{_COUNT}"),
    ("repealed", "本年废止", rf"(?<![拟未和或及])废止(?:了)?{_SOME_DOCUMENT}{_COUNT}"),
    ("in_force", "现行有效", rf"现行有效的?{_SOME_DOCUMENT}{_COUNT}"),
)  # fmt: skip
"""Columns of 规范性文件 with their names and the wordings of their counts."""

_DECISIONS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
_DECIDED = re.compile(
    r"(?P<verb>作出|做出|办理|办结|实施|下达)?(?:了)?(?:的)?(?P<what>行政许可|行政处罚|行政强制)"
    rf"(?:类|处理|决定书?|案件|措施|事项)*{_COUNT}(?=[,;:、()]|$)"
)
_FEES = re.compile(
    r"行政事业性收费(?:的|总计|总|金|数|额|收入|项目|共计?|合计|为|是|,)*(?<![\d.约近逾超])(?P<n>\d{1,12}(?:\.\d{1,6})?)(?P<unit>万元|亿元|元)"
    r"(?:[,(]*折合(?:人民币)?(?P<also>\d{1,15}(?:\.\d{1,6})?)(?P<other>万元|亿元|元))?"
)
_UNITS = {"元": Decimal(1) / 10000, "万元": Decimal(1), "亿元": Decimal(10000)}
_NOT_DECIDED = re.compile(
    r"公开|公示|发布|公布|归集|上传|受理|申请|录入|听证|撤销|复议|诉讼|信用|同期|上一?年|去年|历年|较|减免|免征|降低|取消|停征|季度|[上下]半年|月份|全[省市县区]|各|抽查|评查|检查|对$"
)
"""Words before a number that make it one of something else than this organ's decisions."""
_SENTENCE = re.compile(r"[^。!?\n]{1,1500}")
_OTHER_YEAR = re.compile(r"(20\d\d)年")
_NORMATIVE = "disclosure.normative_documents"


class DisclosureClaim(NamedTuple):
    """A number of the text with the cell that it should stand in."""

    address: Address
    name: str
    number: Decimal
    words: str
    at: int | None = None
    """Position of the number in the prepared text; None where it may be rounded."""


@rule(
    "narrative.disclosure",
    Severity.WARNING,
    needs=("disclosure",),
    each=each_body_paragraph,
    reads=read_tables,
)
def check_disclosure(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find numbers of documents, decisions and fees that table 二 does not have."""
    for claim in read_disclosure_claims(report, paragraph):
        if claim is None:
            yield None
            continue
        if not report.is_known(claim.address):
            continue
        right = report.document.value(claim.address)
        if _round_like(right, claim.number) != claim.number:
            unit = " 万元" if claim.address == "disclosure.fees.amount" else ""
            words = f"表二的{claim.name}是 {format_number(right)}{unit}"
            issue = paragraph.contradict(claim.words, words, expected=right, actual=claim.number)
            sure = None if claim.address in report.unfilled_inputs else right
            span = None if claim.at is None else find_place(paragraph, claim.at, sure)
            yield replace(issue, consequence=_follow(claim), span=span)


def read_disclosure_claims(
    report: CheckedReport, paragraph: Paragraph
) -> Iterator[DisclosureClaim | None]:
    """Yield what a paragraph says that table 二 should have, None for an interruption."""
    if "disclosure" not in report.filled_tables:
        return
    for match in _SENTENCE.finditer(prepare_counts(paragraph.text)):
        yield None
        sentence = match[0]
        if set(_OTHER_YEAR.findall(sentence)) - {str(report.document.year)}:
            continue
        for claim in (
            *_read_documents(sentence),
            *_read_decisions(sentence),
            *_read_fees(sentence),
        ):
            if claim.address in report.form.cells:
                at = None if claim.at is None else match.start() + claim.at
                yield claim._replace(at=at)


def _follow(claim: DisclosureClaim) -> Consequence:
    """Say what would bear a number out: the same in the table."""

    def holds(document: Document) -> bool:
        return _round_like(document.value(claim.address), claim.number) == claim.number

    number = int(claim.number) if claim.number == int(claim.number) else claim.number
    return Consequence(f"文字写的“{claim.words}”", holds, ((claim.address, number),))


def _read_documents(sentence: str) -> Iterator[DisclosureClaim]:
    if "规范性文件" not in sentence:
        return
    for column, name, pattern in _DOCUMENTS:
        for match in re.finditer(pattern, sentence):
            is_of_documents = "规范性文件" in sentence[: match.end()]
            clause = re.split("[,;:]", sentence[: match.end()])[-1]
            group = next(at for at, each in enumerate(match.groups(), 1) if each)
            if is_of_documents and "规章" not in clause:
                words = f"规范性文件{name}件数"
                yield DisclosureClaim(
                    f"{_NORMATIVE}.{column}",
                    words,
                    Decimal(match[group]),
                    match[0],
                    match.start(group),
                )


def _read_decisions(sentence: str) -> Iterator[DisclosureClaim]:
    for match in _DECIDED.finditer(sentence):
        clause = re.split("[,;:、]", sentence[: match.start()])[-1]
        before = clause if match["verb"] else sentence[: match.start()]
        if _NOT_DECIDED.search(before):
            continue
        row = next(key for key, word in _DECISIONS.items() if word == match["what"])
        name = f"{match['what']}本年处理决定数量"
        address = f"disclosure.{row}.decisions"
        yield DisclosureClaim(address, name, Decimal(match[3]), match[0], match.start(3))


def _read_fees(sentence: str) -> Iterator[DisclosureClaim]:
    for match in _FEES.finditer(sentence):
        if _NOT_DECIDED.search(re.split("[,;:]", sentence[: match.start()])[-1]):
            continue
        for amount, unit in ((match["n"], match["unit"]), (match["also"], match["other"])):
            if amount:
                number = Decimal(amount) * _UNITS[unit]
                name = "行政事业性收费金额"
                yield DisclosureClaim("disclosure.fees.amount", name, number, match[0])


def _round_like(right: Number, like: Decimal) -> Decimal:
    """Return a number of the table rounded as the one of the text is."""
    return Decimal(right).quantize(like, rounding=ROUND_HALF_UP)
