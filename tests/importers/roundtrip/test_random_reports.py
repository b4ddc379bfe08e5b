"""Random reports in every format: no wrong number ever, nothing lost, the text in order.

A run with many more examples: ``ROUNDTRIP_EXAMPLES=2000 pytest tests/importers/roundtrip``.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings

from report_editor.document import UNPLACED, Part
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from tests.importers.roundtrip import as_docx, as_html, as_text, as_xlsx
from tests.importers.roundtrip.holding import (
    check_extra_rows,
    check_numbers,
    check_text,
    check_text_is_somewhere,
)
from tests.importers.roundtrip.printed import Liberties, Printed, liberties, printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.importers.recognised import Recognition

EXAMPLES = int(os.environ.get("ROUNDTRIP_EXAMPLES", "12"))
"""Reports for each way of writing."""

WRITERS: dict[str, Callable[[Printed], bytes]] = {
    "report.docx": as_docx.docx_of,
    **{f"{style}.html": partial(as_html.html_of, style=style) for style in as_html.STYLES},
    **{f"{style}.xlsx": partial(as_xlsx.xlsx_of, style=style) for style in as_xlsx.STYLES},
    **{f"{style}.txt": partial(as_text.text_of, style=style) for style in as_text.STYLES},
}


_LOOSE_ZERO = Liberties(
    seed=5847, edition="2019", profile="blanks", totals="blank", drops_rows=True, subtotal_row=True,
    paragraphs=4,
)  # fmt: skip
"""Report with a zero apart from its row, and one total that is blank and comes to 0."""


def read_back(report: Printed, name: str) -> Recognition:
    return recognise(read_source(WRITERS[name](report), name))


@pytest.mark.parametrize("name", WRITERS)
@given(how=liberties())
@example(Liberties(seed=3132749951, totals="blank", subtotal_column=True))
@example(Liberties(seed=3291340226, profile="written", titles="variant"))
@example(Liberties(seed=2522103622, profile="words", totals="blank"))
@example(_LOOSE_ZERO)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_no_wrong_number_and_nothing_lost(name: str, how: Liberties) -> None:
    report = printed(how)
    found = read_back(report, name)
    check_numbers(report, found)
    if how.titles in ("official", "variant"):
        check_text(report, found)
    else:
        check_text_is_somewhere(report, found)
    if how.subtotal_row and not how.subtotal_column:
        check_extra_rows(report, found)


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "blanks.txt"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("traditional", [False, True], ids=["simplified", "traditional"])
def test_a_report_on_the_official_form_is_read_whole(
    name: str, edition: str, traditional: bool
) -> None:
    for seed in range(2):
        how = Liberties(seed, edition, profile="numbers", traditional=traditional, signed=True)
        report = printed(how)
        found = read_back(report, name)
        check_numbers(report, found)
        check_text(report, found)
        document = found.document
        assert not document.paragraphs(UNPLACED)
        assert not document.entries(Part.STATED)
        assert set(document.entries(Part.CELLS)) == {cell.address for cell in report.edition.inputs}
        assert document.title == report.title
        assert document.year == report.year
