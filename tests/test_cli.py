"""The command line with real files, in this process and in processes of its own."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import docx
import pytest

import report_editor
from report_editor.cli import SUBCOMMANDS, main
from report_editor.common.resources import resource
from report_editor.document import Document, Field, Part
from report_editor.document.as_json import from_json, to_json
from report_editor.document.commands import set_field
from report_editor.document.final_records import make_final
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.registry import EXPORTERS
from report_editor.files.user_folders import user_folders
from report_editor.forms import form
from report_editor.storage import versions
from report_editor.workbook.user_sheets import list_names
from report_editor.workspace.opening import open_file
from tests.workbook.user_sheets import OWN, with_own_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = str(Path(report_editor.__file__).parents[1])
"""Where the program is, for processes that start in another folder."""

GOOD_TEXTS = {
    "overview": ["主动公开、依申请公开、信息管理、公开平台、监督保障都有制度，未收到申请。"],
    "problems": [
        "存在的问题是公开的深度不够、解读形式单一；下一步将丰富解读形式，加强业务培训，提高公开质量，按月检查栏目更新。"
    ],
    "other_matters": ["本年度未收取信息处理费。"],
}


@dataclass
class Result:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Run: TypeAlias = "Callable[..., Result]"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Gives a command in this process."""

    def give(*words: str | Path) -> Result:
        try:
            code = main([str(each) for each in words])
        except SystemExit as end:  # after a help
            code = int(end.code or 0)
        return Result(code, *capsys.readouterr())

    return give


def start(*words: str | Path, env: Mapping[str, str] | None = None) -> Result:
    """Gives a command in a process of its own, as a person or a script does."""
    result = subprocess.run(
        [sys.executable, "-m", "report_editor", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        env={**os.environ, "PYTHONPATH": ROOT, "PYTHONIOENCODING": "utf-8", **(env or {})},
        check=False,
    )
    assert "Traceback" not in result.stderr
    return Result(result.returncode, result.stdout, result.stderr)


def write(
    path: Path,
    cells: Mapping[str, str] | None = None,
    *,
    edition: str = "2021",
    year: str = "2023",
    texts: Mapping[str, list[str]] | None = None,
) -> Path:
    """A report as our JSON, every input 0 but for those given."""
    the_form = form(edition)
    document = Document(
        the_form,
        parts={
            Part.FIELDS: {Field.ORGANIZATION: "青山县教育局", Field.YEAR: year},
            Part.CELLS: {**{cell.address: "0" for cell in the_form.inputs}, **(cells or {})},
        },
        texts={**GOOD_TEXTS, **(texts or {})},
    )
    path.write_text(json.dumps(to_json(document)), encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "好.json")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path / "坏.json", {"requests.new.business": "3"})


def one_line(result: Result) -> str:
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    return lines[0]


# ---------------------------------------------------------------- check


def test_check_says_that_nothing_was_found(run: Run, good: Path) -> None:
    result = run("check", good)
    assert result.returncode == 0
    assert result.stderr == ""
    assert "全部平衡，没有发现问题" in result.stdout


def test_check_prints_findings_and_fails_on_an_error(run: Run, bad: Path) -> None:
    result = run("check", bad)
    assert result.returncode == 1
    assert "[requests.flow]" in result.stdout
    assert "新收 3 + 结转 0 = 3，办理 0 + 结转下年 0 = 0，相差 3" in result.stdout


def test_warnings_alone_are_no_failure(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "空格.json", {"requests.new.business": ""})
    result = run("check", path)
    assert result.returncode == 0
    assert "[cell.blank]" in result.stdout


def test_check_as_json_has_the_contract_s_shape(run: Run, good: Path, bad: Path) -> None:
    result = run("check", good, bad, "--json")
    assert result.returncode == 1
    data: dict[str, Any] = json.loads(result.stdout)
    assert [each["file"] for each in data["files"]] == [str(good), str(bad)]
    assert data["files"][0]["findings"] == []
    finding = data["files"][1]["findings"][0]
    assert finding["code"] == "requests.flow"
    assert finding["severity"] == "error"
    assert finding["section"] == "requests"
    assert finding["cells"][0] == "requests.new.business"
    assert (finding["expected"], finding["actual"]) == (3, 0)
    assert "paragraph" not in finding


