"""Find names of other organs in title, introduction and text, and short forms that do not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_editor.checks.finding import METADATA, Issue, Issues, Severity
from report_editor.checks.report import (
    CheckedReport,
    Paragraph,
    each_paragraph,
    normalise_text,
    read_organ,
)
from report_editor.checks.rule import rule

_REGION = re.compile(r".*(?:[省县区州旗盟]|市(?!场)|(?<!城)[乡镇]|街道|苏木)")
"""Everything up to the last region in a name; 市场 and 城乡 belong to the names of departments."""

_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?|办事处|")
"""Part of a name after the region; empty where the region (青山县) stands for its government."""

_YEAR = re.compile(r"20\d\d年?度?")
_TITLE_END = re.compile(r"(?:政府信息|政务|信息)公开")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{3,40}")
_QUOTED = re.compile(r"《[^《》]{0,120}》|“[^“”]{0,60}”")

_END = r"(?:人民政府|政府|街道办事处|委员会|[局委厅])"
_OFFICE = r"(?:办公[室厅])?"
_INTRODUCED = (
    re.compile(
        r"(?:公布|编制|发布|公开|现将)(?P<name>[\u4e00-\u9fff]{2,30}?"
        rf"{_END}{_OFFICE})20\d\d年度?政府信息公开"
    ),
    re.compile(
        rf"(?:总结|反映|汇总|概括)(?:了)?(?P<name>[\u4e00-\u9fff]{{2,30}}?{_END}{_OFFICE})"
        r"(?:在)?20\d\d年度?(?:的)?(?:政府信息|政务|信息)公开"
    ),
    re.compile(
        rf"报告由(?P<name>[\u4e00-\u9fff]{{2,30}}?{_END})(?:办公[室厅])?(?:根据|依据|按照|编制)"
    ),
)
_SUBJECT = (
    re.compile(
        r"(?:^|(?<=。))20\d\d年(?:度|以?来)?,?"
        rf"(?P<name>[\u4e00-\u9fff]{{1,14}}?{_END}|[\u4e00-\u9fff]{{2,14}}?(?:[乡镇县]|街道))"
        r"(?=认真|坚持|深入|严格|积极|全面|高度重视|持续|始终|按照|紧紧|紧扣|围绕|贯彻|扎实|切实"
        r"|进一步|不断|共?收到|共?受理)"
    ),
)
_NOT_A_NAME = re.compile(r"^[全我本该]|[各的在下将]|委.*政府|党")
_VERB = re.compile(
    r"推[动进行]|组织(?!部)|指导|围绕|根据|按照|坚持|贯彻|落实|加强|督促|要求|协调|配合|通过|联合|会同|聚焦|立足|结合|针对"
    r"|开展|完善|强化|持续|不断|进一步|全面|积极|认真|严格|高度|深入|切实|扎实|做好|抓好|印发|召开|收到|受理|公开|发布|上报"
    r"|接受|对照|面向|依托|利用|借助|依据|依法|服务|提升|提高|健全|建立|优化|加大|把|被|让|使|已|均|是|(?<!国)有|及其|向|对(?!外)|为"
)
"""Words of a clause that are never in the name of an organ."""


@dataclass(frozen=True, slots=True)
class _Name:
    """An organ's name in its two parts: 青山县 · 教育局."""

    region: str
    organ: str

    @property
    def rank(self) -> str:
        """Return the kind of region it is of: 县."""
        return self.region[-1:]

    @property
    def is_government(self) -> bool:
        """Check whether it is the government of its region, or the region itself."""
        return _GOVERNMENT.fullmatch(self.organ) is not None


def _split_name(text: str) -> _Name:
    match = _REGION.match(text)
    end = match.end() if match else 0
    return _Name(text[:end], text[end:])


def _own_name(report: CheckedReport) -> _Name | None:
    """Return the name of the reporting organ, None where it is not a name in characters."""
    return _split_name(report.organ) if _HAN_NAME.fullmatch(report.organ) else None


