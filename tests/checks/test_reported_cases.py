"""Reports of published kinds in which the checks once said too much or too little."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_editor.checks import Finding, check
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_field
from report_editor.importers.open_file import import_file

CASES = Path(__file__).parents[1] / "importers" / "cases"


def read_case(name: str) -> Document:
    return import_file(CASES / f"{name}.txt").document


def find(document: Document, *codes: str) -> list[Finding]:
    return [each for each in check(document) if each.code.startswith(codes)]


@pytest.mark.parametrize(
    "organ",
    ["", "青石乡", "青石县", "青石镇", "青石苏木", "青石旗", "青石区", "青石市", "青石街道",
     "青石省", "青石自治州", "青石乡人民政府", "青石街道办事处"],
)  # fmt: skip
def test_a_place_is_a_government_with_time_to_march_and_three_things_to_tell(organ: str) -> None:
    document = read_case("33-place-name-as-organ")
    if organ:
        document.apply(set_field(document, Field.ORGANIZATION, organ))
    assert find(document, "basics.late") == []
    assert find(document, "section.supervision")
    document.apply(set_field(document, Field.PUBLICATION_DATE, "2023-04-01"))
    (late,) = find(document, "basics.late")
    assert "2023-03-31" in late.message


def test_a_department_still_has_time_to_january_only() -> None:
    document = read_case("33-place-name-as-organ")
    document.apply(set_field(document, Field.ORGANIZATION, "青石县水务局"))
    (late,) = find(document, "basics.late")
    assert "2023-01-31" in late.message
    assert find(document, "section.supervision") == []


@pytest.mark.parametrize(
    ("number", "claimed", "right"),
    [(1, [14], [10]), (2, [22, 22], [10, 8]), (3, [17], [10]), (4, [75], [8]), (5, [9], [2]),
     (6, [9], [2])],
)  # fmt: skip
def test_a_claim_that_the_tables_contradict_is_told_once(
    number: int, claimed: list[int], right: list[int]
) -> None:
    document = read_case(f"35-claim-0{number}")
    found = find(document, "narrative.")
    assert [(each.actual, each.expected) for each in found] == list(
        zip(claimed, right, strict=True)
    )
    (paragraph,) = {each.paragraph for each in found}
    assert paragraph is not None
    text = document.paragraphs("overview")[paragraph]
    assert all(f"{each.actual:g}" in text for each in found)


@pytest.mark.parametrize("number", range(1, 7))
def test_the_same_claim_with_the_number_of_the_tables_gives_nothing(number: int) -> None:
    document = read_case(f"35-claim-0{number}")
    paragraphs = list(document.paragraphs("overview"))
    for each in find(document, "narrative."):
        assert each.paragraph is not None
        old, new = f"{each.actual:g}", f"{each.expected:g}"
        paragraphs[each.paragraph] = paragraphs[each.paragraph].replace(old, new, 1)
    texts = {key.key: document.paragraphs(key.key) for key in document.form.text_sections}
    parts = {part: document.entries(part) for part in Part}
    right = Document(document.form, parts=parts, texts={**texts, "overview": paragraphs})
    assert find(right, "narrative.") == []


def test_what_was_left_of_last_year_and_of_another_organ_is_told() -> None:
    document = read_case("38-other-unit-other-year")
    (year,) = find(document, "year.")
    assert "2022年" in year.message
    (name,) = find(document, "names.", "text.other_organ", "basics.")
    assert "青石县人民政府办公室" in name.message
    assert (year.section, name.section) == ("preamble", "preamble")