def test_an_unreadable_file_does_not_keep_the_others_from_being_checked(
    run: Run, tmp_path: Path, bad: Path
) -> None:
    result = run("check", tmp_path / "没有.xlsx", bad)
    assert result.returncode == 2
    assert "没有.xlsx" in one_line(result)
    assert "[requests.flow]" in result.stdout


def test_check_against_last_year(run: Run, tmp_path: Path, good: Path) -> None:
    cells = {"requests.new.business": "4", "requests.carried_out.business": "4"}
    last = write(tmp_path / "去年.json", cells, year="2022")
    result = run("check", good, "--last-year", last)
    assert result.returncode == 1
    assert "[last_year.carried]" in result.stdout
    assert run("check", good, "--last-year", tmp_path / "没有").returncode == 2


# ---------------------------------------------------------------- convert


@pytest.mark.slow
def test_every_ending_goes_there_and_back(run: Run, tmp_path: Path, bad: Path) -> None:
    assert run("convert", bad, "-o", tmp_path / "r.xlsx").returncode == 0
    result = run("convert", tmp_path / "r.xlsx", "-o", tmp_path / "r.json")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert json.loads((tmp_path / "r.json").read_bytes()) == json.loads(bad.read_bytes())
    assert run("convert", bad, "-o", tmp_path / "r.PDF").returncode == 0
    assert (tmp_path / "r.PDF").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_the_choices_for_paper_reach_a_word_file(run: Run, tmp_path: Path, bad: Path) -> None:
    def read_texts(*choices: str) -> tuple[list[str], list[str]]:
        assert run("convert", bad, "-o", tmp_path / "r.docx", *choices).returncode == 0
        word = docx.Document(str(tmp_path / "r.docx"))
        above = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
        return [paragraph.text for paragraph in word.paragraphs], above

    texts, above = read_texts()
    assert "（盖章）" in texts
    assert "草　稿" not in above
    texts, above = read_texts("--draft", "--no-signature")
    assert "（盖章）" not in texts
    assert "草　稿" in above


@pytest.mark.slow
def test_a_published_report_gives_the_same_json_by_way_of_the_workbook(
    run: Run, tmp_path: Path, samples: Path
) -> None:
    source = samples / "yanlong-2022.txt"
    one, book, two = (tmp_path / name for name in ("r.json", "r.xlsx", "r2.json"))
    for arguments in ((source, "-o", one), (source, "-o", book), (book, "-o", two)):
        assert run("convert", *arguments).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    data = json.loads(one.read_bytes())
    assert data["year"] == 2022
    assert data["raw"]["disclosure.normative_documents.in_force"] == "00"


def test_convert_shows_what_was_left_out_of_the_source(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    lines = ["首页", "某镇2024年政府信息公开工作年度报告", "一、总体情况", "平稳。", "上一篇：通知"]
    page.write_text("\n".join(lines), encoding="utf-8")
    result = run("convert", page, "-o", tmp_path / "r.json")
    assert "略去的网站栏目和按钮：首页 | 上一篇：通知" in result.stderr.splitlines()


def test_convert_names_the_user_sheets_that_a_copy_is_made_without(
    run: Run, tmp_path: Path
) -> None:
    own, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    own.write_bytes(with_own_sheet())
    ended = run("convert", own, "-o", copy)
    assert ended.returncode == 0
    assert re.search(rf"另加的工作表.*“{OWN}”.*还在“a\.xlsx”里", ended.stderr)
    assert "另加的工作表" not in run("convert", own, "-o", own).stderr
    assert OWN in list_names(own.read_bytes())


def test_convert_to_another_edition_says_what_had_no_place(run: Run, tmp_path: Path) -> None:
    cells = {"requests.other.business": "4", "disclosure.rules.newly_made": "13"}
    old = write(tmp_path / "旧.json", cells, edition="2019", year="2019")
    out = tmp_path / "新.json"
    result = run("convert", old, "-o", out, "--form", "2021")
    assert result.returncode == 0
    assert "分成 3 行" in result.stderr
    assert "本年新制作数量 13" in result.stderr
    data = json.loads(out.read_bytes())
    assert data["form"] == "2021"
    assert data["tables"]["requests"]["other_rest"]["business"] == 4
    assert any("本年新制作数量 13" in text for text in data["unplaced"])


def test_an_existing_file_is_replaced_only_by_a_complete_one(
    run: Run, tmp_path: Path, bad: Path
) -> None:
    out = tmp_path / "r.xlsx"
    out.write_bytes(b"old")
    assert run("convert", tmp_path / "没有.json", "-o", out).returncode == 2
    assert out.read_bytes() == b"old"
    assert run("convert", bad, "-o", out).returncode == 0
    assert out.read_bytes() != b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["r.xlsx", "坏.json"]


@pytest.mark.parametrize("name", ["r.odt", "r", "r.xlsx.bak", "没有的文件夹/r.json"])
def test_what_cannot_be_written_is_one_line(
    run: Run, tmp_path: Path, good: Path, name: str
) -> None:
    result = run("convert", good, "-o", tmp_path / name)
    assert result.returncode == 2
    assert one_line(result).startswith("report-editor: ")
    assert [each.name for each in tmp_path.iterdir()] == [good.name]


def test_a_report_named_like_a_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "check")
    monkeypatch.chdir(tmp_path)
    assert run("check", "./check").returncode == 0


