"""Sum up what became of the characters, the numbers and the sentences of a source."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Part, format_number
from report_editor.importers.recognition.folding import make_plain
from report_editor.importers.recognition.radicals import replace_radicals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.importers.recognised import Recognition
    from report_editor.importers.source import Source

WHERE = re.compile(r"（[^（）]*(?:第 \d+|行|页|表|段)[^（）]*）$")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SENTENCE = re.compile(r"[。；！？]")
_PIECE = re.compile(r"[^。；：:\s]{6,}")


def list_accounted(found: Recognition) -> Iterator[str]:
    """Yield what became of a source: all texts of the report, the list, and what was left out."""
    document = found.document
    entries = document.entries(Part.SOURCE)
    yield document.title
    if document.organization not in document.title:
        yield document.organization
    for section in document.form.sections:
        if f"missing:{section.key}" not in entries:
            yield entries.get(f"section:{section.key}", section.heading)
        if section in document.form.text_sections:
            yield from document.paragraphs(section.key)
    yield from (text for key, text in entries.items() if not key.startswith("section:"))
    yield from (WHERE.sub("", text) for text in document.paragraphs(UNPLACED))
    yield from (entry.text for entry in found.left_out)
    yield from document.entries(Part.CELLS).values()
    stated = document.entries(Part.STATED)
    for cell in document.form.cells.values():
        if cell.is_total:
            number = document.number(cell.address)
            yield stated.get(cell.address, format_number(number) if number is not None else "")
    for table in document.form.tables.values():
        yield from (cell.text for cell in table.grid)


def check_accounts(source: Source, found: Recognition) -> None:
    """Check that letters, numbers and sentences are all accounted for, and by no safety net.

    A letter may be of another text by chance, a number rarely, a sentence never.
    """
    read = [make_plain(text) for _, text in replace_radicals(source)[0].list_texts()]
    accounted = [make_plain(text) for text in list_accounted(found)]
    assert not count_letters(read) - count_letters(accounted)
    assert not count_numbers(read) - count_numbers(accounted)
    whole = _keep_letters("".join(accounted))
    for text, times in Counter(text for text in read if _SENTENCE.search(text)).items():
        if whole.count(_keep_letters(text)) < times:
            pieces = map(_keep_letters, _PIECE.findall(text))
            torn = [piece for piece in pieces if whole.count(piece) < times]
            assert not torn, torn
    assert not [note for note in found.notes if "没有读全" in note]
    counted = [entry for entry in found.left_out if entry.count != 1 or not entry.text]
    assert {entry.kind for entry in counted} <= {"脚本和样式", "无法识别的字符", "隐藏的工作表"}


def _keep_letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def count_letters(texts: Iterable[str]) -> Counter[str]:
    """Count letters and digits."""
    plain = (unicodedata.normalize("NFKC", text) for text in texts)
    return Counter(char for text in plain for char in text if char.isalnum())


def count_numbers(texts: Iterable[str]) -> Counter[Decimal]:
    """Count numbers, however they are written: 1,204 is 1204, and 0.00 is 0."""
    numbers = (each.replace(",", "") for text in texts for each in _NUMBER.findall(text))
    return Counter(Decimal(each).normalize() for each in numbers if each.count(".") < 2)


def check_lines(found: Recognition) -> None:
    """Check that each cell that was filled in leads to the line of the source that it stands in."""
    cells = found.document.entries(Part.CELLS)
    assert found.lines.keys() >= cells.keys()
    for address, line in found.lines.items():
        text = cells.get(address, "")
        digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))
        there = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", found.source[line][1]))
        assert digits in there, (address, text, found.source[line])
