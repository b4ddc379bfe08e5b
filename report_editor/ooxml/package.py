"""Read a package of Office: a zip of XML parts that point at each other by relations."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from report_editor.ooxml.parse import RELATIONS, estimate_memory, parse_xml
from report_editor.ooxml.problems import refuse_damaged, refuse_too_large
from report_editor.ooxml.zip_guard import open_bounded_zip, read_entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zipfile import ZipInfo

    from report_editor.ooxml.parse import Element


MAX_XML = 24 << 20
"""Bytes of the longest part that is parsed; the text of a report takes a thousandth."""
MEMORY = 320 << 20
"""Bytes that the parsed parts of a package may take in the process of the window: a report takes 8
MB, its user sheets may have some 170,000 cells."""
MEMORY_OF_READER = 1 << 30
"""Bytes likewise in a process whose memory the system bounds as well."""


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

    def __init__(self, data: bytes, memory: int = MEMORY) -> None:
        """Open a package, of which so much is parsed as may take a number of bytes of memory.

        Raises:
            OtherFormat: It is no zip archive at all.
            PackageProblem: It is empty, encrypted, damaged, or too large.
        """
        self._archive = open_bounded_zip(data)
        self._memory_left = memory
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
        return read_entry(self._archive, self._find_entry(name))

    def xml(self, name: str) -> Element:
        """Return the root element of a part, which must be there.

        Raises:
            TooLarge: It takes more memory than is left, counting all that was parsed before: what
                became of that is still in use.
        """
        if self._find_entry(name).file_size > MAX_XML:
            raise refuse_too_large()
        content = self.read(name)
        self._memory_left -= estimate_memory(content)
        if self._memory_left < 0:
            raise refuse_too_large()
        return parse_xml(content, name)

    def find_xml(self, name: str) -> Element | None:
        """Return the root element of a part; None where there is no such part."""
        return self.xml(name) if name in self else None

    def _find_entry(self, name: str) -> ZipInfo:
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise refuse_damaged(f"缺少 {name}")
        return entry

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
