"""Check what the text says of cases and documents against tables 二 and 四, and its own lists."""

from __future__ import annotations

import re
from itertools import accumulate

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.report import SUIT_ROWS, CheckedReport, Paragraph, each_body_paragraph
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import replace_han_counts
from report_editor.document import format_number

_COUNT = r"(?<![\d.约近逾超])(?P<n>\d{1,9})(?:件|起|宗)"
_LINK = r"(?:案件|申请|数量|数|新增|备案)?(?:共计|共有|共|为|有|发生|计)?"
_BOTH = re.compile(rf"复议(?:案件)?[、和及与](?:行政)?诉讼{_LINK}{_COUNT}")
_REVIEWS = re.compile(
    rf"行政复议{_LINK}{_COUNT}|"
    rf"{_COUNT.replace('<n>', '<m>')}[^,。;\d]{{0,20}}行政复议(?![、和及与])"
)
_SUITS = re.compile(rf"(?<![、和及与])(?:行政)?诉讼{_LINK}{_COUNT}")
_QUALIFIED = re.compile(r"备案|新增|办结|审结|结案|代理|应诉|调解")

_MADE = re.compile(
    r"(?:制发|制定|出台|印发|新发布)(?:了)?[^,。;\d《]{0,8}?规范性文件(?:共|共计)?" + _COUNT
)
_IN_FORCE = re.compile(r"现行有效[^,。;\d《]{0,12}?规范性文件(?:共|共计)?" + _COUNT)

_LIST = re.compile(r"(?<![\d.])(\d{1,9})(件|条|篇|个|次|期|场)[,:;]?(?:其中|包括)(?:包括)?:?")
_ITEM = re.compile(r"(?<![\d.])(\d{1,9})(件|条|篇|个|次|期|场)")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_LOOSE = re.compile(r"约|余|近\d|等\d|以上|左右|多[件条篇个次期场]")


@rule(
    "narrative.proceedings",
    Severity.WARNING,
    needs=("proceedings.reconsideration.total", *(f"{row}.total" for row in SUIT_ROWS)),
    each=each_body_paragraph,
)
def check_cases(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find numbers of cases that table 四 does not have."""
    text = replace_han_counts(paragraph.text)
    if ("诉讼" not in text and "复议" not in text) or "proceedings" not in report.filled_tables:
        return
    reviews = report.document.value("proceedings.reconsideration.total")
    suits = report.count_suits()
    taken: set[int] = set()
    for pattern, name, right in (
        (_BOTH, "行政复议和行政诉讼总计", reviews + suits),
        (_REVIEWS, "行政复议总计", reviews),
        (_SUITS, "行政诉讼总计", suits),
    ):
        for match in pattern.finditer(text):
            group = "n" if match["n"] else "m"
            number = int(match[group])
            around = _sentence(text, match)
            if match.start(group) in taken or "信息公开" not in around:
                continue
            taken.add(match.start(group))
            # Not this year's, or only some of them: 备案, 新增, 复议后, 去年.
            if re.search(r"20\d\d年", around) and f"{report.document.year}年" not in around:
                continue
            if re.search(r"去年|上年|复议后|未经|其中", around[: around.find(match[0]) + 4]):
                continue
            if number != right:
                yield paragraph.contradict(
                    match[0],
                    f"表四的{name}是 {format_number(right)}",
                    expected=right,
                    actual=number,
                    severity=Severity.INFO if _QUALIFIED.search(around) else None,
                )


def _sentence(text: str, match: re.Match[str]) -> str:
    start = text.rfind("。", max(0, match.start() - 100), match.start()) + 1
    start = start or max(0, match.start() - 100)
    end = text.find("。", match.end(), match.end() + 60)
    return text[start : end if end >= 0 else match.end() + 20]


_NORMATIVE = "disclosure.normative_documents"


@rule("narrative.disclosure", Severity.WARNING, needs=(_NORMATIVE,), each=each_body_paragraph)
def check_documents(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find numbers of 规范性文件 that table 二 does not have."""
    text = replace_han_counts(paragraph.text)
    if "规范性文件" not in text or "disclosure" not in report.filled_tables:
        return
    columns = report.form.tables["disclosure"].row("normative_documents").columns
    for pattern, column, name in (
        (_MADE, "made", "本年制发"),
        (_MADE, "newly_made", "本年新制作"),
        (_IN_FORCE, "in_force", "现行有效"),
    ):
        if column not in columns:
            continue
        right = report.document.value(f"{_NORMATIVE}.{column}")
        for match in pattern.finditer(text):
            if int(match["n"]) != right:
                words = f"表二的规范性文件{name}件数是 {format_number(right)}"
                yield paragraph.contradict(match[0], words, expected=right, actual=int(match["n"]))


@rule("narrative.list", Severity.WARNING, each=each_body_paragraph)
def check_lists(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find lists whose parts are more than the whole: 共 N 条，其中 A a 条、B b 条."""
    text = replace_han_counts(paragraph.text)
    for match in _LIST.finditer(text):
        whole, unit = int(match[1]), match[2]
        end = text.find("。", match.end(), match.end() + 600)
        rest = _BRACKETS.sub("", text[match.end() : end if end >= 0 else match.end() + 600])
        head = rest.partition(";")[0]
        # A list in semicolons is one list; behind a list in commas a semicolon begins anew.
        if len(_numbers(head, unit)) > 1 or "," in head:
            rest = head
        numbers = _numbers(rest, unit)
        if "其中" in rest or len(numbers) < 2 or _LOOSE.search(rest) or max(numbers) > whole:
            continue
        sums = list(accumulate(numbers))
        if whole not in sums and sums[-1] > whole:
            yield paragraph.issue(
                f"文字写一共 {whole} {unit}，“其中”各项 "
                f"{' + '.join(map(str, numbers))} = {sums[-1]}，"
                f"多出 {sums[-1] - whole}。请核对这一句的数字。",
                expected=sums[-1],
                actual=whole,
            )


def _numbers(text: str, unit: str) -> list[int]:
    return [int(number) for number, its_unit in _ITEM.findall(text) if its_unit == unit]
