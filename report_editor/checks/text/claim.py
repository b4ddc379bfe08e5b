"""Claims of a text on applications and cases, and what a sentence says before each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.checks.text.claim_words import GENERAL, THIS_YEAR, Kind

if TYPE_CHECKING:
    from report_editor.checks.text.claim_words import Token


@dataclass(frozen=True, slots=True)
class Claim:
    """A count of a paragraph with what it counts; of ``Kind.COUNT`` if that is not certain."""

    kind: Kind
    keys: tuple[str, ...]
    """Keys of the vocabulary for what is counted; several where words are joined."""
    number: int
    at: int
    """Position of the count in the prepared text."""
    words: str
    """Words of the claim with its number, for the message."""
    after: str
    """Text behind the claim."""
    column: str = ""
    """Key of the applicants that a result is of; empty for all of them."""
    others: tuple[Kind, ...] = ()
    """Further general kinds beside it: 收到并答复 20件 may be either."""
    within: Claim | None = None
    """Claim of which this one is a part (其中), or the cases whose outcome it is."""
    is_part: bool = False
    """True if 其中 stands right before it."""
    has_withdrawn: bool = False
    """True if the paragraph speaks of withdrawn applications, which are no answers."""
    with_carried: bool | None = None
    """True if 上年结转 is included (含), False if it comes on top (另有), else None."""

    listed: tuple[Claim, ...] = ()
    """Results of the list at whose end it stands: 其他3件 are all the others."""

    @property
    def is_of_cases(self) -> bool:
        """Check whether it is a part of what another claim says of cases."""
        return self.within is not None and self.within.kind is Kind.CASE


@dataclass(slots=True)
class Context:
    """Meaning of the words that stand before a count in its sentence."""

    year: str = THIS_YEAR
    is_other_matter: bool = False
    """True behind letters, permits, cases and the like, which are no applications."""
    scope: Claim | None = None
    """Claim whose parts are being told."""
    outer: list[Claim | None] = field(default_factory=list)
    """Scopes outside the brackets that are open."""
    last: Claim | None = None
    """Claim of the last count."""
    results: tuple[Claim, ...] = ()
    """Results that were told one after the other."""
    applicants: tuple[Claim, ...] = ()
    """Applicants that were told one after the other."""
    counted: frozenset[str] = frozenset()
    """Keys of the counts of applications received (empty) and carried over."""

    def note_word(self, token: Token, before: Token | None) -> None:
        """Take in a word; ``before`` is the one in front of it."""
        if token.kind is Kind.YEAR:
            self.year = token.key
        elif token.kind in (Kind.MATTER, Kind.CASE):
            self.is_other_matter = True
        elif token.kind is Kind.SEMICOLON or _is_of_applications(token, before):
            self.is_other_matter = False
        elif token.kind is Kind.OPEN:
            self.outer.append(self.scope)
            if before is not None and before.kind is Kind.COUNT:
                self.scope = self.last
        elif token.kind is Kind.CLOSE and self.outer:
            self.scope = self.outer.pop()
        elif token.kind is Kind.PART:
            self.scope = self.last or self.scope

    def note_claim(self, claim: Claim | None) -> None:
        """Take in a count with what it claims, None if that is not certain."""
        if claim is not None and claim.kind in (Kind.RECEIVED, Kind.CARRIED):
            self.counted |= {"" if claim.kind is Kind.RECEIVED else claim.keys[0]}
        if claim is not None and not self.outer and _is_beyond(self.scope, claim):
            self.scope = None
        if claim is None or claim.kind is not Kind.CARRIED or self.last is None:
            self.last = claim
        kind = Kind.COUNT if claim is None else claim.kind
        self.results = (*self.results, claim) if claim and kind is Kind.RESULT else ()
        self.applicants = (*self.applicants, claim) if claim and kind is Kind.APPLICANT else ()


def _is_beyond(scope: Claim | None, claim: Claim) -> bool:
    """Check whether a claim is no longer one of the parts that 其中 began."""
    if scope is None or claim.is_part or claim.kind in (Kind.APPLICANT, Kind.OUTCOME):
        return False
    if scope.kind in GENERAL:
        return claim.kind in GENERAL or claim.kind is Kind.CASE
    return claim.kind is not Kind.RESULT or scope.kind is not Kind.APPLICANT


def _is_of_applications(token: Token, before: Token | None) -> bool:
    """Check whether a word turns to applications for information: 信息公开申请, 收到申请."""
    is_received = before is not None and before.kind in GENERAL
    return token.key == "of_information" or (token.kind is Kind.APPLICATION and is_received)
