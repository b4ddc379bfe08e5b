"""Lets an installed LibreOffice convert files, all in one start of it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""


def converted(files: Sequence[bytes], ending: str, to: str) -> list[bytes]:
    """The files in another format.

    Args:
        files: What to convert.
        ending: What they are: ``docx``.
        to: What they become: ``pdf``.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, data in enumerate(files):
            (folder / f"{number}.{ending}").write_bytes(data)
        subprocess.run(
            [
                SOFFICE, "--headless", f"-env:UserInstallation=file://{name}/profile",
                "--convert-to", to, "--outdir", name,
                *(str(folder / f"{number}.{ending}") for number in range(len(files))),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )  # fmt: skip
        ended = to.partition(":")[0]
        return [(folder / f"{number}.{ended}").read_bytes() for number in range(len(files))]
