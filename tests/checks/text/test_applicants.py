"""Applicants in the text and in table 三."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

PERSONS = {"requests.new.natural_person": "26"}
BOTH = {"requests.new.natural_person": "20", "requests.new.business": "6"}
COMPANIES = {"requests.new.business": "6"}


@pytest.mark.parametrize(
    ("cells", "text", "found"),
    [
        (PERSONS, "全年收到申请26件，其中企业申请6件。", True),
        (PERSONS, "全年收到律师事务所提出的政府信息公开申请两件。", True),
        (PERSONS, "全年收到申请26件，其中自然人20件，商业企业6件。", True),
        (BOTH, "全年收到申请26件，其中企业申请6件。", False),
        (PERSONS, "全年收到申请26件，其中企业申请0件。", False),
        (PERSONS, "全年受理企业许可申请6件。", False),
        (PERSONS, "上年收到企业申请6件。", False),
        (PERSONS, "2022年收到企业申请6件。", False),
        (PERSONS, "全年收到申请26件，走访企业6次，公开企业信息60条。", False),
        ({**PERSONS, "requests.carried_in.business": "6"}, "其中企业申请6件。", False),
        (BOTH, "收到的申请均为自然人提出。", True),
        (BOTH, "申请人均为自然人。", True),
        (PERSONS, "申请人均为自然人。", False),
        (BOTH, "未收到法人或其他组织的申请。", True),
        (PERSONS, "未收到法人或其他组织的申请。", False),
        (BOTH, "行政复议申请人均为自然人。", False),
        (BOTH, "申请人均为企业。", True),
        (COMPANIES, "申请人均为企业。", False),
    ],
)
def test_applicants_of_the_text_have_their_column(
    make: Callable[..., Document], cells: dict[str, str], text: str, found: bool
) -> None:
    document = make(cells, texts={"overview": ["前言。", text]})
    warnings = findings(document, "narrative.applicant_kind")
    assert [each.paragraph for each in warnings] == [1] * found


def test_a_blank_table_says_nothing_of_applicants(make: Callable[..., Document]) -> None:
    blank = dict.fromkeys((cell.address for cell in make().form.inputs), "")
    document = make(blank, texts={"overview": ["其中企业申请6件。"]})
    assert findings(document, "narrative.applicant_kind") == []


@pytest.mark.parametrize("section", ["problems", "other_matters"])
@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("narrative.received", "全年收到申请25件。", "全年收到申请26件。"),
        ("narrative.none", "全年未收到政府信息公开申请。", "全年收到申请26件。"),
        ("narrative.proceedings", "信息公开行政复议2件。", "信息公开行政复议1件。"),
        ("narrative.disclosure", "全年制发规范性文件4件。", "全年制发规范性文件3件。"),
    ],
)
def test_numbers_repeated_in_the_last_sections_are_those_of_the_tables(
    make: Callable[..., Document], section: str, code: str, wrong: str, right: str
) -> None:
    cells = {
        **PERSONS,
        "proceedings.reconsideration.upheld": "1",
        "disclosure.normative_documents.made": "3",
        "disclosure.normative_documents.in_force": "3",
    }
    texts = {"overview": ["前言。"]}
    (finding,) = findings(make(cells, texts={**texts, section: [wrong]}), code)
    assert (finding.section, finding.paragraph) == (section, 0)
    assert findings(make(cells, texts={**texts, section: [right]}), code) == []
