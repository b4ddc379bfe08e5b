"""Export reports in every form, read each file back, and tell what is not equal.

``python -m tests.exporters.every_form [FILE…]``; without files, the example and the published
reports and cases that lie beside the checkout. Ends with 1 where something differs that is not
among the known exceptions of :func:`find_differences`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.common.hidden_characters import replace_hidden
from report_editor.common.problem import Problem
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.as_json import to_json
from report_editor.exporters.bundle import make_bundle, make_public_copy
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.report_parts import format_date, print_report
from report_editor.importers.open_file import import_file
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
ONLY_NUMBERS = ".csv"
WHOLE = ".json"
MOST_TOLD = 20
"""Differences of one report that are printed."""
MISSING = "〓"
"""Sign for a character that no font has."""


def list_files() -> list[Path]:
    """List the example, and what lies beside the checkout."""
    found = [ROOT / "resources" / "examples" / "示例报告.xlsx"]
    for folder in ("samples", "cases/reports", "cases/files"):
        found += sorted((SHARED / folder).glob("*"))
    skipped = ("README.md", ".expected.txt", ".expected.json", ".png")
    return [each for each in found if each.is_file() and not each.name.endswith(skipped)]


def read_back(data: bytes, ending: str) -> Document:
    """Read an exported file as the program opens it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"报告{ending}"
        path.write_bytes(data)
        return import_file(path).document


def find_differences(document: Document, found: Document, ending: str) -> Iterator[str]:
    """Yield what a file that was read back says otherwise than the report it was made of.

    Known exceptions, which are no differences:

    - JSON holds everything that is for everybody. CSV holds the numbers, the organ, the year and
      the edition, and alone of the others the totals as they were stated, unless stated blank.
    - What is for readers prints no hidden characters, tells a date as 2023年1月30日, prints
      contact details once, and shows no list of what found no place. Totals are those computed.
    - Without a title of its own a report has the official one; read back it may stand as its own.
    - Paper shows 〓 for a character that no font has, plain text ｜ for |: both are named.
    - Blanks and line breaks do not count.

    What differs all the same, and is printed: a title is known by its form, so a sign that no font
    has at its beginning is lost on paper, and an organ with signs that are in no name (< > / :) or
    a damaged one is not read. A year that is none is read as the one in the title or the texts.
    """
    if ending == WHOLE:
        if to_json(found) != to_json(make_public_copy(document)):
            yield "not the same document"
        return
    if found.form.id != document.form.id:
        yield f"edition {found.form.id}"
        return
    yield from _compare_numbers(document, found)
    printed = document.entries(Part.STATED).items() if ending == ONLY_NUMBERS else ()
    stated = {address: text for address, text in printed if text}
    if found.entries(Part.STATED) != stated:
        yield f"stated totals {dict(found.entries(Part.STATED))}"
    yield from _compare_fields(document, found, ending)
    if ending != ONLY_NUMBERS:
        yield from _compare_texts(document, found)


def _compare_numbers(document: Document, found: Document) -> Iterator[str]:
    for address in document.form.cells:
        if found.number(address) != document.number(address):
            yield f"{address}: {document.number(address)} → {found.number(address)}"
    for cell in document.form.inputs:
        before, after = document.parse(cell.address), found.parse(cell.address)
        raw = document.raw(cell.address)
        if before.problem and not is_alike(fold(raw), fold(found.raw(cell.address))):
            yield f"{cell.address}: {raw!r} → {found.raw(cell.address)!r}"
        if not is_alike(fold(before.remark), fold(after.remark)):
            yield f"{cell.address}: {before.remark!r} → {after.remark!r}"


def _compare_texts(document: Document, found: Document) -> Iterator[str]:
    for section in document.form.text_sections:
        texts = list(filter(None, map(fold, document.paragraphs(section.key))))
        again = [fold(text) for text in found.paragraphs(section.key)]
        for number, (one, other) in enumerate(zip(texts, again, strict=False), start=1):
            if not is_alike(one, other):
                yield f"{section.key} {number}: {one[:60]!r} → {other[:60]!r}"
        if len(texts) != len(again):
            yield f"{section.key}: {len(texts)} → {len(again)} paragraphs"
    if found.paragraphs(UNPLACED):
        yield f"no place for {found.paragraphs(UNPLACED)[:3]}"


def _compare_fields(document: Document, found: Document, ending: str) -> Iterator[str]:
    fields = [Field.ORGANIZATION, Field.YEAR]
    if ending != ONLY_NUMBERS:
        fields += [Field.SIGNATORY, Field.PUBLICATION_DATE]
        titles = print_report(document).title, print_report(found).title
        if not is_alike(*map(fold, titles)):
            yield f"title {titles[0]!r} → {titles[1]!r}"
        told = fold(document.field(Field.CONTACT))
        everything = fold("".join("".join(found.paragraphs(key)) for key in found.text_keys))
        if not is_alike(told, fold(found.field(Field.CONTACT))) and told not in everything:
            yield f"contact {told!r} → {found.field(Field.CONTACT)!r}"
    for field in fields:
        one, other = (fold(format_date(each.field(field))) for each in (document, found))
        if not is_alike(one, other):
            yield f"{field}: {one!r} → {other!r}"


def fold(text: str) -> str:
    """Return a text without what the exporters name as left out or replaced."""
    return "".join(replace_hidden(text, "")[0].replace("|", "｜").replace("�", "").split())


def is_alike(one: str, other: str) -> bool:
    """Check whether two texts are equal but for characters that no font has."""
    if MISSING not in other:
        return one == other
    pairs = list(zip(one, other, strict=False))
    return len(one) == len(other) and all(b in (a, MISSING) for a, b in pairs)


def check_report(document: Document, options: PublicationOptions) -> Iterator[str]:
    """Yield each difference of each form, with its ending."""
    for name, data in make_bundle(document, options, lambda _share: None).files.items():
        ending = Path(name).suffix
        try:
            found = read_back(data, ending)
        except Problem as problem:
            yield f"{ending}: {problem}"
        else:
            for difference in find_differences(document, found, ending):
                yield f"{ending} {difference}"


def main(files: Iterable[Path]) -> int:
    """Check files; return 1 where one differs."""
    count = differing = 0
    for path in files:
        try:
            document = open_file(path).document
        except Problem as problem:
            print(f"{path.name}: not opened, {problem}")
            continue
        began = time.monotonic()
        differences = list(check_report(document, PublicationOptions()))
        count += 1
        differing += bool(differences)
        print(f"{path.name}: {len(differences)} differences, {time.monotonic() - began:.2f} s")
        for each in differences[:MOST_TOLD]:
            print(f"    {each[:300]}")
    print(f"{count} reports, {differing} with differences")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(map(Path, sys.argv[1:]) if sys.argv[1:] else list_files()))
