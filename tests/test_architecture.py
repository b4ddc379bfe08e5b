"""Imports between folders, what loads heavy libraries, the length of files, bundled data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from pytest_archon import archrule

from report_editor.common.resources import resource

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "report_editor").rglob("*.py"))

# From the ground up. A part may import the parts on the floors below it, never one beside it.
FLOORS = (
    ("common",),
    ("forms", "files", "ooxml"),
    ("document",),
    ("checks",),
    ("storage", "workbook"),
    ("importers", "exporters"),
    ("workspace",),
    ("collection",),
    ("ui", "commands"),
    ("cli",),  # without a command word it opens the window
    ("__main__",),
)
UI_FLOORS = (
    ("widgets", "platform"),
    ("paper",),
    ("grid", "dialogs"),
    ("editor", "county"),
    ("shell",),
)
"""Floors of the folders inside ``ui``, likewise."""
HEAVY = (
    "PySide6",
    "reportlab",
    "openpyxl",
    "docx",
    "lxml",
    "pypdfium2",
    "opencc",
    "PIL",
    "uharfbuzz",
    "psutil",
    "xlrd",
)


def forbidden_for(part: str, floors: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return the parts that a part must not import: those above it and those beside it."""
    floor = next(number for number, parts in enumerate(floors) if part in parts)
    return [other for parts in floors[floor:] for other in parts if other != part]


@pytest.mark.parametrize(("folder", "floors"), [("", FLOORS), ("ui", UI_FLOORS)])
def test_every_part_stands_on_a_floor(folder: str, floors: tuple[tuple[str, ...], ...]) -> None:
    package = ROOT / "report_editor" / folder
    found = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    assert found - {"__init__"} == {part for parts in floors for part in parts}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("package", "part", "floors"),
    [
        *(("report_editor", part, FLOORS) for parts in FLOORS for part in parts),
        *(("report_editor.ui", part, UI_FLOORS) for parts in UI_FLOORS for part in parts),
    ],
)
def test_imports_point_downwards(
    package: str, part: str, floors: tuple[tuple[str, ...], ...]
) -> None:
    above = forbidden_for(part, floors)
    rule = (
        archrule(f"{part} stands on the floors below it")
        .match(f"{package}.{part}", f"{package}.{part}.*")
        .should_not_import(
            *(f"{package}.{other}" for other in above),
            *(f"{package}.{other}.*" for other in above),
        )
    )
    rule.check("report_editor", only_direct_imports=True)


def test_only_the_window_knows_qt_widgets() -> None:
    """Operations on a report in work use signals and threads of QtCore, and nothing visible."""
    everywhere = archrule("Qt widgets are the window's").match("report_editor", "report_editor.*")
    (
        everywhere.exclude("report_editor.ui", "report_editor.ui.*")
        .should_not_import("PySide6.QtWidgets", "PySide6.QtGui", "PySide6.QtPrintSupport")
        .check("report_editor", only_direct_imports=True)
    )
    (
        archrule("Qt is no concern of the core")
        .match("report_editor", "report_editor.*")
        .exclude(
            "report_editor.ui",
            "report_editor.ui.*",
            "report_editor.workspace",
            "report_editor.workspace.*",
        )
        .should_not_import("PySide6", "PySide6.*", "shiboken6", "shiboken6.*")
        .check("report_editor", only_direct_imports=True)
    )


SHOWN_ONLY_BY = {
    "widgets/labels.py": {"QLabel", "setTextFormat"},
    "widgets/foreign_text.py": {
        *("QToolTip", "QWhatsThis", "setToolTip", "setWhatsThis", "setStatusTip", "setWindowTitle")
    },
    "dialogs/messages.py": {"QMessageBox", "setTextFormat"},
    "dialogs/file_dialogs.py": {"QMessageBox", "setTextFormat"},
    "dialogs/help_window.py": {"QTextBrowser", "setMarkdown"},
    "widgets/mime.py": {"setHtml"},
    "": {"QErrorMessage", "QInputDialog", "QProgressDialog", "insertHtml", "insertMarkdown"},
}
"""Names of Qt by which a text could be shown as markup, and the files of ``ui`` that may use them.

Everywhere else a text goes through ``Label``, ``set_tool_tip``, ``set_title`` and ``make_box``.
"""


