"""What must be stated though it did not happen is written by a fix, in the user's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.checks.fixes import find_fix
from report_editor.checks.text.statements import forget_sentences
from report_editor.document import Document, History, Part
from report_editor.document.commands import set_cells
from report_editor.files.user_lists import UserList, write_own
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.checks.fixes import Fix

    Make = Callable[..., Document]

FEE = "本年度未收取信息处理费。"
CODE = "section.fee_statement"


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    forget_sentences()
    yield
    forget_sentences()


def only_fix(document: Document, code: str = CODE) -> Fix:
    (finding,) = findings(document, code)
    fix = find_fix(document, finding)
    assert fix is not None
    return fix


PLACES = [
    (["无"], [FEE]),
    (["無。"], [FEE]),
    (["　暂无。"], [FEE]),
    (["没有"], [FEE]),
    (["无\u200b"], [FEE]),
    (["没有其他需要报告的事项。"], [FEE, "没有其他需要报告的事项。"]),
    (["本年度無其他需要報告的事項。"], [FEE, "本年度無其他需要報告的事項。"]),
    (["（一）提案", "无"], ["（一）提案", "无", FEE]),
    (
        ["办理提案 3 件。", "除此之外，没有其他需要报告的事项。"],
        ["办理提案 3 件。", FEE, "除此之外，没有其他需要报告的事项。"],
    ),
    (["办理提案 3 件。", "", " "], ["办理提案 3 件。", FEE, "", " "]),
    (["无不予公开的情况。"], ["无不予公开的情况。", FEE]),
    (["长" * 5_000], ["长" * 5_000, FEE]),
]


@pytest.mark.parametrize(("before", "after"), PLACES)
def test_it_stands_where_a_clerk_would_write_it(
    make: Make, before: list[str], after: list[str]
) -> None:
    history = History(make(texts={"other_matters": before}))
    old = history.document.copy()
    (finding,) = findings(history.document, CODE)
    fix = find_fix(history.document, finding)
    assert fix is not None
    assert not fix.asks
    assert fix.name == f"写上“{FEE}”"
    assert FEE in fix.describe(history.document)
    history.do(fix.plan(history.document))
    assert list(history.document.paragraphs("other_matters")) == after
    assert findings(history.document, CODE) == []
    assert find_fix(history.document, finding) is None  # it is not written twice
    history.undo()
    assert history.document == old


@pytest.mark.parametrize("texts", [[], [""], [" ", ""]])
def test_an_empty_section_may_begin_with_it(make: Make, texts: list[str]) -> None:
    document = make(texts={"other_matters": texts})
    document.apply(only_fix(document, "section.empty").plan(document))
    assert [each for each in document.paragraphs("other_matters") if each.strip()] == [FEE]
    document = make(texts={"problems": []})
    (finding,) = findings(document, "section.empty")
    assert find_fix(document, finding) is None


def test_it_is_marked_until_somebody_confirms_it(make: Make) -> None:
    document = make(texts={"other_matters": ["无"]})
    document.apply(only_fix(document).plan(document))
    (finding,) = findings(document, "narrative.template")
    assert "还没有人核实" in finding.message
    document.apply(set_cells(document, {"requests.new.business": "3"}))
    assert document.paragraphs("other_matters") == (FEE,)
    document = from_workbook(make_report_bytes(document)).document
    (finding,) = findings(document, "narrative.template")
    fix = find_fix(document, finding)
    assert fix is not None
    document.apply(fix.plan(document))
    assert document.entries(Part.TEMPLATES) == {}
    assert findings(document, "narrative.template") == []


def test_the_words_are_the_users_own(make: Make) -> None:
    own = "收到申请{新收·总计}件。\n2019年未收取信息处理费。\n全年未收取政府信息公开信息处理费。"
    write_own(UserList.SENTENCES, own)
    document = make(texts={"other_matters": ["无"]})
    document.apply(only_fix(document).plan(document))
    assert document.paragraphs("other_matters") == ("全年未收取政府信息公开信息处理费。",)


def test_before_fees_were_reported_nothing_is_written(make: Make) -> None:
    document = make(edition="2019", year="2020", texts={"other_matters": []})
    (finding,) = findings(document, "section.empty")
    assert find_fix(document, finding) is None


def test_what_the_report_contradicts_is_not_written(make: Make) -> None:
    unpaid = {"requests.other_unpaid.business": "1", "requests.new.business": "1"}
    for document in (
        make(unpaid, texts={"other_matters": ["无"]}),
        make(texts={"other_matters": ["无"], "problems": ["收取信息處理費100元。" * 9]}),
    ):
        (finding,) = findings(document, CODE)
        assert find_fix(document, finding) is None


def test_a_government_states_that_nobody_was_blamed(make: Make) -> None:
    texts = ["工作考核合格，社会评议良好。"]
    document = make(texts={"overview": texts})
    fix = only_fix(document, "section.supervision")
    document.apply(fix.plan(document))
    assert document.paragraphs("overview")[-1].startswith("本年度未发生因政府信息公开工作被追究")
    assert findings(document, "section.supervision") == []
    document = make(texts={"overview": ["社会评议良好。"]})  # one sentence does not settle it
    (finding,) = findings(document, "section.supervision")
    assert find_fix(document, finding) is None


NOTHING = ["无", "無", "", " ", "没有其他需要报告的事项。", "（一）", "𠮷\u200b", "报告"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.sampled_from(NOTHING), max_size=4))
def test_what_was_there_stays_but_for_a_mere_nothing(make: Make, texts: list[str]) -> None:
    history = History(make(texts={"other_matters": texts}))
    old = history.document.paragraphs("other_matters")
    for finding in (
        *findings(history.document, CODE),
        *findings(history.document, "section.empty"),
    ):
        fix = find_fix(history.document, finding)
        assert fix is not None
        history.do(fix.plan(history.document))
        new = history.document.paragraphs("other_matters")
        kept = [each for each in new if each != FEE]
        said = [each for each in old if each.strip()]
        assert [each for each in kept if each.strip()] == said or said in (["无"], ["無"])
        assert new.count(FEE) == 1
        assert find_fix(history.document, finding) is None
        history.undo()
        assert history.document.paragraphs("other_matters") == old
