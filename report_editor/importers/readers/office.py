"""Read the older and the rarer formats by letting an installed LibreOffice convert them.

The conversion runs in a profile of its own that is thrown away, in a process group of its own
that is killed when its time is up, and without macros or a window.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.importers.bounded_process import without_memory_limit
from report_editor.importers.readers import limits
from report_editor.importers.readers.excel import workbook
from report_editor.importers.readers.word import document
from report_editor.importers.source import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.importers.source import Source

TIMEOUT = 60.0
"""Seconds a conversion may take; a first start on an old PC takes about twenty."""

_SHEETS = (".xls", ".et", ".ett", ".xlt", ".ods")
_NAMES = ("soffice", "libreoffice", "loffice")
_LOCATIONS = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
           xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""No macros, no links that a document brings, and a proxy that leads nowhere."""


def read(data: bytes, name: str) -> Source:
    """Convert a file with the LibreOffice of this computer, see :func:`read_with`."""
    return read_with(find_libreoffice(), data, name)


def read_with(
    program: Path | None, data: bytes, name: str, *, timeout_s: float = TIMEOUT
) -> Source:
    """Convert a file and read what came out.

    Args:
        program: LibreOffice; None where there is none.
        data: The bytes of the file.
        name: Its name; the ending says whether it is a text or a workbook.
        timeout_s: Seconds after which the conversion is given up.

    Raises:
        ImportProblem: no LibreOffice is installed, it failed or took too long, or what came out
            cannot be read.
    """
    limits.check_size(data)
    ending = Path(name).suffix.lower() or ".doc"
    if program is None:
        raise ImportProblem(
            f"{ending} 是旧格式或其他软件的格式，本机没有安装能转换它的 LibreOffice。"
            "请用 WPS 或 Word 打开这个文件，全选、复制，再用“粘贴报告”；"
            f"或者在那里另存为 {'.xlsx' if ending in _SHEETS else '.docx'} 后再打开。"
        )
    target = "xlsx" if ending in _SHEETS else "docx"
    converted = _convert(program, data, ending, target, timeout_s)
    return workbook.read(converted, name) if target == "xlsx" else document.read(converted, name)


def find_libreoffice() -> Path | None:
    """Return the program that converts, in the search path or where it usually is."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    candidates = [Path(each) for each in _LOCATIONS]
    candidates += sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    for variable in _WINDOWS_FOLDERS:
        if folder := os.environ.get(variable):
            candidates.append(Path(folder) / "LibreOffice" / "program" / "soffice.exe")
    return next((path for path in candidates if path.is_file()), None)


def _convert(program: Path, data: bytes, ending: str, target: str, timeout_s: float) -> bytes:
    with _temporary_folder() as folder:
        given = folder / f"report{ending}"
        given.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "out"),
            str(given),
        ]
        _run(command, folder, timeout_s)
        result = folder / "out" / f"report.{target}"
        if not result.is_file() or not result.stat().st_size:
            raise ImportProblem(
                "LibreOffice 没能转换这个文件，它可能已损坏或加了密码。"
                "请用 WPS 或 Word 打开它，另存为 .docx 或 .xlsx 后再打开。"
            )
        if result.stat().st_size > limits.MAX_BYTES:
            raise limits.TooLarge(f"转换后超过 {limits.MAX_BYTES // limits.MIB} MB")
        return result.read_bytes()


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Yield a folder that is gone afterwards, even if a killed process holds a file in it."""
    with tempfile.TemporaryDirectory(prefix="report-editor-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _run(command: list[str], folder: Path, timeout_s: float) -> None:
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
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
        process.wait(timeout_s)
    except subprocess.TimeoutExpired as error:
        raise ImportProblem(
            f"LibreOffice 转换这个文件超过 {timeout_s:.0f} 秒还没有完成，已停止。"
            "请用 WPS 或 Word 打开它，另存为 .docx 或 .xlsx 后再打开。"
        ) from error
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
