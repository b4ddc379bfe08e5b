"""Let an installed LibreOffice convert files, all in one start of it.

It sees the fonts of the program and no others, so that the pages it makes are the same on every
computer: without Chinese fonts it would draw empty boxes, narrower than any character.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn
import pytest

from report_editor.importers.readers.office import find_libreoffice

if TYPE_CHECKING:
    from collections.abc import Sequence

SOFFICE = find_libreoffice()
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def convert(files: Sequence[bytes], ending: str, to: str) -> list[bytes]:
    """Convert files to another format.

    Args:
        files: What to convert.
        ending: What they are: ``docx``.
        to: What they become: ``pdf``, or ``xls:MS Excel 5.0/95`` with the name of a filter.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = (folder / "profile").as_uri()
        for number, data in enumerate(files):
            (folder / f"{number}.{ending}").write_bytes(data)
        fonts = folder / "fonts.conf"
        fonts.write_text(
            _FONTS.format(fonts=Path(pylopdf_fonts_zh_cn.__file__).parent, cache=folder / "cache")
        )
        subprocess.run(
            [
                str(SOFFICE), "--headless", f"-env:UserInstallation={profile}",
                "--convert-to", to, "--outdir", str(folder / "out"),
                *(str(folder / f"{number}.{ending}") for number in range(len(files))),
            ],
            check=True,
            capture_output=True,
            timeout=300,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
        ended = to.partition(":")[0]
        return [(folder / "out" / f"{number}.{ended}").read_bytes() for number in range(len(files))]
