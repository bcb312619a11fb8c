#!/usr/bin/env bash
# Reviews one stack for CI: review.sh STACK. The results are in artifacts/review/STACK.
#
# BASE_SHA, for those who can't read the state (a fork): the commit that the change goes onto. It is planned too, in this
# very folder, and the review is of what leads from the one plan to the other.
#
# Ends with 1 only when the preview is broken; whether it needs an approval is for gate.sh to say.
set -euo pipefail
cd "$(dirname "$0")/.."

stack=$1
out=artifacts/review/$stack
mkdir -p "$out"

base=()
if [ -n "${BASE_SHA:-}" ]; then
  head=$(git rev-parse HEAD)
  if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
    echo "review.sh: the base can't be checked out, files have changed" >&2
    exit 1
  fi
  trap 'git checkout --quiet --detach "$head"' EXIT
  git checkout --quiet --detach "$BASE_SHA"
  if ! [ -f "Pulumi.$stack.yaml" ] ||
    ! PULUMI_ENGINE=embedded npm run --silent preview -- --json --from-nothing --stack "$stack" >"$out/base.json"; then
    echo "review.sh: the base has no plan for $stack, so everything counts as new" >&2
    echo '{"steps": []}' >"$out/base.json"
  fi
  base=(--base "$PWD/$out/base.json")
  git checkout --quiet --detach "$head"
  trap - EXIT
fi

code=0
npm run --silent review -- --stack "$stack" --out "$out" "${base[@]}" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$out/review.md" ]; then
  cat "$out/review.md" >>"$GITHUB_STEP_SUMMARY"
fi
[ "$code" -eq 2 ] || exit "$code"
