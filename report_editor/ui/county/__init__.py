"""Window for the reports of many offices: check, add up, compare, send back."""

from __future__ import annotations
