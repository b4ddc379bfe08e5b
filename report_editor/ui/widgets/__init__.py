"""Small parts that several screens use."""

from __future__ import annotations
