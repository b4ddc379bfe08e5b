"""Check the wording: remains of a template, slips, what must not be published, numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import (
    CheckedReport,
    Paragraph,
    each_paragraph,
    normalise_text,
    read_nothing,
)
from report_editor.checks.rule import rule
from report_editor.checks.text.half_width import describe_half_width, find_in_section
from report_editor.checks.text.slips import find_slips, read_slips
from report_editor.document.heading_levels import Level
from report_editor.forms import Form, form_for_year, forms

if TYPE_CHECKING:
    from collections.abc import Generator

_PLACEHOLDER = re.compile(
    r"\(具体网址\)|\(文字描述\)|此处填写|待补充|待填|某某|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z.])"
    r"|202[Xx×]|_{3,}|【(?:未填)?】|\*\*(?=[年月日县市区局镇乡])"
)
_NOTICE = re.compile(r"该部分以表格形式报告|表格如下|含《[^》]{0,40}》第五十条第[(]?四[)]?项规定的")
_LEGAL_BASIS = re.compile(r"国办发[〔\[(]20\d\d[〕\])]30号|国办公开办函[\[(]20\d\d[\])]\d{1,3}号")
_DOUBLED = re.compile(
    r"(政府信息|信息公开|工作|进行|情况|进一步|加强|可以|通过|及时|问题|我县|我市|我局|县政府)\1"
    r"|的的(?!确|士)|了了|县县(?=政府|人民)|可通过可以通过"
)
_CONFUSED = re.compile(r"截止到?20\d\d年底止")
_PAIRS = {"(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "「": "」"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_LIST_MARK = re.compile(r"(?:^|(?<=[,。;:]))(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\)")
_ENDS = "。!?:;…”》).、—"
_SHORTEST_SENTENCE = 30
_MASKED = re.compile(r"(?<!\d)\d{3,8}\*{4,}\d{0,4}")

_ID = re.compile(
    r"(?<![\dXx])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_CONTACT = re.compile(r"电话|联系|手机|热线|咨询|传真")
_SECRET = re.compile(r"(?:绝密|机密)(?:★|级|件)|秘密★|内部资料|注意保存")
# Behind 申请人 only surnames that begin no common word, and a name only before what a person does.
_NAMED_PERSON = re.compile(
    r"(?:申请人|原告|起诉人)(?P<name>[王李张刘陈杨赵吴徐孙朱胡郭郑梁谢宋唐韩曹邓彭萧蔡潘袁董魏吕丁沈姚"
    r"卢姜崔谭廖贾邹孟熊秦邱侯阎薛][\u4e00-\u9fff]{1,2})(?=向|于|通过|提出|提交|申请|要求|不服|诉)"
)
_NO_NAME = re.compile(r"某|陈[述情列诉]|郑重|张[贴扬]|谢绝|董事|先生|女士|同志|[等的因]")


def _around(text: str, match: re.Match[str]) -> str:
    """Return the words found with a few beside them, so that they can be found again."""
    return text[max(0, match.start() - 6) : match.end() + 6]


# ---------------------------------------------------------------- remains of a template


@rule("text.placeholder", Severity.ERROR, each=each_paragraph, reads=read_nothing)
def check_placeholders(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find blanks of a template that were not filled in."""
    if match := _PLACEHOLDER.search(paragraph.text):
        yield paragraph.issue(
            f"“{_around(paragraph.text, match)}”里的“{match[0][:20]}”是没有填写的占位文字。"
            "请补写或删去。",
            span=paragraph.point_at(match[0]),
        )


