"""The lines of a journal: torn, damaged or mixed up, what is read is what was written."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Change, Document, EntryEdit, Part, TextEdit
from report_editor.document.plain_text import to_line
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import (
    Base,
    ChangeEntry,
    Head,
    JournalError,
    NewerJournal,
    SaveEntry,
)
from report_editor.storage.journal_reader import Gap, JournalReader
from tests.storage.journaled_session import read_journal

OWNER = Owner("host", 1, "")

# Full of what separates lines, JSON texts and checksums.
NASTY = '}\n{"at":1}\n00000000 {}\r\n\u2028\x00\x1e,\\"\\n“一、”\ud800'


def journal(*texts: str) -> bytes:
    """A journal with one change for each text, and a save after the first."""
    document = Document(form("2021"), parts={Part.FIELDS: {"contact": NASTY}})
    base = Base.of(document, Path("a\nb.xlsx"), "00")
    head = Head(OWNER, base, number=7, id="id")
    lines = [
        journal_lines.encode_change(
            number,
            Change(
                f"输入{NASTY}",
                (
                    TextEdit("overview", 0, (), (text,)),
                    EntryEdit(Part.SET_ASIDE, text, None, NASTY),
                ),
                merge=NASTY,
            ),
        )
        for number, text in enumerate(texts, 8)
    ]
    lines[1:1] = [journal_lines.encode_save(8, Path("c\nd.xlsx"), "11")]
    first = journal_lines.join_lines([journal_lines.encode_head(head)], 0)
    return first + journal_lines.join_lines([each.payload for each in lines], head.seed)


def read_texts(data: bytes) -> list[str | int]:
    """The texts of the changes, and the numbers of changes missing between them."""
    _, items = read_journal(data)
    return [
        each.changes if isinstance(each, Gap) else each.data["edits"][1]["key"]
        for each in items
        if not isinstance(each, SaveEntry)
    ]


@pytest.mark.slow
@given(st.lists(st.text(), max_size=4))
def test_what_was_written_is_read(texts: list[str]) -> None:
    reader, items = read_journal(journal(*texts))
    assert read_texts(journal(*texts)) == texts
    assert reader.head.base.document.field("contact") == to_line(NASTY)  # type: ignore[arg-type]
    assert reader.head.base.path == Path("a\nb.xlsx")
    assert reader.head.owner == OWNER
    assert reader.head.number == 7
    assert not reader.is_damaged
    for entry in items:
        if isinstance(entry, ChangeEntry):
            change = entry.read(reader.head.base.document)
            assert change.label == f"输入{NASTY}"
            assert change.merge == NASTY
            assert change.edits[1] == EntryEdit(Part.SET_ASIDE, change.edits[1].key, None, NASTY)  # type: ignore[union-attr]
        elif isinstance(entry, SaveEntry):
            assert (entry.path, entry.sha256, entry.number) == (Path("c\nd.xlsx"), "11", 8)
        else:
            raise AssertionError(entry)


@pytest.mark.slow
def test_cut_at_every_byte_it_costs_the_line_that_was_cut() -> None:
    texts = [NASTY, "", '{"change":', "数字12"]
    data = journal(*texts)
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    assert len(ends) == 2 + len(texts)  # the separators inside the texts are no separators
    for cut in range(len(data) + 1):
        whole = sum(end <= cut for end in ends)
        if whole == 0:
            with pytest.raises(JournalError):
                read_journal(data[:cut])
        else:
            assert read_texts(data[:cut]) == texts[: whole - 1 - (whole > 2)]
            assert not read_journal(data[:cut])[0].is_damaged
    print(f"torn journal: {len(data) + 1} cuts, wrong 0")


def test_a_changed_byte_costs_the_line_that_it_is_in() -> None:
    texts = ["一", "二", "三"]
    data = journal(*texts)
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    expected: list[list[str | int]] = [[1, "二", "三"], ["一", "二", "三"]]
    expected += [["一", 1, "三"], ["一", "二", 0]]
    for at in range(ends[0], len(data) - 1):
        damaged = bytearray(data)
        damaged[at] ^= 0x41
        if damaged[at] == 0x0A or data[at] == 0x0A:
            continue
        line = sum(end <= at for end in ends)
        assert read_texts(bytes(damaged)) == expected[line - 1]
        assert read_journal(bytes(damaged))[0].is_damaged


def test_a_line_out_of_its_order_is_not_taken() -> None:
    first, one, save, two, three = journal("一", "二", "三").splitlines(keepends=True)
    for lines, expected in (
        ((one, save, two, three), ["一", "二", "三"]),
        ((one, three), ["一", 1, "三"]),
        ((two, one, three), [1, "二", "三"]),
        ((one, one, two, two, three), ["一", "二", "三"]),
        ((three, two, one), [2, "三", 0]),
    ):
        data = b"".join((first, *lines))
        assert read_texts(data) == expected
        assert read_journal(data)[0].is_damaged == (len(lines) != 4)


def test_a_line_of_another_journal_is_not_taken() -> None:
    first, *lines = journal("一", "二").splitlines(keepends=True)
    payload = journal_lines.check_line(lines[2][:-1], Head(OWNER, BASE, id="id").seed)
    assert payload
    foreign = journal_lines.join_lines([payload], Head(OWNER, BASE, id="other").seed)
    assert read_texts(b"".join((first, lines[0], foreign))) == ["一", 0]


BASE = Base.of(Document(form("2021")))


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b"3",
        b'{"journal": 1}',
        b'{"journal": 2, "document": {"form": "2021", "parts": [], "texts": {}}}',
        b'{"journal": 2, "document": {"form": "2021", "parts": {}, "texts": {"overview": "x"}}}',
        b'{"journal": 2, "document": {"form": "2021", "parts": {"cells": {"a": "1"}}, "texts":{}}}',
        (
            b'{"journal":1,"path":null,"sha256":"","host":"","pid":1,"started":"",'
            b'"begun":"2026-01-01T00:00:00+00:00","document":[]}'
        ),
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_no_journal_is_refused(payload: bytes) -> None:
    with pytest.raises(JournalError):
        read_journal(journal_lines.join_lines([payload], 0))


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b'{"n":"8","at":"2026-01-01T00:00:00+00:00","merge":"","change":{"label":"","edits":[]}}',
        b'{"n":8,"at":"2026-01-01T00:00:00+00:00","merge":"","change":[]}',
        b'{"n":8,"at":7,"merge":"","change":{}}',
        b'{"n":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_line_that_makes_no_sense_costs_itself(payload: bytes) -> None:
    first, one, *_ = journal("一").splitlines(keepends=True)
    senseless = journal_lines.join_lines([payload], Head(OWNER, BASE, id="id").seed)
    assert read_texts(first + senseless + one) == ["一"]


def test_a_newer_journal_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NewerJournal):
        read_journal(journal_lines.join_lines([b'{"journal": 3, "new": true}'], 0))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_calmly(data: bytes) -> None:
    with pytest.raises(JournalError):
        JournalReader(io.BytesIO(data))


def test_a_time_is_kept_when_a_line_is_written_again() -> None:
    at = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)
    line = journal_lines.encode_change(1, Change("", ()), at)
    assert journal_lines.decode_entry(line.payload).at == at
