"""XML from outside: no entities, bounded, namespaces of Strict in their usual spelling."""

from __future__ import annotations

import pytest

from report_editor.ooxml.parse import SHEET, parse_number, parse_xml
from report_editor.ooxml.problems import PackageProblem

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.mark.parametrize("prefix", ["", ":x"])
def test_a_strict_part_has_the_usual_names(prefix: str) -> None:
    name = "x:a" if prefix else "a"
    root = parse_xml(f"<{name} xmlns{prefix} = '{STRICT}'>xmlns={STRICT}</{name}>".encode(), "a")
    assert root.tag == f"{SHEET}a"
    assert root.text == f"xmlns={STRICT}", "a text is no declaration"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>".encode("utf-16"),
        b" " * 100 + b"<!DOCTYPE a><a/>",
    ],
)
def test_declarations_of_entities_are_refused(content: bytes) -> None:
    with pytest.raises(PackageProblem, match="恶意"):
        parse_xml(content, "a")


@pytest.mark.parametrize("content", [b"", b"<a>", b"\0", b"<a>&nope;</a>", b"<a>" * 100_000])
def test_broken_xml_is_damage_and_names_the_part(content: bytes) -> None:
    with pytest.raises(PackageProblem, match=r"损坏.*xl/x\.xml"):
        parse_xml(content, "xl/x.xml")


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "hz", "UTF-32"])
def test_an_encoding_that_hides_tags_from_those_who_count_them_is_refused(encoding: str) -> None:
    hidden = f'<?xml version="1.0" encoding="{encoding}"?><a>+ADw-b/+AD4-</a>'.encode()
    with pytest.raises(PackageProblem, match="损坏"):
        parse_xml(hidden, "a")


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "GB2312", "gb18030", "iso-8859-1"])
def test_usual_encodings_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>b</a>'
    assert parse_xml(text.encode(encoding), "a").text == "b"


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("", 7), (None, 7), ("-1", 7), ("１", 7), ("9" * 9, 7), ("x", 7)],
)
def test_numbers_of_attributes(text: str | None, number: int) -> None:
    assert parse_number(text, 7) == number
