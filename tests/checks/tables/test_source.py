"""A file that is not like the official form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.forms import forms
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_a_merged_row_and_a_wrong_label_come_from_the_source(
    make: Callable[..., Document],
) -> None:
    document = make(
        source={
            "merged:requests.other_rest": "（六）其他处理",
            "label:requests.denied_by_law": "2.其他法律行政止公开",
        }
    )
    (merged,) = findings(document, "form.merged_row")
    assert "3 行" in merged.message
    assert merged.cells[0].startswith("requests.other_rest.")
    (label,) = findings(document, "form.label")
    assert "2.其他法律行政止公开" in label.message
    assert findings(make(), "form.label") == findings(make(), "form.merged_row") == []


def test_a_merged_row_does_not_ask_for_zeros_in_the_rows_it_stands_for(
    make: Callable[..., Document],
) -> None:
    rows = ("other_uncorrected", "other_unpaid")
    inputs = (cell for cell in forms()[-1].inputs if cell.row.key in rows)
    blank = {cell.address: "" for cell in inputs}
    assert len(blank) == 12
    source = {"merged:requests.other_rest": "（六）其他处理"}
    assert findings(make(blank, source=source), "cell.blank") == []
    (finding,) = findings(make({**blank, "requests.new.business": ""}, source=source), "cell.blank")
    assert finding.cells == ("requests.new.business",)
    assert len(findings(make(blank), "cell.blank")[0].cells) == 12


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("五、问题", True),
        ("存在的问题与对策", True),
        ("（一）主要问题", False),
        ("（五）改进", False),
        ("1.存在的问题", False),
    ],
)
def test_a_heading_of_a_lower_level_is_no_title_in_other_words(
    make: Callable[..., Document], printed: str, found: bool
) -> None:
    document = make(source={"section:problems": printed})
    assert bool(findings(document, "form.section_title")) is found


def test_the_edition_has_to_fit_the_year(make: Callable[..., Document]) -> None:
    (finding,) = findings(make(edition="2019", year="2022"), "form.edition")
    assert "2021 年版" in finding.message
    for edition, year in (("2019", "2020"), ("2021", "2021"), ("2021", ""), ("2019", "2018")):
        assert findings(make(edition=edition, year=year), "form.edition") == []


def test_a_missing_section_is_told_until_it_is_written(make: Callable[..., Document]) -> None:
    source = {"missing:problems": ""}
    document = make(source=source, texts={"problems": []})
    (finding,) = findings(document, "section.missing")
    assert finding.section == "problems"
    assert findings(document, "section.empty") == []
    assert findings(make(source=source), "section.missing") == []


def test_a_missing_table_is_told(make: Callable[..., Document]) -> None:
    blank = {cell.address: "" for cell in forms()[-1].tables["proceedings"].cells}
    (finding,) = findings(make(blank, source={"missing:proceedings": ""}), "section.missing")
    assert finding.section == "proceedings"


def test_findings_on_the_source_come_in_the_order_of_the_form(
    make: Callable[..., Document],
) -> None:
    facts = {
        "section:problems": "五、问题",
        "label:requests.new": "新收",
        "section:overview": "一、概况",
    }
    one = check(make(source=facts))
    assert one == check(make(source=dict(reversed(facts.items()))))
    assert [each.section for each in one] == ["overview", "requests", "problems"]
