"""Read workbooks that this program did not write."""

from __future__ import annotations
