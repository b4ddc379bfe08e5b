"""Values carried over from last year are certain, or it is said why they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Field, Part, format_number
from report_editor.document.last_year import (
    MOST_REMARKS,
    Remark,
    RemarkKind,
    get_previous_file,
    get_remarks,
)
from report_editor.document.limits import MAX_TEXT
from report_editor.document.rollover import roll_over
from report_editor.document.size import describe_excessive_total
from report_editor.document.uncertain import confirm_values, list_uncertain
from report_editor.forms import form

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other_organisation",
)
HERE = "requests.carried_in.natural_person"
THERE = "requests.carried_out.natural_person"


def last_year(cells: dict[str, str], *unplaced: str, edition: str = "2021") -> Document:
    carried = {f"requests.carried_out.{each}": "0" for each in COLUMNS} | cells
    return Document(
        form(edition),
        parts={
            Part.FIELDS: {Field.YEAR: "2022" if edition == "2021" else "2020"},
            Part.CELLS: {each: raw for each, raw in carried.items() if raw},
        },
        texts={UNPLACED: unplaced},
    )


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(
    ("raw", "carried", "reason"),
    [
        ("2", "2", ""),
        ("２ 件", "2", ""),
        ("００", "0", ""),
        ("", "", "是空白"),
        ("/", "", "写的是“/”，没有数字"),
        ("两件", "", "写的“两件”不能确定是哪个数"),
        ("3?", "", "写的“3?”不能确定是哪个数"),
        ("-1", "", "写的“-1”是负数"),
        ("1.5", "", "写的“1.5”不是整数"),
        ("2（含补正1件）", "2", "数字之外还有说明"),
    ],
)
def test_a_value_is_carried_over_or_it_is_said_why_not(
    edition: str, raw: str, carried: str, reason: str
) -> None:
    this_year = roll_over(last_year({THERE: raw}, edition=edition))
    assert this_year.raw(HERE) == carried
    said = {why: cells for why, cells in list_uncertain(this_year).items() if HERE in cells}
    assert len(said) == bool(reason)
    assert all(reason in why for why in said)
    assert all(cells == [HERE] for cells in said.values())


RAWS = st.one_of(
    st.integers(0, 40).map(str),
    st.sampled_from(
        ["", "/", "—", "无", "０", "5件", "-3", "2.5", "二", "1 2", "1,234", "3（其中1）"]
    ),
    st.text(max_size=6),
)


@given(st.lists(RAWS, min_size=6, max_size=6), st.sets(st.sampled_from(COLUMNS)))
def test_no_value_is_carried_over_in_silence(raws: list[str], doubtful: set[str]) -> None:
    given_raws = dict(zip(COLUMNS, raws, strict=True))
    last = last_year({f"requests.carried_out.{each}": raw for each, raw in given_raws.items()})
    doubts = {f"requests.carried_out.{each}": "不平衡。" for each in doubtful}
    this_year = roll_over(last, doubts=doubts)
    named = {cell for cells in list_uncertain(this_year).values() for cell in cells}
    for column in COLUMNS:
        parsed = last.parse(f"requests.carried_out.{column}")
        here = f"requests.carried_in.{column}"
        if parsed.number is None or parsed.problem:
            assert this_year.raw(here) == ""
            assert here in named
        else:
            assert this_year.raw(here) == format_number(parsed.number)
            assert (here in named) == (column in doubtful or bool(parsed.remark))


def test_another_number_settles_a_doubt_and_so_does_a_person() -> None:
    this_year = roll_over(last_year({THERE: "2"}), doubts={THERE: "不平衡。"})
    assert list_uncertain(this_year) == {"不平衡。": [HERE]}
    confirmed = this_year.copy()
    change = confirm_values(confirmed, [HERE])
    confirmed.apply(change)
    assert list_uncertain(confirmed) == {}
    confirmed.apply(change.inverse())
    assert confirmed == this_year


def test_a_blank_cannot_be_confirmed() -> None:
    this_year = roll_over(last_year({THERE: ""}))
    assert confirm_values(this_year, [HERE]).edits == ()


def test_words_without_a_place_come_along_and_rows_of_numbers_do_not() -> None:
    this_year = roll_over(
        last_year(
            {},
            "（九）2022年的一段文字。（第 12 行）",
            "没有位置的一段",
            "四、结转下年度继续办理 | 1 | 0 | 1（第 3 页第 9 行）",
            "17（第 8 行）",
        )
    )
    assert this_year.paragraphs(UNPLACED) == (
        "（九）2023年的一段文字。（上年报告，第 12 行）",
        "没有位置的一段（上年报告里的一段）",
    )
    texts = {UNPLACED: this_year.paragraphs(UNPLACED)}
    year: dict[Part, dict[str, str]] = {Part.FIELDS: {Field.YEAR: "2023"}}
    again = roll_over(Document(this_year.form, parts=year, texts=texts))
    assert again.paragraphs(UNPLACED) == (
        "（九）2024年的一段文字。（上年报告，第 12 行）",
        "没有位置的一段（上年报告里的一段）",
    )


REMARKS = st.lists(
    st.builds(
        Remark,
        st.text(min_size=1, max_size=300).filter(lambda text: bool(text.split())),
        st.sampled_from(RemarkKind),
        st.sampled_from(["", THERE]),
    ),
    max_size=8,
)


@given(REMARKS)
def test_remarks_stay_with_the_report(remarks: list[Remark]) -> None:
    this_year = roll_over(last_year({}), file="上年.docx", remarks=remarks)
    assert get_previous_file(this_year) == "上年.docx"
    kept = get_remarks(this_year)
    assert [(each.kind, each.address) for each in kept] == [
        (each.kind, each.address) for each in remarks
    ]
    assert get_remarks(this_year.copy()) == kept


def test_there_is_an_end_to_what_is_kept() -> None:
    remarks = [Remark("很长的一句。" * 50)] * 1000
    kept = get_remarks(roll_over(last_year({}), file="上年.docx", remarks=remarks))
    assert sum(len(each.text) for each in kept) <= MOST_REMARKS
    assert kept[-1].text == f"还有 {1000 - len(kept) + 1} 条没有记在这里。"


@pytest.mark.parametrize("more", [0, 20_000, 29_000])
def test_remarks_never_keep_a_report_from_being_opened_again(more: int) -> None:
    last = last_year({})
    full = Document(
        last.form,
        parts={part: last.entries(part) for part in (Part.FIELDS, Part.CELLS)},
        texts={"overview": ["字" * 9_999] * ((MAX_TEXT + more) // 10_000)},
    )
    assert describe_excessive_total(full) == ""
    this_year = roll_over(full, file="上年.docx", remarks=[Remark("很长的一句。" * 50)] * 1000)
    assert describe_excessive_total(this_year) == ""
