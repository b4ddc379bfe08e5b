"""Show a PySide6 window with the widgets and characters of our first page, and nothing behind.

    python tests/benchmarks/plain_window.py TITLE

Its start is what Qt and PySide6 alone take for such a page: a bare window has no text, so it loads
no font, and no class of a widget.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontDatabase, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QTableView,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

MENUS = ("文件", "编辑", "表格", "查看", "工具", "帮助")
COMMANDS_OF_A_MENU = 9
FIELDS = ("机关全称", "年度", "标题", "成文日期", "联系方式", "签发人")
TABS = (
    "基本信息",
    "一、总体情况",
    "二、主动公开",
    "三、申请",
    "四、复议诉讼",
    "五、问题",
    "六、其他",
)
PREAMBLE = "本报告根据《中华人民共和国政府信息公开条例》和国务院办公厅的格式编制。\n" * 6


def main() -> int:
    """Show the window until it is closed; return the exit code."""
    app = QApplication(sys.argv[:1])
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        import pylopdf_fonts_zh_cn

        for file in (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()):
            QFontDatabase.addApplicationFont(str(file))
    window = make_window(sys.argv[1])
    window.show()
    return app.exec()


def make_window(title: str) -> QMainWindow:
    """Make the window with all of its widgets."""
    window = QMainWindow()
    window.setWindowTitle(title)
    window.resize(1240, 820)
    tools = window.addToolBar("工具栏")
    for name in MENUS:
        menu = window.menuBar().addMenu(name)
        for number in range(COMMANDS_OF_A_MENU):
            action = QAction(f"{name}命令{number}", window)
            menu.addAction(action)
            if name == MENUS[0]:
                tools.addAction(action)
    tabs = QTabWidget()
    for name in TABS:
        tabs.addTab(make_page() if name == TABS[0] else QWidget(), name)
    findings = QTableView()
    findings.setModel(QStandardItemModel(0, 4, findings))
    split = QSplitter(Qt.Orientation.Vertical)
    split.addWidget(tabs)
    split.addWidget(findings)
    window.setCentralWidget(split)
    window.statusBar().showMessage("全部平衡，没有发现问题")
    return window


def make_page() -> QWidget:
    """Make a page of fields above a text."""
    page = QWidget()
    layout = QVBoxLayout(page)
    grid = QGridLayout()
    layout.addLayout(grid)
    for at, name in enumerate(FIELDS):
        row, column = divmod(at, 2)
        grid.addWidget(QLabel(name), row, 2 * column)
        grid.addWidget(QLineEdit("青禾县柳溪镇人民政府"), row, 2 * column + 1)
    text = QTextEdit()
    text.setPlainText(PREAMBLE)
    layout.addWidget(text)
    return page


if __name__ == "__main__":
    sys.exit(main())
