"""Check what the text says of applications and applicants against table 三."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_body_paragraph
from report_editor.checks.rule import Rule, rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.document import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_COUNT = r"(?<![\d.约近逾超])(?<!超过|大约)(?P<n>\d{1,9})(?:件|宗|份|条)"
_GAP = r"[^,。;\d]"
"""Characters that may stand between the words of one statement."""


class _Statement(NamedTuple):
    """A way to state a number of table 三."""

    code: str
    words: str
    """Name of what is stated, for the message."""
    pattern: re.Pattern[str]


class _Table:
    """Numbers of table 三 that texts speak of."""

    def __init__(self, report: CheckedReport) -> None:
        self._rows = report.form.tables["requests"].rows
        self._value = report.document.value

    def row(self, key: str, column: str = "total") -> Number:
        return self._value(f"requests.{key}.{column}")

    def received(self, column: str = "total") -> tuple[Number, ...]:
        """Return the numbers that 收到 may mean: without and with those of the year before."""
        new = self.row("new", column)
        return new, new + self.row("carried_in", column)

    def organisations(self) -> tuple[Number, ...]:
        """Return the numbers that 法人或其他组织 may mean: all columns but the first."""
        return tuple(map(sub, self.received(), self.received("natural_person")))

    def allowed(self, words: str) -> tuple[Number, ...]:
        """Return the numbers that a statement may give; nothing where the form has no such row."""
        if words in _NUMBERS:
            return _NUMBERS[words](self)
        names = ((row.key, row.group or row.label) for row in self._rows)
        keys = [key for key, name in names if any(label in name for label in words.split("及"))]
        return (sum(map(self.row, keys)),) if keys else ()


_NUMBERS: dict[str, Callable[[_Table], tuple[Number, ...]]] = {
    "上年结转": lambda table: (table.row("carried_in"),),
    "结转下年度": lambda table: (table.row("carried_out"),),
    "收到申请": lambda table: table.received(),
    "自然人申请": lambda table: table.received("natural_person"),
    "法人或其他组织申请": lambda table: table.organisations(),
    "办理答复": lambda table: (table.row("processed"),),
}
_CARRIED = r"(?:结转|转结|顺延|转)(?:至|到|入)?"
_RESULT_END = r"(?:答复|处理)?的?(?:\([^()]{0,40}\))?的?" + _COUNT
_RESULTS = {
    "予以公开及部分公开": r"(?<!不)(?:予以|同意)公开(?:及|和|、|与|或)部分公开",
    "予以公开": r"(?<!不)(?:予以|同意)公开",
    "部分公开": r"(?<![及和、与或])部分公开",
    "不予公开": r"不予公开",
    "无法提供": r"无法提供(?:政府信息)?",
    "不予处理": r"不予处理",
    "其他处理": r"其他处理",
}
"""Results that add up to the answered: labels of rows or groups joined by 及, and patterns."""

_PATTERNS = (
    ("narrative.carried", "上年结转", rf"(?:上一?年度?|去年)(?:结转|转结){_GAP}{{0,14}}?{_COUNT}"),
    ("narrative.carried", "结转下年度", rf"{_CARRIED}(?:下一?年度?|次年){_GAP}{{0,14}}?{_COUNT}"),
    ("narrative.carried", "结转下年度", rf"另有{_COUNT}{_GAP}{{0,16}}?{_CARRIED}(?:下一?年|次年)"),
    (
        "narrative.received",
        "收到申请",
        rf"(?:受理|收到|接收|接到|收办|新收){_GAP}{{0,24}}?申请{_GAP}{{0,14}}?{_COUNT}",
    ),
    ("narrative.applicants", "自然人申请", rf"自然人{_GAP}{{0,10}}?{_COUNT}"),
    ("narrative.applicants", "法人或其他组织申请", rf"法人{_GAP}{{0,14}}?{_COUNT}"),
    (
        "narrative.answered",
        "办理答复",
        r"(?:答复|办结|办理完成|办理完毕|回复)(?:了)?(?:依申请公开|政府信息公开)?"
        r"(?:的)?(?:申请|事项)?(?:共|共计)?" + _COUNT,
    ),
    *(("narrative.results", words, each + _RESULT_END) for words, each in _RESULTS.items()),
)
_STATEMENTS = [_Statement(code, words, re.compile(each)) for code, words, each in _PATTERNS]

_SPLIT = re.compile(
    r"其中|自然人|法人|企业|网[络上站]|信函|邮寄|当面|现场|在线|书面|传真|平台|复议|诉讼|咨询|信访"
)
_OTHERS = re.compile(r"(?<![我本全])(?:局|部门|镇|乡|街道|本级|单位)$")
"""An organ that is not the one reporting, right before what it received."""
_CHANGE = re.compile(r"减少|增加|增长|下降")
_OTHER_TIME = re.compile(
    r"去年|上年|上一年|同期|历年|累计以来|以来|季度|上半年|下半年|[一二三四]月份"
)
_YEAR = re.compile(r"(20\d\d)年")
_ANSWER_PREFIX = re.compile(
    r"(?:全年|年内|共|共计|累计|本年度?|当年|已|均|按时|按期|依法|及时|我[省市县区局镇乡委办]|20\d\d年度?|[,(:])*"
)
_SHARE = re.compile(r"[,(]?(?:约)?占[^,。;\d%]{0,14}?(?P<p>\d{1,3}(?:\.\d{1,4})?)%")
_QUOTED = re.compile(r"《[^《》]{0,120}》")
_CLAUSE = re.compile(r"[。;]")


class _Stated(NamedTuple):
    """A statement as it stands in a paragraph."""

    statement: _Statement
    number: int
    words: str
    after: str
    """Text that follows."""


def _each_paragraph(report: CheckedReport) -> Iterable[Paragraph]:
    return report.body if "requests" in report.filled_tables else ()


def _compare(code: str, *cells: str) -> Rule:
    """Register the rule that compares the statements of one code with the numbers they may be."""

    @rule(code, Severity.WARNING, needs=cells, each=_each_paragraph)
    def compare(report: CheckedReport, paragraph: Paragraph) -> Issues:
        table = _Table(report)
        for each in _find_statements(paragraph, report.document.year, report.organ):
            allowed = table.allowed(each.statement.words) if each.statement.code == code else ()
            if not allowed or each.number in allowed:
                continue
            numbers = " 或 ".join(dict.fromkeys(map(format_number, allowed)))
            right = f"表三的{each.statement.words}是 {numbers}"
            yield paragraph.contradict(each.words, right, expected=allowed[0], actual=each.number)

    return compare


_NEW, _IN = "requests.new.total", "requests.carried_in.total"
_DONE, _OUT = "requests.processed.total", "requests.carried_out.total"
_PERSONS = ("requests.new.natural_person", "requests.carried_in.natural_person")

check_carried = _compare("narrative.carried", _IN, _OUT)
check_received = _compare("narrative.received", _NEW, _IN)
check_applicants = _compare("narrative.applicants", _NEW, _IN, *_PERSONS)
check_answered = _compare("narrative.answered", _DONE)
check_results = _compare("narrative.results", _DONE)


@rule("narrative.share", Severity.WARNING, needs=(_NEW, _IN, _DONE), each=_each_paragraph)
def check_shares(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a percentage that is a share neither of the answered nor of the received."""
    table, found = _Table(report), _find_statements(paragraph, report.document.year, report.organ)
    bases = {table.row("processed"), *table.received()}
    bases |= {each.number for each in found if each.statement.code == "narrative.answered"}
    bases.discard(0)
    for each in found if bases else ():
        match = _SHARE.match(each.after)
        if match is None:
            continue
        printed = Decimal(match["p"])
        shares = {_round_share(each.number, base, printed) for base in bases}
        if printed not in shares:
            base = table.row("processed") or max(bases)
            right = _round_share(each.number, base, printed)
            yield paragraph.issue(
                f"文字写“{each.words}，占 {match['p']}%”，{each.number} 占 {format_number(base)} 的"
                f" {right}%。请核对百分比和它的基数。",
                expected=right,
                actual=printed,
            )


