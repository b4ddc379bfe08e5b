"""Guard PDFium, which may be used by one thread of a process at a time."""

from __future__ import annotations

import threading

PDFIUM = threading.Lock()
"""To be held while a page is made a picture in this process."""
