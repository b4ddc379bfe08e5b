"""What every floor shares: problems told as sentences, data files, plain Chinese."""

from __future__ import annotations
