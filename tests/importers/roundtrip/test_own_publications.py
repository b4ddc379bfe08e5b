"""What is published opens again to the same report: web page, copy for a site, text, numbers.

A run with many more examples: ``ROUNDTRIP_EXAMPLES=500 pytest tests/importers/roundtrip``.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from report_editor.common.hidden_characters import replace_hidden
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import EXPORTERS
from report_editor.exporters.report_parts import print_report
from report_editor.exporters.web.site_copy import make_site_copy
from report_editor.importers.open_file import import_clipboard, import_file
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.exporters.web.editors_of_sites import KEPT_BY_ALL, paste
from tests.importers.roundtrip.holding import squeezed
from tests.importers.roundtrip.printed import Liberties, printed
from tests.importers.roundtrip.test_own_files import EXAMPLES, documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
FEW = -(-EXAMPLES // 3)
"""Reports for each way: there are many, and they have much in common."""
PIECES = (
    "<script>alert(1)</script>", "</p></td></table>", "&lt;&#x3c;", "<!-- ", "]]>", "\t", "\u202e",
    "\u2066甲\u2069", "\u200b", "|", " | ", "|---|", "# ", "- ", "> ", "=1+1", "@SUM(A1)", '"', "'",
    "\u00a0", "𠮷", "葛\U000e0100", "👨\u200d👩\u200d👧", "{0}", "%s", "�", "\ue000", "ئۇيغۇر",
    "http://www.example.gov.cn/a_b-c.html?x=1&y=2", "<table><tr><td>1</td></tr></table>", "表二",
)  # fmt: skip
STARTS = ("- ", "# ", "> ", "<h1>", "|", "=", "\u202e", "　　", "—")
CELLS = (
    "<b>3</b>",
    "=1+1",
    "+3",
    "@x",
    "3|4",
    "3\t4",
    "5（=其中|3件）",
    "123456789012",
    "3\u202e4",
)


def export(document: Document, ending: str, options: object = None) -> bytes:
    exporter = next(each for each in EXPORTERS if each.ending == ending)
    return exporter.write(document, options or exporter.options(), lambda _: None).data


def copy(document: Document, options: PublicationOptions) -> str:
    return make_site_copy(document, options).markup


def read(data: bytes, name: str) -> Document:
    return recognise(read_source(data, name)).document


WAYS: dict[str, Callable[[Document, PublicationOptions], Document]] = {
    "page": lambda document, how: read(export(document, ".html", how), "r.html"),
    "text": lambda document, how: read(export(document, ".txt", how), "r.txt"),
    "copy": lambda document, how: import_clipboard(copy(document, how), "").document,
    "copy of text": lambda document, how: (
        import_clipboard("", make_site_copy(document, how).text).document
    ),
    "site": lambda document, how: read(paste(copy(document, how)).encode(), "r.html"),
    "strict site": lambda document, how: read(
        paste(copy(document, how), kept=KEPT_BY_ALL, is_plain=True).encode(), "r.html"
    ),
    "page without style": lambda document, how: read(
        paste(export(document, ".html", how).decode()).encode(), "r.html"
    ),
}


def check_numbers(document: Document, found: Document) -> None:
    """Every cell has the same number, or the same text where it is none; no total differs."""
    assert found.form.id == document.form.id
    for cell in document.form.cells.values():
        assert found.number(cell.address) == document.number(cell.address), cell.address
        if not cell.is_total:
            written, again = document.parse(cell.address), found.parse(cell.address)
            assert (again.problem, fold(again.remark)) == (written.problem, fold(written.remark))
            if written.problem:
                assert fold(again.raw, "�") == fold(written.raw, "�")
    assert not found.entries(Part.STATED)


def check_texts(document: Document, found: Document) -> None:
    """Every paragraph is the same up to blanks, and nothing was left over."""
    for section in document.form.text_sections:
        texts = [fold(text) for text in document.paragraphs(section.key)]
        assert [fold(text) for text in found.paragraphs(section.key)] == texts
    assert not found.paragraphs(UNPLACED)
    assert not found.entries(Part.SOURCE)


def fold(text: str, stand_in: str = "") -> str:
    """Return a text without what the exporters name as left out or replaced."""
    return squeezed(replace_hidden(text, stand_in)[0].replace("|", "｜"))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@given(document=documents(), signature=st.booleans(), draft=st.booleans())
@settings(max_examples=FEW, deadline=None, suppress_health_check=QUIET)
def test_a_publication_opens_to_the_same_report(
    way: str, document: Document, signature: bool, draft: bool
) -> None:
    found = WAYS[way](document, PublicationOptions(signature=signature, draft=draft))
    check_numbers(document, found)
    check_texts(document, found)
    assert print_report(found).title == print_report(document).title
    for field in set(Field) - {Field.TITLE}:
        if field is not Field.SIGNATORY or signature:
            assert squeezed(found.field(field)) == squeezed(document.field(field)), field


@st.composite
def hostile(draw: st.DrawFn) -> Document:
    """Reports in whose texts and cells stands what a format might take for its own signs."""
    document = draw(documents())
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test
    texts = {
        section.key: [_harm(text, chance) for text in document.paragraphs(section.key)]
        for section in document.form.text_sections
    }
    inputs = [cell.address for cell in document.form.inputs]
    cells = dict(document.entries(Part.CELLS))
    cells |= {address: chance.choice(CELLS) for address in chance.sample(inputs, 3)}
    parts = {Part.FIELDS: document.entries(Part.FIELDS), Part.CELLS: cells}
    return Document(document.form, parts=parts, texts=texts)


def _harm(text: str, chance: random.Random) -> str:
    if len(text) < 20:
        return text
    at = chance.randrange(10, len(text))
    text = text[:at] + chance.choice(PIECES) + text[at:]
    return chance.choice(STARTS) + text if chance.random() < 0.2 else text


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@given(document=hostile())
@settings(max_examples=FEW, deadline=None, phases=UNSHRUNK, suppress_health_check=QUIET)
def test_no_text_breaks_what_stands_around_it(way: str, document: Document) -> None:
    found = WAYS[way](document, PublicationOptions())
    check_numbers(document, found)
    check_texts(document, found)


@pytest.mark.slow
@given(document=st.one_of(documents(), hostile()))
@settings(max_examples=FEW, deadline=None, phases=UNSHRUNK, suppress_health_check=QUIET)
def test_the_numbers_open_to_the_same_cells(tmp_path: Path, document: Document) -> None:
    path = tmp_path / "数据.csv"
    path.write_bytes(export(document, ".csv"))
    found = import_file(path).document
    check_numbers(document, found)
    for field in (Field.ORGANIZATION, Field.YEAR):
        assert found.field(field) == document.field(field)
    assert not found.paragraphs(UNPLACED)


@pytest.mark.parametrize("way", WAYS)
def test_a_paragraph_of_20000_characters_comes_back_whole(way: str) -> None:
    long = "全年主动公开政府信息。" * 1800
    report = printed(Liberties())
    fields: dict[str, str] = {Field.ORGANIZATION: "某县水务局", Field.YEAR: str(report.year)}
    texts = {"overview": [long], "other_matters": ["没有收取信息处理费。"]}
    document = Document(report.edition, parts={Part.FIELDS: fields}, texts=texts)
    found = WAYS[way](document, PublicationOptions())
    assert found.paragraphs("overview") == (long,)
    assert not found.paragraphs(UNPLACED)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("length", [58, 200])
def test_the_longest_names_of_organs_are_read(way: str, length: int) -> None:
    name = (
        "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克风景名胜区管理委员会"
        "综合行政执法局暨文化和旅游市场综合行政执法大队"
    )
    name = (name * 4)[:length]
    edition = printed(Liberties()).edition
    fields: dict[str, str] = {
        Field.ORGANIZATION: name,
        Field.YEAR: "2023",
        Field.PUBLICATION_DATE: "2024-01-19",
        Field.SIGNATORY: "王𠮷",
    }
    texts = {"overview": ["情况良好。"], "other_matters": ["没有收取信息处理费。"]}
    document = Document(edition, parts={Part.FIELDS: fields}, texts=texts)
    found = WAYS[way](document, PublicationOptions())
    assert dict(found.entries(Part.FIELDS)) == fields
    check_texts(document, found)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("filled", [(), ("overview",), ("problems",), ("other_matters",)])
def test_a_section_without_text_stays_empty(way: str, filled: tuple[str, ...]) -> None:
    edition = printed(Liberties()).edition
    fields: dict[str, str] = {Field.ORGANIZATION: "某县水务局", Field.YEAR: "2023"}
    cells = {cell.address: "0" for cell in edition.inputs}
    texts = {key: ["情况良好。"] for key in filled}
    document = Document(edition, parts={Part.FIELDS: fields, Part.CELLS: cells}, texts=texts)
    found = WAYS[way](document, PublicationOptions())
    check_numbers(document, found)
    check_texts(document, found)
