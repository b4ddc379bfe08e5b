"""Find the data files that come with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a bundled file or folder, such as ``resource("forms", "2021.toml")``.

    An installed program carries ``resources/`` inside the package; a checkout has it
    beside the package.
    """
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
