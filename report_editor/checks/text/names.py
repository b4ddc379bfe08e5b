"""Names: the organ's own in title, introduction and text, and those of its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.review import ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Passage, Review

_PLACE = re.compile(r".*(?:[省县区州旗盟]|市(?!场)|(?<!城)[乡镇]|街道)")
"""Up to the last place in a name; 市场 and 城乡 belong to the names of departments."""

_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?|办事处|")
_YEAR = re.compile(r"20\d\d年?度?")
_TITLE_END = re.compile(r"(?:政府信息|政务|信息)公开")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{3,40}")
_QUOTED = re.compile(r"《[^《》]{0,120}》|“[^“”]{0,60}”")

_END = r"(?:人民政府|政府|街道办事处|委员会|[局委厅])"
_INTRODUCED = (
    re.compile(
        r"(?:公布|编制|发布|公开|现将)(?P<name>[\u4e00-\u9fff]{2,30}?"
        rf"{_END})20\d\d年度?政府信息公开"
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


@dataclass(frozen=True, slots=True)
class _Name:
    """An organ's name in its two parts: 青山县 · 教育局."""

    place: str
    organ: str

    @property
    def rank(self) -> str:
        """What kind of place it is of: 县."""
        return self.place[-1:]

    @property
    def is_government(self) -> bool:
        """Whether it is the government of its place, or the place itself."""
        return _GOVERNMENT.fullmatch(self.organ) is not None


def _name(text: str) -> _Name:
    match = _PLACE.match(text)
    end = match.end() if match else 0
    return _Name(text[:end], text[end:])


def check_names(review: Review) -> Iterator[Finding]:
    """Another organ's name where the own one belongs, and short forms of another kind of organ."""
    organ = ready(review.document.organization)
    if not _HAN_NAME.fullmatch(organ):
        return
    own = _name(organ)
    yield from _title(review, own)
    for passage in review.passages:
        patterns = _INTRODUCED if passage.section == "preamble" else _SUBJECT
        yield from _other_organ(review, own, passage, patterns)
    yield from _short_forms(review, own)


def _organization(review: Review) -> str:
    return "".join(review.document.organization.split())


def _may_be(name: _Name, own: _Name) -> bool:
    """Whether one name may be short for the other: 科委 for 科学技术委员会."""
    return all(
        _is_short_for(one, other) or _is_short_for(other, one)
        for one, other in ((name.place, own.place), (name.organ, own.organ))
    )


def _is_short_for(short: str, full: str) -> bool:
    """Whether all characters of one stand in the other, in order."""
    rest = iter(full)
    return all(each in rest for each in short)


def _title(review: Review, own: _Name) -> Iterator[Finding]:
    title = _YEAR.sub("", ready(review.document.title[:200]))
    end = _TITLE_END.search(title)
    written = title[: end.start()].removeprefix("关于") if end else ""
    if _HAN_NAME.fullmatch(written) and not _may_be(_name(written), own):
        yield Finding(
            "basics.title_name",
            Severity.WARNING,
            "basics",
            f"标题写的机关是“{written}”，“基本信息”里的机关全称是"
            f"“{_organization(review)}”。请核对标题和机关全称。",
        )


def _other_organ(
    review: Review, own: _Name, passage: Passage, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[Finding]:
    """An organ of the same kind of place that is said to report, or to do what the report tells.

    Superiors and those below, whom a report often names, are of another kind of place.
    """
    for match in (each for pattern in patterns for each in pattern.finditer(passage.text)):
        written = match["name"]
        name = _name(written)
        if (
            _NOT_A_NAME.search(written)
            or not own.rank
            or name.rank != own.rank
            or name.is_government != own.is_government
            or _may_be(name, own)
        ):
            continue
        yield passage.finding(
            "text.other_organ",
            Severity.WARNING,
            f"文字写的是“{written}”，报告机关是“{_organization(review)}”。"
            "请核对是不是沿用了其他单位的文字。",
        )
        return


_SHORT_FORM = re.compile(
    r"(?<!自)我(局(?![限部面])|委(?![托派任屈婉员])|厅|县(?!级)|镇(?!静)|乡(?!镇)|街道)"
)
_ALL_PLACES = frozenset({"县", "镇", "乡", "街道"})
_OFFICES = frozenset({"局", "委", "厅"})
# What no organ of a kind of place calls that place, or one it belongs to.
_NEVER = {
    "县": _ALL_PLACES - {"县"},
    **dict.fromkeys("旗区市州省", _ALL_PLACES),
    **dict.fromkeys("镇乡道", _ALL_PLACES - {"县"}),
}


def _short_forms(review: Review, own: _Name) -> Iterator[Finding]:
    """我县, 我局, 我镇 have to fit the kind of organ; each wrong one is told once."""
    if not own.is_government and not own.organ.endswith(("局", "委", "委员会", "厅")):
        return
    never = _OFFICES | _NEVER.get(own.rank, frozenset())
    wrong = {form for form in never if form not in own.place + own.organ}
    for passage in review.passages:
        if "我" not in passage.text:
            continue
        for match in _SHORT_FORM.finditer(_QUOTED.sub("", passage.text)):
            form = match[1]
            if form in wrong:
                wrong.discard(form)
                yield passage.finding(
                    "text.short_form",
                    Severity.WARNING,
                    f"文字写“{match[0]}”，报告机关是“{_organization(review)}”，"
                    "自称不相符。请核对是不是沿用了其他单位的文字。",
                )
