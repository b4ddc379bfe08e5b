"""Commands of the command line that work on many reports, and what all commands share."""

from __future__ import annotations
