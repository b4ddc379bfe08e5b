"""Why a file could not be written, in a sentence that says what to do about it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path


class WriteProblem(Problem):
    """A file was not written; the text is a Chinese sentence for the user."""

    def __init__(self, sentence: str, *, kept: Path | None = None) -> None:
        """``kept`` is where the complete new content lies, if it could not take its place."""
        super().__init__(sentence)
        self.kept = kept


IN_USE = frozenset({5, 32, 33})
"""Windows error codes of a file that somebody holds open; 5 may also be a missing permission."""

_ELSEWHERE = "用“另存为”保存到别的位置"
_FULL = f"磁盘空间已满。请删除一些不用的文件再试，或者{_ELSEWHERE}。"
_GONE = (
    "所在的文件夹不见了，可能是U盘被拔出、网络文件夹断开，或者文件夹被改名、删除。"
    f"请重新插好或连好后再试，或者{_ELSEWHERE}。"
)
_NETWORK = f"网络文件夹连接不上。请检查网络后再试，或者{_ELSEWHERE}。"
_DENIED = f"没有写入权限，文件夹或文件可能是只读的。请换一个有权限的文件夹，例如{_ELSEWHERE}。"
_BUSY = "文件正在被别的程序使用。请在 WPS、Excel 等程序里关闭它，然后再试一次。"
_MAYBE_BUSY = (
    "系统拒绝覆盖它，它可能正在 WPS、Excel 等程序里打开着，也可能没有写入权限。"
    f"请关闭那些程序后再试，或者{_ELSEWHERE}。"
)
_DEVICE = f"磁盘或U盘读写出错，可能已经损坏或接触不良。请{_ELSEWHERE}，并检查这块磁盘。"
_QUOTA = f"您在这块磁盘上的空间配额已经用完。请删除一些自己的文件再试，或者{_ELSEWHERE}。"
_PROTECTED = f"磁盘是只读的，可能开了写保护。请关掉写保护，或者{_ELSEWHERE}。"
_LONG = "文件名或路径太长。请换一个短些的名字，或者保存到层次浅些的文件夹。"
_NAME = '系统不接受这个文件名，里面可能有 \\ / : * ? " < > | 这样的字符。请换一个名字。'
_FOLDER = "这个名字已经是一个文件夹。请换一个名字。"
_LARGE = f"文件超过了这块磁盘或这个账户允许的大小。请{_ELSEWHERE}。"
_LOOP = f"它是一个指回自己的链接。请{_ELSEWHERE}。"

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EROFS: _PROTECTED,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ENAMETOOLONG: _LONG,
    errno.EINVAL: _NAME,
    errno.EILSEQ: _NAME,
    errno.EIO: _DEVICE,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.EISDIR: _FOLDER,
    errno.EFBIG: _LARGE,
    errno.ELOOP: _LOOP,
    errno.ESTALE: _NETWORK,
    errno.ETIMEDOUT: _NETWORK,
    errno.ENOTCONN: _NETWORK,
    errno.ECONNRESET: _NETWORK,
    errno.ECONNABORTED: _NETWORK,
    errno.EHOSTDOWN: _NETWORK,
    errno.EHOSTUNREACH: _NETWORK,
    errno.ENETUNREACH: _NETWORK,
}

_BY_WINERROR = {
    3: _GONE,
    5: _MAYBE_BUSY,
    15: _GONE,
    19: _PROTECTED,
    21: _GONE,
    23: _DEVICE,
    31: _DEVICE,
    32: _BUSY,
    33: _BUSY,
    39: _FULL,
    53: _NETWORK,
    59: _NETWORK,
    64: _NETWORK,
    67: _NETWORK,
    112: _FULL,
    121: _NETWORK,
    123: _NAME,
    206: _LONG,
    1117: _DEVICE,
    1167: _GONE,
    1224: _BUSY,
    1231: _NETWORK,
    1295: _QUOTA,
    1816: _QUOTA,
}


def explain(error: OSError) -> str:
    """Cause and way out in Chinese sentences; an unknown cause in the system's own words."""
    winerror = getattr(error, "winerror", None)
    if winerror in _BY_WINERROR:
        return _BY_WINERROR[winerror]
    if error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    return f"系统报告：{error.strerror or error}。请{_ELSEWHERE}。"


def cause(error: OSError | ValueError | WriteProblem) -> str:
    """Only why it failed, as a sentence: for a file that no one can be told to save elsewhere."""
    origin = error.__cause__ if isinstance(error, WriteProblem) else error
    if isinstance(origin, ValueError):  # a NUL in the name
        origin = OSError(errno.EINVAL, str(origin))
    if not isinstance(origin, OSError):
        return str(error)
    return explain(origin).partition("。")[0] + "。"


def own_folder_advice(folder: Path) -> str:
    """What to do where the program's own files cannot be written."""
    return f"请检查程序自己的文件夹“{folder}”。"


def shown(name: str) -> str:
    """A file name as a sentence shows it: in quotation marks, the middle of a long one left out."""
    return f"“{name if len(name) <= 60 else f'{name[:40]}…{name[-15:]}'}”"
