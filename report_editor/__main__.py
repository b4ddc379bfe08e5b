"""Starts the program: ``python -m report_editor`` and the command ``report-editor``."""

from __future__ import annotations

import sys

from report_editor.cli import main

if __name__ == "__main__":
    sys.exit(main())
