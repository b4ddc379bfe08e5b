"""List what is left to do before a report is submitted (报送前检查). No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.checks.codes import TEMPLATE_CODE, UNCERTAIN_CODE, UNCONFIRMED_CODE
from report_editor.checks.finding import METADATA
from report_editor.document import UNPLACED, Document, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LONGEST = 120
"""Characters of a text that found no place; it is read in full where the entry leads."""
_BLANK_CODES = ("cell.blank", "section.empty", "section.missing", "section.empty_heading")
_GAP_CODES = (*_BLANK_CODES, "basics.organization", "basics.year", TEMPLATE_CODE)
"""Codes that are hints while one works, and are still to be done before it is submitted."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing that is left, and what it leads to."""

    text: str
    target: Finding | int
    """Finding to go to, or the index of a text that found no place."""


@dataclass(frozen=True, slots=True)
class RemainingGroup:
    """Things of one kind, perhaps none."""

    name: str
    severity: Severity
    entries: tuple[Remaining, ...] = ()


def list_remaining(document: Document, active_findings: Iterable[Finding]) -> list[RemainingGroup]:
    """Return what is left by its kind, each thing in one group; a kind with nothing is empty.

    ``active_findings`` are those that nobody has set aside; hints do not count
    but for gaps.
    """
    left = [
        each
        for each in active_findings
        if each.severity is not Severity.INFO or each.code in _GAP_CODES
    ]

    def take(belongs: Callable[[Finding], bool]) -> tuple[Remaining, ...]:
        taken = [each for each in left if belongs(each)]
        left[:] = [each for each in left if not belongs(each)]
        return tuple(Remaining(each.message, each) for each in taken)

    needed = take(lambda each: each.section == METADATA)
    optional = tuple(_list_missing(document))
    is_grave = any(_is_grave(each.target) for each in needed)  # what is optional is no error
    gravest = Severity.ERROR if is_grave else Severity.WARNING
    blanks = take(lambda each: each.code in _BLANK_CODES)
    unconfirmed = take(lambda each: each.code == UNCONFIRMED_CODE)
    sentences = take(lambda each: each.code == TEMPLATE_CODE)
    uncertain = take(lambda each: each.code == UNCERTAIN_CODE)
    unplaced = tuple(
        Remaining(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", index)
        for index, text in enumerate(document.paragraphs(UNPLACED))
    )
    return [
        RemainingGroup("错误", Severity.ERROR, take(lambda each: each.severity is Severity.ERROR)),
        RemainingGroup("基本信息的问题", gravest, needed + optional),
        RemainingGroup("还空着的内容", Severity.WARNING, blanks),
        RemainingGroup("没找到位置的内容", Severity.WARNING, unplaced),
        RemainingGroup("待核实的数字", Severity.WARNING, unconfirmed),
        RemainingGroup("待确认的句子", Severity.WARNING, sentences),
        RemainingGroup("从上年带来、没有把握的数", Severity.WARNING, uncertain),
        RemainingGroup("提醒", Severity.WARNING, take(lambda _each: True)),
    ]


def _is_grave(target: Finding | int) -> bool:
    """Check whether a finding on the metadata is an error, or a field that must be filled in."""
    return isinstance(target, Finding) and (
        target.severity is Severity.ERROR or target.code in _GAP_CODES
    )


def summarise_remaining(groups: Iterable[RemainingGroup]) -> str:
    """Return in one Chinese sentence how much is left."""
    parts = [f"{each.name} {len(each.entries)} 处" for each in groups if each.entries]
    if not parts:
        return "没有要处理的了。"
    return f"还有：{'、'.join(parts)}。"


def _list_missing(document: Document) -> Iterable[Remaining]:
    """Yield what may stay blank while one works, and is needed on paper."""
    if not document.field(Field.PUBLICATION_DATE).strip():
        words = "没有填写发布日期，落款处会空着。打印后手写的，可以不填。"
        finding = Finding("basics.publication_date", Severity.WARNING, METADATA, words)
        yield Remaining(words, finding)
