"""Hold the coverage of each package of the program against its floor.

    python -m tests.coverage_floors

Reads what the runs of pytest with ``--cov`` left behind and prints a line for each package. The
exit code is 1 where a package is below its floor: code that no test reaches was added to it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]
CORE, UI = 95.0, 80.0
"""Percent of the lines: what decides about numbers and files, and what shows them."""
STARTS = frozenset({"__init__", "__main__", "cli"})
"""Files of a few lines that start the commands; they count with them."""


def count_lines(measured: Coverage) -> dict[str, tuple[int, int]]:
    """Return for each package how many lines tests reached, and how many there are."""
    reached: dict[str, int] = defaultdict(int)
    all_lines: dict[str, int] = defaultdict(int)
    package = ROOT / "report_editor"
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).parts[0].removesuffix(".py")
        name = "commands" if name in STARTS else name
        _, statements, _, missing, _ = measured.analysis2(str(path))
        all_lines[name] += len(statements)
        reached[name] += len(statements) - len(missing)
    return {name: (reached[name], count) for name, count in all_lines.items() if count}


def main() -> int:
    """Print the table and return the exit code."""
    measured = Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.load()
    below = 0
    for name, (reached, count) in count_lines(measured).items():
        percent, floor = 100 * reached / count, UI if name == "ui" else CORE
        below += percent < floor
        mark = "" if percent >= floor else f"  below its floor of {floor:.0f} %"
        sys.stdout.write(f"{name:<14} {count:>6} lines {percent:6.1f} %{mark}\n")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
