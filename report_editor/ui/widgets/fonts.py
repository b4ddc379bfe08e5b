"""Typefaces on the screen: those of the PC first, the bundled Noto fonts last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from report_editor.ui.widgets.type_scale import LABEL_PIXELS, enlarge_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FANG_SONG = ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "STFangsong", "方正仿宋_GBK")
HEI = ("黑体", "SimHei", "STHeiti", "方正黑体_GBK", "Noto Sans CJK SC", "Noto Sans SC")
KAI = ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "STKaiti", "方正楷体_GBK")
_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "宋体", "SimSun")
_INTERFACE = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
)


def ensure_chinese_font() -> None:
    """Register the bundled fonts on a PC that has no Chinese one, so that no box is shown."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    import pylopdf_fonts_zh_cn  # only a PC without Chinese fonts pays for it

    for file in (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()):
        QFontDatabase.addApplicationFont(str(file))


def use_interface_font(app: QApplication) -> None:
    """Set the interface's typeface, in the size the system asks for or the least legible one."""
    font = QFont(app.font())
    font.setFamilies([*filter(QFontDatabase.hasFamily, _INTERFACE), font.family()])
    app.setFont(enlarge_font(font, LABEL_PIXELS))


def list_families(families: tuple[str, ...]) -> list[str]:
    """Return typefaces for report text, the Song-like ones that take their place last."""
    return [*families, *_SERIF]


def is_present(families: tuple[str, ...]) -> bool:
    """Check whether the PC has one of some typefaces."""
    return any(QFontDatabase.hasFamily(each) for each in families)
