"""Measure how many findings one altered input gives: ``python -m tests.checks.altered_cells``.

Inputs of reports whose tables and sentences agree are altered one at a time, with and without
printed totals and last year's numbers. One finding is wanted for each that anything contradicts.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from report_editor.checks import Finding, check
from report_editor.document import Document, Part, format_number
from report_editor.forms import form
from tests.checks.claim_sentences import MARKED, YEAR, Writer, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.checks.claim_sentences import Cells

FORM = form("2021")
DISCLOSURE = {
    "disclosure.licensing.decisions": 30,
    "disclosure.penalties.decisions": 12,
    "disclosure.normative_documents.made": 2,
    "disclosure.normative_documents.repealed": 1,
    "disclosure.normative_documents.in_force": 7,
}
OF_TABLE_TWO = (
    "本年制发行政规范性文件2件、废止1件，现行有效行政规范性文件7件；"
    "作出行政许可决定30件、行政处罚决定12件。"
)
LAST_YEAR = {
    "disclosure.normative_documents.in_force": "6",
    "disclosure.licensing.decisions": "28",
    "disclosure.penalties.decisions": "14",
}


def make_report(
    cells: Cells,
    text: str,
    *,
    stated: dict[str, str] | None = None,
    previous: dict[str, str] | None = None,
) -> Document:
    """Return a report of one paragraph."""
    fields = {"organization": "青石县水务局", "year": str(YEAR)}
    parts = {
        Part.CELLS: _write(cells),
        Part.FIELDS: fields,
        Part.STATED: stated or {},
        Part.PREVIOUS: previous or {},
    }
    return Document(FORM, parts=parts, texts={"overview": [text]})


def _write(cells: Cells) -> dict[str, str]:
    return {each.address: str(cells.get(each.address, 0)) for each in FORM.inputs}


def print_totals(cells: Cells) -> dict[str, str]:
    """Return the totals as a source prints them."""
    raws = _write(cells)
    right = Document(FORM, parts={Part.CELLS: raws})
    totals = (each for each in FORM.cells.values() if each.is_total)
    return {each.address: format_number(right.value(each.address)) for each in totals}


def remember(cells: Cells) -> dict[str, str]:
    """Return last year's numbers that this year's follow from."""
    carried = {
        f"requests.carried_out.{key.rpartition('.')[2]}": raw
        for key, raw in _write(cells).items()
        if key.startswith("requests.carried_in.")
    }
    return {**{each.address: "0" for each in FORM.inputs}, **carried, **LAST_YEAR}


def list_new(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Return the findings of codes of which there were fewer, but for hints on what is unusual."""
    codes = Counter(each.code for each in before)
    more = {code for code, n in Counter(each.code for each in after).items() if n > codes[code]}
    messages = {each.message for each in before}
    hints = {"last_year.tenfold", "proceedings.direct_suit", "proceedings.no_reconsideration"}
    return [each for each in after if each.code in more - hints and each.message not in messages]


def alter_cells(
    seed: str, count: int, *, has_totals: bool, has_last_year: bool
) -> Iterator[tuple[str, list[Finding]]]:
    """Alter some inputs of a report one at a time; yield each with the findings that it gives."""
    random = Random(seed)  # noqa: S311 - not for secrets
    cells: Cells = {**make_tables(random), **DISCLOSURE}
    text = MARKED.sub(r"\1", Writer(random, cells).paragraph()) + OF_TABLE_TWO
    stated = print_totals(cells) if has_totals else None
    previous = remember(cells) if has_last_year else None
    before = check(make_report(cells, text, stated=stated, previous=previous))
    for address in random.sample([each for each, number in cells.items() if number], count):
        wrong = {**cells, address: cells[address] + random.choice((1, 2, 9, 30))}
        after = check(make_report(wrong, text, stated=stated, previous=previous))
        yield address, list_new(before, after)


def main(reports: int) -> None:
    """Print how many of the altered inputs gave how many findings."""
    for has_totals in (False, True):
        for has_last_year in (False, True):
            counts: Counter[int] = Counter()
            for seed in range(reports):
                altered = alter_cells(
                    str(seed), 8, has_totals=has_totals, has_last_year=has_last_year
                )
                counts.update(len(found) for _, found in altered)
            print(f"totals {has_totals}, last year {has_last_year}: {sorted(counts.items())}")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["30"])[0]))
