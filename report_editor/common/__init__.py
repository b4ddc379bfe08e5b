"""Basics that every part shares: problems as sentences, data files, plain Chinese."""

from __future__ import annotations
