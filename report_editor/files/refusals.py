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

LARGEST_FILE = 64 << 20
"""Bytes of the largest file that is read; no report comes near it."""
THIS_FILE = "这个文件"
"""Subject of a refusal where no name is known, such as for the content of a clipboard."""


class ReadProblem(Problem):
    """A file that cannot be read; the text is a Chinese sentence for the user."""


class WriteProblem(Problem):
    """A file that was not written; the text is a Chinese sentence for the user."""

    def __init__(self, sentence: str, *, kept: Path | None = None) -> None:
        """Note where the complete new content lies, if it could not take its place."""
        super().__init__(sentence)
        self.kept = kept


class SpecialFileError(OSError):
    """A pipe, a device or a socket stands where a regular file is wanted."""


def quote(name: str) -> str:
    """Return a file name in quotation marks, the middle of a long one left out."""
    return f"“{name if len(name) <= 60 else f'{name[:40]}…{name[-15:]}'}”"


# ---------------------------------------------------------------------- what the system reports


class _Cause(NamedTuple):
    """A cause, and what to do about it."""

    numbers: tuple[int, ...]
    """As ``errno`` has them."""
    windows: tuple[int, ...]
    """As ``winerror`` has them."""
    sentence: str
    on_writing: str
    on_reading: str = "请检查磁盘或网络后再试。"


_ELSEWHERE = "换一个位置保存"
_OR_ELSEWHERE = f"，或者{_ELSEWHERE}。"
_CHECK_NAME = "请核对文件名和位置。"
_CLOSE = "请在 WPS、Excel 等程序里关闭它，然后再试一次。"

_DENIED = _Cause(
    (errno.EACCES, errno.EPERM),
    (),
    "没有写入权限，文件夹或文件可能是只读的。",
    f"请{_ELSEWHERE}，例如“文档”文件夹。",
)
_MAYBE_BUSY = _Cause(
    (),
    (5,),
    "系统拒绝覆盖它，它可能正在 WPS、Excel 等程序里打开着，也可能没有写入权限。",
    "请关闭那些程序后再试" + _OR_ELSEWHERE,
)
_BAD_NAME = _Cause(
    (errno.EINVAL, errno.EILSEQ),
    (123,),
    '系统不接受这个文件名，里面可能有 \\ / : * ? " < > | 这样的字符。',
    "请换一个名字。",
    _CHECK_NAME,
)
_NETWORK_NUMBERS = (
    *(errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.ECONNRESET, errno.ECONNABORTED),
    *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH),
)
_CAUSES = (
    _DENIED,
    _MAYBE_BUSY,
    _BAD_NAME,
    _Cause(
        (errno.EBUSY, errno.ETXTBSY), (32, 33, 1224), "文件正在被别的程序使用。", _CLOSE, _CLOSE
    ),
    _Cause(
        (errno.ENOSPC,), (39, 112), "磁盘空间已满。", "请删除一些不用的文件再试" + _OR_ELSEWHERE
    ),
    _Cause(
        (errno.EDQUOT,),
        (1295, 1816),
        "您在这块磁盘上的空间配额已经用完。",
        "请删除一些自己的文件再试" + _OR_ELSEWHERE,
    ),
    _Cause((errno.EROFS,), (19,), "磁盘是只读的，可能开了写保护。", "请关掉写保护" + _OR_ELSEWHERE),
    _Cause(
        (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO),
        (3, 15, 21, 1167),
        "所在的文件夹不见了，可能是U盘被拔出、网络文件夹断开，或者文件夹被改名、删除。",
        "请重新插好或连好后再试" + _OR_ELSEWHERE,
    ),
    _Cause(
        _NETWORK_NUMBERS,
        (53, 59, 64, 67, 121, 1231),
        "网络文件夹连接不上。",
        "请检查网络后再试" + _OR_ELSEWHERE,
    ),
    _Cause(
        (errno.EIO,),
        (23, 31, 1117),
        "磁盘或U盘读写出错，可能已经损坏或接触不良。",
        f"请{_ELSEWHERE}，并检查这块磁盘。",
    ),
    _Cause(
        (errno.ENAMETOOLONG,),
        (206,),
        "文件名或路径太长。",
        "请换一个短些的名字，或者保存到层次浅些的文件夹。",
        _CHECK_NAME,
    ),
    _Cause((errno.EISDIR,), (), "这个名字已经是一个文件夹。", "请换一个名字。"),
    _Cause((errno.EFBIG,), (), "文件超过了这块磁盘或这个账户允许的大小。", f"请{_ELSEWHERE}。"),
    _Cause((errno.ELOOP,), (), "它是一个指回自己的链接。", f"请{_ELSEWHERE}。", _CHECK_NAME),
)
_SPECIAL = _Cause((), (), "它不是普通文件，而是管道或设备。", "请换一个名字。", "请选择报告文件。")
_BY_NUMBER = {number: cause for cause in _CAUSES for number in cause.numbers}
_BY_WINDOWS = {number: cause for cause in _CAUSES for number in cause.windows}


