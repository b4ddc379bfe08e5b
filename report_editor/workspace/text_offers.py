"""Offers in the texts: what one key would write or confirm there; nothing changes by itself. No Qt.

There are three kinds: words that the tables contradict, with what would agree; a sentence that must
be stated and is not; and a number carried over from last year, which may be confirmed as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from report_editor.checks import is_set_aside
from report_editor.checks.codes import STATEMENT_CODES, TEMPLATE_CODE, UNCONFIRMED_CODE
from report_editor.document import Change
from report_editor.document.text_replacement import TextReplacement, plan_replacements
from report_editor.document.unconfirmed import confirm, list_unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Finding
    from report_editor.document import Document
    from report_editor.workspace.session import Session

KEY = "Ctrl+回车"
STEP = "文字跟着表格改"
_LONGEST_NAMED = 8
"""Characters of words that stand on the button that writes them."""


class Offer(NamedTuple):
    """Characters of a text, with what a key would make of them."""

    place: TextReplacement
    words: str
    """Words that it is about."""
    choices: tuple[str, ...]
    """Texts that may be written there; the number itself where it is to be confirmed."""
    state: str
    """Words on how it is: “收到申请30件”：表三的收到申请现在是 34."""
    finding: Finding | None = None
    """Finding that it settles by its fix; None for a number."""
    is_confirmation: bool = False
    """True where the text stays as it is."""

    @property
    def name(self) -> str:
        """Return short words for a button."""
        if self.is_confirmation:
            return "确认"
        if self.finding is not None:
            return "写上这一句"
        if len(self.choices) > 1:
            return "改…"
        return f"改成 {self.choices[0]}" if self._is_short else "改写这一句"

    @property
    def follows_table(self) -> bool:
        """Check whether it brings what a table says; else a person has to answer for it."""
        return not self.is_confirmation and self.finding is None

    @property
    def _is_short(self) -> bool:
        return all(len(each) <= _LONGEST_NAMED for each in self.choices)

    @property
    def outcome(self) -> str:
        """Return in words what the key would write, where that is more than a number."""
        if self.is_confirmation:
            return ""
        if self.finding is not None:
            return f"写上“{self.words.rstrip('。')}”"
        return "" if self._is_short else f"改成“{'”或“'.join(self.choices)}”"

    def describe(self) -> str:
        """Return a sentence on the state, and on the key that settles it."""
        if self.is_confirmation:
            task = "请看一遍，没有错的" if self.finding else "请输入本年的数，仍然正确的"
            return f"{self.state}：{task}按 {KEY} 确认。"
        end = "：情况属实的" if self.finding is not None else ""
        return f"{self.state}{end}，按 {KEY} {self.outcome or '改'}。"

    def plan(self, document: Document, choice: str) -> Change:
        """Return the change, one step to undo, that settles it; an empty one where it is too late.

        It is too late where the paragraph is no longer as it was when it was checked.
        """
        from report_editor.checks.fixes import find_fix

        if self.finding is not None:
            fix = find_fix(document, self.finding)
            return fix.plan(document) if fix else Change(STEP, ())
        if self.is_confirmation:
            return confirm(document, self.place.section, [choice])
        return plan_replacements(document, [replace(self.place, better=choice)], STEP)

    def report(self, choice: str) -> str:
        """Return a sentence on what was done."""
        if self.is_confirmation:
            return f"确认了“{self.words}”，可撤销（Ctrl+Z）。"
        if self.finding is not None:
            return f"写上了“{self.words}”，请看一遍：选中它按 {KEY} 确认，不要就按 Ctrl+Z。"
        new = choice if self._is_short else f"“{choice}”"
        return f"“{self.words}”改成了{' ' if self._is_short else ''}{new}，可撤销（Ctrl+Z）。"


def list_offers(session: Session, section: str) -> Iterator[Offer]:
    """Yield what would change a text section, as the last check found it, in the order of reading.

    Numbers to be confirmed are not among them: they change nothing.
    """
    if session.read_only:
        return
    document = session.document
    for link in session.links:
        place = link.place
        if place.section == section and not link.is_right and place.is_current(document):
            right = " 或 ".join(link.numbers)
            state = f"“{link.words}”：{link.name}现在是 {right}"
            yield Offer(place, link.words, link.choices, state)
    for finding in session.findings:
        span = finding.span
        is_lacking = finding.code in STATEMENT_CODES and finding.section == section
        if not is_lacking or span is None or is_set_aside(document, finding):
            continue
        from report_editor.checks.fixes import find_fix

        if find_fix(document, finding) is not None:
            state = finding.message.partition("。")[0]
            yield Offer(span, span.better.strip("\n"), (span.better,), state, finding)


def list_confirmations(session: Session, section: str) -> Iterator[Offer]:
    """Yield the numbers of a text section still to be confirmed, in the order of reading.

    Equal numbers of a section are confirmed together: they are known by how they are written.
    """
    if session.read_only:
        return
    document = session.document
    figures = [
        (paragraph, figure)
        for each in session.findings
        if each.code == UNCONFIRMED_CODE and each.section == section
        if (paragraph := each.paragraph) is not None
        for figure in list_unconfirmed(document, section, paragraph)
    ]
    counts = Counter(figure.text for _, figure in figures)
    for paragraph, figure in figures:
        text, number = document.paragraphs(section)[paragraph], figure.text
        place = TextReplacement(
            section, paragraph, text, figure.at, figure.at + len(number), number
        )
        several = f"（这一部分有 {counts[number]} 处，一起确认）" if counts[number] > 1 else ""
        state = f"“{number}”是从上年带来的数字，待核实{several}"
        yield Offer(place, number, (number,), state, is_confirmation=True)


def list_bound_sentences(session: Session, section: str) -> Iterator[Offer]:
    """Yield the sentences of a text section that are bound to a template until confirmed."""
    for finding in () if session.read_only else session.findings:
        span = finding.span
        if finding.code == TEMPLATE_CODE and finding.section == section and span is not None:
            words = span.text[span.start : span.end]
            state = f"“{words}”是常用句，还没有确认"
            yield Offer(span, words, (words,), state, finding, is_confirmation=True)
