"""Compute the check code (核对码) of a report from what a reader of its paper sees.

Version A hashes, with SHA-256, this list as JSON (UTF-8, no blanks, characters as they are):
``["report-editor", "A", EDITION, YEAR, TITLE, SECTIONS, SIGNATORY, ORGAN, DATE, CONTACT]``.

- SECTIONS has ``[KEY, [PARAGRAPH, …]]`` for each section of text and ``[KEY, {ADDRESS: TEXT}]``
  for each table, whose values are the inputs and computed totals as they are printed.
- All texts are as :func:`print_report` prints them, with 2023-01-30 as 2023年1月30日, without
  hidden signs, in Unicode's form NFC. Blanks do not count: nobody sees one at the end of a line,
  and other programs put some between Chinese and Latin letters.
- YEAR is on paper in the QR code where the title does not say it.

Nothing else counts: findings set aside, last year's values, what found no place, a total as the
source printed it, and the options of the paper (草稿, 签发栏). The code of a report never changes
for a version; whoever changes what is hashed gives :data:`VERSION` the next letter.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING

from report_editor.common.check_code import VERSION, make_check_code
from report_editor.document import Field
from report_editor.document.final_records import find_final
from report_editor.exporters.report_parts import VALUES, PrintedReport, PrintedSection, print_report

if TYPE_CHECKING:
    from report_editor.document import Document

_BLANKS = re.compile(r"\s+")


def compute_check_code(document: Document, printed: PrintedReport | None = None) -> str:
    """Return the code of a report; ``printed`` are its parts, where they are listed already."""
    parts = printed or print_report(document)
    closing = parts.closing
    content = [
        "report-editor",
        VERSION,
        document.form.id,
        _fold(str(document.year or document.field(Field.YEAR))),
        _fold(parts.title),
        [[each.key, _describe(each)] for each in parts.sections],
        *map(_fold, (closing.signatory, closing.organization, closing.date, closing.contact)),
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return make_check_code(hashlib.sha256(text.encode(errors="surrogatepass")).digest())


def is_as_signed(document: Document) -> bool:
    """Check whether a report is final (定稿) and still what was signed."""
    final = find_final(document)
    return final is not None and final.code == compute_check_code(document)


def _describe(section: PrintedSection) -> list[str] | dict[str, str]:
    if section.table is None:
        return [_fold(each.text) for each in section.paragraphs]
    return {cell.key: _fold(text) for cell, text in section.table.cells if cell.role in VALUES}


def _fold(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFC", text))