def _find_cause(error: OSError | ValueError) -> _Cause:
    if isinstance(error, ValueError):  # a NUL in the name
        return _BAD_NAME
    if isinstance(error, SpecialFileError):
        return _SPECIAL
    number, windows = error.errno or 0, getattr(error, "winerror", None) or 0
    unknown = _Cause((), (), f"系统报告：{error.strerror or error}。", f"请{_ELSEWHERE}。")
    return _BY_WINDOWS.get(windows) or _BY_NUMBER.get(number, unknown)


def is_in_use(error: OSError) -> bool:
    """Check whether an error of Windows can mean that somebody holds the file open."""
    return getattr(error, "winerror", None) in (5, 32, 33)  # 5 may be a missing permission too


def explain(error: OSError | ValueError) -> str:
    """Return why writing failed and what to do about it."""
    cause = _find_cause(error)
    return cause.sentence + cause.on_writing


def explain_cause(error: OSError | ValueError | WriteProblem) -> str:
    """Return only why it failed: for a file that nobody can be told to save elsewhere."""
    origin = error.__cause__ if isinstance(error, WriteProblem) else error
    return _find_cause(origin).sentence if isinstance(origin, OSError | ValueError) else str(error)


# ---------------------------------------------------------------------- writing

NAME_IS_TAKEN = "这里已经有一个文件夹或设备用了这个名字。请换一个名字。"
IS_READ_ONLY = "这个文件是只读的。请在文件属性里去掉“只读”，或者换一个名字保存。"


def refuse_writing(path: Path, why: str, *, kept: Path | None = None) -> WriteProblem:
    """Return the problem of a file that was not written; ``why`` says also what to do."""
    beside = f"新的内容已经完整地保存在旁边的{quote(kept.name)}里。" if kept else ""
    return WriteProblem(f"{quote(path.name)}没有写成：{why}{beside}", kept=kept)


def refuse_making_folder(folder: Path, error: OSError) -> WriteProblem:
    """Return the problem of a folder of the program's own that cannot be made."""
    return WriteProblem(f"程序自己的文件夹“{folder}”无法建立：{explain(error)}")


def advise_on_own_folder(folder: Path) -> str:
    """Return what to do where the program's own files cannot be written."""
    return f"请检查程序自己的文件夹“{folder}”。"


# ---------------------------------------------------------------------- reading


def refuse_reading(path: Path, error: OSError | ValueError) -> ReadProblem:
    """Return the problem of a file that the system does not open or read."""
    name, cause = quote(path.name or str(path)), _find_cause(error)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        where = f"在文件夹“{path.parent}”里" if path.is_absolute() else ""
        return ReadProblem(f"{where}找不到{name}，它可能已被移走或改名。{_CHECK_NAME}")
    if isinstance(error, IsADirectoryError):
        return ReadProblem(f"{name}是文件夹，不是文件。请选择里面的报告文件。")
    if isinstance(error, SpecialFileError):
        return ReadProblem(f"{name}不是普通文件，不能打开。请选择报告文件。")
    if cause in (_DENIED, _MAYBE_BUSY):
        return ReadProblem(
            f"没有权限读取{name}，或者它正被别的程序占用。"
            "请检查文件和文件夹的权限，关闭占用它的程序，或请管理员授权。"
        )
    return ReadProblem(f"{name}读不出来：{cause.sentence}{cause.on_reading}")


def describe_bad_size(subject: str, size: int, largest: int = LARGEST_FILE) -> str:
    """Return why a file of so many bytes is no report; empty where it can be one."""
    if size == 0:
        return f"{subject}是空的，里面没有报告。请确认选对了文件，或者打开它的备份。"
    if size > largest:
        return (
            f"{subject}有 {-(-size >> 20)} MB，超过了 {largest >> 20} MB 的上限，"
            "不像是一份年度报告。请确认选对了文件；如果是图片太多，请删去图片另存后再打开。"
        )
    return ""


def describe_out_of_memory(subject: str) -> str:
    """Return why a file is refused that the memory of this PC cannot hold."""
    return f"{subject}太大或太复杂，内存不够，没有读取。请确认选对了文件。"


def describe_unreadable(subject: str) -> str:
    """Return why a file is refused that no reader understands."""
    return (
        f"{subject}已经损坏或者格式特殊，读不出来。"
        "可以在 WPS 或浏览器里打开它，全选、复制，再用“粘贴报告”。"
    )