@pytest.mark.parametrize(
    "path",
    [each for each in SOURCES if (ROOT / "report_editor" / "ui") in each.parents],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_text_is_shown_in_one_way_only(path: Path) -> None:
    """Qt guesses by itself whether a text is markup, and opens what is named in it."""
    file = path.relative_to(ROOT / "report_editor" / "ui").as_posix()
    watched = set[str]().union(*SHOWN_ONLY_BY.values())
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used |= {node.id for node in nodes if isinstance(node, ast.Name)}
    assert used & watched <= SHOWN_ONLY_BY.get(file, set())


def imports_of(path: Path) -> set[Path]:
    """Find the project's files that a file imports, also for types only or inside a function."""
    found: set[Path] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                found.add(file_of(f"{node.module}.{name.name}") or file_of(node.module) or path)
        elif isinstance(node, ast.Import):
            found |= {file_of(name.name) or path for name in node.names}
    return found - {path}


def file_of(module: str) -> Path | None:
    """Return the file of a module or package of the project, None where it is none."""
    stem = ROOT / Path(*module.split("."))
    candidates = (stem.with_suffix(".py"), stem / "__init__.py")
    return next((each for each in candidates if each in SOURCES), None)


@pytest.mark.slow
def test_no_files_import_each_other_in_a_circle() -> None:
    """A circle means that none of its files can be read, tested or moved alone."""
    sorter = TopologicalSorter({path: imports_of(path) for path in SOURCES})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = [str(path.relative_to(ROOT)) for path in error.args[1]]
        pytest.fail("these files import each other: " + " → ".join(circle))


@pytest.mark.parametrize("module", ["report_editor.document", "report_editor.checks"])
def test_the_core_stands_alone(module: str) -> None:
    """Not even through others does the core reach a library: it is plain Python."""
    assert loaded_by(module) == set()


def test_the_command_line_starts_lightly() -> None:
    """Libraries for a format or a window are loaded when they are used, not at the start."""
    assert loaded_by("report_editor.cli") == set()


def loaded_by(module: str) -> set[str]:
    """Return the heavy libraries that a fresh interpreter has loaded after importing a module."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split()) & set(HEAVY)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 600, f"{lines} lines: this file holds more than one idea"


def test_every_edition_of_the_form_is_there() -> None:
    assert {path.stem for path in resource("forms").glob("*.toml")} >= {"2019", "2021"}


def test_every_icon_named_in_the_window_is_there() -> None:
    """Icons are named by the stem of their file: in icon("…") and, of a command, in icon="…"."""
    named = {
        name
        for path in (ROOT / "report_editor" / "ui").rglob("*.py")
        for name in re.findall(r"\bicon[(=]\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert {"app", "export-pdf", "zero-fill"} <= named, "neither way of naming is overlooked"
    drawn = {path.stem for path in resource("icons").glob("*.svg")}
    assert named <= drawn


@pytest.mark.parametrize(
    "path", sorted(resource("icons").glob("*.svg")), ids=lambda path: str(path.name)
)
def test_an_icon_is_a_drawing_and_nothing_else(path: Path) -> None:
    """Icons are recoloured to the palette, scale from one grid, and load nothing."""
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert "currentColor" in text or path.stem == "app"
    assert not re.findall(r"href|<script|<image|<style|url\(http|<!ENTITY", text)


def test_the_handbook_and_the_example_are_there() -> None:
    assert resource("help", "help.md").stat().st_size > 1000
    assert resource("examples", "示例报告.xlsx").is_file()
