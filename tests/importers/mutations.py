"""Mutated files of every format: each ends in a report or in a sentence, in time and memory.

``python -m tests.importers.mutations --count 5000 --seed 1`` reads as many and says what failed.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import select
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_JSON_EXTREMES: tuple[object, ...]
_JSON_EXTREMES = (None, True, -1, -0.0, 1e308, 10**400, "\ud800", (), [[]])
SECONDS = 10.0
"""Time of the reading process on the processor; LibreOffice has a limit of its own."""
_HANGS = 100.0
_EXTREMES = (
    "-1", "0", "1", "65535", "65536", "99999999", "4294967296", "1e999", "-1e-999", "NaN", "",
    "x" * 5000, "#REF!", "A1:XFD1048576", "../../../etc/passwd", "\u2028", "９", "9" * 400,
)  # fmt: skip


# ---------------------------------------------------------------------- sound files


def make_sound_files() -> dict[str, bytes]:
    """Return a sound file of each format, by name."""
    from report_editor.document.as_json import to_json
    from tests.importers.readers import making
    from tests.importers.readers.old_excel import RULED, OldBook, wrap
    from tests.importers.readers.test_hostile_files import ARCHIVE
    from tests.workbook.user_sheets import own_parts
    from tests.workbook.workbook_surgery import packed, small_report, small_workbook

    old = OldBook()
    lines = (making.TITLE, making.HEADING, making.TEXT, "三、收到和处理政府信息公开申请情况")
    for row, text in enumerate(lines):
        old.text(row, 0, text)
    for row, cells in enumerate(making.ROWS, start=len(lines)):
        for column, text in enumerate(cells):
            old.text(row, column, text, RULED)
    text = "\n".join((making.TITLE, making.HEADING, making.TEXT, "五、存在的主要问题", "无。"))
    return {
        "own.xlsx": small_workbook(),
        "own-with-sheets.xlsx": packed(own_parts()),
        "report.docx": making.docx_file(),
        "report.xlsx": making.xlsx_file(),
        "report.xls": wrap(old.records()),
        "report.pdf": making.pdf_file(),
        "report.html": making.html_page().encode(),
        "report.htm": making.word_page().encode("gb18030"),
        "report.mht": ARCHIVE,
        "report.txt": text.encode("gb18030"),
        "report.md": text.replace("\n", "\n\n# ").encode(),
        "report.csv": text.replace("，", ",").encode("utf-16"),
        "report.json": json.dumps(to_json(small_report())).encode(),
    }


def make_converted_files() -> dict[str, bytes]:
    """Return sound files that LibreOffice must convert, some when they are damaged."""
    files = Path(__file__).parent / "files"
    own = {name: (files / name).read_bytes() for name in ("own.ods", "own.xls")}
    return {**own, "report.rtf": b"{\\rtf1 \\u19968? x\\par}"}


# ---------------------------------------------------------------------- mutations


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three mutations."""
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        ways = {b"PK": _mutate_package, b"{": _mutate_json, b"\xd0\xcf": _mutate_in_place}
        way = next((way for mark, way in ways.items() if data.startswith(mark)), _mutate_bytes)
        data = (way if chance.random() < 0.8 else _mutate_bytes)(data, chance)
    return data


