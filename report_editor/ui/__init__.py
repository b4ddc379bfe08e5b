"""Window of the program: the only place with Qt widgets."""

from __future__ import annotations
