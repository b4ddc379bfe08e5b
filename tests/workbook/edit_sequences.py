"""Edit reports' workbooks at random with several programs, and look for silent differences.

python -m tests.workbook.edit_sequences --by openpyxl --count 1000 [--seed 0] [--form 2021]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from report_editor.document import Document, Part
from report_editor.forms import Form, form, forms
from report_editor.ooxml.problems import PackageProblem
from report_editor.workbook.read import from_workbook
from report_editor.workbook.write import to_workbook
from tests.workbook.edit_with_openpyxl import edit_with_openpyxl
from tests.workbook.edit_xml import edit_xml
from tests.workbook.random_edits import Edit, draw_edits
from tests.workbook.seen_on_sheets import silent_differences

_PYTHON = "/usr/bin/python3"
"""Python of the system, for which LibreOffice installs its module."""


@cache
def report_of(edition: Form) -> Document:
    """A report with another number in every input, so that a wrong one shows."""
    cells = {cell.address: str(11 + 2 * at) for at, cell in enumerate(edition.inputs)}
    texts = {
        each.key: [f"{each.title}第{n}段。" for n in (1, 2, 3)] for each in edition.text_sections
    }
    fields = {
        "organization": "某乡人民政府",
        "year": "2024",
        "contact": "0571-88",
        "signatory": "王某",
    }
    return Document(edition, parts={Part.CELLS: cells, Part.FIELDS: fields}, texts=texts)


@cache
def workbook_of(edition: Form) -> bytes:
    """Its workbook."""
    return to_workbook(report_of(edition))


def find_differences(data: bytes, before: Document, *, is_calculated: bool = False) -> list[str]:
    """Return what differs in silence between a workbook and what is read from it."""
    try:
        reopened = from_workbook(data)
    except PackageProblem as problem:
        return [] if str(problem).endswith("。") else [repr(problem)]
    return silent_differences(data, reopened, before, is_calculated=is_calculated)


def draw(seed: int, editions: list[Form]) -> tuple[Form, list[Edit]]:
    """Draw an edition and the edits of one sequence."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    edition = chance.choice(editions)
    return edition, draw_edits(chance, edition)


def run_in_process(by: str, seeds: range, editions: list[Form]) -> dict[int, list[str]]:
    """Return the silent differences of each sequence that has any, carried out in this process."""
    edit = {"openpyxl": edit_with_openpyxl, "xml": edit_xml}[by]
    found: dict[int, list[str]] = {}
    for seed in seeds:
        edition, edits = draw(seed, editions)
        if differences := find_differences(edit(workbook_of(edition), edits), report_of(edition)):
            found[seed] = differences
    return found


def find_python_of_libreoffice() -> str | None:
    """Return a Python that can drive LibreOffice; None where there is none."""
    if shutil.which("soffice") is None or not Path(_PYTHON).exists():
        return None
    has_uno = subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return None if has_uno.returncode else _PYTHON


def run_in_libreoffice(seeds: range, editions: list[Form], folder: Path) -> dict[int, list[str]]:
    """Return the silent differences of each sequence that has any, carried out by LibreOffice."""
    jobs = []
    for seed in seeds:
        edition, edits = draw(seed, editions)
        source = folder / f"source-{edition.id}.xlsx"
        source.write_bytes(workbook_of(edition))
        target = folder / f"{seed}.xlsx"
        jobs.append({"source": str(source), "target": str(target), "edits": edits})
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs), encoding="utf-8")
    program = Path(__file__).with_name("edit_in_libreoffice.py")
    subprocess.run(
        [
            _PYTHON,
            str(program),
            str(listed),
        ],
        check=True,
        capture_output=True,
        env={key: text for key, text in os.environ.items() if not key.startswith("PYTHON")},
    )
    found: dict[int, list[str]] = {}
    for seed in seeds:
        report = report_of(draw(seed, editions)[0])
        data = (folder / f"{seed}.xlsx").read_bytes()
        if differences := find_differences(data, report, is_calculated=True):
            found[seed] = differences
    return found


def main() -> int:
    """Run the sequences that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by", choices=["openpyxl", "xml", "libreoffice"], default="openpyxl")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--form", default="")
    options = parser.parse_args()
    editions = [form(options.form)] if options.form else list(forms())
    began = time.monotonic()
    seeds = range(options.seed, options.seed + options.count)
    if options.by == "libreoffice":
        with tempfile.TemporaryDirectory() as folder:
            found = run_in_libreoffice(seeds, editions, Path(folder))
    else:
        found = run_in_process(options.by, seeds, editions)
    for seed, differences in found.items():
        print(seed, draw(seed, editions)[1])
        for each in differences:
            print("   ", each)
    seconds = time.monotonic() - began
    print(
        f"{options.by}: {options.count} sequences, {len(found)} differ in silence, {seconds:.0f} s"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
