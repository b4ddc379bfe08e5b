"""Catalogue of rules: what a code means to the clerk, from ``resources/rules``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from report_editor.common.resources import resource


@dataclass(frozen=True, slots=True)
class RuleText:
    """An explanation of the findings of one code, in Chinese."""

    title: str
    """A few words on what is looked for."""
    meaning: str
    """Sentences on what is wrong then, and why it matters."""
    advice: str
    """Sentences on what to do."""
    source: str
    """Law, notice or standard behind it, or where the rule comes from otherwise."""


def explain(code: str) -> RuleText | None:
    """Return the explanation of a code; None where an edition brought a code of its own."""
    return read_catalogue().get(code)


@cache
def read_catalogue() -> dict[str, RuleText]:
    """Read all explanations, by code: the table ``[AREA.WHAT]`` of ``AREA.toml``."""
    return {
        f"{area}.{what}": RuleText(**text)
        for file in sorted(resource("rules").glob("*.toml"))
        for area, texts in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for what, text in texts.items()
    }
