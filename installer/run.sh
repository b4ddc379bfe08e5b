#!/usr/bin/env bash
# Opens the editor on a fresh machine: installs what it needs, then opens FILE, or the example.
# Where there is no display it checks and converts the same file on the command line instead.
#   bash installer/run.sh [FILE]
set -euo pipefail
# shellcheck source=installer/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

example="$checkout/resources/examples/示例报告.xlsx"
file="${1:-$example}"

install_packages "${window_packages[@]}"
make_environment app.txt
editor="$venv/bin/report-editor"

# A display that is named but cannot be reached would end the program without a word.
has_display() {
  [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]] || return 1
  local answer
  answer="$("$venv/bin/python" -c \
    'from PySide6.QtGui import QGuiApplication; QGuiApplication([]); print("yes")' 2>/dev/null)" || true
  [[ "$answer" == yes ]]
}

if has_display; then
  say "打开编辑器：$file"
  exec "$editor" "$file"
fi

out="$(mktemp -d)"
say "没有可用的显示器，改用命令行打开、检查并转换：$file"
found=0
"$editor" check "$file" || found=$?
((found <= 1)) || stop "文件打不开。"
for ending in pdf xlsx json; do
  "$editor" convert "$file" -o "$out/report.$ending"
  printf '已生成 %s\n' "$out/report.$ending"
done
