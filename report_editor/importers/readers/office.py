"""Read the older and the rarer formats by letting an installed LibreOffice convert them.

The conversion runs in a profile of its own that is thrown away, without macros or a window, and in
a process group of its own that is killed when it takes too much time, memory or disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from report_editor.importers.bounded_process import MEMORY, watch, without_memory_limit
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.readers.excel import workbook
from report_editor.importers.readers.office_formats import find_ending, is_workbook
from report_editor.importers.readers.word import document

if TYPE_CHECKING:
    from report_editor.importers.source import Source

TIMEOUT = 60.0
"""Seconds a conversion may take; a first start on an old PC takes about twenty."""
_MAX_WRITTEN = 4 * limits.MAX_BYTES
"""Bytes that a conversion may write: the file, what comes of it, and what it keeps meanwhile."""

_NAMES = ("soffice", "libreoffice", "loffice")
_LOCATIONS = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
    },
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}
"""Settings: no macros, no links that a document brings, and a proxy that leads nowhere."""


def read(data: bytes, name: str) -> Source:
    """Convert a file with the LibreOffice of this computer, see :func:`read_with`."""
    return read_with(find_libreoffice(), data, name)


def read_with(
    program: Path | None, data: bytes, name: str, *, timeout_s: float = TIMEOUT
) -> Source:
    """Convert a file and read what came out; raise ImportProblem as :func:`convert_with` does."""
    converted, name = convert_with(program, data, name, timeout_s=timeout_s)
    read = workbook.read if name.endswith(".xlsx") else document.read
    return read(converted, name)


def convert(data: bytes, name: str) -> tuple[bytes, str]:
    """Convert a file with the LibreOffice of this computer, see :func:`convert_with`."""
    return convert_with(find_libreoffice(), data, name)


def convert_with(
    program: Path | None,
    data: bytes,
    name: str,
    *,
    timeout_s: float = TIMEOUT,
    memory: int = MEMORY,
) -> tuple[bytes, str]:
    """Convert a file to .docx or .xlsx; return the bytes and the name that go with them.

    Raises:
        ImportProblem: no LibreOffice is installed, it failed, took too long or too much memory.
    """
    limits.check_size(data)
    ending = find_ending(data, name)
    if program is None:
        raise ImportProblem(
            f"{ending} 是旧格式或其他软件的格式，本机没有安装能转换它的 LibreOffice。"
            "请用 WPS 或 Word 打开这个文件，全选、复制，再用“粘贴报告”；"
            f"或者在那里另存为 {'.xlsx' if is_workbook(ending) else '.docx'} 后再打开。"
        )
    target = ".xlsx" if is_workbook(ending) else ".docx"
    # Cleaned up without errors: a killed process may hold a file in it.
    with TemporaryDirectory(prefix="report-editor-", ignore_cleanup_errors=True) as given:
        folder = Path(given)
        command = _prepare(program, folder, data, ending, target)
        if excess := _run(command, folder, timeout_s, memory):
            raise ImportProblem(
                f"LibreOffice 转换这个文件{excess}，已停止。"
                "请用 WPS 或 Word 打开它，另存为 .docx 或 .xlsx 后再打开。"
            )
        return _read_result(folder / "out" / f"report{target}"), f"{name}{target}"


def find_libreoffice() -> Path | None:
    """Return the program that converts, in the search path or where it usually is."""
    candidates = [Path(found) for name in _NAMES if (found := shutil.which(name))]
    candidates += map(Path, _LOCATIONS)
    candidates += sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    for variable in _WINDOWS_FOLDERS:
        if folder := os.environ.get(variable):
            candidates.append(Path(folder) / "LibreOffice" / "program" / "soffice.exe")
    return next((path for path in candidates if path.is_file()), None)


def _prepare(program: Path, folder: Path, data: bytes, ending: str, target: str) -> list[str]:
    """Write what LibreOffice needs into a folder; return its command."""
    given = folder / f"report{ending}"
    given.write_bytes(data)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_format_settings(), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    files = ["--convert-to", target[1:], "--outdir", str(folder / "out"), str(given)]
    return [str(program), profile, *options, *files]


def _read_result(result: Path) -> bytes:
    if not result.is_file() or not result.stat().st_size:
        raise ImportProblem(
            "LibreOffice 没能转换这个文件，它可能已损坏或加了密码。"
            "请用 WPS 或 Word 打开它，另存为 .docx 或 .xlsx 后再打开。"
        )
    if result.stat().st_size > limits.MAX_BYTES:
        raise limits.TooLarge(f"转换后超过 {limits.MAX_BYTES >> 20} MB")
    return result.read_bytes()


def _format_settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{items}</oor:items>\n'


def _run(command: list[str], folder: Path, timeout_s: float, memory: int) -> str:
    """Run LibreOffice; return what it took too much of, or an empty text."""
    own = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), str(folder))
    environment = {**os.environ, **own, "SAL_USE_VCLPLUGIN": "svp"}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    flags |= getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    with without_memory_limit():
        process = subprocess.Popen(  # noqa: S603 - the program found, fixed options, our own path
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
            creationflags=flags,
        )
    try:
        return watch(process, seconds=timeout_s, memory=memory, disk=_MAX_WRITTEN, folder=folder)
    finally:
        kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a process started in a session of its own, with all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(  # noqa: S603 - a fixed command
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                check=False,
                capture_output=True,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
