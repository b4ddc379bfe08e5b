"""Read saved web pages."""

from __future__ import annotations
