"""Sentences on how a report was read, printed beside what a command gives."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from report_editor.commands.command import OK
from report_editor.common.hidden_characters import name_hidden_in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.importers.recognised import Recognition
    from report_editor.workspace.opening import Opened


def list_reading_notes(opened: Opened) -> list[str]:
    """Return what the user should know of a report that was read."""
    left_out = _list_left_out(opened.recognition) if opened.recognition else ()
    return [*opened.notes, *left_out]


def _list_left_out(found: Recognition) -> Iterator[str]:
    """Yield the texts of the source that were left out by rule, those of a kind in one line."""
    for kind in found.dropped:
        texts = [each.text for each in found.left_out if each.kind == kind and each.text]
        if texts:
            yield f"略去的{kind}：{' | '.join(texts)}"


def print_notes(notes: Iterable[str]) -> int:
    """Print sentences on standard error; return the exit code of work that was done."""
    for note in notes:
        print(name_hidden_in_line(note), file=sys.stderr)
    return OK
