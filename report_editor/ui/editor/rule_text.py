"""Explanation of a rule of the checks, taken from the catalogue of rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleText:
    """Words of the catalogue on one rule."""

    title: str
    meaning: str
    advice: str
    source: str


def explain(_code: str) -> RuleText | None:
    """Return the words on the rule with that code, None where there are none."""
    return None