def _mutate_in_place(data: bytes, chance: random.Random) -> bytes:
    """Mutate records of an old workbook, whose places in the file must stay."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 4, 30])):
        at = chance.randrange(512, max(len(changed) - 8, 513))
        size = chance.choice([1, 2, 4, 8])
        changed[at : at + size] = chance.choice(
            [bytes(size), b"\xff" * size, chance.randbytes(size), b"\x7f" + bytes(size - 1)]
        )
    return bytes(changed)


def _mutate_json(data: bytes, chance: random.Random) -> bytes:
    try:
        root = json.loads(data)
    except ValueError:
        return _mutate_bytes(data, chance)
    for _ in range(chance.choice([1, 1, 5])):
        place: Any = root
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(place[key], dict | list) and chance.random() < 0.8:
                place = place[key]
                continue
            place[key] = chance.choice((*_JSON_EXTREMES, *_EXTREMES))
            if chance.random() < 0.2:
                del place[key]
            break
    return json.dumps(root).encode()


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 8, 200, 5000]))
    match chance.randrange(6):
        case 0:
            for _ in range(chance.choice([1, 5, 60])):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        case 1:
            del changed[start:]
        case 2:
            del changed[start:end]
        case 3:
            changed[start:start] = data[start:end] * chance.choice([1, 2, 50])
        case 4:
            changed[start:end] = bytes([chance.choice([0, 255, 60, 34])]) * (end - start)
        case _:
            return _change_number(data, chance)
    return bytes(changed)


def _change_number(data: bytes, chance: random.Random) -> bytes:
    numbers = [*re.finditer(rb"\d+", data[:2_000_000])]
    if not numbers:
        return data
    found = chance.choice(numbers)
    return data[: found.start()] + chance.choice(_EXTREMES).encode() + data[found.end() :]


def _mutate_package(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except Exception:  # an earlier mutation broke it
        return _mutate_bytes(data, chance)
    at = chance.randrange(len(parts))
    name, content = parts[at]
    match chance.randrange(8):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, chance.choice(parts)[1]))
        case 2:
            parts[at] = (chance.choice(parts)[0], content)
        case 3:
            parts[at] = (name, _mutate_bytes(content, chance))
        case _:
            parts[at] = (name, _mutate_xml(content, chance))
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", chance.choice([0, 8])) as package:
        warnings.simplefilter("ignore")  # of names that are there twice
        for each, content in parts:
            package.writestr(zipfile.ZipInfo(each), content)
    return stream.getvalue()


def _mutate_xml(content: bytes, chance: random.Random) -> bytes:
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return _mutate_bytes(content, chance)
    for _ in range(chance.choice([1, 1, 4])):
        elements = [*root.iter("*")]
        element = chance.choice(elements)
        parent = element.getparent()
        kind = chance.randrange(7)
        if kind == 0 and parent is not None:
            parent.remove(element)
        elif kind == 1 and parent is not None:
            for _ in range(chance.choice([1, 3, 200])):
                parent.append(etree.fromstring(etree.tostring(element)))
        elif kind == 2:
            chance.choice(elements).append(etree.fromstring(etree.tostring(element)))
        elif kind == 3 and element.attrib:
            key = chance.choice([*element.attrib])
            element.set(key, _clean(chance.choice(_EXTREMES)))
        elif kind == 4 and element.attrib:
            del element.attrib[chance.choice([*element.attrib])]
        elif kind == 5:
            element.text = _clean(chance.choice(_EXTREMES))
        else:
            element.tag = chance.choice(elements).tag
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _clean(text: str) -> str:
    return text.replace("\0", "")


# ---------------------------------------------------------------------- the process that reads


def read_files() -> None:
    """Read the files named on standard input as the program does; answer a line for each."""
    import resource

    from report_editor.common.problem import Problem
    from report_editor.importers.bounded_process import limit_memory
    from report_editor.importers.worker import read_request
    from report_editor.ooxml.problems import OtherFormat, TooLarge
    from report_editor.workbook.report_file import open_report

    limit_memory()
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        began = time.process_time()
        try:
            try:
                outcome = ["own", str(open_report(path).document.title)]
            except (OtherFormat, TooLarge):
                outcome = [next(iter(read_request(str(path)))), ""]
        except Problem as problem:
            outcome = ["sentence", str(problem)]
        except MemoryError:
            outcome = ["memory", ""]
        except Exception:  # what must not be
            outcome = ["crash", traceback.format_exc()]
        seconds = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(json.dumps([*outcome, seconds, peak]), flush=True)


@dataclass
class Outcome:
    """Result of reading a mutated file."""

    name: str
    seed: str
    kind: str
    words: str
    seconds: float
    peak: int
    """MB of memory that the process has taken at most so far."""

    @property
    def is_plain(self) -> bool:
        """Check whether it is a report or a sentence that says what to do."""
        if self.kind != "sentence":
            return self.kind in ("own", "recognition")
        has_fault = "出错" in self.words or "内部" in self.words
        return self.words.endswith(("。", "）")) and not has_fault


def run(count: int, seed: int, sound: dict[str, bytes]) -> Iterator[Outcome]:
    """Yield what became of so many mutated files, each known again by its seed."""
    names = sorted(sound)
    code = "from tests.importers.mutations import read_files; read_files()"
    command = [sys.executable, "-c", code]
    process: Any = None
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            name = names[number % len(names)]
            key = f"{seed}:{number}"
            path = Path(folder) / name
            path.write_bytes(mutate(sound[name], random.Random(key)))  # noqa: S311
            if process is None:
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], _HANGS)
            line = process.stdout.readline() if ready else ""
            if line:
                kind, words, seconds, peak = json.loads(line)
                yield Outcome(name, key, kind, words, seconds, peak)
            else:
                process.kill()
                yield Outcome(name, key, "died" if ready else "hangs", "", 0.0, 0)
                process.communicate()
                process = None
        if process is not None:
            process.communicate()  # which closes its input, and so ends it


def main() -> int:
    """Run from the command line; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--libreoffice", action="store_true", help="formats that it converts")
    options = parser.parse_args()
    sound = make_converted_files() if options.libreoffice else make_sound_files()
    kinds: Counter[tuple[str, str]] = Counter()
    worst, peak, wrong = (0.0, ""), 0, 0
    for outcome in run(options.count, options.seed, sound):
        kinds[outcome.name, outcome.kind] += 1
        worst = max(worst, (outcome.seconds, f"{outcome.name} {outcome.seed}"))
        peak = max(peak, outcome.peak)
        if not outcome.is_plain or outcome.seconds > SECONDS:
            wrong += 1
            print(f"WRONG {outcome}\n{outcome.words}")
    for (name, kind), number in sorted(kinds.items()):
        print(f"{name:24} {kind:12} {number}")
    print(f"{options.count} files, {wrong} wrong, worst {worst[0]:.1f} s ({worst[1]}), {peak} MB")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