# ---------------------------------------------------------------- publish


def test_publish_writes_every_form_and_prints_what_was_replaced(
    run: Run, tmp_path: Path, example: Path
) -> None:
    folder = tmp_path / "发布"
    for words in ((), ("--draft", "--no-signature", "--no-check-code")):
        result = run("publish", example, "-o", folder, *words)
        assert result.returncode == 0
        assert result.stdout.splitlines() == [str(each) for each in list_bundle(folder)]
        assert "代替" in result.stderr
        text = next(folder.glob("*.txt")).read_text(encoding="utf-8-sig")
        assert text.startswith("草　稿") == bool(words)
        paper = docx.Document(str(next(folder.glob("*.docx"))))
        assert any("核对码" in each.text for each in paper.paragraphs) == (not words)
    assert sorted(folder.iterdir()) == sorted(list_bundle(folder))


def list_bundle(folder: Path) -> list[Path]:
    name = "青禾县柳溪镇人民政府2024年政府信息公开工作年度报告"
    return [folder / f"{name}{each.ending}" for each in EXPORTERS]


@pytest.mark.parametrize("place", ["坏.json", "没有/这个", "a\0b"])
def test_a_bundle_that_cannot_be_written_is_one_line(
    run: Run, tmp_path: Path, bad: Path, place: str
) -> None:
    result = run("publish", bad, "-o", tmp_path / place)
    assert result.returncode == 2
    assert "没有写成" in one_line(result)
    assert list(tmp_path.iterdir()) == [bad]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("is_there", [False, True])
