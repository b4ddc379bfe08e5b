"""Read OOXML packages (.xlsx, .docx) from outside within bounds."""

from __future__ import annotations
