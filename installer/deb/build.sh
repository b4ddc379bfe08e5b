#!/usr/bin/env bash
# Builds dist/report-editor_VERSION_ARCH.deb: the program with everything it needs under
# /opt/report-editor, a menu entry and an icon. Spreadsheets keep the program they open with now.
# It runs on systems whose C library is at least as new as that of the machine it is built on.
#   bash installer/deb/build.sh
set -euo pipefail
# shellcheck source=installer/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/../setup.sh"
cd "$checkout"

install_packages "${window_packages[@]}" binutils dpkg-dev
build="$checkout/build/deb"
venv="$build/venv"
mkdir -p "$build"
make_environment bundle.txt

say "打包程序"
tree="$build/tree"
rm -rf "$tree"
"$venv/bin/pyinstaller" --log-level WARN --noconfirm --workpath "$build/work" \
  --distpath "$tree/opt" installer/report-editor.spec

share="$tree/usr/share"
install -D -m 644 -t "$share/applications" installer/report-editor.desktop
install -D -m 644 -t "$share/metainfo" installer/report-editor.metainfo.xml
install -D -m 644 resources/icons/app.svg \
  "$share/icons/hicolor/scalable/apps/report-editor.svg"
install -d "$share/icons/hicolor/256x256/apps"
"$venv/bin/python" installer/app_icon.py "$share/icons/hicolor/256x256/apps/report-editor.png"
install -D -m 644 LICENSE "$share/doc/report-editor/copyright"
install -d "$tree/usr/bin"
ln -s /opt/report-editor/report-editor "$tree/usr/bin/report-editor"

version="$("$venv/bin/python" -c 'import report_editor; print(report_editor.__version__)')"
arch="$(dpkg --print-architecture)"
# The program carries its own Python; Qt takes the rest from the system.
libraries="$(printf '%s, ' "${window_packages[@]/#python3*/}" | sed 's/\(, \)\+/, /g; s/^, //; s/, $//')"
install -d "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: report-editor
Version: $version
Architecture: $arch
Maintainer: The Report Editor developers <report-editor@localhost>
Installed-Size: $(du -sk "$tree" | cut -f1)
Depends: libc6 (>= $(ldd --version | sed -n '1s/.* //p')), $libraries
Section: editors
Priority: optional
Description: 年度报告编辑器
 填写、核对和打印政府信息公开工作年度报告。完全离线。
 .
 Edits, checks and prints China's annual report on open government information.
CONTROL

say "生成软件包"
mkdir -p dist
package="report-editor_${version}_${arch}.deb"
dpkg-deb --root-owner-group --build "$tree" "$build/$package"
mv "$build/$package" dist/
