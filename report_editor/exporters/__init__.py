"""A document written for others: JSON, paper."""

from __future__ import annotations
