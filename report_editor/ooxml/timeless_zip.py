"""Write the archive of a package so that equal contents give equal bytes."""

from __future__ import annotations

import zipfile


class TimelessZip(zipfile.ZipFile):
    """An archive whose entries are compressed and carry no time of writing."""

    def writestr(self, name: str, content: bytes | str) -> None:  # type: ignore[override]
        """Add an entry."""
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the earliest time it can hold
        entry.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(entry, content)
