"""Have axe-core look at web pages of ours in headless Chromium; a command, no part of the tests.

    npm pack axe-core && tar xf axe-core-*.tgz          # the checker: package/axe.min.js
    python -m tests.exporters.web.accessibility --axe package/axe.min.js FILE…

Each FILE is a report of any kind; without any, the blank form of each edition is looked at. The
exit code is 1 where axe-core finds a violation by any of its rules, the experimental ones as well.
CI does not run it: a browser is a download of 100 MB, and the tests hold the structure that the
rules ask for. Run it after a change of `exporters/web`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import html

from report_editor.document import Document, Field, Part
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.web.page import make_page
from report_editor.forms import forms
from report_editor.workspace.opening import open_file

NOT_ASKED = ("table-fake-caption",)
"""An experimental rule that takes a heading over the first rows, as 表二 has one, for a caption in
the wrong place, although the table has a caption."""
RUN = """
const rules = {};
for (const rule of axe.getRules()) rules[rule.ruleId] = {enabled: !%s.includes(rule.ruleId)};
axe.run(document, {rules}).then(found => {
  const text = document.createElement('pre');
  text.id = 'axe-found';
  text.textContent = JSON.stringify({
    passes: found.passes.map(each => each.id),
    unsure: found.incomplete.map(each => [each.id, each.nodes.length]),
    violations: found.violations.map(each => [each.id, each.help, each.nodes[0].html]),
  });
  document.body.replaceChildren(text);
});
"""


def look(page: bytes, axe: str, chromium: str) -> dict[str, list[list[object]]]:
    """Return what axe-core says about a page."""
    root = html.fromstring(page)
    for policy in root.xpath("//meta[@http-equiv]"):
        policy.drop_tree()  # it forbids scripts, and so the checker
    with tempfile.TemporaryDirectory() as folder:
        for name, code in (("axe.js", axe), ("run.js", RUN % json.dumps(NOT_ASKED))):
            Path(folder, name).write_text(code, encoding="utf-8")
            root.body.append(html.Element("script", src=name))
        path = Path(folder, "page.html")
        path.write_bytes(html.tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8"))
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000")
        size = "--window-size=1366,8000"  # what is cut off cannot be judged
        words = [chromium, *options, size, f"--user-data-dir={folder}", "--dump-dom", path.as_uri()]
        done = subprocess.run(words, capture_output=True, check=True, timeout=120)
    (found,) = html.fromstring(done.stdout.decode()).xpath("//*[@id='axe-found']/text()")
    return dict(json.loads(found))


def list_reports(files: list[Path]) -> list[tuple[str, Document]]:
    """Return the reports of some files, or the blank one of each edition."""
    if files:
        return [(file.name, open_file(file).document) for file in files]
    fields: dict[str, str] = {Field.ORGANIZATION: "青山县人民政府", Field.YEAR: "2023"}
    parts = {Part.FIELDS: fields}
    return [(edition.name, Document(edition, parts=parts)) for edition in forms()]


def main() -> int:
    """Look at every page and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--axe", type=Path, required=True, help="axe.min.js")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    axe = options.axe.read_text(encoding="utf-8")
    is_sound = True
    for name, document in list_reports(options.files):
        page, _ = make_page(document, PublicationOptions())
        found = look(page, axe, options.chromium)
        print(f"{name}: {len(found['passes'])} rules passed, unsure: {found['unsure']}")
        for rule, what, where in found["violations"]:
            is_sound = False
            print(f"  {rule}: {what}: {where}")
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
