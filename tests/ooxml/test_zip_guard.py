"""An archive from outside is refused before it can expand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.ooxml.zip_guard import MIB, BadZip, ZipTooLarge, open_bounded_zip


def archive(entries: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return stream.getvalue()


@given(st.dictionaries(st.sampled_from("abcde"), st.binary(max_size=5000)))
def test_a_sound_archive_is_read_as_it_is(entries: dict[str, bytes]) -> None:
    opened = open_bounded_zip(archive(entries))
    assert {name: opened.read(name) for name in opened.namelist()} == entries


def test_a_bomb_is_too_large() -> None:
    with pytest.raises(ZipTooLarge):
        open_bounded_zip(archive({"a": bytes(20 * MIB)}))


def test_one_large_entry_many_entries_and_a_large_sum_are_too_large() -> None:
    data = archive({"a": b"x" * 600, "b": b"x" * 600}, zipfile.ZIP_STORED)
    assert open_bounded_zip(data, max_entry=600, max_total=1200, max_entries=2)
    for bounds in ({"max_entry": 599}, {"max_total": 1199}, {"max_entries": 1}):
        with pytest.raises(ZipTooLarge):
            open_bounded_zip(data, **bounds)


@pytest.mark.parametrize("stated", [10, 1001])
def test_an_entry_that_lies_about_its_size_is_refused(stated: int) -> None:
    content = b"0" * 100_000
    data = bytearray(archive({"a": content}))
    central = data.rfind(b"PK\x01\x02")
    for crc_of in (stated, stated + 1):
        data[central + 16 : central + 20] = struct.pack("<I", zlib.crc32(content[:crc_of]))
        data[central + 24 : central + 28] = struct.pack("<I", stated)
        with pytest.raises(BadZip):
            open_bounded_zip(bytes(data))


def test_an_unusual_packing_and_encryption_are_refused() -> None:
    with pytest.raises(BadZip):
        open_bounded_zip(archive({"a": b"x"}, zipfile.ZIP_BZIP2))
    encrypted = bytearray(archive({"a": b"x"}))
    encrypted[encrypted.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadZip):
        open_bounded_zip(bytes(encrypted))


def test_any_cut_is_found() -> None:
    data = archive({"a": b"hello" * 50, "b": b"world"})
    for end in range(len(data)):
        with pytest.raises(BadZip):
            open_bounded_zip(data[:end])


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_flipped_byte_is_found_or_harmless(at: int, flip: int) -> None:
    content = {"a": b"hello" * 50, "b": b"world"}
    data = bytearray(archive(content))
    data[at % len(data)] ^= flip
    try:
        opened = open_bounded_zip(bytes(data))
    except BadZip:
        return
    for name in opened.namelist():
        assert opened.read(name) in content.values()
