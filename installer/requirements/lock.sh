#!/usr/bin/env bash
# Makes the lock files anew from pyproject.toml: exact versions with the hashes of their files,
# for every platform and Python the program runs on.
#   app.txt     what the program needs to run
#   dev.txt     the same versions, and what checks and tests it
#   bundle.txt  the same versions, and what packs it for people without Python
# Needs uv (pip install uv) and the network. Run it after a change to the dependencies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

compile() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command "bash installer/requirements/lock.sh" "$@" pyproject.toml installer/requirements/build.in
}

compile --upgrade --output-file installer/requirements/app.txt
compile --extra dev --constraint installer/requirements/app.txt --output-file installer/requirements/dev.txt
compile --constraint installer/requirements/app.txt --output-file installer/requirements/bundle.txt \
  installer/requirements/bundle.in
