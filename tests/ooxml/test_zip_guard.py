"""An archive from outside is refused before it can expand."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ooxml.problems import OtherFormat, PackageProblem
from report_editor.ooxml.zip_guard import (
    MAX_ENTRIES,
    MAX_ENTRY,
    MAX_TOTAL,
    MIB,
    open_bounded_zip,
    read_entry,
)
from tests.ooxml.making import archive

if TYPE_CHECKING:
    from collections.abc import Callable


def contents(data: bytes) -> dict[str, bytes]:
    opened = open_bounded_zip(data)
    return {entry.filename: read_entry(opened, entry) for entry in opened.infolist()}


def with_size(data: bytes, size: int, entry: int = 0) -> bytes:
    """The archive with another unpacked size of an entry in its directory."""
    changed = bytearray(data)
    at = -1
    for _ in range(entry + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


@given(st.dictionaries(st.sampled_from("abcde"), st.binary(max_size=5000)))
def test_a_sound_archive_is_read_as_it_is(entries: dict[str, bytes]) -> None:
    assert contents(archive(entries)) == entries


@pytest.mark.parametrize(
    "make",
    [
        lambda: archive({"a": bytes(20 * MIB)}),
        lambda: with_size(archive({"a": b"x"}, zipfile.ZIP_STORED), MAX_ENTRY + 1),
        lambda: archive({f"{number}": b"" for number in range(MAX_ENTRIES + 1)}),
    ],
    ids=["bomb", "entry", "entries"],
)
def test_what_is_too_large_is_refused_by_its_directory(make: Callable[[], bytes]) -> None:
    with pytest.raises(PackageProblem, match="大得"):
        open_bounded_zip(make())


@pytest.mark.slow
def test_entries_that_are_too_large_together_are_refused() -> None:
    part = 4 * MIB
    count = MAX_TOTAL // part
    assert open_bounded_zip(archive({f"{number}": bytes(part) for number in range(count)}))
    with pytest.raises(PackageProblem, match="大得"):
        open_bounded_zip(archive({f"{number}": bytes(part) for number in range(count + 1)}))


def test_as_many_entries_as_are_allowed_are_read() -> None:
    assert len(contents(archive({f"{number}": b"" for number in range(MAX_ENTRIES)}))) == 4000


@pytest.mark.parametrize("stated", [10, 1001, 200_000])
def test_an_entry_that_lies_about_its_size_is_refused(stated: int) -> None:
    content = b"0" * 100_000
    for crc_of in (stated, stated + 1):
        data = bytearray(with_size(archive({"a": content}), stated))
        central = data.rfind(b"PK\x01\x02")
        data[central + 16 : central + 20] = struct.pack("<I", zlib.crc32(content[:crc_of]))
        with pytest.raises(PackageProblem):
            contents(bytes(data))


def test_an_unusual_packing_and_encryption_are_refused() -> None:
    with pytest.raises(PackageProblem, match="损坏"):
        open_bounded_zip(archive({"a": b"x"}, zipfile.ZIP_BZIP2))
    encrypted = bytearray(archive({"a": b"x"}))
    encrypted[encrypted.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PackageProblem, match="密码"):
        open_bounded_zip(bytes(encrypted))


def test_other_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    with pytest.raises(PackageProblem, match="密码") as caught:
        open_bounded_zip(ole + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert not isinstance(caught.value, OtherFormat)
    for data in (ole + bytes(600), "文字".encode(), b"%PDF-1.4"):
        with pytest.raises(OtherFormat):
            open_bounded_zip(data)
    with pytest.raises(PackageProblem, match="空的"):
        open_bounded_zip(b"")


def test_any_cut_is_found() -> None:
    data = archive({"a": b"hello" * 50, "b": b"world"})
    for end in range(len(data)):
        with pytest.raises(PackageProblem) as refused:
            contents(data[:end])
        assert "历史版本" not in str(refused.value)  # a file from elsewhere has none
        assert "目录" not in str(refused.value)
        assert "请" in str(refused.value)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_flipped_byte_is_found_or_harmless(at: int, flip: int) -> None:
    content = {"a": b"hello" * 50, "b": b"world"}
    data = bytearray(archive(content))
    data[at % len(data)] ^= flip
    try:
        read = contents(bytes(data))
    except PackageProblem:
        return
    assert set(read.values()) <= set(content.values())


def test_an_archive_of_the_64_bit_kind_is_read() -> None:
    """Some programs always write the longer directory, whatever the size."""
    data = archive({"a": b"hello"})
    end = data.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    longer = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    unknown = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0
    )
    assert contents(data[:end] + longer + locator + unknown) == {"a": b"hello"}
