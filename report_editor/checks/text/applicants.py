"""Check what the text says of persons and organisations that applied against table 三."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.document import Number, format_number

if TYPE_CHECKING:
    from report_editor.checks.report import CheckedReport, Paragraph

# 法人 with a number is compared by the rules on 表三 as a whole.
_ORGANISATION = (
    r"(?:商业企业|企业|公司|律师事务所|律所|法律服务机构|科研机构|社会公益组织|社会组织)"
)
_COUNT = r"(?<!\d)[1-9]\d{0,6}(?:件|宗|份|条)"
_APPLIED = re.compile(
    rf"{_ORGANISATION}(?:提出|提交|的|政府信息公开|信息公开|依申请公开)*申请"
    rf"(?:共计|共有|共|为|有)?{_COUNT}|{_ORGANISATION}(?:共计|共有|共|为|有)?{_COUNT}"
)
_ONLY_PERSONS = re.compile(
    r"申请人?(?:均|全部|都)(?:为|是|由)(?:自然人|公民)|(?:均|全部|都)(?:为|是)自然人申请"
)
_ONLY_ORGANISATIONS = re.compile(rf"申请人?(?:均|全部|都)(?:为|是|由)(?:{_ORGANISATION}|法人)")
_NO_ORGANISATION = re.compile(
    r"(?:未|没有)(?:收到|接到|受理)(?:来自)?(?:法人|企业法人|法人或其他组织|法人和其他组织)"
    r"(?:提出|提交|的|政府信息公开|信息公开)*申请"
)
_OTHER = re.compile(r"去年|上一?年|同期|历年|复议|诉讼|信访|咨询|其中|许可|登记|审批|网站")
_YEAR = re.compile(r"(20\d\d)年")


@rule(
    "narrative.applicant_kind",
    Severity.WARNING,
    needs=(
        "requests.new.natural_person",
        "requests.new.total",
        "requests.carried_in.natural_person",
        "requests.carried_in.total",
    ),
)
def check_applicants(report: CheckedReport) -> Issues:
    """Find applicants that the text names and table 三 does not have, or the reverse."""
    document = report.document
    if "requests" not in report.filled_tables:
        return
    persons = document.value("requests.new.natural_person")
    organisations = document.value("requests.new.total") - persons
    carried = document.value("requests.carried_in.total") - document.value(
        "requests.carried_in.natural_person"
    )
    for paragraph in report.body:
        if "申请" not in paragraph.text:
            continue
        for sentence in replace_han_counts(paragraph.text).split("。"):
            if not _is_this_year(sentence, document.year):
                continue
            if organisations:
                for pattern in (_ONLY_PERSONS, _NO_ORGANISATION):
                    yield from _check_claim(
                        paragraph, sentence, pattern, "法人或其他组织", organisations
                    )
            elif not carried:
                yield from _check_organisation(paragraph, sentence)
            if persons:
                yield from _check_claim(paragraph, sentence, _ONLY_ORGANISATIONS, "自然人", persons)


def _is_this_year(sentence: str, year: int | None) -> bool:
    years = _YEAR.findall(sentence)
    return year is None or not years or set(years) == {str(year)}


def _check_organisation(paragraph: Paragraph, sentence: str) -> Issues:
    match = _APPLIED.search(sentence)
    if match and ("申请" in match[0] or "自然人" in sentence) and not _is_else(sentence, match):
        yield paragraph.issue(
            f"文字写“{match[0]}”，表三“法人或其他组织”各列的新收和结转都是 0 或空白。"
            "请核对文字和表格。"
        )


def _is_else(sentence: str, match: re.Match[str]) -> bool:
    """Check whether the clause is about other things than this year's applications."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in ",;") + 1
    return bool(_OTHER.search(sentence[start : match.end()].removeprefix("其中")))


def _check_claim(
    paragraph: Paragraph, sentence: str, pattern: re.Pattern[str], whom: str, number: Number
) -> Issues:
    match = pattern.search(sentence)
    if match and not _is_else(sentence, match):
        yield paragraph.issue(
            f"文字写“{match[0]}”，表三{whom}的新收是 {format_number(number)}。请核对文字和表格。"
        )
