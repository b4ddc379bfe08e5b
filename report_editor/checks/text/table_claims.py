"""Compare what the text claims of applications and cases with tables 三 and 四."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import TYPE_CHECKING

from report_editor.checks.finding import Consequence, Issue, Issues, Severity
from report_editor.checks.memory import TextMemory
from report_editor.checks.report import SUIT_ROWS, CheckedReport, Paragraph
from report_editor.checks.rule import Rule, rule
from report_editor.checks.text.claim_grammar import read_claims
from report_editor.checks.text.claim_numbers import CODES, Allowed, ClaimNumbers
from report_editor.checks.text.claim_text import find_shared_counts, prepare_counts
from report_editor.checks.text.claim_words import REST, WITHDRAWN, Kind
from report_editor.checks.text.lists import find_wrong_lists
from report_editor.checks.text.number_places import find_place
from report_editor.document import Document, Number, format_number
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.checks.text.claim import Claim

_SHARE = re.compile(
    r"(?:\([^()]{0,120}\))??[,、(]?约?(?:占[^,。;\d%]{0,14}?|(?<=\())(?P<p>\d{1,3}(?:\.\d{1,4})?)%"
)
_QUALIFIED = re.compile(r"备案|新增|办结|审结|结案|代理|应诉|调解")
"""Words by which cases may be only some of those in the table."""

_STEP = 200
"""Claims after which comparing may be interrupted."""

_FEWEST_RESULTS = 4
"""Results that a paragraph lists to be compared with the answered that it states."""

_KIND = "narrative.applicant_kind"
_SHARE_CODE, _SUM_CODE, _LIST = "narrative.share", "narrative.results_sum", "narrative.list"

_RATE = re.compile(
    r"(?<!按时)(?<!按期)(?<!及时)(?:办结|答复|办理)率(?:已)?(?:为|达到?|是|:)?(?P<p>\d{1,3}(?:\.\d{1,4})?)%"
)
_OF_OTHERS = re.compile(r"建议|提案|热线|来信|信箱|留言|许可|工单|信访|咨询|投诉")
_OF_LAST_YEAR = re.compile(r"(?:去年|上一?年度?|同期)[^,。;]*$")


_remembered: TextMemory[list[Issue]] = TextMemory(2 * MAX_TEXT)
"""Issues of the last checks, by paragraph and by the state of the tables."""


@dataclass(slots=True)
class _ReadParagraph:
    """A paragraph with what it claims, read by the first rule that asks for it."""

    paragraph: Paragraph
    issues: list[Issue] | None = None

    def read(self, report: CheckedReport) -> Issues:
        """Compare all claims, with a pause now and then; the issues keep their codes."""
        if self.issues is not None:
            return
        place = (self.paragraph.section, self.paragraph.index, report.tables_token)
        self.issues = _remembered.find(self.paragraph.original, place)
        if self.issues is not None:
            return
        self.issues = []
        yield from self._read_anew(report)
        _remembered.keep(self.paragraph.original, self.issues, place)

    def _read_anew(self, report: CheckedReport) -> Issues:
        assert self.issues is not None
        wrong: set[int] = set()
        if report.filled_tables & {"requests", "proceedings"}:
            yield from self._compare(report, wrong)
        for each in find_wrong_lists(prepare_counts(self.paragraph.text)):
            if each is None:
                yield None
            elif wrong.isdisjoint({each.whole, *each.numbers}):
                issue = self.paragraph.issue(
                    each.message, expected=sum(each.numbers), actual=each.whole
                )
                self.issues.append(replace(issue, code=_LIST))

    def _compare(self, report: CheckedReport, wrong: set[int]) -> Issues:
        """Compare the claims with the tables; add the numbers that are wrong."""
        assert self.issues is not None
        numbers = ClaimNumbers(report.document, report.filled_tables, report.open_inputs)
        claims: list[Claim] = []
        right: list[Claim] = []
        text, year = self.paragraph.text, report.document.year
        shared = find_shared_counts(text)
        for claim in read_claims(text, year, report.organ):
            if claim is None:
                yield None
                continue
            claims.append(claim)
            allowed = numbers.allowed(claim)
            if allowed is None or claim.number in allowed.numbers:
                right.append(claim)
            elif allowed.table not in report.doubtful_tables:
                if claim.number not in wrong & shared:  # 甲、乙各3件 is one number
                    self.issues.append(_contradict(report, self.paragraph, claim, allowed))
                wrong.add(claim.number)
        paragraph = self.paragraph
        further = [
            _check_applicants(paragraph, right),
            _check_shares(paragraph, right, numbers, numbers.bases(claims)),
        ]
        if not wrong:  # a wrong number is told already
            further.append(_check_sum(paragraph, claims, numbers))
            further.append(_check_withdrawn(paragraph, claims))
            further.append(_check_rates(paragraph, numbers))
        for issue in chain.from_iterable(further):
            if issue is None:
                yield None
            else:
                self.issues.append(issue)


def _each_paragraph(report: CheckedReport) -> Iterator[_ReadParagraph]:
    return map(_ReadParagraph, report.body)


def _compare(code: str, *cells: str) -> Rule:
    """Register the rule on the claims of one code, for editions that have some cells."""

    @rule(code, Severity.WARNING, needs=cells, each=_each_paragraph)
    def compare(report: CheckedReport, subject: _ReadParagraph) -> Issues:
        yield from subject.read(report)
        yield from (each for each in subject.issues or () if each.code == code)

    return compare


_NEW, _IN = "requests.new.total", "requests.carried_in.total"
_DONE, _OUT = "requests.processed.total", "requests.carried_out.total"
_PERSONS = ("requests.new.natural_person", "requests.carried_in.natural_person")
_CASES = ("proceedings.reconsideration.total", *(f"{row}.total" for row in SUIT_ROWS))

check_carried = _compare(CODES[Kind.CARRIED], _IN, _OUT)
check_received = _compare(CODES[Kind.RECEIVED], _NEW, _IN)
check_applicants = _compare(CODES[Kind.APPLICANT], _NEW, _IN, *_PERSONS)
check_applicant_kinds = _compare(_KIND, _NEW, _IN, *_PERSONS)
check_answered = _compare(CODES[Kind.ANSWERED], _DONE)
check_results = _compare(CODES[Kind.RESULT], _DONE)
check_shares = _compare(_SHARE_CODE, _NEW, _IN, _DONE)
check_sums = _compare(_SUM_CODE)
check_cases = _compare(CODES[Kind.CASE], *_CASES)
check_lists = _compare(_LIST)


def _contradict(
    report: CheckedReport, paragraph: Paragraph, claim: Claim, allowed: Allowed
) -> Issue:
    """Return the issue of a claim that the tables do not bear out."""
    table, code, severity = report.table_name(allowed.table), CODES[claim.kind], None
    right = f"{table}的{allowed.name}是 {' 或 '.join(map(format_number, allowed.numbers))}"
    if claim.kind is Kind.APPLICANT and allowed.numbers == (0,) and allowed.is_of_received:
        code, right = _KIND, f"{table}的{allowed.name}是 0 或空白"
    elif claim.kind is Kind.CASE and _QUALIFIED.search(claim.words):
        severity = Severity.INFO
    filled = ClaimNumbers(report.document, report.filled_tables, report.unfilled_inputs)
    is_known = len(allowed.numbers) == 1 and WITHDRAWN not in claim.keys
    is_known = is_known and filled.allowed(claim) is not None
    issue = paragraph.contradict(
        claim.words,
        right,
        expected=allowed.numbers[0],
        actual=claim.number,
        severity=severity,
        span=find_place(paragraph, claim.at, allowed.numbers[0] if is_known else None),
    )
    return replace(issue, code=code, consequence=_follow(report, claim, allowed))


def _follow(report: CheckedReport, claim: Claim, allowed: Allowed) -> Consequence:
    """Say what would bear the claim out: other numbers in the tables."""
    filled_tables, open_inputs = report.filled_tables, report.open_inputs

    def holds(document: Document) -> bool:
        other = ClaimNumbers(document, filled_tables, open_inputs).allowed(claim)
        return other is not None and claim.number in other.numbers

    table = report.form.tables[allowed.table]
    corrections = (
        (cell.address, report.document.value(cell.address) + claim.number - number)
        for cell in (() if table.balances else table.cells)
        for number in allowed.numbers
        if not cell.is_total
    )
    possible = tuple((address, number) for address, number in corrections if number >= 0)
    return Consequence(f"文字写的“{claim.words}”", holds, possible)


def _list_parts(claims: Sequence[Claim], kind: Kind) -> Iterator[tuple[Claim, list[Claim]]]:
    """Yield the claims that have parts of a kind, each with these."""
    parts: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.within is not None and claim.kind is kind:
            parts.setdefault(id(claim.within), []).append(claim)
    for whole in claims:
        if found := parts.get(id(whole)):
            yield whole, found


def _check_applicants(paragraph: Paragraph, claims: Sequence[Claim]) -> Issues:
    """Find persons and organisations that are not all of those who are said to have applied."""
    for whole, parts in _list_parts(claims, Kind.APPLICANT):
        yield None
        total = sum(each.number for each in parts)
        keys = {key for each in parts for key in each.keys}
        if keys == {"natural_person", "organisations"} and total != whole.number:
            issue = paragraph.issue(
                f"文字写“{whole.words}”，其中自然人和法人或其他组织相加是 {total} 件，"
                f"相差 {abs(total - whole.number)}。请核对这一句的数字。",
                expected=total,
                actual=whole.number,
            )
            yield replace(issue, code=CODES[Kind.APPLICANT])


def _check_shares(
    paragraph: Paragraph, claims: Sequence[Claim], numbers: ClaimNumbers, bases: set[Number]
) -> Issues:
    """Find a percentage that is a share neither of the answered nor of the received."""
    for index, claim in enumerate(claims if bases else ()):
        if index % _STEP == 0:
            yield None
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
            yield replace(issue, code=_SHARE_CODE)


def _check_sum(paragraph: Paragraph, claims: Sequence[Claim], numbers: ClaimNumbers) -> Issues:
    """Find a list of results that does not add up to the answered that it states.

    A list with a count in it that was not understood may be more, but not be less.
    """
    places = [index for index, each in enumerate(claims) if each.kind is Kind.RESULT]
    listed = claims[places[0] : places[-1] + 2] if places else ()
    has_unread = any(each.kind is Kind.COUNT for each in listed)
    yield None
    rows = {
        numbers.result_rows(each): each.number
        for each in claims
        if each.kind is Kind.RESULT and not each.column
    }
    yield None
    results = {
        one: number for one, number in rows.items() if not any(one < other for other in rows)
    }
    yield None
    answered = [each.number for each in claims if each.kind is Kind.ANSWERED]
    if len(results) < _FEWEST_RESULTS or len(answered) != 1:
        return
    total = sum(results.values())
    if total > answered[0] or (total < answered[0] and not has_unread):
        issue = paragraph.issue(
            f"文字写办理 {answered[0]} 件，列出的各种结果相加是 {total} 件，"
            f"相差 {abs(total - answered[0])}。请核对这一段的数字。",
            expected=total,
            actual=answered[0],
        )
        yield replace(issue, code=_SUM_CODE)


def _check_withdrawn(paragraph: Paragraph, claims: Sequence[Claim]) -> Issues:
    """Find 撤回 and 其他 in brackets that do not add up to the 其他处理 before them."""
    for whole, parts in _list_parts(claims, Kind.RESULT):
        yield None
        total = sum(each.number for each in parts)
        has_rest = any({REST, WITHDRAWN} & {*each.keys} for each in parts)
        if len(parts) > 1 and has_rest and total != whole.number:
            issue = paragraph.issue(
                f"文字写“{whole.words}”，列出的各项相加是 {total} 件，"
                f"相差 {abs(total - whole.number)}。请核对这一句的数字。",
                expected=total,
                actual=whole.number,
            )
            yield replace(issue, code=_SUM_CODE)


def _check_rates(paragraph: Paragraph, numbers: ClaimNumbers) -> Issues:
    """Find 办结率 that is not the share of the answered; 100 % may be of those that were due."""
    if not numbers.bases(()):
        return
    for sentence in paragraph.text.split("。") if "公开" in paragraph.text else ():
        if "申请" not in sentence or _OF_OTHERS.search(sentence):
            continue
        for match in _RATE.finditer(sentence):
            printed, answered = Decimal(match["p"]), numbers.processed()
            bases = [each for each in numbers.received() if each]
            shares = [_round_share(answered, base, printed) for base in bases]
            is_old = _OF_LAST_YEAR.search(sentence[: match.start()]) is not None
            if shares and not is_old and printed not in {*shares, Decimal(100)}:
                issue = paragraph.issue(
                    f"文字写“{match[0]}”，表三办理的 {format_number(answered)} 件占收到的"
                    f" {format_number(bases[-1])} 件的 {shares[-1]}%。请核对百分比和它的基数。",
                    expected=shares[-1],
                    actual=printed,
                )
                yield replace(issue, code=_SHARE_CODE)


def _round_share(number: Number, base: Number, like: Decimal) -> Decimal:
    share = Decimal(number) * 100 / Decimal(base)
    return share.quantize(like, rounding=ROUND_HALF_UP)
