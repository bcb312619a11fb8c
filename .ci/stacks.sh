#!/usr/bin/env bash
# Prints the names of the stacks, those with a Pulumi.<name>.yaml, as a JSON list for a matrix; with --cloud those of a cloud only.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-}
names=()
for file in Pulumi.*.yaml; do
  name=${file#Pulumi.}
  name=${name%.yaml}
  # They become words of other commands.
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]] || continue
  if [ "$wanted" != --cloud ] || grep -Eq '^ *berth:target: *(aws|azure)' "$file"; then
    names+=("\"$name\"")
  fi
done
(
  IFS=,
  echo "[${names[*]}]"
)
