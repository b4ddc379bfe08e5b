# shellcheck shell=bash
# What run.sh and test.sh share: system packages, a Python, an environment in the checkout.
# Sourced, not run. Everything is safe to repeat and needs no network once it is installed.

checkout="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$checkout/.venv"
# What Qt loads when it opens a window, and what makes an environment for Python.
# shellcheck disable=SC2034  # used by the scripts that source this one
window_packages=(
  python3 python3-venv
  libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1
  libxkbcommon0 libxkbcommon-x11-0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1
)

# Settings meant for another Python must not leak into ours; a program that cannot write to its
# home still needs one for its caches.
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export PIP_DISABLE_PIP_VERSION_CHECK=1
if [[ ! -d "${HOME:-}" || ! -w "${HOME:-}" ]]; then
  HOME="$(mktemp -d)"
  export HOME
fi

say() { printf '\n== %s\n' "$*"; }
warn() { printf '注意：%s\n' "$*" >&2; }
stop() {
  printf '出错：%s\n' "$*" >&2
  exit 1
}

# Root needs nothing, a person at a terminal can type a password, a script must have sudo ready.
can_be_root() {
  [[ "$(id -u)" == 0 ]] ||
    { command -v sudo >/dev/null && { [[ -t 0 ]] || sudo --non-interactive true 2>/dev/null; }; }
}

as_root() {
  if [[ "$(id -u)" == 0 ]]; then "$@"; else sudo "$@"; fi
}

is_installed() {
  local package
  # Debian 13 and Ubuntu 24.04 renamed some libraries (libglib2.0-0t64).
  for package in "$1" "$1t64"; do
    if [[ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" == *"ok installed" ]]; then
      return 0
    fi
  done
  return 1
}

missing_packages() {
  local package
  for package in "$@"; do
    is_installed "$package" || printf '%s\n' "$package"
  done
}

# install_packages PACKAGE… — installs what is missing; what cannot be installed is named.
install_packages() {
  local -a missing=()
  if ! command -v dpkg-query >/dev/null; then
    warn "这个系统不是 Debian 一类，请自行安装与这些软件包相当的软件：$*"
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ! can_be_root; then
    warn "没有管理员权限，缺少的系统软件包没有安装：${missing[*]}"
    return
  fi
  say "安装系统软件包：${missing[*]}"
  as_root apt-get update -qq || warn "软件包列表没有更新，用现有的列表继续。"
  if ! apt_install "${missing[@]}"; then
    # One unknown name makes apt refuse all: take them one by one.
    local package
    for package in "${missing[@]}"; do apt_install "$package" || true; done
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) || warn "这些软件包没有装上，可能影响使用：${missing[*]}"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The oldest Python the program runs on is 3.11, and it must be able to make an environment.
is_usable_python() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
    2>/dev/null
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python \
    /usr/bin/python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
    [[ -n "$candidate" ]] || continue
    candidate="$(command -v "$candidate")" || continue
    if is_usable_python "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# install_newer_python — for systems whose own Python is too old but whose archive has another.
install_newer_python() {
  local version
  command -v apt-cache >/dev/null || return 0
  for version in 3.13 3.12 3.11; do
    if apt-cache show "python$version-venv" >/dev/null 2>&1; then
      install_packages "python$version" "python$version-venv"
      return 0
    fi
  done
}

# make_environment LOCK [PIP-OPTION…] — .venv with exactly the versions of the lock file.
make_environment() {
  local lock="$checkout/installer/requirements/$1" python stamp wanted
  stamp="$venv/installed-$1"
  wanted="$(cat "$lock" "$checkout/pyproject.toml" | sha256sum) $checkout"
  if [[ -x "$venv/bin/python" && -f "$stamp" && "$(<"$stamp")" == "$wanted" ]] &&
    "$venv/bin/python" -c '' 2>/dev/null; then
    return 0
  fi
  if ! python="$(find_python)"; then
    install_newer_python
    python="$(find_python)" || stop "没有找到 3.11 至 3.14 的 Python（含 venv 模块）。请安装后再运行，或者用 PYTHON=路径 指明。"
  fi
  say "在 .venv 中准备环境：$("$python" --version)，版本以 installer/requirements/$1 为准"
  if ! is_usable_python "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null; then
    "$python" -m venv --clear "$venv"
  fi
  if ! "$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock" ||
    ! "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --no-index \
      --editable "$checkout"; then
    stop "Python 软件包没有装上，请检查网络后再运行一次。"
  fi
  printf '%s\n' "$wanted" >"$stamp"
}
