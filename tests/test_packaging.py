"""What a person installs is whole: the wheel, its entry point, the locked versions."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import report_editor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
OFFLINE = ("--quiet", "--no-deps", "--no-index")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if "/resources/" in name}
    assert carried == {
        f"report_editor/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
        about = Parser().parsestr(archive.read(metadata).decode())
        licenses = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert about["Name"] == "report-editor"
    assert about["Version"] == report_editor.__version__
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "Apache-2.0"
    assert len(licenses) == 1


@pytest.mark.slow
def test_the_installed_program_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    subprocess.run(
        [*PIP, "install", *OFFLINE, "--no-compile", "--target", str(target), str(wheel)],
        check=True,
    )
    program = target / "bin" / "report-editor"
    if sys.platform == "win32":
        program = program.with_suffix(".exe")
    run = subprocess.run(
        [str(program), "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
    )
    assert report_editor.__version__ in run.stdout
    where = (
        "import report_editor.forms as f, report_editor as r; print(r.__file__, f.form('2021').id)"
    )
    run = subprocess.run(
        [sys.executable, "-c", where],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
    )
    assert run.stdout.split() == [str(target / "report_editor" / "__init__.py"), "2021"]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("app.txt", PROJECT["dependencies"]),
        ("dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_the_locked_versions_are_those_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    """When this fails, make the lock anew: bash installer/requirements/lock.sh."""
    locked = locked_versions(lock)
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue  # for another Python
        name = canonical(requirement.name)
        assert name in locked, f"{lock} does not have {name}"
        assert locked[name] in requirement.specifier


@pytest.mark.parametrize("lock", ["dev.txt", "bundle.txt"])
def test_the_locks_agree(lock: str) -> None:
    """Who runs the program, from a checkout or installed, has what was tested."""
    assert locked_versions("app.txt").items() <= locked_versions(lock).items()


def test_the_program_imports_only_what_is_installed_with_it() -> None:
    """What tests or other packages bring along is there by chance."""
    wanted = {canonical(Requirement(text).name) for text in PROJECT["dependencies"]}
    wanted.add("shiboken6")  # the other half of PySide6, of the very same version
    installed_by = packages_distributions()
    imported = {
        module.partition(".")[0]
        for path in (ROOT / "report_editor").rglob("*.py")
        for module in modules_of(path)
    }
    for module in imported - sys.stdlib_module_names - {"report_editor"}:
        assert {canonical(name) for name in installed_by[module]} & wanted, module


def modules_of(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def canonical(name: str) -> str:
    return name.lower().replace("_", "-")


def locked_versions(lock: str) -> dict[str, Version]:
    """Names and exact versions for this Python; each has the hashes of its files."""
    text = (ROOT / "installer" / "requirements" / lock).read_text(encoding="utf-8")
    entries = map(
        Requirement, re.findall(r"^([a-z0-9.-]+==[^\\\n]+)\\\n +--hash=sha256:", text, re.MULTILINE)
    )
    return {
        entry.name: Version(str(entry.specifier).removeprefix("=="))
        for entry in entries
        if entry.marker is None or entry.marker.evaluate()
    }
