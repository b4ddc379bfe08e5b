"""Who made a report final, kept with it."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Document, History, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.document.changes import Change
from report_editor.document.final_records import (
    find_final,
    list_final_records,
    make_final,
    take_back,
)
from report_editor.document.packing import pack_document, unpack_document
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from tests.document.any_documents import any_documents

NOW = datetime(2026, 1, 20, 9, 30).astimezone()
CODE = "AT9-9TR2-2GQ"


def make_history() -> History:
    return History(Document(form("2021"), parts={Part.FIELDS: {"year": "2025"}}))


def test_a_report_is_final_until_it_is_taken_back_and_both_stay() -> None:
    history = make_history()
    assert find_final(history.document) is None
    history.do(make_final(history.document, "张\n三", "2026-01-20", CODE, NOW))
    final = find_final(history.document)
    assert final is not None
    assert (final.by, final.on, final.code, final.at) == (
        "张\n三",
        "2026-01-20",
        CODE,
        "2026-01-20 09:30",
    )
    history.do(take_back(history.document, "县里退回", CODE, NOW))
    assert find_final(history.document) is None
    history.do(make_final(history.document, "李四", "2026-01-25", CODE, NOW))
    records = list_final_records(history.document)
    assert [each.is_final for each in records] == [True, False, True]
    assert records[1].reason == "县里退回"
    assert "县里退回" in records[1].describe()


def test_they_go_everywhere_the_report_goes_but_into_next_year() -> None:
    history = make_history()
    change = make_final(history.document, "张三", "2026-01-20", CODE, NOW)
    read = Change.from_json(change.to_json(), history.document)
    history.do(read)
    document = history.document
    for again in (unpack_document(pack_document(document)), from_json(to_json(document))):
        assert again == document
        assert find_final(again) == find_final(document)
    assert not roll_over(document, 2026).entries(Part.FINAL)


def test_what_somebody_else_wrote_there_is_passed_over() -> None:
    entries = {
        "1": '{"final": true, "by": "张三"}',
        "2": "{",
        "3": "[]",
        "4": "null",
        "5": '{"by": 3}',
        "-6": '{"final": true}',
        "９": '{"final": true}',
        "9" * 5000: '{"final": true}',
        "甲": '{"final": true}',
        "10": "[" * 50_000,
    }
    document = Document(form("2021"), parts={Part.FINAL: entries})
    assert [each.by for each in list_final_records(document)] == ["张三"]
    document.apply(take_back(document, "理由", CODE, NOW))
    assert find_final(document) is None
    assert document.entries(Part.FINAL)["11"]


@given(any_documents((form("2021"),)))
def test_no_entries_are_a_reason_to_fail(document: Document) -> None:
    find_final(document)
    document.apply(make_final(document, "张三", "2026-01-20", CODE, NOW))
    assert find_final(document) == list_final_records(document)[-1]


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_name_and_reason_come_back(by: str, reason: str) -> None:
    document = make_history().document
    document.apply(make_final(document, by, "2026-01-20", CODE, NOW))
    document.apply(take_back(document, reason, CODE, NOW))
    one, other = list_final_records(document)
    assert (one.is_final, one.by) == (True, by)
    assert (other.is_final, other.reason) == (False, reason)
