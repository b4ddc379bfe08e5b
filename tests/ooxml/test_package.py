"""Parts of a package are found however their names and relations are written."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from report_editor.ooxml.package import MAX_XML, Package
from report_editor.ooxml.problems import PackageProblem, TooLarge
from tests.ooxml.making import OFFICE, archive, package, relations

if TYPE_CHECKING:
    from pathlib import Path


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


def test_all_parts_together_take_no_more_memory_than_allowed() -> None:
    part = "<a>" + "<b/>" * 1000 + "</a>"  # 1,002 tags
    opened = Package(package({"a.xml": part, "b.xml": part, "c.xml": part}), memory=700_000)
    for name in ("a.xml", "b.xml"):
        assert len(opened.xml(name)) == 1000
    with pytest.raises(TooLarge, match="大得"):
        opened.xml("c.xml")


def test_a_part_too_long_is_refused_before_it_is_unpacked() -> None:
    data = archive({"a.xml": b"<a>" + b"x" * MAX_XML + b"</a>"}, zipfile.ZIP_STORED)
    with pytest.raises(TooLarge, match="大得"):
        Package(data, memory=1 << 40).xml("a.xml")


MEASURED = {
    "elements": "<b/>" * 300_000,
    "texts": "<b/>字" * 300_000,
    "attributes": ("<b " + " ".join(f"a{at}=''" for at in range(1000)) + "/>") * 300,
    "namespaces": "<b xmlns:c='u'/>" * 150_000,
    "long texts": "<b>" + "字" * 2_000_000 + "</b>",
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("kind", MEASURED)
def test_what_is_estimated_is_enough(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<a>{MEASURED[kind]}</a>", "utf-8")
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from report_editor.ooxml.parse import estimate_memory, parse_xml\n"
        "content = Path(sys.argv[1]).read_bytes()\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "before = peak()\n"
        "texts = [each.text for each in parse_xml(content, 'a').iter()]\n"
        "print(peak() - before, estimate_memory(content))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.xml")],
        capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    taken, estimated = map(int, run.stdout.split())
    assert taken < estimated
