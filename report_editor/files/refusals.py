"""Say why a file cannot be read or written: every refusal once, as what is wrong and what to do.

What the system reports is told by its number, because its own words are English and say nothing
about a way out.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from report_editor.common.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path


class ReadProblem(Problem):
    """A file that cannot be read; the text is a Chinese sentence for the user."""


class WriteProblem(Problem):
    """A file that was not written; the text is a Chinese sentence for the user."""

    def __init__(self, sentence: str, *, kept: Path | None = None) -> None:
        """Note where the complete new content lies, if it could not take its place."""
        super().__init__(sentence)
        self.kept = kept


# ---------------------------------------------------------------------- what the system reports


class _Cause(NamedTuple):
    """A cause, and what to do about it."""

    sentence: str
    on_writing: str
    on_reading: str = "请检查磁盘或网络后再试。"


_ELSEWHERE = "用“另存为”保存到别的位置"
_CHECK_NAME = "请核对文件名和位置。"
_CLOSE = "请在 WPS、Excel 等程序里关闭它，然后再试一次。"

_FULL = _Cause("磁盘空间已满。", f"请删除一些不用的文件再试，或者{_ELSEWHERE}。")
_QUOTA = _Cause(
    "您在这块磁盘上的空间配额已经用完。", f"请删除一些自己的文件再试，或者{_ELSEWHERE}。"
)
_PROTECTED = _Cause("磁盘是只读的，可能开了写保护。", f"请关掉写保护，或者{_ELSEWHERE}。")
_DENIED = _Cause(
    "没有写入权限，文件夹或文件可能是只读的。",
    f"请换一个有权限的文件夹，例如{_ELSEWHERE}。",
)
_GONE = _Cause(
    "所在的文件夹不见了，可能是U盘被拔出、网络文件夹断开，或者文件夹被改名、删除。",
    f"请重新插好或连好后再试，或者{_ELSEWHERE}。",
)
_NETWORK = _Cause("网络文件夹连接不上。", f"请检查网络后再试，或者{_ELSEWHERE}。")
_DEVICE = _Cause("磁盘或U盘读写出错，可能已经损坏或接触不良。", f"请{_ELSEWHERE}，并检查这块磁盘。")
_BUSY = _Cause("文件正在被别的程序使用。", _CLOSE, _CLOSE)
_MAYBE_BUSY = _Cause(
    "系统拒绝覆盖它，它可能正在 WPS、Excel 等程序里打开着，也可能没有写入权限。",
    f"请关闭那些程序后再试，或者{_ELSEWHERE}。",
)
_LONG = _Cause(
    "文件名或路径太长。", "请换一个短些的名字，或者保存到层次浅些的文件夹。", _CHECK_NAME
)
_NAME = _Cause(
    '系统不接受这个文件名，里面可能有 \\ / : * ? " < > | 这样的字符。',
    "请换一个名字。",
    _CHECK_NAME,
)
_FOLDER = _Cause("这个名字已经是一个文件夹。", "请换一个名字。")
_LARGE = _Cause("文件超过了这块磁盘或这个账户允许的大小。", f"请{_ELSEWHERE}。")
_LOOP = _Cause("它是一个指回自己的链接。", f"请{_ELSEWHERE}。", _CHECK_NAME)

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


def _find_cause(error: OSError | ValueError) -> _Cause:
    if isinstance(error, ValueError):  # a NUL in the name
        return _NAME
    winerror = getattr(error, "winerror", None)
    if winerror in _BY_WINERROR:
        return _BY_WINERROR[winerror]
    if error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    return _Cause(f"系统报告：{error.strerror or error}。", f"请{_ELSEWHERE}。")


def is_in_use(error: OSError) -> bool:
    """Check whether an error of Windows can mean that somebody holds the file open.

    Number 5 may also be a missing permission.
    """
    return getattr(error, "winerror", None) in (5, 32, 33)


def explain(error: OSError | ValueError) -> str:
    """Return why writing failed and what to do about it."""
    cause = _find_cause(error)
    return cause.sentence + cause.on_writing


def explain_cause(error: OSError | ValueError | WriteProblem) -> str:
    """Return only why it failed: for a file that nobody can be told to save elsewhere."""
    origin = error.__cause__ if isinstance(error, WriteProblem) else error
    if isinstance(origin, OSError | ValueError):
        return _find_cause(origin).sentence
    return str(error)


# ---------------------------------------------------------------------- writing

NAME_IS_TAKEN = "这里已经有一个文件夹或设备用了这个名字。请换一个名字。"
IS_READ_ONLY = "这个文件是只读的。请在文件属性里去掉“只读”，或者用“另存为”换一个名字。"


def refuse_writing(path: Path, why: str, *, kept: Path | None = None) -> WriteProblem:
    """Return the problem of a file that was not written.

    Args:
        path: The file.
        why: Sentences that say why and what to do.
        kept: Where the complete new content lies beside it.
    """
    beside = f"新的内容已经完整地保存在旁边的{quote(kept.name)}里。" if kept else ""
    return WriteProblem(f"{quote(path.name)}没有写成：{why}{beside}", kept=kept)


def refuse_making_folder(folder: Path, error: OSError) -> WriteProblem:
    """Return the problem of a folder of the program's own that cannot be made."""
    return WriteProblem(f"程序自己的文件夹“{folder}”无法建立：{explain(error)}")


