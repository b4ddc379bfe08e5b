"""Entries of the table of reports: reports, files that were not read, offices that are missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from report_editor.collection.report_row import ReportRow, UnreadFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_editor.collection.summary import Summary


class State(StrEnum):
    """State of an entry, by which the table is filtered."""

    ERROR = "有错误"
    BALANCE = "不平衡"
    WARNING = "有提醒"
    MISSING = "没有交"
    TWICE = "重复"
    NAME = "名称要核对"
    UNREAD = "没有读出来"


@dataclass(frozen=True, slots=True)
class MissingOffice:
    """Office that is expected and has not reported."""

    name: str

    @property
    def problem(self) -> str:
        """Return a sentence on what to do."""
        return "名单里有这个单位，没有收到它的报告。请催报。"


Entry: TypeAlias = ReportRow | UnreadFile | MissingOffice


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the comparison with list and other reports says of an entry."""

    state: State | None
    words: str
    """A few words for the table."""
    sentence: str


def get_key(entry: Entry) -> Path | str:
    """Return what no two entries share: the file, or the name of the missing office."""
    return entry.name if isinstance(entry, MissingOffice) else entry.file


def collect_remarks(summary: Summary) -> dict[Path | str, list[Remark]]:
    """Return by the keys of the entries what list and other reports say of them."""
    remarks: dict[Path | str, list[Remark]] = {}
    for key, remark in _list_remarks(summary):
        remarks.setdefault(key, []).append(remark)
    return remarks


def _list_remarks(summary: Summary) -> Iterator[tuple[Path | str, Remark]]:
    roster = summary.roster
    for group in roster.twice:
        for row in group:
            counts = row is group[0]
            words = "重复，用这一份" if counts else "重复，不计入"
            others = "、".join(f"“{each.file.name}”" for each in group if each is not row)
            sentence = f"同一单位、同一年度还有一份：{others}。" + (
                "合计里用这一份，它改得最晚。" if counts else "另一份改得更晚，这一份不计入合计。"
            )
            yield row.file, Remark(State.TWICE, words, sentence + "请只留一份。")
    for name, row in roster.renamed:
        sentence = f"名单里写的是“{name}”，名称相近。请核对是不是同一个单位。"
        yield row.file, Remark(State.NAME, "名称与名单不同", sentence)
        yield (
            name,
            Remark(State.NAME, "", f"收到一份名称相近的：“{row.name}”。请核对是不是同一个单位。"),
        )
    near = {row.file for _, row in roster.renamed}
    for row in roster.unexpected:
        if row.file in near:
            continue  # it is said already that the name is to be looked at
        sentence = "名单里没有这个单位。请核对名单，或者确认不该由这里汇总。"
        yield row.file, Remark(State.NAME, "不在名单里", sentence)
    for row in roster.nameless:
        sentence = "报告里没有认出单位名称。请打开核对，在“基本信息”里填写。"
        yield row.file, Remark(State.NAME, "单位不明", sentence)
    for family in summary.families:
        if family.is_head_a_sum:
            count = len(family.comparable)
            sentence = f"它的数是下级 {count} 份报告之和，与下级一起选中时不计入合计，以免加两次。"
            yield family.head.file, Remark(None, "下级之和", sentence)


def list_states(entry: Entry, remarks: list[Remark]) -> set[State]:
    """Return the states of an entry; empty where nothing is to be done."""
    states = {each.state for each in remarks if each.state is not None}
    if isinstance(entry, MissingOffice):
        states.add(State.MISSING)
    elif isinstance(entry, UnreadFile):
        states.add(State.UNREAD)
    else:
        states |= {State.ERROR} if entry.errors else set()
        states |= {State.WARNING} if entry.warnings else set()
        states |= {State.BALANCE} if entry.broken else set()
    return states


def describe_state(entry: Entry, remarks: list[Remark]) -> str:
    """Return in a few words how it stands with an entry."""
    if isinstance(entry, MissingOffice):
        return State.MISSING
    if isinstance(entry, UnreadFile):
        return State.UNREAD
    words = [each.words for each in remarks if each.words]
    if entry.errors:
        words.insert(0, State.ERROR)
    elif not words:
        words = [State.WARNING if entry.warnings else "通过"]
    return "；".join(words)


def rank(entry: Entry, remarks: list[Remark]) -> int:
    """Return a number that sorts what is gravest to the front."""
    order = (State.UNREAD, State.MISSING, State.TWICE, State.NAME, State.ERROR, State.WARNING)
    states = list_states(entry, remarks)
    return next((at for at, state in enumerate(order) if state in states), len(order))
