"""Radicals, compatibility forms, words of gateways and rare characters are read in every format."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Part
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.flattenings import PDF_WRITERS, WRITERS
from tests.importers.roundtrip.holding import check_numbers, squeezed
from tests.importers.roundtrip.printed import ORGAN, Liberties, Printed, PrintedTable, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAMES = [
    *("tabs.txt", "viewer.txt", "page in one line.txt"),
    *(
        pytest.param(name, marks=pytest.mark.slow)
        for name in ("report.docx", "word.html", "lines.txt", "one sheet.xlsx")
    ),
]
RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
RADICALS |= dict(zip("长门见民户龙贝", "⻓⻔⻅⺠⼾⻰⻉", strict=True))
COMPATIBLE = {
    char: chr(code)
    for code in range(0xF900, 0xFA6E)
    if (char := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
RARE = {"平安": "𠮷𠀋", "某某": "𬭎洋", "全年召开": "㐂䶮全年召开"}


def replace_texts(report: Printed, change: Callable[[str], str]) -> None:
    report.title = change(report.title)
    report.blocks = [change(each) if isinstance(each, str) else each for each in report.blocks]
    report.closing = [change(each) for each in report.closing]
    for block in report.blocks:
        for cell in block.cells if isinstance(block, PrintedTable) else ():
            cell.text = change(cell.text)


def write_in(words: Mapping[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for word, other in words.items():
            text = text.replace(word, other)
        return text

    return change


def check_read(report: Printed, name: str, organ: str) -> None:
    found = recognise(read_source((WRITERS | PDF_WRITERS)[name](report), name))
    check_numbers(report, found)
    document = found.document
    for key, texts in report.narrative.items():
        read = squeezed("".join(document.paragraphs(key)))
        assert read == squeezed("".join(texts))
    assert (document.organization, document.year) == (organ, report.year)
    assert document.paragraphs(UNPLACED) == ()
    odd = [key for key in document.entries(Part.SOURCE) if key.startswith(("label:", "section:"))]
    assert not odd


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [RADICALS, COMPATIBLE], ids=["radicals", "compatible"])
def test_characters_that_only_look_alike_are_known(words: Mapping[str, str], name: str) -> None:
    report = printed(Liberties(5, signed=True))
    replace_texts(report, write_in(words))
    check_read(report, name, ORGAN)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_gateway_are_known(name: str) -> None:
    report = printed(Liberties(5, traditional=True, signed=True))
    change = write_in({"信息": "資訊"})
    replace_texts(report, change)
    report.narrative = {key: [*map(change, texts)] for key, texts in report.narrative.items()}
    check_read(report, name, "某某縣平安鎮人民政府")


@pytest.mark.parametrize("name", [*NAMES, pytest.param("reportlab.pdf", marks=pytest.mark.slow)])
def test_characters_beyond_the_first_plane_are_kept(name: str) -> None:
    report = printed(Liberties(5, signed=True))
    change = write_in(RARE)
    replace_texts(report, change)
    report.narrative = {key: [*map(change, texts)] for key, texts in report.narrative.items()}
    check_read(report, name, change(ORGAN))
