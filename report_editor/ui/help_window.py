"""The handbook and the 关于 box."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QTextBrowser, QVBoxLayout, QWidget

import report_editor
from report_editor.forms import forms
from report_editor.resource_files import resource


class HelpWindow(QWidget):
    """Shows the handbook; it opens no link outside itself."""

    def __init__(self, parent: QWidget) -> None:
        """Reads the handbook that comes with the program."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("使用说明"))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(False)
        self.browser.setSearchPaths([str(resource("help"))])
        self.browser.setMarkdown(resource("help", "help.md").read_text(encoding="utf-8"))
        self.browser.document().setDocumentMargin(24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)
        self.resize(760, 720)


def show_about(parent: QWidget) -> None:
    """Says which program this is, its version, and on which form it works."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("about", text)

    editions = "\n".join(f"{each.name}：{each.authority}" for each in forms())
    box = QMessageBox(parent)
    box.setWindowTitle(tr("关于"))
    box.setText(tr("年度报告编辑器 {version}").format(version=report_editor.__version__))
    box.setInformativeText(
        tr("编写、检查和打印政府信息公开工作年度报告。不连接网络。\n\n{editions}").format(
            editions=editions
        )
    )
    box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
