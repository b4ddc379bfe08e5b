"""Sentences with numbers of the tables follow these until they are confirmed."""

from __future__ import annotations

import pytest

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.document import Change, Document, History, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.editions import plan_conversion
from report_editor.document.template_sentences import (
    fill,
    find_cells,
    insert_sentence,
    list_unknown,
)
from report_editor.files.user_lists import UserList, list_entries, read_bundled
from report_editor.forms import form
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from tests.bounded_work import bounded_work

NEW = "requests.new.natural_person"
TEMPLATE = "收到申请{新收·总计}件，其中自然人{新收·自然人}件。"


@pytest.fixture
def history() -> History:
    zeros = {each.address: "0" for each in form("2021").inputs}
    parts = {Part.CELLS: {**zeros, NEW: "5", "requests.new.business": "2"}}
    return History(
        Document(form("2021"), parts=parts, texts={"overview": ["（一）情况。", "完。"]})
    )


def insert(history: History) -> None:
    history.do(insert_sentence(history.document, "overview", 0, 6, TEMPLATE))


def test_the_numbers_are_those_of_the_tables(history: History) -> None:
    insert(history)
    assert history.document.paragraphs("overview") == (
        "（一）情况。收到申请7件，其中自然人5件。",
        "完。",
    )


def test_it_changes_with_the_table_in_one_step(history: History) -> None:
    insert(history)
    before = history.document.copy()
    told: list[Change] = []
    history.listen(lambda change, _effect: told.append(change))
    history.do(set_cells(history.document, {NEW: "9"}))
    assert history.document.paragraphs("overview")[0].endswith("收到申请11件，其中自然人9件。")
    after = history.document.copy()
    assert len(told) == 1
    history.undo()
    assert history.document == before
    history.redo()
    assert history.document == after


def test_typing_in_a_cell_takes_it_along_key_by_key(history: History) -> None:
    insert(history)
    before, step = history.document.copy(), None
    for text in ("1", "12", "123"):
        step = history.amend(step, lambda text=text: set_cells(history.document, {NEW: text}))  # type: ignore[misc]
        assert f"自然人{text}件" in history.document.paragraphs("overview")[0]
    history.undo()
    assert history.document == before


def test_a_journal_makes_the_same_report_again(history: History) -> None:
    insert(history)
    again = history.document.copy()
    lines: list[object] = []
    history.listen(lambda change, _effect: lines.append(change.to_json()))
    history.do(set_cells(history.document, {NEW: "9"}))
    for line in lines:
        assert isinstance(line, dict)
        History(again).do(Change.from_json(line, again))
    assert again == history.document


def test_once_confirmed_or_edited_it_stays(history: History) -> None:
    insert(history)
    (finding,) = [each for each in check(history.document) if each.code == "narrative.template"]
    fix = find_fix(history.document, finding)
    assert fix is not None
    assert fix.name == "确认这一句"
    history.do(fix.plan(history.document))
    text = history.document.paragraphs("overview")
    history.do(set_cells(history.document, {NEW: "9"}))
    assert history.document.paragraphs("overview") == text
    history.undo()
    history.undo()
    history.do(set_paragraphs(history.document, "overview", ["收到申请7件，其中自然人只有5件。"]))
    history.do(set_cells(history.document, {NEW: "9"}))
    assert history.document.paragraphs("overview") == ("收到申请7件，其中自然人只有5件。",)


def test_it_is_kept_with_the_report(history: History) -> None:
    insert(history)
    document = history.document
    assert from_json(to_json(document)) == document
    read = from_workbook(make_report_bytes(document)).document
    assert read.entries(Part.TEMPLATES) == document.entries(Part.TEMPLATES)


def test_another_edition_leaves_what_it_cannot_count(history: History) -> None:
    template = "处罚{行政处罚·本年处理决定数量}件。"
    history.do(insert_sentence(history.document, "overview", 1, 0, template))
    history.do(plan_conversion(history.document, form("2019"))[0])
    history.do(set_cells(history.document, {NEW: "3"}))
    assert history.document.paragraphs("overview")[1] == "处罚0件。完。"


@pytest.mark.parametrize(
    "name", ["新收", "新收·总计", "本年新收政府信息公开申请数量·总计", " 新收 · 总计 "]
)
def test_a_cell_has_several_names(name: str) -> None:
    assert find_cells(form("2021"), name) == ("requests.new.total",)


def test_a_group_is_the_sum_of_its_rows(history: History) -> None:
    cells = {"requests.denied_query.business": "3", "requests.denied_process.business": "4"}
    history.do(set_cells(history.document, cells))
    words = "{不予公开·商业企业} {（三）不予公开·法人或其他组织} {没有的行·总计} {}"
    assert fill(history.document, words) == "7 7 {没有的行·总计} {}"
    assert list_unknown(history.document.form, words) == ["没有的行·总计"]


def test_every_sentence_of_the_program_fits_the_edition_in_force() -> None:
    for sentence in list_entries(read_bundled(UserList.SENTENCES)):
        assert list_unknown(form("2021"), sentence) == []


HOSTILE = {
    "overview:不": "{新收·总计}",
    "overview:完。": "{新收·总计}。",
    "overview:": "{新收·总计}",
    "nowhere:收到申请7件。": "收到申请{新收·总计}件。",
    "overview:（一）情况。": "（一）不同的情况{新收·总计}。",
}
"""Entries that no sentence of the program can have left."""


def test_a_file_cannot_have_words_replaced_by_others() -> None:
    texts = {"overview": ["（一）情况。不完。"]}
    document = Document(form("2021"), parts={Part.TEMPLATES: HOSTILE}, texts=texts)
    History(document).do(set_cells(document, {NEW: "9"}))
    assert document.paragraphs("overview") == ("（一）情况。不完。",)
    assert not [each for each in check(document) if each.code == "narrative.template"]


def test_no_number_of_bound_sentences_holds_a_key_up() -> None:
    many = {f"overview:收到申请{number}件。": "收到申请{新收·总计}件。" for number in range(20_000)}
    texts = {"overview": ["收到申请1件。"] * 3_000}
    document = Document(form("2021"), parts={Part.TEMPLATES: many}, texts=texts)
    history = History(document)
    with bounded_work():
        history.do(set_cells(document, {NEW: "9"}))
        history.do(insert_sentence(document, "overview", 0, 0, TEMPLATE))
    assert len(document.entries(Part.TEMPLATES)) <= 20_001


def test_a_number_that_is_not_filled_in_is_marked_until_it_is() -> None:
    empty = Document(form("2021"), texts={"overview": [""]})
    history = History(empty)
    history.do(insert_sentence(empty, "overview", 0, 0, TEMPLATE))
    nothing = "收到申请【未填】件，其中自然人【未填】件。"
    assert empty.paragraphs("overview") == (nothing,)
    assert "text.placeholder" in {each.code for each in check(empty)}
    row = [each.address for each in empty.form.inputs if each.row.key == "new"]
    for address in row:
        history.do(set_cells(empty, {address: "0"}))
        is_first = address != row[-1]
        total = "【未填】" if is_first else "0"
        assert empty.paragraphs("overview") == (f"收到申请{total}件，其中自然人0件。",)
    for _ in row:
        history.undo()
    assert empty.paragraphs("overview") == (nothing,)


@pytest.mark.parametrize("text", ["", "/", "约"])
def test_a_number_that_is_taken_out_again_is_marked(history: History, text: str) -> None:
    insert(history)
    history.do(set_cells(history.document, {NEW: text}))
    words = history.document.paragraphs("overview")[0]
    assert words.endswith("收到申请【未填】件，其中自然人【未填】件。")
