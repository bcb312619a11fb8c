#!/usr/bin/env bash
# Installs the linters that npm does not have, once, and prints the folder of their programs. actionlint comes from Go's
# modules, zizmor, check-jsonschema (which has GitLab's own schema in it) and ruff from PyPI, each in the version named here.
set -euo pipefail

actionlint=v1.7.12
zizmor=1.32.0
jsonschema=0.39.0
ruff=0.17.6

folder=${XDG_CACHE_HOME:-$HOME/.cache}/berth/linters-$actionlint-$zizmor-$jsonschema-$ruff
if [ ! -f "$folder/complete" ]; then
  rm -rf "$folder"
  mkdir -p "$folder"
  exec 3>&1 1>&2
  python3 -m venv "$folder" || {
    echo "install-linters.sh: python3 has no venv; install python3-venv" >&2
    exit 1
  }
  "$folder/bin/pip" install --quiet --disable-pip-version-check "zizmor==$zizmor" "check-jsonschema==$jsonschema" \
    "ruff==$ruff"
  GOBIN=$folder/bin GOFLAGS=-mod=mod go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint"
  exec 1>&3 3>&-
  touch "$folder/complete"
fi
echo "$folder/bin"
