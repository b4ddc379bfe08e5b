"""Start of the program: ``python -m report_editor`` and the command ``report-editor``."""

from __future__ import annotations

import sys

from report_editor import EXAMINE_WORKER, READ_WORKER


def main() -> int:
    """Run the program, or a reader that it starts beside itself; return the exit code."""
    if sys.argv[1:] == [READ_WORKER]:
        from report_editor.importers.worker import main as read

        read()
    if sys.argv[1:] == [EXAMINE_WORKER]:
        from report_editor.collection.worker import main as examine

        examine()
    from report_editor.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
