"""A Word file that LibreOffice converted is read like the Word file.

More of them: ``ROUNDTRIP_CONVERSIONS=100 pytest -m slow tests/importers/roundtrip``.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest

from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.libreoffice import convert, needs_libreoffice
from tests.importers.roundtrip.as_docx import docx_of
from tests.importers.roundtrip.holding import check_numbers, check_text, check_text_is_somewhere
from tests.importers.roundtrip.printed import COUNTS, Liberties, printed

pytestmark = [pytest.mark.slow, needs_libreoffice]

COUNT = int(os.environ.get("ROUNDTRIP_CONVERSIONS", "8"))
PLAIN = Liberties(paragraphs=3, signed=True)


def some(count: int) -> list[Liberties]:
    """Return the plain form first, then reports that take liberties."""
    chance = random.Random(11)  # noqa: S311 - a test
    taken = [PLAIN, replace(PLAIN, traditional=True, edition="2019")]
    while len(taken) < count:
        taken.append(
            Liberties(
                seed=chance.randrange(2**32),
                edition=chance.choice(["2021", "2019"]),
                traditional=chance.random() < 0.5,
                profile=chance.choice(list(COUNTS)),
                totals=chance.choice(["right", "wrong", "blank"]),
                titles=chance.choice(["official", "variant", "bare", "shifted", "round"]),
                drops_rows=chance.random() < 0.5,
                misspells=chance.random() < 0.5,
                merges_other=chance.random() < 0.3,
                subtotal_column=chance.random() < 0.2,
                subtotal_row=chance.random() < 0.2,
                signed=chance.random() < 0.5,
                paragraphs=chance.randrange(1, 12),
            )
        )
    return taken[:count]


@pytest.mark.parametrize("to", ["pdf", "doc", "odt", "rtf", "html"])
def test_no_wrong_number_and_nothing_lost(to: str) -> None:
    taken = some(COUNT if to in ("pdf", "html") else 2)
    reports = [printed(how) for how in taken]
    files = convert([docx_of(report) for report in reports], "docx", to)
    for how, report, data in zip(taken, reports, files, strict=True):
        found = recognise(read_source(data, f"report.{to}"))
        check_numbers(report, found, broken=to == "pdf")
        if how.titles in ("official", "variant"):
            check_text(report, found, paragraphs=to != "pdf")
        else:
            check_text_is_somewhere(report, found)
