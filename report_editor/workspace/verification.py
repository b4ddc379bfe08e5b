"""Find out whether a paper is a report, or an earlier version of it, by its check code. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.check_code import read_check_code
from report_editor.common.problem import Problem
from report_editor.document.final_records import find_final, list_final_records
from report_editor.exporters.printed_content import compute_check_code
from report_editor.files.user_folders import user_folders
from report_editor.storage.versions import list_versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.storage.versions import Version

_MINUTES = "%Y-%m-%d %H:%M"
_CHANGED = "文件在定稿以后被别的程序改动过。"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of comparing a paper with a report."""

    is_same: bool
    """True if the paper shows what the report holds now."""
    sentence: str
    """Outcome in Chinese."""
    version: Version | None = None
    """Earlier version that the paper shows, where one is kept."""


def verify_paper(document: Document, text: str, path: Path | None = None) -> Verdict:
    """Compare the check code on a paper with a report and with the versions kept of its file.

    Args:
        document: The report as it is now.
        text: The code as it was typed.
        path: The report's file; None where it has none yet.

    Raises:
        CheckCodeProblem: The code is mistyped, or no code.
    """
    code = read_check_code(text)
    now = compute_check_code(document)
    if code == now:
        words = f"一致：这份纸面就是这份报告现在的内容（核对码 {code}）。"
        return Verdict(True, f"{words}{_compare_with_signed(document, code)}")
    differs = f"不一致：这份纸面（{code}）不是这份报告现在的内容（{now}）。"
    if (found := _find_version(code, path)) is not None:
        version, _ = found
        when = f"{version.kept:{_MINUTES}}"
        return Verdict(
            False, f"{differs}它是较早的一版，{when} 保存，在“文件 › 历史版本”里。", version
        )
    final = find_final(document)
    for record in reversed(list_final_records(document)):
        if record.is_final and record.code == code:
            who = f"它是 {record.on} 由{record.by or '签发人'}定稿"
            fate = f"时的内容，{_CHANGED}" if record == final else "、后来又撤回的那一版。"
            return Verdict(False, f"{differs}{who}{fate}")
    return Verdict(False, f"{differs}在这台电脑上保留的历史版本里也没有找到它。")


def _compare_with_signed(document: Document, code: str) -> str:
    """Return a sentence on whether what a final report holds now is what was signed."""
    final = find_final(document)
    if final is None:
        return ""
    who = f"{final.on} 由{final.by or '签发人'}定稿的内容"
    return f"它就是 {who}。" if final.code == code else f"但它不是 {who}（{final.code}）。"


def read_version(code: str, path: Path | None) -> Document | None:
    """Return the newest version kept of a file that has a check code; None where there is none."""
    found = _find_version(code, path)
    return found[1] if found else None


def _find_version(code: str, path: Path | None) -> tuple[Version, Document] | None:
    """Find a version with its content; one that cannot be read is passed over."""
    from report_editor.workbook.read import from_workbook

    for version in list_versions(path, user_folders().backups) if path else ():
        try:
            document = from_workbook(version.read()).document
            if compute_check_code(document) == code:
                return version, document
        except Problem:
            continue
    return None


def describe_final(document: Document) -> str:
    """Return a Chinese sentence on who made a report final, and on what is not as signed.

    Empty where it is not final.
    """
    final = find_final(document)
    if final is None:
        return ""
    who = f"{final.by}，" if final.by else ""
    now = compute_check_code(document)
    if now == final.code:
        return f"已定稿：{who}{final.on}，核对码 {now}。只供阅读，要修改请先撤回定稿。"
    return next(describe_broken_final(document))


def describe_broken_final(document: Document) -> Iterator[str]:
    """Yield a Chinese sentence where a report that was made final is no longer what was signed."""
    final = find_final(document)
    if final is None or final.code == (now := compute_check_code(document)):
        return
    who = f"{final.by}，" if final.by else ""
    yield (
        f"内容已经不是签发时的内容：{who}{final.on} 定稿时的核对码是 {final.code}，现在是 {now}。"
        f"{_CHANGED}"
    )
