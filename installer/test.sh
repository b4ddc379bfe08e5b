#!/usr/bin/env bash
# Checks and tests everything on a fresh machine: installs what it needs, then runs the linter,
# the formatter, the type checker, and the tests twice: without a screen, and in a real X server.
# Every step runs; the last line counts the tests, and the exit code is 0 only if all was well.
#   bash installer/test.sh          all of it
#   bash installer/test.sh lint     only what takes seconds
#   bash installer/test.sh tests    only the tests, with the floors of coverage
#   bash installer/test.sh window   only the tests of the window
# REPORT_EDITOR_QT names another PySide6 to test with, such as PySide6-Essentials==6.8.*
set -euo pipefail
# shellcheck source=installer/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$checkout"

part="${1:-all}"
[[ "$part" =~ ^(all|lint|tests|window)$ ]] || stop "installer/test.sh 不认识 $part，可用的是 lint、tests、window。"
packages=("${window_packages[@]}" xvfb xauth dbus poppler-utils strace shellcheck)
# What the window tells a screen reader is heard over AT-SPI; its bindings are no package of PyPI.
packages+=(at-spi2-core gir1.2-atspi-2.0 python3-gi)
# Some tests let LibreOffice read what the program wrote; elsewhere they skip where it is missing.
if [[ "${CI:-}" == true ]] && ! command -v soffice >/dev/null; then
  packages+=(libreoffice-calc libreoffice-writer)
fi
install_packages "${packages[@]}"
make_environment dev.txt
if [[ -n "${REPORT_EDITOR_QT:-}" ]]; then
  "$venv/bin/python" -m pip install --quiet "$REPORT_EDITOR_QT" || stop "没有装上 $REPORT_EDITOR_QT。"
fi
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
export PATH="$venv/bin:$PATH" LC_ALL=C.UTF-8 XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-$results}"
failed=()

# step NAME COMMAND… — runs one check; a failure is kept for the end.
step() {
  local name="$1"
  shift
  say "$name"
  "$@" || failed+=("$name")
}

# tests NAME COMMAND… — the same for a run of pytest, with an end should it hang.
tests() {
  local name="$1"
  shift
  step "$name" timeout --kill-after=30 1200 "$@" -p no:cacheprovider \
    --junit-xml="$results/$name.xml"
}

# Coverage is measured where every test runs: the tests of the window alone say nothing about it.
coverage=()
[[ "$part" == window ]] || coverage=(--cov=report_editor --cov-report= --cov-append)
rm -f .coverage

if [[ "$part" =~ ^(all|lint)$ ]]; then
  if command -v shellcheck >/dev/null; then
    step "shellcheck" shellcheck -x installer/*.sh installer/deb/*.sh installer/requirements/*.sh .ci/run
  fi
  step "ruff check" ruff check .
  step "ruff format" ruff format --check .
  step "mypy" mypy
fi
if [[ "$part" =~ ^(all|tests)$ ]]; then
  tests "测试（无屏幕）" env QT_QPA_PLATFORM=offscreen \
    pytest -q -n auto --maxprocesses=4 "${coverage[@]}"
fi
if [[ "$part" == lint ]]; then
  :
elif command -v xvfb-run >/dev/null; then
  # One after another: windows of one X server share one keyboard focus.
  tests "测试（Xvfb 真实窗口）" env QT_QPA_PLATFORM=xcb \
    xvfb-run -a -s "-screen 0 1600x1000x24" pytest -q ${coverage[@]+"${coverage[@]}"} tests/ui tests/journeys
elif [[ "${CI:-}" == true ]]; then
  failed+=("测试（Xvfb 真实窗口）：没有 xvfb-run")
else
  warn "没有 xvfb-run，没有在真实窗口中测试。"
fi
if [[ "$part" =~ ^(all|tests)$ ]]; then
  step "coverage" python -m tests.coverage_floors
fi

say "结果"
for name in ${failed[@]+"${failed[@]}"}; do printf '没有通过：%s\n' "$name"; done
python - "$results" <<'PYTHON'
"""Prints one line that counts the tests of all runs."""
import sys
from pathlib import Path
from xml.etree import ElementTree

count = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
for path in Path(sys.argv[1]).glob("*.xml"):
    for suite in ElementTree.parse(path).getroot():
        for key in count:
            count[key] += int(suite.get(key, 0))
failed = count["failures"] + count["errors"]
passed = count["tests"] - failed - count["skipped"]
print(f"{passed} passed, {failed} failed, {count['skipped']} skipped")
PYTHON
((${#failed[@]} == 0))
