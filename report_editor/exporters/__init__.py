"""Write a report in the formats of others: on paper as PDF, for programs as JSON."""

from __future__ import annotations
