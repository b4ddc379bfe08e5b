"""Catalogue of rules: every code is explained, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.catalogue import RuleText, explain, read_catalogue
from report_editor.checks.registry import RULES
from report_editor.checks.runner import FAILED
from report_editor.collection import copies, hierarchy, outliers
from report_editor.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

CODES = {code for each in RULES for code in each.codes} | {FAILED}
CODES |= {code for edition in forms() for code in edition.codes}
CODES |= {hierarchy.CODE, outliers.CODE, copies.CODE}
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])")


def test_every_code_that_a_check_can_give_is_explained_and_no_other() -> None:
    assert set(read_catalogue()) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_says_what_is_wrong_and_what_to_do(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert all(astuple(text))
    assert not text.title.endswith("。")
    assert len(text.title) <= 24, "a title stands in one line"
    assert text.meaning.endswith("。")
    assert len(text.meaning) >= 25, "a sentence of substance"
    assert text.advice.endswith("。")
    for words in astuple(text):
        assert not HALF_WIDTH.search(words), words
        assert "\n" not in words


def test_no_two_codes_have_the_same_explanation() -> None:
    texts = list(read_catalogue().values())
    assert len({each.title for each in texts}) == len(texts)
    assert len({each.meaning for each in texts}) == len(texts)


def test_a_code_of_an_edition_to_come_has_none() -> None:
    assert explain("petitions.total") is None


def test_a_check_does_not_read_the_catalogue(make: Callable[..., Document]) -> None:
    read_catalogue.cache_clear()
    assert check(make({"requests.new.business": "5"}))
    assert read_catalogue.cache_info().currsize == 0
    assert isinstance(explain("requests.flow"), RuleText)