def test_a_disk_that_is_full_in_the_middle_leaves_the_folder_as_it_was(
    run: Run, tmp_path: Path, example: Path, is_there: bool
) -> None:
    """The paper is the first file that is larger than the system allows."""
    folder = tmp_path / "发布"
    if is_there:
        assert run("publish", example, "-o", folder, "--draft").returncode == 0
        next(folder.glob("*.pdf")).write_bytes(b"signed by hand")
    before = {each: each.read_bytes() for each in folder.glob("*")}
    code = (
        "import resource, sys; from report_editor.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        f"sys.exit(main(['publish', {str(example)!r}, '-o', {str(folder)!r}]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "允许的大小" in ended.stderr
    assert folder.exists() == is_there
    assert {each: each.read_bytes() for each in folder.glob("*")} == before


# ---------------------------------------------------------------- rollover


def test_this_year_s_report_begins_with_what_was_carried_over(run: Run, tmp_path: Path) -> None:
    cells = {"requests.new.business": "4", "requests.carried_out.business": "4"}
    last = write(tmp_path / "去年.json", cells, year="2022")
    assert run("rollover", last, "-o", tmp_path / "今年.xlsx").returncode == 0
    assert run("convert", tmp_path / "今年.xlsx", "-o", tmp_path / "今年.json").returncode == 0
    data = json.loads((tmp_path / "今年.json").read_bytes())
    assert data["year"] == 2023
    assert data["tables"]["requests"]["carried_in"]["business"] == 4
    assert data["tables"]["requests"]["new"]["business"] is None
    assert run("rollover", last, "-o", tmp_path / "r.json", "--year", "2025").returncode == 0
    assert json.loads((tmp_path / "r.json").read_bytes())["year"] == 2025


def test_a_rollover_prints_how_last_year_was_read_and_what_is_wrong_in_it(
    run: Run, tmp_path: Path
) -> None:
    cells = {"requests.new.business": "5", "requests.carried_out.business": "4"}
    last = write(tmp_path / "去年.json", cells, year="2022")
    result = run("rollover", last, "-o", tmp_path / "今年.xlsx")
    assert (result.returncode, result.stderr) == (0, "")
    first, *lines = result.stdout.splitlines()
    assert re.fullmatch(r".*去年\.json：数字 [0-9]+/200 · 文字 [0-9]+ 段.*；[0-9]+ 个错误.*", first)
    assert any("错误 [requests.flow] 表三“商业企业”一列不平衡" in each for each in lines)
    assert "  新报告 上年结转 6 格，合计 4 件。" in lines
    assert any(each.startswith("  新报告 其中商业企业 4 在上年报告里有疑问") for each in lines)
    checked = run("check", tmp_path / "今年.xlsx").stdout
    assert (
        "[last_year.uncertain] 表三“上年结转”（商业企业 4）是从上年报告带来的，要核对。" in checked
    )


def test_a_rollover_that_fails_prints_one_line_and_nothing_else(run: Run, tmp_path: Path) -> None:
    last = write(tmp_path / "去年.json", {}, year="2022")
    result = run("rollover", last, "-o", tmp_path / "没有" / "今年.xlsx")
    assert result.returncode == 2
    assert result.stdout == ""
    one_line(result)


def test_a_rollover_from_a_year_that_is_not_over_is_told(run: Run, tmp_path: Path) -> None:
    last = write(tmp_path / "去年.json", year="2098")
    result = run("rollover", last, "-o", tmp_path / "r.json")
    assert result.returncode == 0
    assert "  请看 这份报告是 2098 年度的，以它新建的是 2099 年度报告" in result.stdout
    named = run("rollover", last, "-o", tmp_path / "r.json", "--year", "2099")
    assert "请看 这份报告" not in named.stdout


def test_a_rollover_needs_a_year(run: Run, tmp_path: Path) -> None:
    last = write(tmp_path / "去年.json", year="")
    result = run("rollover", last, "-o", tmp_path / "r.json")
    assert result.returncode == 2
    assert "--year" in one_line(result)
    result = run("rollover", last, "-o", tmp_path / "r.json", "--year", "20222")
    assert result.returncode == 2
    assert "四位数" in one_line(result)


# ---------------------------------------------------------------- around


def test_a_window_that_cannot_start_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "report_editor.ui.shell.app", None)  # as if Qt were damaged
    result = run()
    assert (result.returncode, result.stdout) == (2, "")
    assert "请重新安装本程序" in one_line(result)


ENGLISH = re.compile(
    r"(?<!--)\b(usage|options|positional|arguments?|required|expected|invalid|choose|unrecognized|show)\b"
)
"""Words that argparse writes by itself; ``--expected`` is a name of ours."""


def test_the_version_is_said(run: Run) -> None:
    result = run("--version")
    assert result.returncode == 0
    assert result.stdout.strip() == f"report-editor {report_editor.__version__}"


@pytest.mark.parametrize("command", ["", *(each.name for each in SUBCOMMANDS)])
def test_the_help_is_in_chinese(run: Run, command: str) -> None:
    result = run(*filter(None, (command, "--help")))
    assert result.returncode == 0
    assert result.stdout.startswith("用法：report-editor")
    assert "显示这份说明" in result.stdout
    assert not ENGLISH.search(result.stdout)


def test_the_help_lists_every_command(run: Run) -> None:
    listed = run("--help").stdout
    for each in SUBCOMMANDS:
        assert f"  {each.name} {each.files}" in listed
        assert each.summary in listed


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (("check",), "缺少必须写的内容"),
        (("check", "--jsn", "a"), "不认识 --jsn"),
        (("convert", "a.json"), "缺少必须写的内容"),
        (("convert", "a.json", "-o"), "-o/--output 的值"),
        (("convert", "a.json", "-o", "b.json", "--form", "1999"), "--form 的值"),
        (("publish", "a.json"), "缺少必须写的内容"),
        (("rollover", "a.json", "-o", "b.json", "--year"), "--year 的值"),
        (("a.xlsx", "b.xlsx"), "不认识 b.xlsx"),
    ],
)
def test_a_wrong_command_is_one_line(run: Run, words: tuple[str, ...], mistake: str) -> None:
    result = run(*words)
    assert result.returncode == 2
    said = one_line(result)
    assert "命令写得不对" in said
    assert mistake in said
    assert "--help" in said
    assert "用法：" in said
    assert not ENGLISH.search(said)


