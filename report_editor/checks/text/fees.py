"""What section 六 says was charged for information: its lists, and amounts the rule cannot give."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Severity
from report_editor.checks.text.chinese_numbers import with_digits
from report_editor.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Finding
    from report_editor.checks.review import Passage, Review

FEES_SINCE = 2021
"""The year from which fees are taken after 国办函〔2020〕109号, and reported."""

_STEP = 10
"""元; by pages 10, 20 or 40 a page, by applications 100 or 200 each."""

_FEE = re.compile(r"信息(?:公开)?处理费")
_ELSE = re.compile(
    r"[未没]|去年|上一?年|同期|邮|复印|复制|检索|成本|标准|每[件页份]|/[件页]|减免|免收|退[还费回]"
)
"""The sentence speaks of other years, of other money, or of how fees are reckoned."""

_MONEY = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,6})?)(万?)元")
_CASES = re.compile(r"(?<![\d.])(\d{1,6})[件宗笔]")
_LIST = re.compile(r"其中:?|分别(?:为|是):?")
_WHOLE = re.compile(r"共|合计|总计|累计|总[额共]")
_LOOSE = re.compile(r"约|余元|多元|等|以上|左右")


def check_fees(review: Review) -> Iterator[Finding]:
    """Amounts of 信息处理费."""
    year = review.document.year
    if year is None or year < FEES_SINCE:
        return
    for passage in review.by_section["other_matters"]:
        if not _FEE.search(passage.text):
            continue
        for sentence in with_digits(passage.text).split("。"):
            fee = _FEE.search(sentence)
            if fee and not _ELSE.search(sentence):
                yield from _step(passage, sentence[fee.end() :])
                yield from _sums(passage, sentence)


def _yuan(match: re.Match[str]) -> Decimal:
    return Decimal(match[1]).scaleb(4 if match[2] else 0)


def _step(passage: Passage, after: str) -> Iterator[Finding]:
    for match in _MONEY.finditer(after):
        if _yuan(match) % _STEP and not _LOOSE.search(after[: match.end() + 3]):
            yield passage.finding(
                "narrative.fee_amount",
                Severity.INFO,
                f"文字写信息处理费“{match[0]}”。按《政府信息公开信息处理费管理办法》"
                f"的标准计算，金额应当是 {_STEP} 元的整倍数。请核对金额。",
            )
            return


def _sums(passage: Passage, sentence: str) -> Iterator[Finding]:
    """共 3 件 120 元,其中 60 元、40 元、20 元: the parts are the whole."""
    begin = _LIST.search(sentence)
    if begin is None or not _WHOLE.search(sentence, 0, begin.start()):
        return
    head, rest = sentence[: begin.start()], sentence[begin.end() :]
    whole, cases = list(_MONEY.finditer(head)), list(_CASES.finditer(head))
    parts = list(_MONEY.finditer(rest))
    if len(whole) == 1 and len(parts) > 1 and not _LOOSE.search(rest) and "其中" not in rest:
        stated, summed = _yuan(whole[0]), sum(map(_yuan, parts), Decimal())
        is_complete = len(cases) == 1 and int(cases[0][1]) == len(parts)
        if summed > stated or (summed < stated and is_complete):
            yield _sum_finding(passage, stated, summed, "元")
    listed = [int(match[1]) for match in _CASES.finditer(rest)]
    if len(cases) == 1 and len(listed) > 1 and not _LOOSE.search(rest) and "其中" not in rest:
        stated_cases, summed_cases = Decimal(cases[0][1]), Decimal(sum(listed))
        if summed_cases > stated_cases:
            yield _sum_finding(passage, stated_cases, summed_cases, "件")


def _sum_finding(passage: Passage, stated: Decimal, summed: Decimal, unit: str) -> Finding:
    return passage.finding(
        "narrative.fee_list",
        Severity.WARNING,
        f"文字写信息处理费一共 {plain(stated)} {unit}，列出的各项相加是 {plain(summed)} {unit}，"
        f"相差 {plain(abs(stated - summed))} {unit}。请核对这一句的数字。",
        expected=summed,
        actual=stated,
    )
