"""Sum up what became of the characters of a source."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Part, format_number
from report_editor.importers.recognition.folding import make_plain
from report_editor.importers.recognition.ledger import count_characters
from report_editor.importers.recognition.radicals import replace_radicals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.importers import Recognition, Source

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


def check_accounts(source: Source, found: Recognition) -> None:
    """Check that the letters and digits of a source are accounted for, and by no safety net."""
    texts = (make_plain(text) for _, text in replace_radicals(source)[0].list_texts())
    read = count_characters(texts)
    lost = Counter({char: count for char, count in read.items() if char.isalnum()})
    lost.subtract(count_characters(map(make_plain, list_accounted(found))))
    assert not +lost, +lost
    assert not [note for note in found.notes if "没有读全" in note]
    counted = [entry for entry in found.left_out if entry.count != 1 or not entry.text]
    assert {entry.kind for entry in counted} <= {"脚本和样式", "无法识别的字符", "隐藏的工作表"}
