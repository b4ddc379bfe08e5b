"""A report in which every text is made to do harm: markup, paths, marks that turn the direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import check
from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.last_year import RemarkKind
from report_editor.forms import form
from report_editor.importers.recognised import Recognition
from report_editor.workspace.opening import Opened

if TYPE_CHECKING:
    from pathlib import Path

SHORT = "<img src=file://q/z>"
"""Begins every text: a message that quotes only a few characters quotes it whole."""
NAME = "<img src=q>&lt;&S[*]\u202eslx.xlsx"
"""Name of its file; Linux takes it."""


class Harm:
    """Texts that would open a file, were they shown as markup; no two are the same."""

    def __init__(self, probe: Path) -> None:
        """Remember the file that must not be opened."""
        self._probe = probe
        self.texts: list[str] = []

    def make(self) -> str:
        """Return the next text."""
        number, probe = len(self.texts), self._probe
        markup = (
            f'<img src="{probe}">',
            f'<img src="file://{probe}" width=9><b>',
            f'<table background="{probe}"><tr><td>',
            f'<p style="background-image:url({probe})">',
            f'<a href="file://{probe}">x</a>&amp;&lt;i&gt;',
            f"<link rel=stylesheet href='{probe}'><u>",
            f"<style>@import url({probe});</style>",
            f"![x]({probe}) <object data=x>",
        )
        text = f"{SHORT}{number}{markup[number % len(markup)]}&S{{0}}%1[*]=1\u202e\u200bﬂ"
        self.texts.append(text)
        return text


def make_report(harm: Harm) -> Document:
    """Return a report with harm in every field, cell, total, paragraph and reason."""
    edition = form("2021")
    document = Document(
        edition,
        parts={
            Part.FIELDS: {str(field): harm.make() for field in Field},
            Part.CELLS: {cell.address: harm.make() for cell in edition.inputs},
            Part.STATED: {
                cell.address: harm.make() for cell in edition.cells.values() if cell.is_total
            },
            Part.PREVIOUS: {
                **{cell.address: harm.make() for cell in edition.cells.values()},
                **{f"#text:{each.key}": harm.make() for each in edition.text_sections},
                "#file": harm.make(),
                "#reading": "\n".join(f"{each}\t\t{harm.make()}" for each in RemarkKind),
            },
        },
        texts={
            **{each.key: [harm.make(), harm.make()] for each in edition.text_sections},
            UNPLACED: [harm.make(), harm.make()],
        },
    )
    reasons = {
        finding.identity: harm.make()
        for number, finding in enumerate(check(document))
        if number % 9 == 0
    }
    return Document(
        edition,
        parts={part: document.entries(part) for part in Part} | {Part.SET_ASIDE: reasons},
        texts={key: document.paragraphs(key) for key in (*_text_keys(document), UNPLACED)},
    )


def _text_keys(document: Document) -> list[str]:
    return [each.key for each in document.form.text_sections]


def make_opened(document: Document, harm: Harm) -> Opened:
    """Return the outcome of reading the report from a file of others."""
    read = Recognition(
        document,
        notes=[harm.make()],
        marks={cell.address: harm.make() for cell in document.form.inputs[:3]},
        source=[("第 1 段", harm.make())],
    )
    return Opened(document, notes=tuple(read.notes), recognition=read)
