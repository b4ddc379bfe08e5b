"""Numbers of the narrative follow the cells that they speak of: which, where, and what instead."""

# ruff: noqa: E501 - what is before and after stands side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.checks.runner import finish
from report_editor.checks.text.number_links import (
    NumberLink,
    find_links,
    note_links,
    remember_meanings,
)
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.text_replacement import plan_replacements
from report_editor.workspace.opening import open_file
from tests.bounded_work import bounded_work
from tests.checks.followed_numbers import follow as follow_table
from tests.checks.followed_numbers import list_inputs
from tests.checks.found import RECEIVED
from tests.checks.published_reports import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.checks.text.number_links import Meanings
    from report_editor.document import Document

    Make = Callable[..., Document]


def links_of(document: Document, meanings: Meanings | None = None) -> list[NumberLink]:
    return list(finish(find_links(document, meanings or {})))


def offers(document: Document, meanings: Meanings | None = None) -> list[tuple[str, str]]:
    return [
        (each.words, each.place.better)
        for each in links_of(document, meanings)
        if each.place.better
    ]


def follow(document: Document, meanings: Meanings | None = None) -> tuple[str, ...]:
    places = [each.place for each in links_of(document, meanings) if each.place.better]
    document.apply(plan_replacements(document, places, "文字跟着表格改"))
    return document.paragraphs("overview")


WORDINGS = [
    ("全年答复申请33件。", "全年答复申请40件。"),
    ("全年答复申请 ３３ 件。", "全年答复申请 ４０ 件。"),
    ("全年答复申请三十三件。", "全年答复申请四十件。"),
    ("2023年，全年答复申请33件，培训3次。", "2023年，全年答复申请40件，培训3次。"),
    ("公开1,033条，答复申请33件。", "公开1,033条，答复申请40件。"),
    ("全年答復申請33件。", "全年答復申請40件。"),
    ("答复申请33件，予以公开、部分公开分别为10件、3件。", "答复申请40件，予以公开、部分公开分别为17件、3件。"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), WORDINGS)
def test_the_number_is_replaced_as_it_is_written(make: Make, before: str, after: str) -> None:
    document = make(RECEIVED, texts={"overview": [before]})
    assert offers(document) == []
    document.apply(set_cells(document, {"requests.granted.natural_person": "17"}))
    assert document.paragraphs("overview") == (before,)  # never by itself
    assert follow(document) == (after,)
    assert offers(document) == []


def test_a_thousand_keeps_its_comma(make: Make) -> None:
    cells = {"requests.new.natural_person": "1033"}
    document = make(cells, texts={"overview": ["收到申请1,033 件，三个方面。"]})
    document.apply(set_cells(document, {"requests.new.natural_person": "2,047"}))
    assert follow(document) == ("收到申请2,047 件，三个方面。",)


@pytest.mark.parametrize(("said", "now"), [("30", "31"), ("35", "36")])
def test_what_a_sentence_meant_while_it_was_right_decides(make: Make, said: str, now: str) -> None:
    """收到 may be with or without 上年结转: 30 and 35 are both right, and stay what they were."""
    document = make(RECEIVED, texts={"overview": [f"收到申请{said}件。"]})
    meanings = remember_meanings(links_of(document), {})
    document.apply(set_cells(document, {"requests.new.natural_person": "21"}))
    assert offers(document, meanings) == [(f"收到申请{said}件", now)]
    (unknown,) = links_of(document)
    assert unknown.place.better == ""
    assert unknown.choices == ("31", "36")


def test_a_count_told_once_of_several_things_is_left_alone(make: Make) -> None:
    document = make(RECEIVED, texts={"overview": ["予以公开、部分公开各10件。"]})
    assert links_of(document) == []


def test_table_two_is_followed_too(make: Make) -> None:
    cells = {"disclosure.penalties.decisions": "12"}
    document = make(cells, texts={"overview": ["本机关作出行政处罚12件，行政许可0件。"]})
    document.apply(set_cells(document, {"disclosure.penalties.decisions": "9"}))
    assert follow(document) == ("本机关作出行政处罚9件，行政许可0件。",)


def test_a_finding_offers_the_number_and_an_outdated_one_offers_nothing(make: Make) -> None:
    document = make(RECEIVED, texts={"overview": ["全年答复申请32件。"]})
    (finding,) = [each for each in check(document) if each.code == "narrative.answered"]
    fix = find_fix(document, finding)
    assert fix is not None
    assert fix.name == "改成 33"
    changed = document.copy()
    changed.apply(set_paragraphs(changed, "overview", ["又全年答复申请32件。"]))
    assert find_fix(changed, finding) is None
    document.apply(fix.plan(document))
    assert document.paragraphs("overview") == ("全年答复申请33件。",)


PIECES = st.sampled_from(
    ["收到申请30件", "答复３３件", "（含上年结转5件）", "其中自然人二十件", "制发文件1,200份", "培训 12 次",
     "予以公开10件", "不予公开、无法提供分别为8件、6件", "甲、乙各2件", "2023年", "，", "。", " ", "《33件》", "𠮷", "㈠"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=12))
def test_a_link_always_points_at_its_own_number(make: Make, pieces: list[str]) -> None:
    """Wherever a number is found, the characters there mean the number that was claimed."""
    document = make(RECEIVED, texts={"overview": ["".join(pieces)]})
    for each in links_of(document):
        written = each.place.text[each.place.start : each.place.end]
        assert each.place.text == document.paragraphs("overview")[0]
        number = {"３３": "33", "二十": "20", "1,200": "1200"}.get(written, written)
        assert number in each.words
        assert each.is_right == (written in each.choices)


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_texts_follow_their_tables(samples: Path, name: str) -> None:
    """``python -m tests.checks.followed_numbers`` is the long run."""
    document = open_file(samples / name).document
    for address in list_inputs(document)[::12]:
        assert follow_table(document, address, 1)[1] == []


@pytest.mark.parametrize(
    "paragraph", ["收到申请3件，" * 2_800, "㈠" * 20_000, "1,234," * 3_300, "各3件、" * 5_000]
)
def test_a_paragraph_of_nothing_but_numbers_is_read_in_short_steps(
    make: Make, paragraph: str
) -> None:
    document = make(RECEIVED, texts={"overview": [paragraph]})
    with bounded_work():
        assert len(links_of(document)) <= len(paragraph)


def test_a_finding_learns_from_the_link_what_was_meant(make: Make) -> None:
    document = make(RECEIVED, texts={"overview": ["收到申请30件。"]})
    meanings = remember_meanings(links_of(document), {})
    balanced = {"requests.new.natural_person": "21", "requests.granted.natural_person": "11"}
    document.apply(set_cells(document, balanced))
    (finding,) = [each for each in check(document) if each.code == "narrative.received"]
    assert find_fix(document, finding) is None  # 31 or 36
    (noted,) = note_links([finding], links_of(document, meanings))
    fix = find_fix(document, noted)
    assert fix is not None
    assert fix.name == "改成 31"
    assert noted.identity == finding.identity
