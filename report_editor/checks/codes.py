"""Codes of findings that the program asks for by name; a file that loads no rule."""

from __future__ import annotations

TEMPLATE_CODE = "narrative.template"
"""A sentence is bound to a template and not yet confirmed."""
UNCONFIRMED_CODE = "narrative.unconfirmed"
"""Numbers of a text come from last year and nobody has confirmed them."""
UNCERTAIN_CODE = "last_year.uncertain"
"""A cell comes from a number of last year that was not read with certainty."""
STATEMENT_CODES = ("section.empty", "section.fee_statement", "section.supervision")
"""Something is lacking that one sentence settles which states that a thing did not happen."""
