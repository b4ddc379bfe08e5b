"""Check what section 六 says was charged: its lists, and amounts that no fee adds up to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.document import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.report import CheckedReport, Paragraph

FEES_SINCE = 2021
"""Year from which fees are taken after 国办函〔2020〕109号, and reported."""

_STEP = 10
"""元; by pages 10, 20 or 40 a page, by applications 100 or 200 each."""

_FEE = re.compile(r"信息(?:公开)?处理费")
_ELSE = re.compile(
    r"[未没]|去年|上一?年|同期|邮|复印|复制|检索|成本|标准|每[件页份]|/[件页]|减免|免收|退[还费回]"
)
"""Words by which a sentence is about other years, other money, or how fees are computed."""

_MONEY = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,6})?)(万?)元")
_CASES = re.compile(r"(?<![\d.])(\d{1,6})[件宗笔]")
_LIST = re.compile(r"其中:?|分别(?:为|是):?")
_WHOLE = re.compile(r"共|合计|总计|累计|总[额共]")
_LOOSE = re.compile(r"约|余元|多元|等|以上|左右")


class _Sentence(NamedTuple):
    """A sentence on the fees charged this year."""

    paragraph: Paragraph
    text: str
    amounts: str
    """Text behind the word 信息处理费."""


def _each_fee_sentence(report: CheckedReport) -> Iterator[_Sentence]:
    year = report.document.year
    if year is None or year < FEES_SINCE:
        return
    for paragraph in report.paragraphs_by_section["other_matters"]:
        for sentence in replace_han_counts(paragraph.text).split("。"):
            fee = _FEE.search(sentence)
            if fee and not _ELSE.search(sentence):
                yield _Sentence(paragraph, sentence, sentence[fee.end() :])


@rule("narrative.fee_amount", Severity.INFO, needs=("other_matters",), each=_each_fee_sentence)
def check_amounts(_report: CheckedReport, sentence: _Sentence) -> Issues:
    """Find an amount that is no multiple of the smallest fee (国办函〔2020〕109号)."""
    for match in _MONEY.finditer(sentence.amounts):
        if _yuan(match) % _STEP and not _LOOSE.search(sentence.amounts[: match.end() + 3]):
            yield sentence.paragraph.issue(
                f"文字写信息处理费“{match[0]}”。按《政府信息公开信息处理费管理办法》"
                f"的标准计算，金额应当是 {_STEP} 元的整倍数。请核对金额。"
            )
            return


@rule("narrative.fee_list", Severity.WARNING, needs=("other_matters",), each=_each_fee_sentence)
def check_sums(_report: CheckedReport, sentence: _Sentence) -> Issues:
    """Find a list of fees that is not the stated whole: 共 3 件 120 元,其中 60 元、40 元、20 元."""
    paragraph, text = sentence.paragraph, sentence.text
    begin = _LIST.search(text)
    if begin is None or not _WHOLE.search(text, 0, begin.start()):
        return
    head, rest = text[: begin.start()], text[begin.end() :]
    if _LOOSE.search(rest) or "其中" in rest:
        return
    whole, cases = list(_MONEY.finditer(head)), list(_CASES.finditer(head))
    parts = list(_MONEY.finditer(rest))
    if len(whole) == 1 and len(parts) > 1:
        stated, summed = _yuan(whole[0]), sum(map(_yuan, parts), Decimal())
        is_complete = len(cases) == 1 and int(cases[0][1]) == len(parts)
        if summed > stated or (summed < stated and is_complete):
            yield _describe_sum(paragraph, stated, summed, "元")
    listed = [int(match[1]) for match in _CASES.finditer(rest)]
    if len(cases) == 1 and len(listed) > 1:
        stated, summed = Decimal(cases[0][1]), Decimal(sum(listed))
        if summed > stated:
            yield _describe_sum(paragraph, stated, summed, "件")


def _yuan(match: re.Match[str]) -> Decimal:
    return Decimal(match[1]).scaleb(4 if match[2] else 0)


def _describe_sum(paragraph: Paragraph, stated: Decimal, summed: Decimal, unit: str) -> Issue:
    return paragraph.issue(
        f"文字写信息处理费一共 {format_number(stated)} {unit}，"
        f"列出的各项相加是 {format_number(summed)} {unit}，相差"
        f" {format_number(abs(stated - summed))} {unit}。请核对这一句的数字。",
        expected=summed,
        actual=stated,
    )
