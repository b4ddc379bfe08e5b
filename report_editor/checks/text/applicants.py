"""Check what the text says of all applicants (均为自然人) against table 三."""

from __future__ import annotations

import re

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_body_paragraph, read_tables
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.document import format_number

_PERSONS = "requests.new.natural_person"
_YEAR = re.compile(r"(20\d\d)年")
_ORGANISATION = (
    r"(?:商业企业|企业|公司|律师事务所|律所|法律服务机构|科研机构|社会公益组织|社会组织)"
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
    needs=(_PERSONS, "requests.new.total"),
    each=each_body_paragraph,
    reads=read_tables,
)
def check_applicant_kinds(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find applicants that the text names and table 三 does not have, or the reverse."""
    if "申请" not in paragraph.text or "requests" not in report.filled_tables:
        return
    year = report.document.year
    persons = report.document.value(_PERSONS)
    organisations = report.document.value("requests.new.total") - persons
    claims: list[tuple[re.Pattern[str], str]] = []
    if organisations:
        right = f"表三法人或其他组织的新收是 {format_number(organisations)}"
        claims += [(_ONLY_PERSONS, right), (_NO_ORGANISATION, right)]
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
            yield paragraph.contradict(match[0], right)


def _is_else(sentence: str, match: re.Match[str]) -> bool:
    """Check whether the clause is about other things than this year's applications."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in ",;") + 1
    return bool(_OTHER_APPLICATION.search(sentence[start : match.end()].removeprefix("其中")))
