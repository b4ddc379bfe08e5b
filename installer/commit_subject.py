"""Check the first line of a commit message: ``area: imperative, plain words``, 72 characters.

Run by pre-commit with the file of the message as its only argument; prints what is wrong.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LONGEST = 72
SHAPE = re.compile(r"[a-z_/.-]+: [a-z]")


def find_mistakes(subject: str) -> list[str]:
    """Return a sentence for each rule that the subject breaks."""
    mistakes = []
    if len(subject) > LONGEST:
        mistakes.append(f"the subject has {len(subject)} characters, at most {LONGEST} fit")
    if not SHAPE.match(subject) and not subject.startswith(("Merge ", "Revert ")):
        mistakes.append("the subject begins with its area: `grid: place pasted rows by label`")
    if subject.endswith("."):
        mistakes.append("a subject ends without a full stop")
    return mistakes


def main() -> int:
    """Check the message in the file named on the command line; return the exit code."""
    message = Path(sys.argv[1]).read_text(encoding="utf-8")
    mistakes = find_mistakes(message.splitlines()[0] if message.strip() else "")
    for mistake in mistakes:
        sys.stderr.write(f"commit message: {mistake}\n")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