@rule("text.notice", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_notice(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find instructions of the notice that were copied into the report."""
    if match := _NOTICE.search(paragraph.text):
        yield paragraph.issue(
            f"“{match[0]}”是格式说明里的文字，不是报告内容。请删去。",
            span=paragraph.point_at(match[0]),
        )


@rule("text.legal_basis", Severity.WARNING, each=each_paragraph)
def check_legal_basis(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a wrong document number of the notice on the form."""
    year = report.document.year
    basis = _LEGAL_BASIS.search(paragraph.text)
    if basis is None and year is not None:
        replaced = _replaced_notices(form_for_year(year), forms())
        basis = next((match for each in replaced if (match := each.search(paragraph.text))), None)
    if basis:
        yield paragraph.issue(
            f"引用的文号“{basis[0]}”不对，格式文件是{report.form.authority}。请改正。",
            span=paragraph.point_at(basis[0]),
        )


@cache
def _replaced_notices(in_force: Form, editions: tuple[Form, ...]) -> tuple[re.Pattern[str], ...]:
    """Return patterns of the document numbers that an edition replaced, with any brackets."""
    return tuple(
        re.compile(
            re.escape(normalise_text(each.authority))
            .replace("〔", r"[〔\[(]")
            .replace("〕", r"[〕\])]")
        )
        for each in editions
        if each.first_year < in_force.first_year and each.authority != in_force.authority
    )


# ---------------------------------------------------------------- slips


@rule("text.slip", Severity.WARNING, each=each_paragraph, reads=read_slips)
def check_slips(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find doubled and confused words, and those of the list of slips."""
    text = paragraph.text
    if doubled := _DOUBLED.search(text):
        word = doubled[0]
        half = word[: len(word) // 2]
        span = paragraph.point_at(word, half if half * 2 == word else "")
        yield paragraph.issue(
            f"“{_around(text, doubled)}”里的“{word}”可能重复了。请核对。", span=span
        )
    if confused := _CONFUSED.search(text):
        yield paragraph.issue(f"“{_around(text, confused)}”里的“{confused[0]}”可能写错了。请核对。")
    for slip in find_slips(text):
        at = re.search(re.escape(normalise_text(slip.wrong)), text)
        assert at is not None  # it was found
        yield paragraph.issue(
            f"“{_around(text, at)}”里的“{at[0]}”可能写错了。请核对。",
            span=paragraph.point_at(slip.wrong, slip.right),
        )


@rule("text.brackets", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_brackets(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a bracket or quotation mark without its partner."""
    if wrong := _find_unbalanced(paragraph.text):
        yield paragraph.issue(f"这一段的“{wrong}”没有配对。请补上或删去。")


@rule("text.full_stop", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_full_stop(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a paragraph of sentences without its last full stop."""
    text = paragraph.text
    if (
        paragraph.level is Level.BODY
        and len(text) >= _SHORTEST_SENTENCE
        and text[-1] not in _ENDS
        and any(mark in text for mark in ",。;")
    ):
        yield paragraph.issue(f"“…{text[-12:]}”后面没有句号。请补上。")


@rule("text.masked", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_masked(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a telephone number that a filter hid in part."""
    if masked := _MASKED.search(paragraph.text):
        yield paragraph.issue(
            f"“{masked[0]}”被星号遮住了一部分。请写出完整的号码。",
            span=paragraph.point_at(masked[0]),
        )


# ---------------------------------------------------------------- what must not be published


@rule("privacy.identity", Severity.ERROR, each=each_paragraph, reads=read_nothing)
def check_identity_numbers(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the number of an identity card."""
    for match in _ID.finditer(paragraph.text):
        if _is_identity_number(match[0]):
            yield paragraph.issue(
                f"文字里有身份证号码“{match[0][:6]}…”。报告要公开，请删去。",
                span=paragraph.point_at(match[0]),
            )
            return


@rule("privacy.mobile", Severity.ERROR, each=each_paragraph, reads=read_nothing)
def check_mobile_numbers(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a mobile number outside a line of contact."""
    for match in _MOBILE.finditer(paragraph.text):
        if not _CONTACT.search(paragraph.text[max(0, match.start() - 20) : match.start()]):
            yield paragraph.issue(
                f"文字里有手机号码“{match[0][:3]}…{match[0][-2:]}”。报告要公开，"
                "请删去或确认是公开的联系电话。",
                span=paragraph.point_at(match[0]),
            )
            return


@rule("privacy.applicant", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_applicant_names(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the name of an applicant."""
    named = _NAMED_PERSON.search(paragraph.text)
    if named and not _NO_NAME.search(named["name"]):
        yield paragraph.issue(
            f"文字里的“{named[0]}”像是写出了姓名。报告要公开，请核对，是个人姓名的请删去。",
            span=paragraph.point_at(named[0]),
        )


@rule("privacy.secret", Severity.WARNING, each=each_paragraph, reads=read_nothing)
def check_secrecy_marks(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a mark of secrecy."""
    if mark := _SECRET.search(paragraph.text):
        yield paragraph.issue(
            f"文字里有“{mark[0]}”这样的密级或内部标记。请核对能不能公开。",
            span=paragraph.point_at(mark[0]),
        )


@rule("text.half_width", Severity.WARNING)
def check_half_width(report: CheckedReport) -> Issues:
    """Find half-width punctuation in Chinese sentences: one finding a section."""
    for section, paragraphs in report.paragraphs_by_section.items():
        texts = [each.original for each in paragraphs]
        if found := (yield from find_in_section(texts)):
            message = describe_half_width(texts, found)
            yield Issue(message, section=section, paragraph=min(found))


# ---------------------------------------------------------------- how numbers are written

_UNIT = r"(?=\s?(?:件|条|篇|份|宗|起|次|期|场|人|个|万?元))"
_FULL_WIDTH = re.compile(r"[０-９]+(?:[．，][０-９]+)*")
_SPACED = re.compile(rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[ \u00a0\u3000]\d{{3}}){{1,4}}{_UNIT}")
_FEW_AND_MORE = re.compile(
    rf"(?<![\d.])[1-9]余{_UNIT}|(?<![十百千万亿])[一二三四五六七八九]余{_UNIT}"
)
_GROUPED = re.compile(rf"(?<![\d.,])[1-9]\d{{0,2}}(?:,\d{{3}}){{1,4}}{_UNIT}")
_UNGROUPED = re.compile(rf"(?<![\d.,第])[1-9]\d{{3,14}}{_UNIT}")

_STYLES = (
    (_FULL_WIDTH, "用了全角数字", "请改成半角数字。"),
    (_SPACED, "数字中间有空格", "请删去空格。"),
    (_FEW_AND_MORE, "不到十的数不能说“余”", "请写出准确的数。"),
)


@rule("text.number_style", Severity.INFO)
def check_number_style(report: CheckedReport) -> Issues:
    """Find ways of writing numbers that should not be, each once with how often it is found."""
    for pattern, what, remedy in _STYLES:
        found = yield from _find(report, pattern)
        if found:
            paragraph, example = found[0]
            count = f"等 {len(found)} 段" if len(found) > 1 else ""
            yield paragraph.issue(f"“{example}”{count}{what}。{remedy}")
    grouped = yield from _find(report, _GROUPED)
    ungrouped = yield from _find(report, _UNGROUPED)
    if grouped and ungrouped:
        paragraph, example = grouped[0]
        yield paragraph.issue(f"“{example}”用了千分位逗号，“{ungrouped[0][1]}”没有用。请统一写法。")


def _find(
    report: CheckedReport, pattern: re.Pattern[str]
) -> Generator[None, None, list[tuple[Paragraph, str]]]:
    """Return the paragraphs with a way of writing, each with its first example."""
    found = []
    for paragraph in report.paragraphs:
        if match := pattern.search(paragraph.original):
            found.append((paragraph, match[0][:20]))
        yield
    return found


def _find_unbalanced(text: str) -> str | None:
    """Return the first bracket or quotation mark without its partner."""
    waiting: list[str] = []
    for mark in _LIST_MARK.sub("", text):
        if mark in _PAIRS:
            waiting.append(mark)
        elif mark in _CLOSING and (not waiting or waiting.pop() != _CLOSING[mark]):
            return mark
    return waiting[-1] if waiting else None


def _is_identity_number(text: str) -> bool:
    """Check whether the check digit fits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()