@pytest.mark.slow
def test_the_program_starts_as_a_process(good: Path) -> None:
    result = start("check", good)
    assert (result.returncode, result.stderr) == (0, "")
    assert "没有发现问题" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_any_console_will_do(bad: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    assert start("check", bad, env=env).returncode == 1
    result = start("check", bad, "--json", env=env)
    message = json.loads(result.stdout)["files"][0]["findings"][0]["message"]
    assert message.startswith("表三“商业企业”一列不平衡")


@pytest.mark.slow
@pytest.mark.parametrize("reports", [1, 40], ids=["short", "long"])
def test_a_reader_that_has_seen_enough_is_no_error(reports: int, bad: Path) -> None:
    """Whether the output is longer than what Python holds back until the end, or not."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        result = subprocess.run(
            [sys.executable, "-m", "report_editor", "check", *[bad] * reports],
            stdout=pipe, stderr=subprocess.PIPE, timeout=300, check=False,
        )  # fmt: skip
    assert result.stderr == b""
    assert result.returncode == 2


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_an_output_that_takes_no_more_is_said_in_a_sentence(words: list[str], bad: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "report_editor", "check", str(bad), *words]
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        untold = subprocess.run(command, stdout=full, stderr=full, check=False)
    line = told.stderr.decode()
    assert line.startswith("report-editor: 结果没有写完：磁盘空间已满。")
    assert line.count("\n") == 1
    assert told.returncode == untold.returncode == 2


@pytest.mark.slow
def test_no_qt_without_a_window(tmp_path: Path, good: Path) -> None:
    out = str(tmp_path / "r.xlsx")
    code = (
        "import sys; from report_editor.cli import main;"
        f"main(['check', {str(good)!r}]); main(['convert', {str(good)!r}, '-o', {out!r}]);"
        f"main(['publish', {str(good)!r}, '-o', {out!r} + 'folder']);"
        "print(any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "False"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is a matter of X here")
@pytest.mark.parametrize("display", [None, ":987"])
def test_where_there_is_no_screen_the_window_says_so(display: str | None) -> None:
    env = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if display:
        env["DISPLAY"] = display
    run = subprocess.run(
        [sys.executable, "-m", "report_editor"],
        capture_output=True, encoding="utf-8", env=env, timeout=300, check=False,
    )  # fmt: skip
    result = Result(run.returncode, run.stdout, run.stderr)
    assert result.returncode == 2
    assert "没有图形桌面" in one_line(result)


class Failing(io.StringIO):
    """A console that fails at the first word."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def write(self, _text: str) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "words"),
    [(KeyboardInterrupt(), "已中断。"), (RuntimeError("x"), "程序内部出错（RuntimeError）")],
)
def test_an_interrupt_and_a_fault_are_one_line_each(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, words: str
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(error))
    result = run("check", good)
    assert result.returncode == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_terminal_obeys_nothing_that_a_report_says(run: Run, tmp_path: Path) -> None:
    """Neither its colours and title nor the lines of other reports are in a file's hands."""
    cells = {"requests.new.natural_person": "5\x1b]0;x\x07\x1b[2K\u202e件"}
    report = Document(form("2021"), parts={Part.FIELDS: {"year": "\x1b[1m"}, Part.CELLS: cells})
    file = tmp_path / "年报\n\x1b[2J好.json"
    file.write_text(json.dumps(to_json(report)), encoding="utf-8")
    for words in (
        ["check"],
        ["convert", "-o", tmp_path / "x.xlsx"],
        ["publish", "-o", tmp_path / "y\x1b"],
        ["rollover", "-o", tmp_path / "y"],
    ):
        result = run(words[0], file, *words[1:])
        said = result.stdout + result.stderr
        assert not set("\x1b\x07\u202e") & set(said)
    assert "[U+001B]" in run("check", file).stdout
    assert run("check", file).stdout.count("年报") == 1


