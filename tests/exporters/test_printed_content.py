"""The check code stands for what a reader of the paper sees, and for nothing else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.report_parts import VALUES, print_report
from report_editor.forms import form
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.opening import open_file
from tests.importers.roundtrip.test_own_files import documents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.exporters.conftest import MakeReport

SLOW_TO_MAKE = [HealthCheck.too_slow]
NOT_ON_PAPER = set(Part) - {Part.FIELDS, Part.CELLS}


def change(
    document: Document,
    *,
    parts: dict[Part, dict[str, str]] | None = None,
    texts: dict[str, list[str]] | None = None,
) -> Document:
    """Return a report with other entries of some parts and other texts."""
    all_parts = {part: dict(document.entries(part)) for part in Part} | (parts or {})
    all_texts = {key: document.paragraphs(key) for key in document.text_keys} | (texts or {})
    return Document(document.form, parts=all_parts, texts=all_texts)


def see(document: Document) -> object:
    """Return all that the paper shows, without blanks."""
    printed = print_report(document)
    closing = printed.closing
    return (
        document.form.id,
        document.year,
        "".join(printed.title.split()),
        [
            ["".join(each.text.split()) for each in section.paragraphs]
            + [text for cell, text in section.table.cells if cell.role in VALUES]
            if section.table
            else ["".join(each.text.split()) for each in section.paragraphs]
            for section in printed.sections
        ],
        ["".join(text.split()) for text in (closing.signatory, closing.organization, closing.date)],
        "".join(closing.contact.split()),
    )


def test_the_code_of_a_report_never_changes(example: Path, make_report: MakeReport) -> None:
    """Papers with these codes are in drawers: another rule needs another version letter."""
    assert compute_check_code(open_file(example).document) == "AT9-9TR2-2GQ"
    old = make_report("2019", cells={"disclosure.procurement.amount": "3.50"}, signatory="王五")
    assert compute_check_code(old) == "A6N-J89K-RFE"
    assert compute_check_code(Document(form("2021"))) == "A5K-PT12-HYC"


@settings(max_examples=15, suppress_health_check=SLOW_TO_MAKE)
@given(documents(), documents())
def test_equal_papers_have_equal_codes_and_others_other_ones(
    one: Document, other: Document
) -> None:
    assert (compute_check_code(one) == compute_check_code(other)) == (see(one) == see(other))


@settings(max_examples=10, suppress_health_check=SLOW_TO_MAKE)
@given(documents(), st.integers(0, 2**32))
def test_one_changed_character_changes_the_code(document: Document, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    code = compute_check_code(document)
    for section in document.form.text_sections:
        texts = list(document.paragraphs(section.key))
        if not texts:
            continue
        row = chance.randrange(len(texts))
        at = chance.randrange(len(texts[row]))
        put = chance.choice("甲乙丙7。")
        assume(put != texts[row][at] and not texts[row][at].isspace())
        texts[row] = texts[row][:at] + put + texts[row][at + 1 :]
        assert compute_check_code(change(document, texts={section.key: texts})) != code
        moved = [*texts[1:], texts[0]]
        if moved != texts:
            again = compute_check_code(change(document, texts={section.key: texts}))
            assert compute_check_code(change(document, texts={section.key: moved})) != again


def test_each_number_and_each_field_changes_the_code(make_report: MakeReport) -> None:
    document = make_report(publication_date="2023-01-30", contact="电话：123", signatory="王五")
    codes = {compute_check_code(document)}
    changed = [
        change(document, parts={Part.CELLS: {**document.entries(Part.CELLS), each.address: "7"}})
        for each in document.form.inputs
    ]
    changed += [
        change(document, parts={Part.FIELDS: {**document.entries(Part.FIELDS), name: text}})
        for name, text in (
            ("organization", "别的机关"),
            ("year", "2023"),
            ("title", "另一个标题"),
            ("publication_date", "2023-01-31"),
            ("contact", "电话：124"),
            ("signatory", "王六"),
        )
    ]
    codes |= {compute_check_code(each) for each in changed}
    assert len(codes) == 1 + len(changed)


def test_what_is_not_on_paper_does_not_count(make_report: MakeReport) -> None:
    document = make_report(texts={"overview": ["没有收到申请。"]})
    code = compute_check_code(document)
    total = next(each for each in document.form.cells.values() if each.is_total).address
    for part in NOT_ON_PAPER:
        key = total if part is Part.STATED else "key"
        assert compute_check_code(change(document, parts={part: {key: "7"}})) == code, part
    assert compute_check_code(change(document, texts={UNPLACED: ["没有位置"]})) == code
    for same in ("没有\u200b收到 申请。", "　没有收到申请。", "没有收到申请。\u00a0"):
        assert compute_check_code(change(document, texts={"overview": [same, " "]})) == code
    numbers = {each.address: "００" for each in document.form.inputs if each.unit}
    cells = dict(document.entries(Part.CELLS)) | numbers
    assert compute_check_code(change(document, parts={Part.CELLS: cells})) == code
    fields = dict(document.entries(Part.FIELDS)) | {"title": document.title, "year": "2022年"}
    assert compute_check_code(change(document, parts={Part.FIELDS: fields})) == code


@settings(max_examples=6, suppress_health_check=SLOW_TO_MAKE)
@given(documents())
def test_a_saved_report_keeps_its_code(document: Document) -> None:
    code = compute_check_code(document)
    assert compute_check_code(from_workbook(make_report_bytes(document)).document) == code
    assert compute_check_code(from_json(to_json(document))) == code
