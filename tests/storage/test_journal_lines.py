"""The lines of a journal: torn, damaged or mixed up, what is read is what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Change, Document, EntryEdit, Part, TextEdit
from report_editor.document.plain_text import split_lines
from report_editor.files.processes import Owner
from report_editor.forms import form
from report_editor.storage import journal_lines
from report_editor.storage.journal_lines import Base, JournalError, NewerJournal

OWNER = Owner("host", 1, "")

# Full of what separates lines, JSON texts and checksums.
NASTY = '}\n{"at":1}\n00000000 {}\r\n\u2028\x00\x1e,\\"\\n“一、”\ud800'


LINES = split_lines(NASTY)
"""What a document makes of it; labels and paths keep it as it is."""


def journal(*texts: str) -> bytes:
    """A journal with one change for each text."""
    document = Document(form("2021"), texts={"overview": [NASTY]})
    payloads = [journal_lines.encode_head(Base.of(document, Path("a\nb.xlsx"), "00"), OWNER)]
    payloads += [
        journal_lines.encode_change(
            Change(
                f"输入{NASTY}",
                (
                    TextEdit("overview", 0, (NASTY,), (text, NASTY)),
                    EntryEdit(Part.SET_ASIDE, text, None, NASTY),
                ),
                merge=NASTY,
            )
        )
        for text in texts
    ]
    return journal_lines.join_lines(payloads)[0]


def after_texts(data: bytes) -> list[str]:
    entries = journal_lines.decode(data).entries
    assert all(isinstance(entry, journal_lines.ChangeEntry) for entry in entries)
    edits = [e.change.edits[1] for e in entries if isinstance(e, journal_lines.ChangeEntry)]
    return [edit.key for edit in edits if isinstance(edit, EntryEdit)]


@pytest.mark.slow
@given(st.lists(st.text(), max_size=4))
def test_what_was_written_is_read(texts: list[str]) -> None:
    read = journal_lines.decode(journal(*texts))
    assert after_texts(journal(*texts)) == texts
    assert read.base.restore().paragraphs("overview") == LINES
    assert read.base.path == Path("a\nb.xlsx")
    assert read.rest == b""
    assert read.owner == OWNER
    for entry in read.entries:
        assert isinstance(entry, journal_lines.ChangeEntry)
        assert entry.change.label == f"输入{NASTY}"
        assert entry.change.merge == NASTY


@pytest.mark.slow
def test_cut_at_every_byte_it_costs_the_line_that_was_cut() -> None:
    texts = [NASTY, "", '{"change":', "数字12"]
    data = journal(*texts)
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    assert len(ends) == 1 + len(texts)  # the separators inside the texts are no separators
    for cut in range(len(data) + 1):
        whole = sum(end <= cut for end in ends)
        if whole == 0:
            with pytest.raises(JournalError):
                journal_lines.decode(data[:cut])
        else:
            assert after_texts(data[:cut]) == texts[: whole - 1]
            assert not journal_lines.decode(data[:cut]).is_damaged
    print(f"torn journal: {len(data) + 1} cuts, wrong 0")


def test_a_changed_byte_anywhere_ends_the_reading_before_it() -> None:
    texts = ["一", "二", "三"]
    data = journal(*texts)
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    for at in range(ends[0], len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 0x41
        whole = sum(end <= at for end in ends)
        assert after_texts(bytes(damaged)) == texts[: whole - 1]


def test_a_line_out_of_its_order_is_not_taken() -> None:
    first, *rest = journal("一", "二", "三").splitlines(keepends=True)
    assert after_texts(b"".join([first, *rest])) == ["一", "二", "三"]
    assert after_texts(b"".join([first, rest[0], rest[2]])) == ["一"]
    assert after_texts(b"".join([first, rest[1], rest[0]])) == []
    assert after_texts(b"".join([first, rest[0], rest[0], rest[1]])) == ["一"]
    assert journal_lines.decode(b"".join([first, rest[0], rest[2]])).is_damaged


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b"3",
        b'{"journal": 1}',
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
        journal_lines.decode(journal_lines.join_lines([payload])[0])


def test_a_newer_journal_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NewerJournal):
        journal_lines.decode(journal_lines.join_lines([b'{"journal": 2, "new": true}'])[0])


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_calmly(data: bytes) -> None:
    with pytest.raises(JournalError):
        journal_lines.decode(data)
