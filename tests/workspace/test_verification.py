"""Papers compared with a report, with earlier versions of it, and with what was signed once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from report_editor.common.check_code import CheckCodeProblem
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_field
from report_editor.document.final_records import make_final, take_back
from report_editor.exporters.printed_content import compute_check_code
from report_editor.files.user_folders import user_folders
from report_editor.forms import form
from report_editor.storage import versions
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.verification import describe_final, read_version, verify_paper

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 20, 9, 30).astimezone()


def make(organization: str) -> Document:
    fields: dict[str, str] = {Field.ORGANIZATION: organization, Field.YEAR: "2025"}
    return Document(form("2021"), parts={Part.FIELDS: fields})


def save(path: Path, document: Document) -> str:
    """Save a report as the program does; return its code."""
    assert not versions.save(path, make_report_bytes(document), user_folders().backups)
    return compute_check_code(document)


def test_the_paper_of_the_report_is_known(report: Path) -> None:
    document = make("青山县教育局")
    code = save(report, document)
    verdict = verify_paper(document, code.lower(), report)
    assert verdict.is_same
    assert "一致" in verdict.sentence


def test_an_earlier_version_is_named_with_its_time(report: Path) -> None:
    old = save(report, make("青山县教育"))
    document = make("青山县教育局")
    save(report, document)
    verdict = verify_paper(document, old, report)
    assert not verdict.is_same
    assert verdict.version is not None
    kept = versions.list_versions(report, user_folders().backups)
    assert verdict.version == kept[-1]
    assert f"{kept[-1].kept:%Y-%m-%d %H:%M}" in verdict.sentence
    found = read_version(old, report)
    assert found is not None
    assert found.organization == "青山县教育"


def test_a_damaged_version_is_passed_over(report: Path) -> None:
    old = save(report, make("青山县教育"))
    save(report, make("青山县教育局"))
    for each in versions.list_versions(report, user_folders().backups):
        each.file.write_bytes(b"PK half")
    verdict = verify_paper(make("青山县教育局"), old, report)
    assert verdict.version is None
    assert "没有找到" in verdict.sentence


def test_a_paper_of_another_report_is_not_it(report: Path) -> None:
    document = make("青山县教育局")
    other = compute_check_code(make("青山县水利局"))
    for path in (None, report):
        verdict = verify_paper(document, other, path)
        assert not verdict.is_same
        assert other in verdict.sentence


def test_a_mistyped_code_is_no_answer() -> None:
    with pytest.raises(CheckCodeProblem, match="输错了"):
        verify_paper(make("青山县教育局"), "AT9-9TR2-2GX")


def test_what_was_signed_and_taken_back_is_named_without_its_version() -> None:
    document = make("青山县教育局")
    code = compute_check_code(document)
    document.apply(make_final(document, "张三", "2026-01-20", code, NOW))
    assert "它就是 2026-01-20 由张三定稿的内容" in verify_paper(document, code).sentence
    document.apply(take_back(document, "县里退回", code, NOW))
    document.apply(set_field(document, Field.ORGANIZATION, "青山县教育体育局"))
    verdict = verify_paper(document, code)
    assert not verdict.is_same
    assert "2026-01-20 由张三定稿、后来又撤回的那一版" in verdict.sentence


def test_the_bar_says_who_signed_and_whether_it_is_still_that() -> None:
    document = make("青山县教育局")
    assert not describe_final(document)
    code = compute_check_code(document)
    document.apply(make_final(document, "张三", "2026-01-20", code, NOW))
    assert describe_final(document).startswith(f"已定稿：张三，2026-01-20，核对码 {code}。")
    document.apply(set_field(document, Field.ORGANIZATION, "青山县教育体育局"))
    words = describe_final(document)
    assert "不是签发时的内容" in words
    assert code in words
    assert compute_check_code(document) in words
    verdict = verify_paper(document, code)
    assert not verdict.is_same
    assert "它是 2026-01-20 由张三定稿时的内容，文件在定稿以后被别的程序改动过" in verdict.sentence
    assert "撤回" not in verdict.sentence
    verdict = verify_paper(document, compute_check_code(document))
    assert verdict.is_same
    assert f"但它不是 2026-01-20 由张三定稿的内容（{code}）" in verdict.sentence
