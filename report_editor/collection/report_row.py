"""Numbers, findings and state of one report among many, in little memory."""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.checks import Finding, Severity, is_set_aside
from report_editor.document import UNPLACED, CellProblem, Field, Number, format_number
from report_editor.document.balances import find_broken_balances
from report_editor.forms import Form, form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.forms import Address
    from report_editor.workspace.opening import Opened

_FAST = 1
"""Level of compression: the findings of forty thousand reports are kept."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that is no report, or could not be read."""

    file: Path
    problem: str
    """Chinese sentence: why, and what to do."""


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A finding of a report, and whether its office has given a reason to leave it."""

    finding: Finding
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report among many: a row of a table of reports."""

    file: Path
    organization: str
    """Name of the reporting organ; empty where none was recognised."""
    year: int | None
    form: Form
    publication_date: str
    is_own: bool
    """Set for the program's own workbook."""
    unplaced: int
    """Texts that were not recognised."""
    numbers: tuple[Number | None, ...]
    """Values of the inputs, in the order of the form."""
    no_numbers: tuple[Address, ...]
    """Inputs with a text that is no number."""
    broken: tuple[str, ...]
    """Balances that do not hold, in words with their numbers."""
    counts: tuple[int, int]
    """Number of errors and of warnings."""
    modified_ns: int
    """Time at which the file was last written, in nanoseconds; 0 where that is not known."""
    last_year_note: str
    """Chinese sentence on why it was not compared with its own report of last year; empty where it
    was, or no comparison was wished for."""
    prints: array[int]
    """Fingerprints of its text (:mod:`report_editor.collection.fingerprints`)."""
    packed: bytes
    """Findings, notes and sentences, compressed."""

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return self.counts[0]

    @property
    def warnings(self) -> int:
        """Return the number of warnings."""
        return self.counts[1]

    @property
    def findings(self) -> tuple[ReportFinding, ...]:
        """Return the findings, errors first; they are unpacked anew each time."""
        return tuple(_parse_finding(each) for each in self._unpack()["findings"])

    @property
    def findings_as_json(self) -> list[dict[str, Any]]:
        """Return the findings as plain data, in the shape of the contract."""
        return [each.finding.to_json() for each in self.findings]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was said when the file was read."""
        return tuple(str(each) for each in self._unpack()["notes"])

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences of the report, where they were wished for."""
        return tuple(str(each) for each in self._unpack()["sentences"])

    @property
    def name(self) -> str:
        """Return the organ, or the name of the file where no organ was recognised."""
        return self.organization.strip() or self.file.stem

    def number(self, address: Address) -> Number | None:
        """Return the value of an input or of a total; None where nothing is filled in."""
        found = (self.numbers[each] for each in _find_positions(self.form, address))
        values = [number for number in found if number is not None]
        return sum(values, start=0) if values else None

    def _unpack(self) -> dict[str, Any]:
        unpacked: dict[str, Any] = json.loads(zlib.decompress(self.packed))
        return unpacked


Examined: TypeAlias = ReportRow | UnreadFile
"""Outcome for one file."""


def pack_report(
    file: Path,
    opened: Opened,
    findings: Iterable[Finding],
    last_year_note: str = "",
    prints: Iterable[int] = (),
    sentences: Iterable[str] = (),
) -> dict[str, Any]:
    """Return a report that was read and checked as plain data, to be sent to the other process."""
    document = opened.document
    modified_ns = 0
    with suppress(OSError):
        modified_ns = file.stat().st_mtime_ns
    return {
        "organization": document.organization,
        "year": document.year,
        "form": document.form.id,
        "publication_date": document.field(Field.PUBLICATION_DATE),
        "is_own": opened.is_own,
        "unplaced": len(document.paragraphs(UNPLACED)),
        "numbers": list(_pack_numbers(document)),
        "no_numbers": [
            each.address
            for each in document.form.inputs
            if document.parse(each.address).problem is CellProblem.NOT_A_NUMBER
        ],
        "broken": [each.words for each in find_broken_balances(document)],
        "findings": [
            {**each.to_json(), "set_aside": is_set_aside(document, each)} for each in findings
        ],
        "notes": list(opened.notes),
        "last_year_note": last_year_note,
        "modified_ns": modified_ns,
        "prints": list(prints),
        "sentences": list(sentences),
    }


def unpack_report(file: Path, data: dict[str, Any]) -> ReportRow:
    """Return the report that :func:`pack_report` described.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: The data describes no report.
    """
    edition = form(str(data["form"]))
    numbers = tuple(_parse_number(each) for each in data["numbers"])
    if len(numbers) != len(edition.inputs):
        raise ValueError("the numbers are not those of the form")
    no_numbers = tuple(str(each) for each in data["no_numbers"])
    if not edition.cells.keys() >= set(no_numbers):
        raise ValueError("a cell is not of the form")
    findings = [_parse_finding(each) for each in data["findings"]]
    severities = Counter(each.finding.severity for each in findings)
    kept = {key: list(data[key]) for key in ("findings", "notes", "sentences")}
    return ReportRow(
        file=file,
        organization=str(data["organization"]),
        year=None if data["year"] is None else int(data["year"]),
        form=edition,
        publication_date=str(data["publication_date"]),
        is_own=bool(data["is_own"]),
        unplaced=int(data["unplaced"]),
        numbers=numbers,
        no_numbers=no_numbers,
        broken=tuple(str(each) for each in data["broken"]),
        counts=(severities[Severity.ERROR], severities[Severity.WARNING]),
        modified_ns=int(data["modified_ns"]),
        last_year_note=str(data["last_year_note"]),
        prints=array("I", data["prints"]),
        packed=zlib.compress(json.dumps(kept).encode("ascii"), _FAST),
    )


def list_reports(examined: Iterable[Examined]) -> tuple[list[ReportRow], list[UnreadFile]]:
    """Part the files that are reports from the others."""
    rows: list[ReportRow] = []
    unread: list[UnreadFile] = []
    for each in examined:
        if isinstance(each, ReportRow):
            rows.append(each)
        else:
            unread.append(each)
    return rows, unread


def _pack_numbers(document: Document) -> Iterator[str | None]:
    for cell in document.form.inputs:
        number = document.number(cell.address)
        yield None if number is None else format_number(number)


def _parse_number(text: str | None) -> Number | None:
    if text is None:
        return None
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError("no number of a cell")
    return number if "." in text else int(text)


def _parse_finding(data: dict[str, Any]) -> ReportFinding:
    finding = Finding(
        code=str(data["code"]),
        severity=Severity(data["severity"]),
        section=str(data["section"]),
        message=str(data["message"]),
        cells=tuple(str(each) for each in data["cells"]),
        paragraph=None if data.get("paragraph") is None else int(data["paragraph"]),
        expected=_parse_json_number(data.get("expected")),
        actual=_parse_json_number(data.get("actual")),
    )
    return ReportFinding(finding, bool(data["set_aside"]))


def _parse_json_number(number: float | None) -> Number | None:
    if number is None or isinstance(number, int):
        return number
    return _parse_number(str(number))


@cache
def _find_positions(edition: Form, address: Address) -> tuple[int, ...]:
    """Return the positions, among the numbers of a row, of the inputs that make up a cell."""
    cell = edition.cells[address]
    if cell.is_total:
        return tuple(at for each in cell.parts for at in _find_positions(edition, each))
    return (_map_positions(edition)[address],)


@cache
def _map_positions(edition: Form) -> dict[Address, int]:
    """Map the inputs of an edition to their positions among the numbers of a row."""
    return {cell.address: position for position, cell in enumerate(edition.inputs)}
