#!/usr/bin/env bash
# Checks the workflows: actionlint (with shellcheck for what they run) and zizmor for GitHub's, GitLab's own schema for
# GitLab's, shellcheck for the scripts of both; and ruff for what is in Python. None needs the network once the linters are
# there.
set -euo pipefail
cd "$(dirname "$0")/.."

PATH=$(.ci/install-linters.sh):$PATH
actionlint
zizmor --offline --quiet .github/workflows
check-jsonschema --builtin-schema vendor.gitlab-ci .gitlab-ci.yml
shellcheck .ci/*.sh .ci/run .github/scripts/*.sh .gitlab/*.sh
python=(packages/provider/docker-gate/berth-gate packages/provider/docker-gate test/packages/provider/docker-gate)
ruff check --quiet --no-cache --line-length 120 "${python[@]}"
ruff format --check --quiet --no-cache --line-length 120 "${python[@]}"
