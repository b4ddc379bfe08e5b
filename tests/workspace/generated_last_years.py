"""Begin reports from generated ones of last year: no number comes along wrong, or without a word.

``python -m tests.workspace.generated_last_years --count 2000`` tries so many, each in all ways of
writing it down but PDF, and prints what went wrong.
"""

from __future__ import annotations

import argparse
from pathlib import PurePath

from report_editor.document import read_number
from report_editor.document.uncertain import list_uncertain
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import read_source
from report_editor.importers.recognition.recognise import recognise
from report_editor.workspace.last_year import examine
from report_editor.workspace.opening import Opened
from tests.importers.flattenings import WRITERS, generate_report


def find_fault(seed: int, name: str) -> str:
    """Return what is wrong with this year's report; empty if nothing is."""
    report = generate_report(seed)
    try:
        found = recognise(read_source(WRITERS[name](report), name))
    except ImportProblem:
        return ""  # refused with a sentence
    opened = Opened(found.document, notes=tuple(found.notes), recognition=found)
    document = examine(found.document, PurePath(name).name, opened).begin_report(2024)
    told = {cell for cells in list_uncertain(document).values() for cell in cells}
    for cell in document.form.tables["requests"].addresses_of(row="carried_in"):
        if document.form.cells[cell].is_total or cell in told:
            continue
        printed = report.says.get(cell.replace("carried_in", "carried_out"))
        if not document.raw(cell):
            return f"{cell} is blank without a word"
        if printed is None or read_number(printed).number != document.number(cell):
            return f"{cell} is {document.raw(cell)!r}, printed was {printed!r}"
    return ""


def main() -> None:
    """Try as many reports as asked for and print what went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    faults = 0
    for seed in range(options.seed, options.seed + options.count):
        for name in WRITERS:
            if fault := find_fault(seed, name):
                faults += 1
                print(f"seed {seed}, {name}: {fault}")
    print(f"{options.count * len(WRITERS)} reports begun, {faults} faults")


if __name__ == "__main__":
    main()
