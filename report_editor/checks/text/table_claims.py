"""Compare what the text claims of applications and cases with tables 三 and 四."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_body_paragraph
from report_editor.checks.rule import rule
from report_editor.checks.tables.breaks import has_invalid
from report_editor.checks.text.claim_grammar import Claim, read_claims
from report_editor.checks.text.claim_numbers import CODES, Allowed, ClaimNumbers
from report_editor.checks.text.claim_words import Kind
from report_editor.document import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHARE = re.compile(
    r"(?:\([^()]{0,120}\))??[,(]?约?(?:占[^,。;\d%]{0,14}?|(?<=\())(?P<p>\d{1,3}(?:\.\d{1,4})?)%"
)
_QUALIFIED = re.compile(r"备案|新增|办结|审结|结案|代理|应诉|调解")
"""Words by which cases may be only some of those in the table."""

_FEWEST_RESULTS = 4
"""Results that a paragraph lists to be compared with the answered that it states."""

_KIND = "narrative.applicant_kind"


@rule(
    (*dict.fromkeys(CODES.values()), _KIND, "narrative.share", "narrative.results_sum"),
    Severity.WARNING,
    each=each_body_paragraph,
)
def check_claims(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find numbers that the tables do not have, and wrong shares and sums of right numbers."""
    numbers = ClaimNumbers(report)
    claims: list[Claim] = []
    right: list[Claim] = []
    for claim in read_claims(paragraph.text, report.document.year, report.organ):
        if claim is None:
            yield None
            continue
        claims.append(claim)
        allowed = numbers.allowed(claim)
        if allowed is None or claim.number in allowed.numbers:
            right.append(claim)
        elif not has_invalid(report.document, report.form.tables[allowed.table]):
            yield _contradict(report, paragraph, claim, allowed)
    for whole in right:
        yield from _check_applicants(paragraph, whole, right)
    yield from _check_shares(paragraph, claims, right, numbers)
    if len(right) == len(claims):  # a wrong number is told already
        yield from _check_sum(paragraph, claims, numbers)


def _contradict(
    report: CheckedReport, paragraph: Paragraph, claim: Claim, allowed: Allowed
) -> Issue:
    """Return the issue of a claim that the tables do not bear out."""
    table, code, severity = report.table_name(allowed.table), CODES[claim.kind], None
    right = f"{table}的{allowed.name}是 {' 或 '.join(map(format_number, allowed.numbers))}"
    if claim.kind is Kind.APPLICANT and allowed.numbers == (0,) and allowed.is_of_received:
        code, right = _KIND, f"{table}的{allowed.name}是 0 或空白"
    elif claim.kind is Kind.CASE:
        right = f"{table}的{allowed.name}是 {format_number(allowed.numbers[0])}"
        severity = Severity.INFO if _QUALIFIED.search(claim.words) else None
    issue = paragraph.contradict(
        claim.words, right, expected=allowed.numbers[0], actual=claim.number, severity=severity
    )
    return replace(issue, code=code)


def _check_applicants(
    paragraph: Paragraph, whole: Claim, claims: Sequence[Claim]
) -> Iterator[Issue]:
    """Find persons and organisations that are not all of those who are said to have applied."""
    parts = [each for each in claims if each.within is whole and each.kind is Kind.APPLICANT]
    if {key for each in parts for key in each.keys} != {"natural_person", "organisations"}:
        return
    total = sum(each.number for each in parts)
    if total != whole.number:
        issue = paragraph.issue(
            f"文字写“{whole.words}”，其中自然人和法人或其他组织相加是 {total} 件，"
            f"相差 {abs(total - whole.number)}。请核对这一句的数字。",
            expected=total,
            actual=whole.number,
        )
        yield replace(issue, code=CODES[Kind.APPLICANT])


def _check_shares(
    paragraph: Paragraph, claims: Sequence[Claim], right: Sequence[Claim], numbers: ClaimNumbers
) -> Iterator[Issue]:
    """Find a percentage that is a share neither of the answered nor of the received."""
    bases = numbers.bases(claims)
    for claim in right if bases else ():
        match = _SHARE.match(claim.after)
        if match is None or claim.kind in (Kind.CASE, Kind.OUTCOME):
            continue
        printed = Decimal(match["p"])
        within = {claim.within.number} if claim.within and claim.within.number else set()
        if printed not in {_round_share(claim.number, base, printed) for base in bases | within}:
            base = numbers.processed() or max(bases)
            share = _round_share(claim.number, base, printed)
            issue = paragraph.issue(
                f"文字写“{claim.words}，占 {match['p']}%”，{claim.number} 占"
                f" {format_number(base)} 的 {share}%。请核对百分比和它的基数。",
                expected=share,
                actual=printed,
            )
            yield replace(issue, code="narrative.share")


def _check_sum(
    paragraph: Paragraph, claims: Sequence[Claim], numbers: ClaimNumbers
) -> Iterator[Issue]:
    """Find a list of results that does not add up to the answered that it states."""
    rows = {
        numbers.result_rows(each): each.number
        for each in claims
        if each.kind is Kind.RESULT and not each.column
    }
    results = {
        one: number for one, number in rows.items() if not any(one < other for other in rows)
    }
    answered = [each.number for each in claims if each.kind is Kind.ANSWERED]
    if len(results) < _FEWEST_RESULTS or len(answered) != 1:
        return
    total = sum(results.values())
    if total != answered[0]:
        issue = paragraph.issue(
            f"文字写办理 {answered[0]} 件，列出的各种结果相加是 {total} 件，"
            f"相差 {abs(total - answered[0])}。请核对这一段的数字。",
            expected=total,
            actual=answered[0],
        )
        yield replace(issue, code="narrative.results_sum")


def _round_share(number: int, base: Number, like: Decimal) -> Decimal:
    share = Decimal(number) * 100 / Decimal(base)
    return share.quantize(like, rounding=ROUND_HALF_UP)
