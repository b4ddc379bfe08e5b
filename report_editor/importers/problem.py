"""Say why a file is not read."""

from __future__ import annotations

from report_editor.common.problem import Problem


class ImportProblem(Problem):
    """File cannot be read; the text is a Chinese sentence for the user."""
