"""What the text says of applications against table 三."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.review import ready
from report_editor.checks.text.chinese_numbers import with_digits
from report_editor.document import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.checks.review import Passage, Review
    from report_editor.document import Number

_COUNT = r"(?<![\d.约近逾超])(?<!超过|大约)(?P<n>\d{1,9})(?:件|宗|份|条)"
_GAP = r"[^,。;\d]"
"""Characters that may stand between the words of one statement."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A way to say a number of table 三, and which numbers it may be."""

    code: str
    words: str
    """What is stated, for the message."""
    pattern: re.Pattern[str]
    allowed: Callable[[_Table], tuple[Number, ...]]
    group: bool = False
    """Whether it is one of the results that add up to the answered."""


class _Table:
    """The numbers of table 三 that texts speak of."""

    def __init__(self, review: Review) -> None:
        document = review.document
        self._rows = document.form.tables["requests"].rows
        self._value = document.value

    def row(self, key: str, column: str = "total") -> Number:
        return self._value(f"requests.{key}.{column}")

    def received(self, column: str = "total") -> tuple[Number, ...]:
        """What 收到 may mean: with or without those of the year before."""
        new = self.row("new", column)
        return new, new + self.row("carried_in", column)

    def organisations(self) -> tuple[Number, ...]:
        """What 法人或其他组织 may mean: all columns but the first."""
        return tuple(
            total - person
            for total, person in zip(self.received(), self.received("natural_person"), strict=True)
        )

    def results(self, *labels: str) -> tuple[Number, ...]:
        """The sum of the rows with one of the labels, or under one of them as a group."""
        total: Number = 0
        for row in self._rows:
            if any(label in (row.group or row.label) for label in labels):
                total += self.row(row.key)
        return (total,)


def _results(words: str, *labels: str, pattern: str) -> _Statement:
    return _Statement(
        "narrative.results",
        words,
        re.compile(pattern + r"(?:答复|处理)?的?(?:\([^()]{0,40}\))?的?" + _COUNT),
        lambda table: table.results(*labels),
        group=True,
    )


_STATEMENTS = (
    _Statement(
        "narrative.carried",
        "上年结转",
        re.compile(rf"(?:上一?年度?|去年)(?:结转|转结){_GAP}{{0,14}}?{_COUNT}"),
        lambda table: (table.row("carried_in"),),
    ),
    _Statement(
        "narrative.carried",
        "结转下年度",
        re.compile(
            rf"(?:结转|转结|顺延|转)(?:至|到|入)?(?:下一?年度?|次年){_GAP}{{0,14}}?{_COUNT}"
        ),
        lambda table: (table.row("carried_out"),),
    ),
    _Statement(
        "narrative.carried",
        "结转下年度",
        re.compile(
            rf"另有{_COUNT}{_GAP}{{0,16}}?(?:结转|转结|顺延|转)(?:至|到|入)?(?:下一?年|次年)"
        ),
        lambda table: (table.row("carried_out"),),
    ),
    _Statement(
        "narrative.received",
        "收到申请",
        re.compile(rf"(?:受理|收到|接收|接到|收办|新收){_GAP}{{0,24}}?申请{_GAP}{{0,14}}?{_COUNT}"),
        lambda table: table.received(),
    ),
    _Statement(
        "narrative.applicants",
        "自然人申请",
        re.compile(rf"自然人{_GAP}{{0,10}}?{_COUNT}"),
        lambda table: table.received("natural_person"),
    ),
    _Statement(
        "narrative.applicants",
        "法人或其他组织申请",
        re.compile(rf"法人{_GAP}{{0,14}}?{_COUNT}"),
        lambda table: table.organisations(),
    ),
    _Statement(
        "narrative.answered",
        "办理答复",
        re.compile(
            r"(?:答复|办结|办理完成|办理完毕|回复)(?:了)?(?:依申请公开|政府信息公开)?"
            r"(?:的)?(?:申请|事项)?(?:共|共计)?" + _COUNT
        ),
        lambda table: (table.row("processed"),),
    ),
    _results(
        "予以公开及部分公开",
        "予以公开",
        "部分公开",
        pattern=r"(?<!不)(?:予以|同意)公开(?:及|和|、|与|或)部分公开",
    ),
    _results("予以公开", "予以公开", pattern=r"(?<!不)(?:予以|同意)公开"),
    _results("部分公开", "部分公开", pattern=r"(?<![及和、与或])部分公开"),
    _results("不予公开", "不予公开", pattern=r"不予公开"),
    _results("无法提供", "无法提供", pattern=r"无法提供(?:政府信息)?"),
    _results("不予处理", "不予处理", pattern=r"不予处理"),
    _results("其他处理", "其他处理", pattern=r"其他处理"),
)

