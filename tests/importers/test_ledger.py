"""Every character of a source is in the report, in the list, or left out with its reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Part, format_number
from report_editor.importers import ImportProblem, Recognition, Source, recognise
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.folding import make_plain
from report_editor.importers.recognition.ledger import count_characters, find_unaccounted
from report_editor.importers.recognition.radicals import replace_radicals
from report_editor.importers.recognition.source_rows import SourceRow
from tests.importers.roundtrip.printed import Liberties, printed
from tests.importers.roundtrip.test_random_reports import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
FILES = [
    *(path for path in sorted(CASES.iterdir()) if path.suffix != ".json"),
    *(path for path in sorted(SAMPLES.glob("*")) if path.suffix != ".json"),
]
WHERE = re.compile(r"（[^（）]*(?:第 \d+|行|页|表|段)[^（）]*）$")


def list_accounted(found: Recognition) -> Iterator[str]:
    """Yield what became of a source: all texts of the report, the list, and what was left out."""
    document = found.document
    for section in document.form.sections:
        yield section.heading
        yield document.entries(Part.SOURCE).get(f"section:{section.key}", "")
    for section in document.form.text_sections:
        yield from document.paragraphs(section.key)
    yield from (WHERE.sub("", text) for text in document.paragraphs(UNPLACED))
    yield from (entry.text for entry in found.left_out)
    yield from document.entries(Part.CELLS).values()
    yield from document.entries(Part.SOURCE).values()
    yield from (document.title, document.official_title, document.organization)
    stated = document.entries(Part.STATED)
    for cell in document.form.cells.values():
        if cell.is_total:
            number = document.number(cell.address)
            yield stated.get(cell.address, format_number(number) if number is not None else "")
    for table in document.form.tables.values():
        yield from (cell.text for cell in table.grid)


def check(source: Source) -> None:
    """Check that the letters and digits of a source are accounted for, and by no safety net."""
    found = recognise(source)
    texts = (make_plain(text) for _, text in replace_radicals(source)[0].list_texts())
    read = count_characters(texts)
    lost = Counter({char: count for char, count in read.items() if char.isalnum()})
    lost.subtract(count_characters(map(make_plain, list_accounted(found))))
    assert not +lost, +lost
    assert not [note for note in found.notes if "没有读全" in note]
    counted = [entry for entry in found.left_out if entry.count != 1 or not entry.text]
    assert {entry.kind for entry in counted} <= {"脚本和样式", "无法识别的字符", "隐藏的工作表"}


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_character_of_a_file_is_accounted_for(path: Path) -> None:
    if path.name == "README.md":
        pytest.skip("no report")
    source = read_source(path.read_bytes(), path.name)
    try:
        check(source)
    except ImportProblem as problem:
        assert path.name.startswith(("30", "31")), problem  # noqa: PT017 - refused as they should


@pytest.mark.parametrize("name", WRITERS)
def test_every_character_of_generated_files_is_accounted_for(name: str) -> None:
    for seed, titles in enumerate(["official", "variant", "bare", "shifted", "round"]):
        profile = ("numbers", "words", "blanks", "marks", "written")[seed]
        how = Liberties(seed, "2019" if seed % 2 else "2021", titles=titles, profile=profile)
        check(read_source(WRITERS[name](printed(how)), name))


def test_a_row_of_which_a_part_is_lost_is_found() -> None:
    rows = [SourceRow(("规章", "3"), "", 0), SourceRow(("备注", "见附件"), "", 0)]
    assert find_unaccounted(rows, ["规章", "3", "备注", "附件"]) == [rows[1]]
    assert find_unaccounted(rows, ["规章", "备注", "3见附件"]) == []