# ---------------------------------------------------------------------- verify


def read_code(run: Run, file: Path, folder: Path) -> str:
    """Return the check code that the paper of a report has."""
    assert run("convert", file, "-o", folder / "纸.docx").returncode == 0
    code = compute_check_code(open_file(file).document)
    texts = [each.text for each in docx.Document(str(folder / "纸.docx")).paragraphs]
    assert any(code in text for text in texts)
    return code


@pytest.mark.slow
def test_verify_tells_a_paper_from_others(run: Run, good: Path, bad: Path, tmp_path: Path) -> None:
    code = read_code(run, good, tmp_path)
    same = run("verify", good, code)
    assert (same.returncode, same.stderr) == (0, "")
    assert "一致" in same.stdout
    assert run("verify", tmp_path / "纸.docx", code.lower().replace("-", "")).returncode == 0
    other = run("verify", bad, code)
    assert (other.returncode, other.stderr) == (1, "")
    assert "不一致" in other.stdout


def test_verify_names_the_version_that_is_kept(run: Run, good: Path, tmp_path: Path) -> None:
    own = tmp_path / "年报.xlsx"
    run("convert", good, "-o", own)
    code = read_code(run, own, tmp_path)
    versions.keep_version(own, user_folders().backups)
    run("convert", write(tmp_path / "新.json", {"requests.new.business": "1"}), "-o", own)
    found = run("verify", own, code)
    assert found.returncode == 1
    assert "较早的一版" in found.stdout


@pytest.mark.parametrize(
    ("code", "says"), [("AT9-9TR2-2GX", "输错了"), ("123", "3 位"), ("", "请输入")]
)
def test_verify_refuses_what_is_mistyped(run: Run, good: Path, code: str, says: str) -> None:
    result = run("verify", good, code)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr


def test_verify_says_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    result = run("verify", tmp_path / "没有.xlsx", "AT9-9TR2-2GQ")
    assert result.returncode == 2
    assert "没有.xlsx" in result.stderr


def test_a_final_report_is_no_draft(run: Run, good: Path, tmp_path: Path) -> None:
    document = from_json(json.loads(good.read_text(encoding="utf-8")))
    now, code = datetime(2026, 1, 20).astimezone(), compute_check_code(document)
    document.apply(make_final(document, "张三", "2026-01-20", code, now))
    final = tmp_path / "定稿.json"
    for is_final in (True, False):
        final.write_text(json.dumps(to_json(document)), encoding="utf-8")
        said = run("convert", final, "-o", tmp_path / "a.txt", "--draft").stderr
        assert ("不是签发时的内容" in said) == (not is_final)
        text = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
        assert ("草" in text) == (not is_final)
        document.apply(set_field(document, Field.ORGANIZATION, "改过的机关"))


def test_another_edition_of_a_final_report_was_not_changed_by_anybody(
    run: Run, good: Path, tmp_path: Path
) -> None:
    document = from_json(json.loads(good.read_text(encoding="utf-8")))
    now, code = datetime(2026, 1, 20).astimezone(), compute_check_code(document)
    document.apply(make_final(document, "张三", "2026-01-20", code, now))
    final = tmp_path / "定稿.json"
    final.write_text(json.dumps(to_json(document)), encoding="utf-8")
    said = run("convert", final, "-o", tmp_path / "a.txt", "--form", "2019")
    assert said.returncode == 0
    assert "别的程序" not in said.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_finds_no_room_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["check", str(resource("examples", "示例报告.xlsx"))]) == 2
    assert "结果没有写完" in capsys.readouterr().err
