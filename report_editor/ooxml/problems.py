"""Refusals of a package, as sentences for the user."""

from __future__ import annotations

from report_editor.common.problem import Problem


class PackageProblem(Problem):
    """A package that cannot be read, or could not be read back once written.

    The text is a Chinese sentence for the user.
    """


class OtherFormat(PackageProblem):
    """A file of another format, which another reader may know."""


class TooLarge(PackageProblem):
    """A package that would fill the memory, or that holds more than any report."""


def refuse_damaged(where: str = "") -> PackageProblem:
    """Return the problem of a package that breaks off or contradicts itself at some place."""
    return PackageProblem(
        "这个文件已经损坏，打不开：可能没有存完，或者没有传完。请重新取得一份，或者打开它的备份；"
        f"也可以用 WPS、Office 打开，修复并另存后再试{where and f'（损坏的地方：{where}）'}。"
    )


def refuse_too_large() -> TooLarge:
    """Return the problem of a package that would fill the memory."""
    return TooLarge("这个文件展开以后大得不像一份报告，可能是恶意文件，没有读取。请确认它的来源。")
