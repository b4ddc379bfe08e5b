from __future__ import annotations

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
