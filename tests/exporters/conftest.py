from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence

import pytest

from report_editor.document import Document, Part
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.forms import form

MakeReport = Callable[..., Document]
ReadText = Callable[..., str]


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """Makes a report; every input is 0 but for the cells given."""

    def make(
        edition: str = "2021",
        *,
        cells: Mapping[str, str] | None = None,
        texts: Mapping[str, Sequence[str]] | None = None,
        **fields: str,
    ) -> Document:
        on = form(edition)
        named = {"organization": "洪江市岩垅乡人民政府", "year": "2022", **fields}
        given = {cell.address: "0" for cell in on.inputs} | dict(cells or {})
        filled = {address: text for address, text in given.items() if text}
        return Document(on, parts={Part.FIELDS: named, Part.CELLS: filled}, texts=texts)

    return make


@pytest.fixture(scope="session")
def noto() -> Fonts:
    """The fonts of a computer that has none of its own."""
    return Fonts(())


@pytest.fixture(scope="session")
def pdftotext(tmp_path_factory: pytest.TempPathFactory) -> ReadText:
    """Reads the text of a PDF as another program finds it, without blanks and line ends."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    folder = tmp_path_factory.mktemp("pdftotext")

    def read(data: bytes, *options: str) -> str:
        path = folder / "report.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [program, *options, str(path), "-"], capture_output=True, check=True, timeout=60
        )
        return "".join(done.stdout.decode().split())

    return read
