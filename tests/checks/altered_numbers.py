"""Measure how many altered numbers the checks notice: ``python -m tests.checks.altered_numbers``.

Each number that the tables bear out is altered once; it is noticed if the report has a finding
that it did not have. A finding on claims in a text that nobody altered is a false alarm. The texts
are those of ``claim_sentences``, and published reports beside the checkout, where there are some.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from report_editor.checks import check
from report_editor.checks.text.chinese_numbers import format_han_number, parse_han_number
from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.workspace.opening import OpenProblem, open_file
from tests.checks.claim_sentences import MARKED, YEAR, Writer, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).parents[3] / "shared"
_COUNT = re.compile(r"(?<![\d.])(\d{1,6})(?= ?(?:件|起|宗))")
_ABOUT = re.compile(r"申请|复议|诉讼|公开答复|予以公开")


class Result(NamedTuple):
    """A count of altered numbers."""

    altered: int
    noticed: int
    false_alarms: tuple[str, ...]
    missed: tuple[str, ...]


def read_findings(document: Document) -> set[str]:
    """Return what the checks say of the text."""
    return {each.message for each in check(document) if each.code.startswith("narrative.")}


def make_report(cells: dict[str, int], paragraph: str) -> Document:
    """Return a report of one paragraph."""
    the_form = form("2021")
    raws = {each.address: str(cells.get(each.address, 0)) for each in the_form.inputs}
    fields = {"organization": "青石县水务局", "year": str(YEAR)}
    return Document(
        the_form,
        parts={Part.CELLS: raws, Part.FIELDS: fields},
        texts={"overview": ["全年主动公开政府信息136条。", paragraph]},
    )


def alter(number: str, random: Random) -> str:
    """Return another number, written in the same manner."""
    if "." in number:
        return f"{float(number) + random.choice((0.3, 1.2, 7.5)):.1f}"
    if not number.isdecimal():
        value = (parse_han_number(number) or 0) + random.choice((1, 2, 5))
        return format_han_number(value) if value < 100 else str(value)
    return str(int(number) + random.choice((1, 2, 9, 30)))


def measure_generated(count: int, seed: int = 1) -> Result:
    """Alter the numbers of generated paragraphs."""
    altered, noticed = 0, 0
    alarms: list[str] = []
    missed: list[str] = []
    for index in range(count):
        random = Random(f"{seed}-{index}")  # noqa: S311 - not for secrets
        cells = make_tables(random)
        marked = Writer(random, cells).paragraph()
        plain = MARKED.sub(r"\1", marked)
        before = read_findings(make_report(cells, plain))
        alarms.extend(f"{each} | {plain}" for each in before)
        for match in MARKED.finditer(marked):
            other = alter(match[1], random)
            text = marked[: match.start()] + other + marked[match.end() :]
            after = read_findings(make_report(cells, MARKED.sub(r"\1", text)))
            altered += 1
            if after - before:
                noticed += 1
            else:
                around = text[max(0, match.start() - 60) : match.end() + 30]
                missed.append(f"{match[1]} → {other} | {MARKED.sub(_unmark, around)}")
    return Result(altered, noticed, tuple(alarms), tuple(missed))


def _unmark(match: re.Match[str]) -> str:
    return match[1]


def measure_published(folder: Path) -> dict[str, Result]:
    """Alter the counts of the sentences on applications and cases in published reports."""
    results = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_text = file.suffix in (".md", ".html", ".pdf", ".txt") and ".expected" not in file.name
        if is_text and not file.name.startswith("README"):
            with suppress(OpenProblem):  # no report, and refused
                results[file.name] = _measure_document(open_file(file).document)
    return results


def _measure_document(document: Document) -> Result:
    random, before = Random(1), read_findings(document)  # noqa: S311 - not for secrets
    altered, noticed = 0, 0
    missed: list[str] = []
    for section, index, start, end in _list_counts(document):
        paragraphs = list(document.paragraphs(section))
        text = paragraphs[index]
        other = alter(text[start:end], random)
        paragraphs[index] = text[:start] + other + text[end:]
        texts = {each.key: document.paragraphs(each.key) for each in document.form.text_sections}
        parts = {part: document.entries(part) for part in Part}
        copy = Document(document.form, parts=parts, texts={**texts, section: paragraphs})
        altered += 1
        if read_findings(copy) - before:
            noticed += 1
        else:
            missed.append(f"{text[start:end]} → {other} | {text[max(0, start - 20) : end + 12]}")
    return Result(altered, noticed, tuple(before), tuple(missed))


def _list_counts(document: Document) -> Iterator[tuple[str, int, int, int]]:
    for section in document.form.text_sections:
        for index, text in enumerate(document.paragraphs(section.key)):
            for match in _COUNT.finditer(text):
                start = text.rfind("。", 0, match.start()) + 1
                if _ABOUT.search(text, start, match.end() + 12):
                    yield section.key, index, match.start(1), match.end(1)


def _print(name: str, result: Result, shown: int) -> None:
    share = f"{100 * result.noticed / result.altered:.1f} %" if result.altered else "-"
    print(
        f"{name}: {result.noticed} of {result.altered} noticed ({share}), "
        f"{len(result.false_alarms)} findings on the text as it is"
    )
    for line in (*result.false_alarms[:shown], *result.missed[:shown]):
        print("   ", line)


def main(count: int, shown: int) -> None:
    """Print the shares over all texts there are."""
    _print("generated", measure_generated(count), shown)
    for folder in (SHARED / "cases" / "reports", SHARED / "samples"):
        for name, result in measure_published(folder).items():
            if result.altered:
                _print(name, result, shown)


if __name__ == "__main__":
    main(*map(int, (sys.argv[1:] + ["300", "12"][len(sys.argv) - 1 :])[:2]))
