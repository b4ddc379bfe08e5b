"""Check what the text claims (nothing received, all done, never corrected) against the tables."""

from __future__ import annotations

import re

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.report import (
    SUIT_ROWS,
    CheckedReport,
    Paragraph,
    each_body_paragraph,
    read_tables,
)
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.checks.text.word_places import locate_words
from report_editor.document import format_number

NONE_CODE = "narrative.none"

_NO_REQUEST = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|接收)[^,。;]{0,30}?申请|零申请|(?<!的)申请(?:数量?)?为(?:0|零)(?![\d.])"
)
_PART_ONLY = re.compile(
    r"法人|企业|自然人|复议|诉讼|收费|缴费|减免|撤回|重复|线下|线上|当面|邮寄|上年|去年"
)
_NO_CASE = re.compile(
    r"(?:(?<!有)无|未|没有)(?!经)(?:因|被|发生|收到|产生|涉及|出现|有)?[^,。;]{0,30}?(?:复议|诉讼)[^,。;]{0,14}"
)
_BAD_OUTCOME = re.compile(r"纠错|纠正|败诉|撤销|维持|超期|逾期|应诉|违法")
_ALL_DONE = re.compile(
    r"(?:均已|均(?=办结|答复完)|已全部|全部(?:已)?)[^,。;\d]{0,12}?(?:办结|办理完[成毕]?|答复|回复)(?!了?\d)"
)
_SOME_DONE = re.compile(r"(?:^|[,;:])\d{1,9}(?:件|宗|份|条|起|项)$")
"""A count right before 已全部答复: so many were answered, not all."""
_OTHER_MATTER = re.compile(r"信访|来电|热线|留言|建议|提案|许可|审批|登记")
_IN_TIME = re.compile(r"期限|按时|按期|及时|时限")
_CARRIED = re.compile(r"结转|转结|顺延|转下|转入下|转至下|次年")
_ALL_UPHELD = re.compile(r"(?:均|全部|都)(?:获|被|予以|得到|为|已)?维持(?!或|和|、)")
_NEVER_LOST = re.compile(r"(?:零|无|没有|未)(?:发生|出现|有|一|例|起|件|被)*(?:败诉|纠错|被纠错)")
_FEE_NONE = re.compile(
    r"未收取|没有收取|未发生|没有发生|不收取|收取[^,。;\d]{0,12}0(?:\.0+)?(?:万)?元"
)

_CASES = ("proceedings.reconsideration", *SUIT_ROWS)
_TOTALS = tuple(f"{row}.total" for row in _CASES)
_LEFT = "requests.carried_out.total"
_UNPAID = "requests.other_unpaid.total"


@rule(
    NONE_CODE,
    Severity.ERROR,
    needs=("requests.new.total",),
    each=each_body_paragraph,
    reads=read_tables,
)
def check_nothing_received(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the claim that nobody applied."""
    new = report.document.value("requests.new.total")
    for match in _NO_REQUEST.finditer(paragraph.text) if new else ():
        if not _PART_ONLY.search(match[0]):
            right = f"表三的本年新收是 {format_number(new)}"
            yield paragraph.contradict(match[0], right, span=locate_words(paragraph, *match.span()))
            return


@rule(NONE_CODE, Severity.ERROR, needs=_TOTALS, each=each_body_paragraph, reads=read_tables)
def check_no_cases(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the claim that nobody asked for a reconsideration or sued."""
    reviews = report.document.value("proceedings.reconsideration.total")
    suits = report.count_suits()
    for match in _NO_CASE.finditer(paragraph.text) if reviews or suits else ():
        if _BAD_OUTCOME.search(paragraph.text[match.start() : match.end() + 8]):
            continue
        for word, name, number in (("复议", "行政复议", reviews), ("诉讼", "行政诉讼", suits)):
            if word in match[0] and number:
                right = f"表四的{name}总计是 {format_number(number)}"
                span = locate_words(paragraph, *match.span())
                yield paragraph.contradict(match[0], right, span=span)
        return


@rule(
    "narrative.all_done",
    Severity.WARNING,
    needs=(_LEFT,),
    each=each_body_paragraph,
    reads=read_tables,
)
def check_all_done(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the claim that every application was answered."""
    left, text = report.document.value(_LEFT), paragraph.text
    for match in _ALL_DONE.finditer(text) if left else ():
        start = text.rfind("。", 0, match.start()) + 1
        end = text.find("。", match.end())
        sentence = text[start : end if end >= 0 else None]
        if (
            "申请" in sentence[: match.end() - start]
            and not _SOME_DONE.search(sentence[: match.start() - start])
            and not _IN_TIME.search(sentence)
            and not _OTHER_MATTER.search(sentence)
            and not _CARRIED.search(sentence.replace("上年结转", "").replace("上年度结转", ""))
        ):
            yield paragraph.issue(
                f"文字写申请“{match[0]}”，表三还有 {format_number(left)} 件结转下年度继续办理。"
                "请核对文字和表格。"
            )
            return


@rule(
    "narrative.outcome",
    Severity.ERROR,
    needs=tuple(f"{row}.{column}" for row in _CASES for column in ("corrected", "pending")),
    each=each_body_paragraph,
    reads=read_tables,
)
def check_outcomes(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the claim that no decision was corrected, or all were upheld."""
    text = paragraph.text
    for pattern in (_ALL_UPHELD, _NEVER_LOST):
        match = pattern.search(text)
        if match is None:
            continue
        start = text.rfind("。", 0, match.start()) + 1
        about = text[start : match.end() + 20]
        if "复议" not in about and "诉" not in about:
            continue
        rows = SUIT_ROWS if "诉" in about else ()
        if "复议" in about and "败诉" not in match[0]:
            rows = (*rows, "proceedings.reconsideration")
        corrected, pending = (
            report.document.sum_of(f"{row}.{column}" for row in rows)
            for column in ("corrected", "pending")
        )
        if corrected:
            yield paragraph.contradict(match[0], f"表四有 {format_number(corrected)} 件结果纠正")
        elif pending and pattern is _ALL_UPHELD:
            right = f"表四有 {format_number(pending)} 件尚未审结"
            yield paragraph.contradict(match[0], right, severity=Severity.WARNING)


@rule("narrative.fee", Severity.WARNING, needs=(_UNPAID, "other_matters"))
def check_unpaid_fee(report: CheckedReport) -> Issues:
    """Find the claim that no fee was charged where somebody did not pay one."""
    unpaid = report.document.value(_UNPAID)
    for paragraph in report.paragraphs_by_section["other_matters"] if unpaid else ():
        match = _FEE_NONE.search(replace_han_counts(paragraph.text))
        if match:
            yield paragraph.issue(
                f"文字写“{match[0]}”，表三有 {format_number(unpaid)} 件申请因逾期"
                "未缴费而不再处理，说明发出过收费通知。请核对。"
            )
            return
