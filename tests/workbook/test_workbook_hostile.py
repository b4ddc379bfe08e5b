"""Whatever a file from outside is, it ends in a report or in one sentence, soon and small."""

from __future__ import annotations

import random
import re
import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.workbook.read import from_workbook
from tests.bounded_work import bounded_work
from tests.workbook.workbook_surgery import (
    packed,
    parts_of,
    small_workbook,
    with_part,
    with_shared_strings,
)

if TYPE_CHECKING:
    from collections.abc import Callable

GIGABYTE = 1 << 30
CHINESE_SENTENCE = re.compile(r"^[^a-z]*[\u4e00-\u9fff].*。$", re.DOTALL)
WORKBOOK = with_shared_strings(small_workbook())
PARTS = parts_of(WORKBOOK)


def problem_of(data: bytes) -> PackageProblem:
    """The problem with a file, told with little work and in little memory."""
    tracemalloc.start()
    try:
        with bounded_work(), pytest.raises(PackageProblem) as caught:
            from_workbook(data)
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
    assert CHINESE_SENTENCE.match(str(caught.value))
    return caught.value


def ends_well(data: bytes) -> bool:
    """Whether a file is read, or refused with a sentence; anything else is raised."""
    try:
        from_workbook(data)
    except PackageProblem as problem:
        return bool(CHINESE_SENTENCE.match(str(problem)))
    return True


def deflated_zeros(size: int) -> bytes:
    """A deflate stream that unpacks to ``size`` zeros, made without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size >> 20) + packer.flush()


def archive_with(name: str, stream: bytes, told: int) -> bytes:
    """A workbook with one part replaced by a raw stream that is told to unpack to some size."""
    others = {part: content for part, content in PARTS.items() if part != name}
    whole = packed(others)
    end = whole.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HII", whole, end + 10)
    fields = (0, 8, 0, 0x21, 0, len(stream), told, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<5H3I2H", 20, *fields) + name.encode() + stream
    entry = b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, 20, *fields, 0, 0, 0, 0, offset)
    entry += name.encode()
    directory = entry + whole[offset : offset + size]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), 0, 0)
    tail = tail[:16] + struct.pack("<IH", offset + len(local), 0)
    return whole[:offset] + local + directory + tail


def test_the_archives_made_here_are_read_where_they_are_honest() -> None:
    name = "xl/workbook.xml"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packer.compress(PARTS[name]) + packer.flush()
    data = archive_with(name, stream, len(PARTS[name]))
    with zipfile.ZipFile(BytesIO(data)) as package, pytest.raises(zipfile.BadZipFile, match="CRC"):
        package.read(name)


def test_a_bomb_of_ten_gigabytes_is_refused_by_its_directory() -> None:
    stream = deflated_zeros(4 * GIGABYTE - (1 << 20))
    part = archive_with("xl/sharedStrings.xml", stream, 4 * GIGABYTE - (1 << 20))
    assert "过大" in str(problem_of(part)) or "大得" in str(problem_of(part))
    many = {f"xl/worksheets/x{number}.xml": bytes(20 << 20) for number in range(5)}
    assert "大得" in str(problem_of(packed({**PARTS, **many})))


def test_a_bomb_that_tells_a_small_size_is_cut_off() -> None:
    stream = deflated_zeros(10 * GIGABYTE)
    for told in (1000, 10 << 20):
        problem_of(archive_with("xl/workbook.xml", stream, told))


@pytest.mark.slow
def test_more_parts_than_any_report_has_are_refused() -> None:
    assert "大得" in str(problem_of(packed({f"x/{number}": b"" for number in range(60_000)})))


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%s]><x>&z;</x>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10)
    for letter in range(ord("b"), ord("z") + 1)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "docProps/custom.xml"])
@pytest.mark.parametrize(
    "content",
    [LAUGHS, OUTSIDE, OUTSIDE.decode().encode("utf-16"), b" " * 5000 + OUTSIDE],
    ids=["laughs", "outside", "utf-16", "late"],
)
def test_entities_are_refused(part: str, content: bytes) -> None:
    problem_of(with_part(WORKBOOK, part, lambda _: content))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<a>" * 100_000),
        ("xl/worksheets/sheet4.xml", b"<a>" * 100_000),
        ("xl/sharedStrings.xml", b""),
        ("xl/workbook.xml", b"\x00" * 1000),
    ],
)
def test_broken_parts_are_damage(part: str, content: bytes) -> None:
    assert "损坏" in str(problem_of(with_part(WORKBOOK, part, lambda _: content)))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda _: b"", PackageProblem),
        (lambda data: data[: len(data) // 2], PackageProblem),
        (lambda data: data[:4], PackageProblem),
        (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), OtherFormat),
        (lambda _: "一、总体情况".encode() * 100, OtherFormat),
        (lambda _: packed({"word/document.xml": b"<x/>"}), OtherFormat),
    ],
    ids=["empty", "half", "four bytes", "old office file", "text", "docx"],
)
def test_other_files_are_told_apart(change: Callable[[bytes], bytes], kind: type) -> None:
    assert type(problem_of(change(WORKBOOK))) is kind


def test_an_encrypted_workbook_is_told_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    problem = problem_of(data)
    assert "密码" in str(problem)
    assert not isinstance(problem, OtherFormat)


def test_a_workbook_of_somebody_else_is_for_the_importers() -> None:
    import openpyxl

    buffer = BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "一、总体情况"  # type: ignore[index]
    book.save(buffer)
    assert isinstance(problem_of(buffer.getvalue()), OtherFormat)


def test_an_edition_this_version_does_not_know_is_told() -> None:
    data = with_part(
        WORKBOOK, "docProps/custom.xml", lambda part: part.replace(b">2021<", b">2030<")
    )
    assert "2030" in str(problem_of(data))


def test_a_file_damaged_in_the_middle_is_a_sentence_wherever_it_is_cut() -> None:
    for end in range(0, len(WORKBOOK), 97):
        with pytest.raises(PackageProblem):
            from_workbook(WORKBOOK[:end])


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_flipped_bytes_end_in_a_report_or_a_sentence(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    assert ends_well(bytes(content))


@pytest.mark.parametrize("name", sorted(PARTS))
def test_nonsense_inside_a_part_ends_in_a_report_or_a_sentence(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - a test
    values = [b"-1", b"99999999999999999999", b"x", b"", b"1e999", b"\xff", b"$XFE$1", b"0"]
    attributes = [match.span(1) for match in re.finditer(rb'"([^"]*)"', PARTS[name])]
    texts = [match.span(1) for match in re.finditer(rb">([^<]+)<", PARTS[name])]
    for _ in range(25):
        start, end = chance.choice(attributes + texts)
        value = chance.choice(values)
        content = PARTS[name][:start] + value + PARTS[name][end:]
        assert ends_well(packed({**PARTS, name: content}))
