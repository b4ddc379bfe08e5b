"""Compare our break opportunities with Unicode's own test file.

    python -m tests.exporters.typeset.line_break_conformance /usr/share/unicode/auxiliary

The folder holds LineBreakTest.txt (Debian: package unicode-data). A sample of its lines stands
beside this file and is a test.
"""

from __future__ import annotations

import sys
from pathlib import Path

from report_editor.exporters.typeset.break_opportunities import find_class, find_opportunities

SAMPLE = Path(__file__).with_name("line_break_sample.txt")


def find_failures(path: Path) -> tuple[int, list[str]]:
    """Return the number of cases and those that are not met."""
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    cases = [line for line in lines if line]
    return len(cases), [case for case in cases if not _is_met(case)]


def _is_met(case: str) -> bool:
    """Check a case such as × 0023 × 0020 ÷ 0023 ÷, where ÷ is an opportunity."""
    signs = case.split()
    chars = [chr(int(sign, 16)) for sign in signs[1::2]]
    expected = [sign == "÷" for sign in signs[:-1:2]]
    classes = ["AL" if (name := find_class(char)) == "AI" else name for char in chars]
    return find_opportunities(classes) == expected


if __name__ == "__main__":
    count, failures = find_failures(Path(sys.argv[1], "LineBreakTest.txt"))
    print(*failures, f"{count} cases, {len(failures)} not met", sep="\n")
