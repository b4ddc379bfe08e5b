"""Parts of a package are found however their names and relations are written."""

from __future__ import annotations

import pytest

from report_editor.ooxml.package import Package
from report_editor.ooxml.problems import PackageProblem
from tests.ooxml.making import OFFICE, package, relations


def test_parts_are_read_by_name_whatever_the_slashes_and_the_case() -> None:
    opened = Package(package({"xl\\Sheet.xml": "<a/>", "/xl/b.xml": "<b/>"}))
    assert opened.names == ("xl/Sheet.xml", "xl/b.xml")
    assert "xl/sheet.xml" in opened
    assert opened.xml("XL/SHEET.XML").tag == "a"
    assert opened.xml("xl/b.xml").tag == "b"
    assert opened.find_xml("xl/c.xml") is None
    with pytest.raises(PackageProblem, match=r"缺少 xl/c\.xml"):
        opened.xml("xl/c.xml")


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("b.xml", "xl/b.xml"),
        ("./sub/../b.xml", "xl/b.xml"),
        ("/xl/b.xml", "xl/b.xml"),
        ("..\\xl\\b.xml", "xl/b.xml"),
        ("../../../../xl/b.xml", "xl/b.xml"),
        ("../c%20d.xml", "c d.xml"),
        ("missing.xml", ""),
        ("#S!A1", ""),
        ("", ""),
    ],
)
def test_a_relation_leads_to_a_part_inside_the_package(target: str, part: str) -> None:
    parts = {
        "xl/a.xml": "<a/>",
        "xl/b.xml": "<b/>",
        "c d.xml": "<c/>",
        "xl/_rels/a.xml.rels": relations(("r1", "image", target)),
    }
    relation = Package(package(parts)).relations("xl/a.xml")["r1"]
    assert (relation.kind, relation.part, relation.target) == ("image", part, target)
    assert not relation.is_external


def test_an_external_relation_leads_to_no_part() -> None:
    parts = {
        "b.xml": "<b/>",
        "_rels/a.xml.rels": relations(("r1", "image", "b.xml"), mode="External"),
    }
    relation = Package(package(parts)).relations("a.xml")["r1"]
    assert (relation.part, relation.is_external) == ("", True)


def test_the_main_part_is_where_the_package_says() -> None:
    parts = {"new/book.xml": "<a/>", "xl/workbook.xml": "<old/>"}
    said = {**parts, "_rels/.rels": relations(("r", "officeDocument", "new/book.xml"))}
    assert Package(package(said)).main_part("xl/workbook.xml") == "new/book.xml"
    assert Package(package(parts)).main_part("xl/workbook.xml") == "xl/workbook.xml"


def test_types_of_relations_in_strict_files_have_their_usual_names() -> None:
    listed = relations(("r", "image", "a.xml"))
    strict = listed.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    relation = Package(package({"a.xml": "<a/>", "_rels/.rels": strict})).relations()["r"]
    assert relation.type == f"{OFFICE}/image"
