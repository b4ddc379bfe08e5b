"""Propose replacements of words all over a report: shown in a sheet, made as one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.finding import METADATA
from report_editor.checks.replacement import Replacement, name_paragraph
from report_editor.document.compare import FIELD_NAMES
from report_editor.document.text_replacement import TextReplacement, plan_replacements
from report_editor.ui.editor.findings_sheet import FindingsSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from report_editor.document import Document
    from report_editor.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Proposal:
    """Replacements with a name for the step, and sentences on what is left out."""

    name: str
    replacements: tuple[Replacement, ...]
    notes: tuple[str, ...] = ()


def propose(
    document: Document, name: str, spans: Iterable[TextReplacement], notes: tuple[str, ...] = ()
) -> Proposal:
    """Return replacements as a sheet shows them, in the order in which they are given."""
    return Proposal(name, tuple(_make_row(document, each) for each in spans), notes)


def ask_and_replace(session: Session, proposal: Proposal, parent: QWidget) -> int:
    """Show a proposal, and make what is chosen of it; return how many replacements were made."""
    sheet = FindingsSheet(proposal, parent)
    chosen = [each.span for each in sheet.chosen() if each.span] if sheet.exec() else []
    sheet.deleteLater()
    current = [each for each in chosen if each.is_current(session.document)]
    change = plan_replacements(session.document, current, proposal.name)
    return len(current) if change.edits and session.do(change) else 0


def _make_row(document: Document, span: TextReplacement) -> Replacement:
    if span.field is not None:
        section, place = METADATA, f"基本信息“{FIELD_NAMES[span.field]}”"
    else:
        section, place = span.section, name_paragraph(document, span.section, span.paragraph)
    paragraph = span.paragraph
    return Replacement(section, place, span.before, span.after, paragraph=paragraph, span=span)
