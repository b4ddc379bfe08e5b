"""The example report shows what the program finds: two mistakes, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "report_editor", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_the_example_has_the_two_mistakes_its_readme_names(example: Path) -> None:
    checked = run("check", str(example), "--json")
    assert checked.returncode == 1, checked.stderr
    (file,) = json.loads(checked.stdout)["files"]
    found = {(finding["code"], *finding["cells"][:1]) for finding in file["findings"]}
    assert found == {
        ("requests.flow", "requests.new.natural_person"),
        ("section.empty_heading",),
    }


def test_the_example_workbook_is_made_from_its_source(example: Path, tmp_path: Path) -> None:
    """When this fails, make the workbook anew: resources/examples/README.md says how."""
    out = tmp_path / "example.json"
    converted = run("convert", str(example), "-o", str(out))
    assert converted.returncode == 0, converted.stderr
    source = example.with_suffix(".json").read_text(encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(source)


def test_every_cell_of_the_example_is_filled(example: Path) -> None:
    source = json.loads(example.with_suffix(".json").read_text(encoding="utf-8"))
    cells = [
        value
        for rows in source["tables"].values()
        for columns in rows.values()
        for value in columns.values()
    ]
    assert len(cells) == 200
    assert None not in cells