def advise_on_own_folder(folder: Path) -> str:
    """Return what to do where the program's own files cannot be written."""
    return f"请检查程序自己的文件夹“{folder}”。"


# ---------------------------------------------------------------------- reading

THIS_FILE = "这个文件"
"""Subject of a refusal where no name is known, such as for the content of a clipboard."""


def refuse_reading(path: Path, error: OSError | ValueError) -> ReadProblem:
    """Return the problem of a file that the system does not open or read."""
    name = quote(path.name or str(path))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        folder = "" if path.parent == path or str(path.parent) == "." else f"“{path.parent}”"
        where = f"在文件夹{folder}里" if folder else ""
        return ReadProblem(f"{where}找不到{name}，它可能已被移走或改名。{_CHECK_NAME}")
    if isinstance(error, IsADirectoryError):
        return ReadProblem(f"{name}是文件夹，不是文件。请选择里面的报告文件。")
    cause = _find_cause(error)
    if cause in (_DENIED, _MAYBE_BUSY):
        return ReadProblem(
            f"没有权限读取{name}，或者它正被别的程序占用。"
            "请检查文件和文件夹的权限，关闭占用它的程序，或请管理员授权。"
        )
    return ReadProblem(f"{name}读不出来：{cause.sentence}{cause.on_reading}")


def refuse_special_file(path: Path) -> ReadProblem:
    """Return the problem of a pipe, a device or a socket."""
    return ReadProblem(f"{quote(path.name)}不是普通文件，不能打开。请选择报告文件。")


def describe_empty(subject: str) -> str:
    """Return why a file without content is refused; ``subject`` names it."""
    return f"{subject}是空的，里面没有报告。请确认选对了文件，或者从历史版本、备份里打开它。"


def describe_too_large(subject: str, size: int, largest: int) -> str:
    """Return why a file is refused that is larger than any report; sizes in bytes."""
    return (
        f"{subject}有 {-(-size >> 20)} MB，超过了 {largest >> 20} MB 的上限，"
        "不像是一份年度报告。请确认选对了文件；如果是图片太多，请删去图片另存后再打开。"
    )


def describe_out_of_memory(subject: str) -> str:
    """Return why a file is refused that the memory of this PC cannot hold."""
    return f"{subject}太大或太复杂，内存不够，没有读取。请确认选对了文件。"


def describe_unreadable(subject: str) -> str:
    """Return why a file is refused that no reader understands."""
    return (
        f"{subject}已经损坏或者格式特殊，读不出来。"
        "可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
    )


def quote(name: str) -> str:
    """Return a file name in quotation marks, the middle of a long one left out."""
    return f"“{name if len(name) <= 60 else f'{name[:40]}…{name[-15:]}'}”"
