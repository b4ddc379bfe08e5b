"""Findings are the same with and without memory, and the memory is bounded."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.checks import check, runner
from report_editor.checks.memory import Contexts, TextMemory
from report_editor.checks.runner import finish
from report_editor.checks.text import claim_grammar, number_links, table_claims
from report_editor.checks.text.number_links import find_links
from report_editor.document import Document, Part
from report_editor.document.commands import set_cells, set_field, set_paragraphs
from report_editor.document.document import Field
from report_editor.document.limits import MAX_TEXT
from report_editor.forms import form
from tests.checks.found import CASES, RECEIVED

if TYPE_CHECKING:
    from report_editor.checks import Finding
    from report_editor.checks.text.number_links import NumberLink

SENTENCES = (
    "收到申请30件，其中自然人申请20件。",
    "收到申请35件（含上年结转5件），答复33件。",
    "予以公开10件，不予公开8件，其他处理3件。",
    "（一）行政复议3件，维持2件；行政诉讼2件。",
    "制发规范性文件12件。",
    "甲类6条、乙类7条，共14条。",
    "本年度未收到政府信息公开申请，申请人均为企业。",
    "所有申请均已办结，大河县人民政府作出行政处罚5件。",
    "此处填写（具体网址，电话13800138000，身份证号11010519491231002X",
    "全部维持，没有行政复议，也没有败诉。",
)
CELLS = (
    "requests.new.natural_person",
    "proceedings.reconsideration.upheld",
    "requests.carried_in.business",
)


def look(document: Document) -> tuple[list[Finding], tuple[NumberLink, ...]]:
    return check(document), finish(find_links(document, {}))


def edit(document: Document, chance: random.Random) -> None:
    texts = list(document.paragraphs("overview"))
    match chance.randrange(5):
        case 0:
            texts.insert(chance.randrange(len(texts) + 1), chance.choice(SENTENCES))
        case 1 if texts:
            del texts[chance.randrange(len(texts))]
        case 2 if texts:
            texts[chance.randrange(len(texts))] += chance.choice(SENTENCES)
        case 3:
            raw = chance.choice(("", "0", "3", "20", "21", "若干"))
            document.apply(set_cells(document, {chance.choice(CELLS): raw}))
        case 4:
            name, text = chance.choice(((Field.YEAR, "2024"), (Field.ORGANIZATION, "大柳镇")))
            document.apply(set_field(document, name, text))
    change = set_paragraphs(document, "overview", texts)
    if change.edits:
        document.apply(change)


@pytest.mark.parametrize("seed", range(3))
def test_a_report_is_judged_the_same_with_and_without_memory(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    parts = {Part.CELLS: RECEIVED | CASES, Part.FIELDS: {"organization": "青山县", "year": "2023"}}
    document = Document(form("2021"), parts=parts, texts={"overview": list(SENTENCES)})
    for _ in range(12):
        edit(document, chance)
        remembered = look(document)
        with monkeypatch.context() as patch:
            for module in (runner, claim_grammar, number_links, table_claims):
                patch.setattr(module, "_remembered", TextMemory(MAX_TEXT))
            assert look(document) == remembered


@given(st.lists(st.tuples(st.text("甲乙", max_size=3), st.integers(0, 2)), max_size=60))
def test_a_memory_gives_back_what_it_was_given_last(asked: list[tuple[str, int]]) -> None:
    memory: TextMemory[object] = TextMemory(1_000)
    kept: dict[tuple[str, int], object] = {}
    for text, context in asked:
        known = memory.find(text, context)
        assert known is None or known is kept[text, context]
        kept[text, context] = memory.keep(text, object(), context)
        assert memory.find(text, context) is kept[text, context]
    assert sum(memory.find(*key) is not None for key in kept) <= 10  # of 100 characters each


def test_equal_contexts_have_one_token() -> None:
    contexts = Contexts()
    first = contexts.find_token((1, "a"))
    assert contexts.find_token((1, "a")) is first
    assert contexts.find_token((2, "a")) is not first
    for number in range(10):
        contexts.find_token(number)
    assert contexts.find_token((1, "a")) is not first
