from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Document, Field, History, Part
from report_editor.document.commands import set_paragraphs
from report_editor.document.last_year import get_previous_text, get_previous_year
from report_editor.document.rollover import move_year, roll_over
from report_editor.document.unconfirmed import confirm, find_figures, list_unconfirmed
from report_editor.forms import form


def last_year() -> Document:
    return Document(
        form("2021"),
        parts={
            Part.FIELDS: {
                Field.YEAR: "2022",
                Field.ORGANIZATION: "青禾县柳溪镇人民政府",
                Field.TITLE: "旧标题",
                Field.PUBLICATION_DATE: "2023-01-20",
                Field.CONTACT: "电话:0000-1234567",
            },
            Part.CELLS: {
                "requests.new.natural_person": "5",
                "requests.granted.natural_person": "3",
                "requests.carried_out.natural_person": "2",
                "requests.carried_out.business": "００",
                "disclosure.fees.amount": "1.50",
            },
        },
        texts={
            "overview": ["（一）主动公开。2022年公开信息49条,占12.3%。", "没有数字的一段。"],
            "preamble": ["统计期限为2022年1月1日至2022年12月31日。"],
        },
    )


def test_what_was_carried_out_is_carried_in_and_the_rest_is_blank() -> None:
    this_year = roll_over(last_year())
    assert this_year.year == 2023
    assert dict(this_year.entries(Part.CELLS)) == {
        "requests.carried_in.natural_person": "2",
        "requests.carried_in.business": "0",
    }
    assert this_year.number("requests.carried_in.total") == 2


def test_basics_that_belong_to_last_year_are_left_behind() -> None:
    this_year = roll_over(last_year())
    assert this_year.organization == "青禾县柳溪镇人民政府"
    assert this_year.field(Field.CONTACT) == "电话:0000-1234567"
    assert this_year.field(Field.PUBLICATION_DATE) == ""
    assert this_year.title == "青禾县柳溪镇人民政府2023年政府信息公开工作年度报告"


def test_last_year_stays_for_comparison() -> None:
    this_year = roll_over(last_year())
    assert this_year.entries(Part.PREVIOUS)["requests.new.total"] == "5"
    assert this_year.entries(Part.PREVIOUS)["disclosure.fees.amount"] == "1.5"
    assert get_previous_year(this_year) == 2022
    assert get_previous_text(this_year, "overview") == last_year().paragraphs("overview")


def test_years_that_mean_the_report_year_move_and_others_stay() -> None:
    text = (
        "截至2022年12月31日,2022年度公开49条。根据《2022年工作要点》和〔2022〕30号,"
        "2021年度部门决算、2022年度部门预算、上年度(2022年)和2022-2025年规划"
    )
    assert move_year(text, 2022, 2023) == (
        "截至2023年12月31日,2023年度公开49条。根据《2022年工作要点》和〔2022〕30号,"
        "2021年度部门决算、2022年度部门预算、上年度(2022年)和2022-2025年规划"
    )


def test_a_year_inside_a_longer_number_does_not_move() -> None:
    assert move_year("共120222年鉴和20222年", 2022, 2023) == "共120222年鉴和20222年"


def test_every_number_of_the_text_is_to_be_confirmed_until_changed_or_confirmed() -> None:
    history = History(roll_over(last_year()))
    document = history.document
    assert [each.text for each in list_unconfirmed(document, "overview", 0)] == ["49", "12.3%"]
    assert list_unconfirmed(document, "preamble", 0) == []
    first, *rest = document.paragraphs("overview")
    history.do(set_paragraphs(document, "overview", [first.replace("49", "53"), *rest]))
    assert [each.text for each in list_unconfirmed(document, "overview", 0)] == ["12.3%"]
    history.do(confirm(document, "overview", ["12.3%"]))
    assert list_unconfirmed(document, "overview", 0) == []
    history.undo()
    assert [each.text for each in list_unconfirmed(document, "overview", 0)] == ["12.3%"]


NO_FIGURES = [
    "洪泽湖大道90号", "沭城街道苏州东路42号", "人民路8-1号3幢2单元501室", "综合楼3楼302室",
    "政务大厅502室",
    "邮编：223100", "邮政编码 223600", "邮编为223600", "电话：0517-87222589", "电话0527—83593059",
    "联系电话：(0527) 83593059转801", "传真：83593059", "400-810-1234", "手机13812345678",
    "电话：83593059、83593060", "邮箱：hzzwgk@126.com", "zw_gk-2023@js.gov.cn", "http://www.a.cn/2023/1.html",
    "国办公开办函〔2021〕30号", "国办发[2016]8号", "苏政发（2020）12号", "国令第711号",
    "国务院令711号",
    "《2024年政务公开工作要点（第2版）》", "《上海市行动方案（2024－2027年）》", "2019年4月3日修订",
    "1989年4月4日公布", "2024.1.31", "12345热线", "“12345”政务服务便民热线", "第20条第1款",
]  # fmt: skip
FIGURES = ["12条", "收到3件", "公开室2个", "培训120人次", "占12.5%", "收费1200元", "改造公厕12座"]


@pytest.mark.parametrize("text", NO_FIGURES)
@pytest.mark.parametrize(
    "around", ["{}", "（地址：{}，见上）", "请与我局联系（{}）。", "按照{}要求，"]
)
def test_addresses_numbers_of_documents_and_of_telephones_are_no_figures(
    text: str, around: str
) -> None:
    assert [each.text for each in find_figures(around.format(text))] == []
    both = f"公开77条，{around.format(text)}，收到88件"
    assert [each.text for each in find_figures(both)] == ["77", "88"]


@pytest.mark.parametrize("text", FIGURES)
def test_what_counts_something_stays_to_be_confirmed(text: str) -> None:
    assert list(find_figures(text))


def test_dates_numbering_titles_and_telephones_are_no_figures() -> None:
    text = "1.2022年12月31日前,《3年规划》第5条,电话0745-7712345、13800000000,公开1,234件、5%。"
    assert [each.text for each in find_figures(text)] == ["1,234", "5%"]


def test_a_2019_report_rolls_over_to_the_edition_of_its_new_year() -> None:
    old = Document(
        form("2019"),
        parts={
            Part.FIELDS: {Field.YEAR: "2020"},
            Part.CELLS: {"requests.carried_out.research": "1", "requests.other.business": "4"},
        },
    )
    new = roll_over(old)
    assert new.form.id == "2021"
    assert new.raw("requests.carried_in.research") == "1"
    assert new.entries(Part.PREVIOUS)["requests.other.business"] == "4"


@given(st.text(), st.integers(2019, 2030))
def test_moving_a_year_changes_nothing_but_that_year(text: str, year: int) -> None:
    text = text.replace(str(year), "").replace(str(year + 1), "")
    assert move_year(text, year, year + 1) == text


def test_a_kept_year_that_is_none_is_not_known() -> None:
    for text in ("abc", "", "9" * 5000):
        document = Document(form("2021"), parts={Part.PREVIOUS: {"#year": text}})
        assert get_previous_year(document) is None
