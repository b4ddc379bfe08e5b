"""XML from outside: no entities, bounded, namespaces of Strict in their usual spelling."""

from __future__ import annotations

import pytest

from report_editor.ooxml.parse import MAX_MARKS, MAX_XML, SHEET, parse_number, parse_xml
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


@pytest.mark.parametrize(
    "content",
    [b"<a>" + b"x" * MAX_XML + b"</a>", b"<a>" + b"<b/>" * MAX_MARKS + b"</a>"],
    ids=["bytes", "elements"],
)
def test_more_than_any_report_has_is_refused_before_it_is_parsed(content: bytes) -> None:
    with pytest.raises(PackageProblem, match="大得"):
        parse_xml(content, "a")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("", 7), (None, 7), ("-1", 7), ("１", 7), ("9" * 9, 7), ("x", 7)],
)
def test_numbers_of_attributes(text: str | None, number: int) -> None:
    assert parse_number(text, 7) == number
