"""Every character of a source is in the report, in the list, or left out with its reason."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import lxml.etree
import lxml.html
import pypdfium2
import pytest

from report_editor.document import UNPLACED, Document, Part
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.ledger import find_unaccounted
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.recognition.source_rows import SourceRow
from tests.importers.accounts import check_accounts, count_letters
from tests.importers.roundtrip.printed import Liberties, printed
from tests.importers.roundtrip.test_random_reports import WRITERS

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
FILES = [
    *(path for path in sorted(CASES.iterdir()) if path.suffix != ".json"),
    *(path for path in sorted(SAMPLES.glob("*-20*")) if path.suffix != ".json"),
]
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)\.xml")
RUN = re.compile(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)</w:")
UNSEEN = ("script", "style", "title", "noscript", "xml")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_character_of_a_file_is_accounted_for(path: Path) -> None:
    source = read_source(path.read_bytes(), path.name)
    try:
        check_accounts(source, recognise(source))
    except ImportProblem as problem:
        assert path.name.startswith(("30", "31")), problem  # noqa: PT017 - refused as they should


def extract_text(data: bytes, name: str) -> str:
    """Return all text of a file, by other means than the reader's."""
    match Path(name).suffix:
        case ".pdf":
            pages = pypdfium2.PdfDocument(data)
            return "".join(page.get_textpage().get_text_range() for page in pages)
        case ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [part for part in package.namelist() if PARTS.match(part)]
                return "".join("".join(RUN.findall(package.read(part).decode())) for part in parts)
        case ".html":
            page = lxml.html.fromstring(data.decode("utf-8"))
            lxml.etree.strip_elements(page, *UNSEEN, lxml.etree.Comment, with_tail=False)
            return str(page.text_content())
    return data.decode("utf-8-sig")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_character_of_a_file_is_read_or_left_out(path: Path) -> None:
    data = path.read_bytes()
    source = read_source(data, path.name)
    read = [text for _, text in source.list_texts()]
    left = [entry.text for entry in source.left_out]
    lost = count_letters([html.unescape(extract_text(data, path.name))])
    lost.subtract(count_letters([*read, *left]))
    assert not {char: count for char, count in lost.items() if count > 0 and char.isalnum()}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_every_character_of_generated_files_is_accounted_for(name: str) -> None:
    for seed, titles in enumerate(["official", "variant", "bare", "shifted", "round"]):
        profile = ("numbers", "words", "blanks", "marks", "written")[seed]
        how = Liberties(seed, "2019" if seed % 2 else "2021", titles=titles, profile=profile)
        source = read_source(WRITERS[name](printed(how)), name)
        check_accounts(source, recognise(source))


@pytest.mark.parametrize("part", ["a paragraph", "a number", "the list", "what was left out"])
def test_what_is_taken_out_of_a_report_is_missed(part: str) -> None:
    data = (CASES / "42-page-number-between-lines.txt").read_bytes()
    source = read_source(data + "\n供稿：李四\n阅读量：35".encode(), "a.txt")
    found = recognise(source)
    check_accounts(source, found)
    document = found.document
    texts = {key.key: document.paragraphs(key.key) for key in document.form.text_sections}
    texts[UNPLACED] = document.paragraphs(UNPLACED)
    match part:
        case "a paragraph":
            texts["overview"] = texts["overview"][1:]
        case "a number":
            texts["overview"] = tuple(each.replace("61", "6") for each in texts["overview"])
        case "the list":
            texts[UNPLACED] = ()
        case _:
            found = replace(found, left_out=[])
    parts = {each: document.entries(each) for each in Part}
    document = Document(document.form, parts=parts, texts=texts)
    with pytest.raises(AssertionError):
        check_accounts(source, replace(found, document=document))


def test_a_row_of_which_a_part_is_lost_is_found() -> None:
    rows = [SourceRow(("规章", "3"), "", 0), SourceRow(("备注", "见附件"), "", 0)]
    assert find_unaccounted(rows, ["规章", "3", "备注", "附件"]) == [rows[1]]
    assert find_unaccounted(rows, ["规章", "备注", "3见附件"]) == []