def _quote_own_name(report: CheckedReport) -> str:
    """Return the name of the reporting organ as it was typed, without spaces."""
    return "".join(report.document.organization.split())


def _may_be_same(name: _Name, own: _Name) -> bool:
    """Check whether one name may be short for the other: 科委 for 科学技术委员会."""
    return all(
        _is_short_for(one, other) or _is_short_for(other, one)
        for one, other in ((name.region, own.region), (name.organ, own.organ))
    )


def _is_short_for(short: str, full: str) -> bool:
    """Check whether all characters of one stand in the other, in order."""
    rest = iter(full)
    return all(each in rest for each in short)


@rule("basics.title_name", Severity.WARNING)
def check_title(report: CheckedReport) -> Issues:
    """Find another organ's name in the title."""
    own = _own_name(report)
    title = _YEAR.sub("", normalise_text(report.document.title[:200]))
    end = _TITLE_END.search(title)
    written = title[: end.start()].removeprefix("关于") if end else ""
    if own and _HAN_NAME.fullmatch(written) and not _may_be_same(_split_name(written), own):
        yield Issue(
            f"标题写的机关是“{written}”，“基本信息”里的机关全称是"
            f"“{_quote_own_name(report)}”。请核对标题和机关全称。",
            section=METADATA,
        )


@rule("text.other_organ", Severity.WARNING, each=each_paragraph, reads=read_organ)
def check_other_organ(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find an organ of the same kind of region that is said to report or to do the work.

    Superiors and those below, whom a report often names, are of another kind of region.
    """
    own = _own_name(report)
    if own is None or not own.rank:
        return
    is_preamble = paragraph.section == report.form.preamble.key
    for pattern in _INTRODUCED if is_preamble else _SUBJECT:
        for match in pattern.finditer(paragraph.text):
            written = match["name"]
            name = _split_name(written)
            if (
                name.rank == own.rank
                # Whoever is introduced is the one that reports.
                and (is_preamble or name.is_government == own.is_government)
                and not _NOT_A_NAME.search(written)
                and not _VERB.search(written)
                and not _may_be_same(name, own)
            ):
                yield paragraph.issue(
                    f"文字写的是“{written}”，报告机关是“{_quote_own_name(report)}”。"
                    "请核对是不是沿用了其他单位的文字。"
                )
                return


_SHORT_FORM = re.compile(
    r"(?<!自)我(局(?![限部面])|委(?![托派任屈婉员])|厅|县(?!级)|镇(?!静)|乡(?!镇)|街道)"
)
_ALL_REGIONS = frozenset({"县", "镇", "乡", "街道"})
_OFFICES = frozenset({"局", "委", "厅"})
# By the last character of an organ's region: kinds of region that it neither is nor belongs to.
# It writes 我… of none of them, unless its name has the word.
_NEVER = {
    "县": _ALL_REGIONS - {"县"},
    **dict.fromkeys("旗区市州省", _ALL_REGIONS),
    **dict.fromkeys("镇乡道木", _ALL_REGIONS - {"县"}),
}


@rule("text.short_form", Severity.WARNING)
def check_short_forms(report: CheckedReport) -> Issues:
    """Find 我县, 我局, 我镇 that do not fit the kind of organ, each wrong one once."""
    own = _own_name(report)
    if own is None:
        return
    if not own.is_government and not own.organ.endswith(("局", "委", "委员会", "厅")):
        return
    never = _OFFICES | _NEVER.get(own.rank, frozenset())
    wrong = {form for form in never if form not in own.region + own.organ}
    for paragraph in report.paragraphs:
        if "我" not in paragraph.text:
            continue
        for match in _SHORT_FORM.finditer(_QUOTED.sub("", paragraph.text)):
            form = match[1]
            if form in wrong:
                wrong.discard(form)
                yield paragraph.issue(
                    f"文字写“{match[0]}”，报告机关是“{_quote_own_name(report)}”，"
                    "自称不相符。请核对是不是沿用了其他单位的文字。"
                )
