"""Many reports at once: read, check, sum and compare them, for the office that receives them."""

from __future__ import annotations
