#!/usr/bin/env bash
# Keeps one issue about the drift of a stack: drift-issue.sh STACK CODE, where CODE is what drift.sh ended with. Opens or
# updates it on drift and on failure, closes it when there is none. Needs gh, GH_TOKEN, GITHUB_REPOSITORY, RUN_URL.
set -euo pipefail
cd "$(dirname "$0")/../.."

stack=$1
code=$2
title="Drift of stack $stack"
log=artifacts/drift/$stack.log
found=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --author "github-actions[bot]" --search "in:title \"$title\"" \
  --json number,title --jq "map(select(.title == \"$title\"))[0].number // empty")

if [ "$code" -eq 0 ]; then
  if [ -n "$found" ]; then
    gh issue close "$found" --repo "$GITHUB_REPOSITORY" --comment "No drift any more: $RUN_URL"
  fi
  exit 0
fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  if [ "$code" -eq 2 ]; then
    echo "What stands is not what the last deployment of \`$stack\` left. \`npm run review -- --stack $stack\` shows what the next one would do."
  else
    echo "Whether \`$stack\` has drifted could not be found out."
  fi
  echo
  echo "Run: $RUN_URL"
  echo
  # Longer than any fence in it.
  echo '``````````text'
  # An issue takes 65,536 characters.
  tail -c 50000 "$log"
  echo '``````````'
} >"$body"
if [ -n "$found" ]; then
  gh issue edit "$found" --repo "$GITHUB_REPOSITORY" --body-file "$body"
else
  gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --body-file "$body"
fi