@rule("narrative.results_sum", Severity.WARNING, each=_each_paragraph)
def check_sum(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a list of results that does not add up to the answered that it states."""
    found = _find_statements(paragraph, report.document.year, report.organ)
    numbers = {each.statement.words: each.number for each in found}
    results = [number for words, number in numbers.items() if words in _RESULTS]
    answered = [each.number for each in found if each.statement.code == "narrative.answered"]
    if len(results) < 4 or len(answered) != 1:
        return
    total = sum(results)
    if total != answered[0]:
        yield paragraph.issue(
            f"文字写办理 {answered[0]} 件，列出的各种结果相加是 {total} 件，"
            f"相差 {abs(total - answered[0])}。请核对这一段的数字。",
            expected=total,
            actual=answered[0],
        )


@lru_cache(maxsize=1)
def _find_statements(paragraph: Paragraph, year: int | None, organ: str) -> tuple[_Stated, ...]:
    """Return the statements of a paragraph, each number once, without what means something else.

    The rules of this file ask for the same paragraph one after the other.
    """
    if not any(unit in paragraph.text for unit in "件条份"):
        return ()
    text = replace_han_counts(_QUOTED.sub("", paragraph.text))
    taken: set[int] = set()
    found: list[_Stated] = []
    for statement in _STATEMENTS:
        for match in statement.pattern.finditer(text):
            start = match.start("n")
            if start in taken or not _is_meant(statement, text, match, year, organ):
                continue
            taken.add(start)
            after = text[match.end() : match.end() + 40]
            found.append(_Stated(statement, int(match["n"]), match[0], after))
    return tuple(found)


def _is_meant(
    statement: _Statement, text: str, match: re.Match[str], year: int | None, organ: str
) -> bool:
    """Check whether the words mean all of this year's applications to this organ."""
    start = max(0, match.start() - 80)
    sentence = _CLAUSE.split(text[start : match.start()])[-1]
    years = _YEAR.findall(sentence)
    if years and year is not None and int(years[-1]) != year:
        return False
    clause = sentence.rsplit(",", 1)[-1]
    if statement.code == "narrative.received":
        return not (
            "其中" in sentence
            or (_OTHERS.search(clause) and clause[-3:] not in organ)
            or _CHANGE.search(match[0])
            or _SPLIT.search(match[0])
            or _SPLIT.search(clause)
            or _OTHER_TIME.search(clause)
        )
    if statement.code == "narrative.applicants":
        return "申请" in sentence + match[0] and not _OTHER_TIME.search(clause)
    if statement.code == "narrative.answered":
        return bool(_ANSWER_PREFIX.fullmatch(clause)) and "撤回" not in text
    return statement.words not in _RESULTS or not _OTHER_TIME.search(clause)


def _round_share(number: int, base: Number, like: Decimal) -> Decimal:
    share = Decimal(number) * 100 / Decimal(base)
    return share.quantize(like, rounding=ROUND_HALF_UP)


# 法人 with a number is compared by the rules on 表三 as a whole.
_ORGANISATION = (
    r"(?:商业企业|企业|公司|律师事务所|律所|法律服务机构|科研机构|社会公益组织|社会组织)"
)
_WHOLE_COUNT = r"(?<!\d)[1-9]\d{0,6}(?:件|宗|份|条)"
_APPLIED = re.compile(
    rf"{_ORGANISATION}(?:提出|提交|的|政府信息公开|信息公开|依申请公开)*申请"
    rf"(?:共计|共有|共|为|有)?{_WHOLE_COUNT}|{_ORGANISATION}(?:共计|共有|共|为|有)?{_WHOLE_COUNT}"
)
_ONLY_PERSONS = re.compile(
    r"申请人?(?:均|全部|都)(?:为|是|由)(?:自然人|公民)|(?:均|全部|都)(?:为|是)自然人申请"
)
_ONLY_ORGANISATIONS = re.compile(rf"申请人?(?:均|全部|都)(?:为|是|由)(?:{_ORGANISATION}|法人)")
_NO_ORGANISATION = re.compile(
    r"(?:未|没有)(?:收到|接到|受理)(?:来自)?(?:法人|企业法人|法人或其他组织|法人和其他组织)"
    r"(?:提出|提交|的|政府信息公开|信息公开)*申请"
)
_OTHER_APPLICATION = re.compile(
    r"去年|上一?年|同期|历年|复议|诉讼|信访|咨询|其中|许可|登记|审批|网站"
)


@rule(
    "narrative.applicant_kind",
    Severity.WARNING,
    needs=(_NEW, _IN, *_PERSONS),
    each=each_body_paragraph,
)
def check_applicant_kinds(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find applicants that the text names and table 三 does not have, or the reverse."""
    if "申请" not in paragraph.text or "requests" not in report.filled_tables:
        return
    year, table = report.document.year, _Table(report)
    persons = table.row("new", "natural_person")
    organisations, with_carried = table.organisations()
    claims: list[tuple[re.Pattern[str], str]] = []
    if organisations:
        right = f"表三法人或其他组织的新收是 {format_number(organisations)}"
        claims += [(_ONLY_PERSONS, right), (_NO_ORGANISATION, right)]
    elif with_carried == organisations:
        claims.append((_APPLIED, "表三“法人或其他组织”各列的新收和结转都是 0 或空白"))
    if persons:
        claims.append((_ONLY_ORGANISATIONS, f"表三自然人的新收是 {format_number(persons)}"))
    for sentence in replace_han_counts(paragraph.text).split("。"):
        years = _YEAR.findall(sentence)
        if year is not None and years and set(years) != {str(year)}:
            continue
        for pattern, right in claims:
            match = pattern.search(sentence)
            if match is None or _is_else(sentence, match):
                continue
            if pattern is not _APPLIED or "申请" in match[0] or "自然人" in sentence:
                yield paragraph.contradict(match[0], right)


def _is_else(sentence: str, match: re.Match[str]) -> bool:
    """Check whether the clause is about other things than this year's applications."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in ",;") + 1
    return bool(_OTHER_APPLICATION.search(sentence[start : match.end()].removeprefix("其中")))
