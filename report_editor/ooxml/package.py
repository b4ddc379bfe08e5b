"""Read a package of Office: a zip of XML parts that point at each other by relations."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from report_editor.ooxml.parse import RELATIONS, parse_xml
from report_editor.ooxml.problems import refuse_damaged
from report_editor.ooxml.zip_guard import open_bounded_zip, read_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.ooxml.parse import Element


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part, or of the package itself, to something else."""

    type: str
    target: str
    """Target as written."""
    part: str
    """Name of the part that it leads to; empty where it leads out of the package or nowhere."""
    is_external: bool

    @property
    def kind(self) -> str:
        """Return the last word of the type, such as ``worksheet``."""
        return self.type.rpartition("/")[2]


class Package:
    """Parts by name, each read when it is asked for.

    Names are compared without regard to case, as the standard wants it. Some programs write them
    with backslashes. Whatever reads a part raises :class:`PackageProblem` where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            OtherFormat: It is no zip archive at all.
            PackageProblem: It is empty, encrypted, damaged, or too large.
        """
        self._archive = open_bounded_zip(data)
        self._entries = {
            _clean_name(entry.filename).casefold(): entry for entry in self._archive.infolist()
        }

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(_clean_name(entry.filename) for entry in self._entries.values())

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, which must be there."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise refuse_damaged(f"缺少 {name}")
        return read_entry(self._archive, entry)

    def xml(self, name: str) -> Element:
        """Return the root element of a part, which must be there."""
        return parse_xml(self.read(name), name)

    def find_xml(self, name: str) -> Element | None:
        """Return the root element of a part; None where there is no such part."""
        return self.xml(name) if name in self else None

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Return the relations of a part, or of the package, by id."""
        root = self.find_xml(locate_relations(part))
        folder = posixpath.join("/", posixpath.dirname(part))
        relations: dict[str, Relation] = {}
        for each in () if root is None else root.iter(f"{RELATIONS}Relationship"):
            target, is_external = each.get("Target", ""), each.get("TargetMode") == "External"
            # normpath keeps a path inside the package: nothing stands above the root.
            path = posixpath.normpath(posixpath.join(folder, target.replace("\\", "/")))
            names = () if is_external else (path.lstrip("/"), unquote(path).lstrip("/"))
            found = next((name for name in names if name in self), "")
            relation = Relation(each.get("Type", ""), target, found, is_external)
            relations[each.get("Id", "")] = relation
        return relations

    def main_part(self, usual: str) -> str:
        """Return the name of the main part; the usual one where the package does not say."""
        return find_part(self.relations(), "officeDocument") or usual


def find_part(relations: Mapping[str, Relation], kind: str) -> str:
    """Return the first part that relations of a kind lead to, or an empty name."""
    return next((each.part for each in relations.values() if each.kind == kind and each.part), "")


def locate_relations(part: str) -> str:
    """Return the name of the part that lists the relations of a part."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _clean_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")
