"""Write the note with which a report is sent back to its office: what is to be put right, where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.checks.catalogue import explain
from report_editor.collection.findings_table import locate
from report_editor.common.hidden_characters import replace_hidden
from report_editor.files.file_names import make_file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.collection.report_row import ReportRow

_HEADINGS = {
    Severity.ERROR: "请改正以下错误",
    Severity.WARNING: "请核对以下内容",
}
"""Headings by the severity of what is told; hints are not told."""
_NUMERALS = "一二三"


@dataclass(frozen=True, slots=True)
class Sender:
    """Office that sends reports back, and what it asks for; what is empty is left out."""

    organization: str = ""
    date: str = ""
    """Date of the note, as 2024年2月1日."""
    deadline: str = ""
    """Date by which the report is to be sent again, as 2024年2月8日."""
    contact: str = ""
    """Person and telephone to ask."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note to an office."""

    title: str
    addressee: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Headings, each empty or as 一、…, with the paragraphs below them."""
    closing: tuple[str, ...]
    count: int
    """Number of places that are to be looked at."""

    @property
    def text(self) -> str:
        """Return the note as plain text, a paragraph a line."""
        lines = [self.title, "", self.addressee]
        for heading, paragraphs in self.sections:
            lines += [f"　　{each}" for each in (heading, *paragraphs) if each]
        lines += ["", *(f"　　　　　　　　{each}" for each in self.closing)]
        return "\n".join(lines).rstrip() + "\n"

    def make_word_file(self) -> bytes:
        """Return the note as the bytes of a Word file."""
        from report_editor.exporters.word.letter import make_letter_file

        return make_letter_file(self.title, self.addressee, self.sections, self.closing)

    def make_text_file(self) -> bytes:
        """Return the note as the bytes of a text file that the oldest Notepad reads."""
        return self.text.replace("\n", "\r\n").encode("utf-8-sig")


def write_note(
    row: ReportRow, sender: Sender | None = None, across: Iterable[Finding] = ()
) -> Note | None:
    """Return the note on a report; None where nothing is to be put right or looked at.

    What the office has given a reason for is not asked again.

    Args:
        row: The report.
        sender: Office that sends it back.
        across: Findings that the comparison with other reports gave on it.
    """
    sender = sender or Sender()
    asked = [each.finding for each in row.findings if not each.is_set_aside]
    asked += across
    groups = {
        severity: [each for each in asked if each.severity is severity] for severity in _HEADINGS
    }
    count = sum(map(len, groups.values()))
    if not count:
        return None
    report = f"{row.year}年政府信息公开工作年度报告" if row.year else "政府信息公开工作年度报告"
    aside = sum(each.is_set_aside for each in row.findings)
    sections: list[tuple[str, tuple[str, ...]]] = [
        ("", (_write_opening(report, count, sender, aside),))
    ]
    filled = [(severity, found) for severity, found in groups.items() if found]
    for numeral, (severity, found) in zip(_NUMERALS, filled, strict=False):
        heading = f"{numeral}、{_HEADINGS[severity]}（{len(found)} 处）"
        sections.append((heading, tuple(_list_places(row, found))))
    sections.append(("", tuple(_write_end(sender))))
    return Note(
        title=f"关于请修改完善{report}的函",
        addressee=f"{_clean(row.name)}：",
        sections=tuple(sections),
        closing=tuple(filter(None, (_clean(sender.organization), _clean(sender.date)))),
        count=count,
    )


def name_note(row: ReportRow, ending: str) -> str:
    """Return a name for the file of a note: the office and what it is."""
    return make_file_name(f"{row.name} 年报修改意见", ending)


def _write_opening(report: str, count: int, sender: Sender, aside: int) -> str:
    by = f"于{_clean(sender.deadline)}前" if sender.deadline else "尽快"
    known = f"另有 {aside} 处你单位已经说明理由，不再列出。" if aside else ""
    return (
        f"你单位报送的{report}收悉。经审核，有 {count} 处需要修改或者核对，现将情况列后，"
        f"请逐条处理，{by}重新报送。{known}感谢支持配合。"
    )


def _list_places(row: ReportRow, found: Iterable[Finding]) -> Iterator[str]:
    """Yield a paragraph for each finding: its place, what is wrong with the numbers, what to do.

    The advice of the catalogue is given where a code comes first.
    """
    told: set[str] = set()
    for number, finding in enumerate(found, start=1):
        text = explain(finding.code)
        advice = text.advice if text and finding.code not in told else ""
        told.add(finding.code)
        place = locate(finding, row.form)
        named = place.partition("“")[0] if finding.cells else place
        where = "" if named in finding.message else f"{place}："
        yield _clean(f"{number}．{where}{finding.message}{advice}")


def _write_end(sender: Sender) -> Iterator[str]:
    yield "以上内容如与实际情况相符、不需要修改，请说明理由。"
    if sender.contact:
        yield f"联系人：{_clean(sender.contact)}。"


def _clean(text: str) -> str:
    """Return a text in one line, without what cannot be seen."""
    return " ".join(replace_hidden(text, "\ufffd")[0].split())
