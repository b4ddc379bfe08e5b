"""Report that was read from its own workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.document import Document


@dataclass(frozen=True, slots=True)
class Reopened:
    """A report as its file holds it."""

    document: Document
    notes: tuple[str, ...] = ()
    """Chinese sentences for the user about what was edited elsewhere."""
    read_only: bool = False
    """Set for a file of a later version of this program: a save would lose what it alone knows."""
    sha256: str = ""
    """Digest of the file's content, by which a change from outside is noticed."""
