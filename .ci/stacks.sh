#!/usr/bin/env bash
# Prints the names of the stacks, those with a Pulumi.<name>.yaml, as a JSON list for a matrix. With --deployed those of a
# cloud whose state is set up: VARIABLES, the repository's as JSON, has a PULUMI_BACKEND_URL_<NAME>.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-}
is_deployed() {
  grep -Eq '^ *([A-Za-z0-9_.-]+:)?target: *(aws|azure)' "Pulumi.$1.yaml" && [[ ${VARIABLES:-} == *"\"PULUMI_BACKEND_URL_${1^^}\""* ]]
}

names=()
for file in Pulumi.*.yaml; do
  name=${file#Pulumi.}
  name=${name%.yaml}
  # They become words of other commands.
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]] || continue
  if [ "$wanted" != --deployed ] || is_deployed "$name"; then
    names+=("\"$name\"")
  fi
done
(
  IFS=,
  echo "[${names[*]}]"
)
