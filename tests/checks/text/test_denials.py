"""A sentence that denies what the table counts is offered with the number, where it is certain."""

# ruff: noqa: E501 - what is before and after stands side by side

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.checks.runner import finish
from report_editor.checks.text.number_links import NumberLink, find_links, note_links
from report_editor.document import History
from report_editor.document.commands import set_cells
from report_editor.document.text_replacement import plan_replacements
from tests.bounded_work import bounded_work
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    Make = Callable[..., Document]

CELLS = {
    "requests.new.natural_person": "8",
    "requests.granted.natural_person": "8",
    "proceedings.reconsideration.upheld": "3",
    "proceedings.direct_suit.upheld": "2",
}


def links_of(document: Document) -> list[NumberLink]:
    return list(finish(find_links(document, {})))


def offers(document: Document) -> list[NumberLink]:
    return [each for each in links_of(document) if each.place.better]


CERTAIN = [
    ("2023年度我县未接到提出公开政府信息的申请。", "2023年度我县接到提出公开政府信息的申请8件。"),
    ("2023年度我縣未接到提出公開政府信息的申請。", "2023年度我縣接到提出公開政府信息的申請8件。"),
    ("２０２３年，我县没有收到政府信息公开申请", "２０２３年，我县收到政府信息公开申请８件"),
    ("全年 未 收到 依申请公开政府信息的申请 。", "全年 收到 依申请公开政府信息的申请8件 。"),
    ("（五）依申请公开情况：截至12月31日，青山县人民政府尚未收到公民、法人或者其他组织提出的政府信息公开申请。",
     "（五）依申请公开情况：截至12月31日，青山县人民政府收到公民、法人或者其他组织提出的政府信息公开申请8件。"),
    ("本年度无政府信息公开申请。", "本年度收到政府信息公开申请8件。"),
    ("主动公开信息30条；未收到政府信息公开申请；开展培训2次。", "主动公开信息30条；收到政府信息公开申请8件；开展培训2次。"),
    ("2023年，全县未发生因政府信息公开申请提起的行政复议案件。", "2023年，全县发生因政府信息公开申请提起的行政复议案件3件。"),
    ("本年度无因政府信息公开引起的行政诉讼。", "本年度有因政府信息公开引起的行政诉讼2件。"),
    ("本机关未因政府信息公开被申请行政复议。", "本机关因政府信息公开被申请行政复议3件。"),
    ("2023年未收到政府信息公开申请，未发生行政复议、行政诉讼。", "2023年收到政府信息公开申请8件，未发生行政复议、行政诉讼。"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CERTAIN)
def test_the_sentence_is_offered_with_the_number(make: Make, before: str, after: str) -> None:
    document = make(texts={"overview": [before]})
    assert offers(document) == []
    document.apply(set_cells(document, CELLS))
    assert document.paragraphs("overview") == (before,)  # never by itself
    (offer,) = offers(document)
    document.apply(plan_replacements(document, [offer.place], "文字跟着表格改"))
    assert document.paragraphs("overview") == (after,)
    assert offers(document) == []
    assert [each.is_right for each in links_of(document)] == [True]


UNCERTAIN = [
    "2023年未收到不予公开政府信息的投诉。", "2023年未接到关于政府信息公开的举报。",
    "2023年度我县不予公开的政府信息都属于政府内部的工作信息。",
    "未收到政府信息公开申请、复议和诉讼。", "未收到申请、复议和诉讼，公开有序。",
    "2023年，全县未发生因政府信息公开申请提起的行政复议和行政诉讼案件。",
    "对未收到政府信息公开申请的部门，要求说明原因。", "因未收到政府信息公开申请，没有答复。",
    "如未收到政府信息公开申请，也要写明。", "由于宣传不够，2023年未收到政府信息公开申请。",
    "2022年未收到政府信息公开申请。", "去年未收到政府信息公开申请。", "上半年未收到政府信息公开申请。",
    "2023年未收到政府信息公开申请，较上年减少3件。", "2023年未收到政府信息公开申请，但收到咨询3次。",
    "2023年未收到政府信息公开申请，也未发生行政复议。", "2023年，各部门均未收到政府信息公开申请。",
    "青山县教育局未收到政府信息公开申请。", "全市未收到政府信息公开申请。", "我镇未收到政府信息公开申请。", "2023年网站未收到政府信息公开申请。",
    "2023年未收到要求公开征地信息的申请。",
    "2023年未收到个人的政府信息公开申请。",
    "2023年未收到群众的政府信息公开申请。",
    "2023年未收到书面政府信息公开申请。", "2023年未收到自然人提出的线上政府信息公开申请。",
    "2023年未受理政府信息公开申请。", "2023年未收到政府信息公开申请的补正材料。",
    "2023年没有因政府信息公开被提起行政诉讼的情况。", "未经行政复议直接提起政府信息公开行政诉讼。",
    "2023年未收到救助申请，公开有序。", "2023年无不予公开的申请。", "“未收到政府信息公开申请”",
    "不是没有收到政府信息公开申请。", "2023年未收到（含上年结转）政府信息公开申请。",
]  # fmt: skip


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_not_certain_is_not_offered(make: Make, text: str) -> None:
    document = make(CELLS, texts={"overview": [text]})
    assert [each for each in links_of(document) if "件" in each.place.better] == []


def test_a_denial_agrees_with_zero_and_waits_for_the_table(make: Make) -> None:
    text = "本年度未收到政府信息公开申请。"
    document = make({each.address: "" for each in make().form.inputs}, texts={"overview": [text]})
    assert links_of(document) == []  # no number is known yet
    document = make(texts={"overview": [text]})
    (link,) = links_of(document)
    assert link.is_right
    assert link.words == "未收到政府信息公开申请"


def test_some_of_those_who_apply_are_counted_alone(make: Make) -> None:
    cells = {**CELLS, "requests.new.business": "5", "requests.new.research": "1"}
    texts = ["本年度未收到法人或者其他组织的政府信息公开申请。", "未收到公民的政府信息公开申请。"]
    document = make(cells, texts={"overview": texts})
    assert [each.numbers for each in offers(document)] == [("6",), ("8",)]


def test_with_those_carried_over_it_is_asked_which_number_is_meant(make: Make) -> None:
    cells = {**CELLS, "requests.carried_in.natural_person": "2"}
    document = make(cells, texts={"overview": ["本年度未收到政府信息公开申请。"]})
    (link,) = links_of(document)
    assert link.place.better == ""
    assert link.choices == ("收到政府信息公开申请8件", "收到政府信息公开申请10件")
    assert link.numbers == ("8", "10")


@pytest.mark.parametrize(
    "text", ["2023年未收到政府信息公开申请。", "2023年未收到政府信息公開申請。"]
)
def test_the_finding_has_the_sentence_as_its_fix(make: Make, text: str) -> None:
    document = make(CELLS, texts={"overview": [text]})
    (finding,) = findings(document, "narrative.none")
    assert find_fix(document, finding) is None  # the rule does not know the sentence
    (noted,) = note_links([finding], links_of(document))
    assert noted.identity == finding.identity
    fix = find_fix(document, noted)
    assert fix is not None
    assert fix.name.startswith("改成 收到政府信息公")
    document.apply(fix.plan(document))
    assert "未" not in document.paragraphs("overview")[0]
    assert findings(document, "narrative.none") == []


LEADS = ["", "（五）", "2.", "（五）依申请公开情况：", "㈤"]
TIMES = [
    "2023年，",
    "2023年度",
    "２０２３年度",
    "本年度",
    "全年",
    "截至2023年12月31日，",
    "2023年1月1日至12月31日，",
    "",
]
ORGANS = ["我县", "青山县人民政府", "本机关", "县政府", "全县", ""]
DENIED = [
    *[(f"{no}{verb}{of}申请", "requests") for no in ("未", "没有", "尚未") for verb in ("收到", "接到")
      for of in ("政府信息公开", "公民、法人和其他组织的信息公开", "提出公开政府信息的", "任何依申请公开政府信息的")],
    ("无政府信息公开申请", "requests"),
    *[(f"{no}因政府信息公开{by}{case}", case[2:4]) for no in ("未发生", "无", "没有发生", "未") for by in ("引起的", "被提起")
      for case in ("行政复议", "行政诉讼", "行政复议案件")],
]  # fmt: skip
BEHIND = ["。", "；培训3次。", "，未发生行政复议、行政诉讼。", ""]
NEIGHBOURS = [
    "", "主动公开信息1,033条。", "予以公开、部分公开分别为8件、0件。", "《条例》第12条。", "𠮷\u3000\u200b培训十二次。",
    "2022年收到政府信息公开申请5件。", "甲、乙各2件。", "（一）机构。",
]  # fmt: skip


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """Return a paragraph with a denial, and the name of what it denies."""
    denied, what = draw(st.sampled_from(DENIED))
    parts = [draw(st.sampled_from(each)) for each in (NEIGHBOURS, LEADS, TIMES, ORGANS)]
    text = "".join(
        [*parts, denied, draw(st.sampled_from(BEHIND)), draw(st.sampled_from(NEIGHBOURS))]
    )
    if draw(st.booleans()):
        text = OpenCC("s2t").convert(text)
    for at in draw(st.lists(st.integers(0, len(text)), max_size=3)):
        text = text[:at] + draw(st.sampled_from([" ", "\u3000", "\u200b", "\u00a0"])) + text[at:]
    return text, what


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None
)
@given(drawn=paragraphs(), number=st.sampled_from([1, 8, 12, 1033]))
def test_an_offer_taken_is_right_and_leaves_the_rest(
    make: Make, drawn: tuple[str, str], number: int
) -> None:
    """What is denied is all that changes, the claim is right then, and undo brings it back."""
    text, what = drawn
    cell = {"复议": "reconsideration.upheld", "诉讼": "direct_suit.upheld"}.get(what)
    address = f"proceedings.{cell}" if cell else "requests.new.natural_person"
    document = make({address: str(number)}, texts={"overview": ["第一段。", text, "完。"]})
    for offer in [each for each in offers(document) if "件" in each.place.better]:
        history, before = History(document.copy()), document.copy()
        history.do(plan_replacements(history.document, [offer.place], "文字跟着表格改"))
        first, after, last = history.document.paragraphs("overview")
        assert (first, last) == ("第一段。", "完。")
        place = offer.place
        assert after == text[: place.start] + place.better + text[place.end :]
        assert re.sub("[尚未没沒无無]|没有|沒有|[收到有件0-9０-９]", "", place.better) in re.sub(
            "[尚未没沒无無]|没有|沒有|[收到有件0-9０-９]", "", text
        )
        taken = [
            each
            for each in links_of(history.document)
            if place.start <= each.place.start < place.start + len(place.better)
            and each.place.paragraph == 1
        ]
        assert all(each.is_right for each in taken)
        is_read = "各" in text or "分别" in text or "㈤" in text or "\u200b" in place.better
        assert taken or is_read
        others = [each.span for each in findings(history.document, "narrative.none")]
        assert not [
            each for each in others if each and each.start < place.start + len(place.better)
        ]
        history.undo()
        assert history.document == before
        assert history.document.paragraphs("overview")[1] == text


def test_generated_sentences_are_offered_where_nothing_stands_between(make: Make) -> None:
    """The property above would hold without any offer: these all have one."""
    for denied, what in DENIED:
        cell = {"复议": "reconsideration.upheld", "诉讼": "direct_suit.upheld"}.get(what)
        address = f"proceedings.{cell}" if cell else "requests.new.natural_person"
        for lead, time in [(LEADS[3], TIMES[0]), (LEADS[1], TIMES[2]), ("", TIMES[5])]:
            text = f"{lead}{time}我县{denied}。"
            document = make({address: "4"}, texts={"overview": [text]})
            assert len(offers(document)) == 1, text


@pytest.mark.parametrize(
    "paragraph",
    ["未收到政府信息公开申请。" * 1_600, "未" * 20_000, "无公开" * 6_600, "本年度，" * 4_000 + "无公开",
     "未收到" + "公民、法人" * 3_900 + "公开申请", "没有公开政府信息公开" * 1_900],
)  # fmt: skip
def test_a_paragraph_of_denials_is_read_in_short_steps(make: Make, paragraph: str) -> None:
    document = make(CELLS, texts={"overview": [paragraph]})
    with bounded_work():
        assert len(links_of(document)) <= len(paragraph)
        check(document)
