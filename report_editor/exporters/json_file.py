"""Write a report as a JSON file, for other programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from report_editor.document.as_json import to_json

if TYPE_CHECKING:
    from report_editor.document import Document

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def make_json_bytes(document: Document) -> bytes:
    """Return a report as UTF-8 JSON text; equal reports give equal bytes."""
    text = json.dumps(to_json(document), ensure_ascii=False, indent=1, allow_nan=False)
    # Half a surrogate pair, as a damaged source may hold, has no UTF-8 but a JSON escape.
    text = _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"{text}\n".encode()