_SPLIT = re.compile(
    r"其中|自然人|法人|企业|网[络上站]|信函|邮寄|当面|现场|在线|书面|传真|平台|复议|诉讼|咨询|信访"
)
_OTHERS = re.compile(r"(?<![我本全])(?:局|部门|镇|乡|街道|本级|单位)$")
"""Ends with an organ that is not the one reporting, right before what it received."""
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


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as it stands in a passage."""

    statement: _Statement
    passage: Passage
    number: int
    words: str
    after: str
    """The text that follows."""


def check_requests_text(review: Review) -> Iterator[Finding]:
    """Numbers of applications in the text that table 三 does not have."""
    document = review.document
    if not review.is_filled("requests"):
        return
    table = _Table(review)
    organ = ready(document.organization)
    for passage in review.body:
        said = list(_said(passage, document.year, organ))
        for each in said:
            yield from _compare(table, each)
        yield from _shares(table, said)
        yield from _sum(said)


def _said(passage: Passage, year: int | None, organ: str) -> Iterator[_Said]:
    """The statements of one passage, each number once, what means something else left out."""
    if "件" not in passage.text and "条" not in passage.text and "份" not in passage.text:
        return
    text = with_digits(_QUOTED.sub("", passage.text))
    taken: set[int] = set()
    for statement in _STATEMENTS:
        for match in statement.pattern.finditer(text):
            place = match.start("n")
            if place in taken or not _is_meant(statement, text, match, year, organ):
                continue
            taken.add(place)
            yield _Said(
                statement,
                passage,
                int(match["n"]),
                match[0],
                text[match.end() : match.end() + 40],
            )


def _is_meant(
    statement: _Statement, text: str, match: re.Match[str], year: int | None, organ: str
) -> bool:
    """Whether the words speak of the whole of this year's applications to this organ."""
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
    if statement.group:
        return not _OTHER_TIME.search(clause)
    return True


def _compare(table: _Table, said: _Said) -> Iterator[Finding]:
    allowed = said.statement.allowed(table)
    if said.number in allowed:
        return
    right = " 或 ".join(dict.fromkeys(plain(number) for number in allowed))
    yield said.passage.finding(
        said.statement.code,
        Severity.WARNING,
        f"文字写“{said.words}”，表三的{said.statement.words}是 {right}。请核对文字和表格。",
        expected=allowed[0],
        actual=said.number,
    )


def _shares(table: _Table, said: list[_Said]) -> Iterator[Finding]:
    """Percentages behind a number: of the answered, or of the received."""
    bases = {table.row("processed"), *table.received()}
    bases |= {each.number for each in said if each.statement.code == "narrative.answered"}
    bases.discard(0)
    for each in said:
        match = _SHARE.match(each.after)
        if match is None or not bases:
            continue
        printed = Decimal(match["p"])
        shares = {_rounded(each.number, base, printed) for base in bases}
        if printed not in shares:
            base = table.row("processed") or max(bases)
            right = _rounded(each.number, base, printed)
            yield each.passage.finding(
                "narrative.share",
                Severity.WARNING,
                f"文字写“{each.words}，占 {match['p']}%”，{each.number} 占 {plain(base)} 的"
                f" {right}%。请核对百分比和它的基数。",
                expected=right,
                actual=printed,
            )


def _rounded(number: int, base: Number, like: Decimal) -> Decimal:
    share = Decimal(number) * 100 / Decimal(base)
    return share.quantize(like, rounding=ROUND_HALF_UP)


def _sum(said: list[_Said]) -> Iterator[Finding]:
    """The results listed in one passage add up to the answered it states."""
    groups = {each.statement.words: each.number for each in said if each.statement.group}
    answered = [each for each in said if each.statement.code == "narrative.answered"]
    if len(groups) < 4 or len(answered) != 1:
        return
    total = sum(groups.values())
    if total != answered[0].number:
        yield answered[0].passage.finding(
            "narrative.results_sum",
            Severity.WARNING,
            f"文字写办理 {answered[0].number} 件，列出的各种结果相加是 {total} 件，"
            f"相差 {abs(total - answered[0].number)}。请核对这一段的数字。",
            expected=total,
            actual=answered[0].number,
        )
